#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "siskin/gradient/reveal_cancel.hpp"
#include "siskin/gradient/row_spread.hpp"
#include "siskin/model/program.hpp"

namespace siskin::gradient {

/// What the operations of a run have seen, by operation; empty for those not asked for.
struct Recording {
  std::vector<std::vector<at::Tensor>> inputs;
  std::vector<std::vector<at::Tensor>> outputs;
  at::Tensor output_nk;
};

/// Programs for n sequences and for their n*R references, and what DeepLIFT has to know of both.
/// Immutable.
class PairPlan {
 public:
  using ProgramPointer = std::shared_ptr<const model::Program>;

  /// `input_ncl` are n sequences in the model's type on its device, `reference_count` is R.
  PairPlan(ProgramPointer sequences, ProgramPointer references, const at::Tensor& input_ncl,
           std::int64_t reference_count);

  const model::Program& references() const { return *references_; }
  /// By operation: whether the output depends on it. The rest need neither be run nor have a rule.
  const std::vector<bool>& live() const { return live_; }
  /// Whether an operation is live and passes differences on by a rule and not by its derivative.
  bool needs_rule(std::size_t operation) const;
  /// By operation: see find_producer.
  const std::vector<std::optional<Producer>>& producers() const { return producers_; }
  bool is_producer(std::size_t operation) const { return is_producer_[operation]; }
  bool is_for(const ProgramPointer& sequences, const ProgramPointer& references) const;

  /// The sequences' run (n,4,L), without a graph: as they are where the rows of the two programs
  /// can be told apart, else repeated for every reference.
  Recording record(const at::Tensor& input_ncl) const;
  /// From what record() holds to the reference rows.
  RowSpread rows() const;

 private:
  bool same_operations() const;
  bool rows_agree(const at::Tensor& input_ncl) const;
  Recording run(const model::Program& program, const at::Tensor& input_ncl) const;

  ProgramPointer sequences_;
  ProgramPointer references_;
  std::int64_t sequence_count_ = 1;
  std::int64_t reference_count_ = 1;
  std::vector<bool> live_;
  std::vector<std::optional<Producer>> producers_;
  std::vector<bool> is_producer_;
  bool spreads_ = false;
};

}  // namespace siskin::gradient
