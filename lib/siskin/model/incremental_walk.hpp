#pragma once

#include <ATen/core/Tensor.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "siskin/model/incremental.hpp"

namespace siskin::model {

/// A sequence whose edits are made for good one after the other. What each edit adds to the
/// convolutions is kept from step to step and computed anew only where an edit that was made has
/// changed what it acts on. So is the base, which an edit that is made changes by what is kept of
/// it; now and then it is computed afresh, that rounding may not add up.
class IncrementalWalk {
 public:
  /// `incremental` must outlive the walk.
  IncrementalWalk(const Incremental& incremental, std::vector<float> base_cl,
                  std::vector<blackbox::Edit> edits);

  /// Whether what would be kept fits into memory, and nothing is evaluated whole.
  static bool suits(const Incremental& incremental, const std::vector<blackbox::Edit>& edits);

  /// (edits not made yet, K), in the order in which they were given.
  at::Tensor outputs();
  /// Makes the edit at `place` among those not made yet.
  void make(std::size_t place);

  /// Multiply-adds so far.
  std::int64_t multiply_adds() const { return multiply_adds_; }

 private:
  using Edits = std::vector<std::int64_t>;  // numbers of edits, ascending

  Edits affected(Slot input) const;
  void find_needed();
  Rows rows_of(Slot slot, const Edits& edits) const;
  Patches patches(Slot slot, const Edits& edits) const;
  void renew_base();
  void advance_base(std::int64_t edit);
  void run_step(std::size_t number, Frame& frame);
  void run_convolution(std::size_t number);
  void run_head(std::size_t number, Frame& frame);
  void keep(std::size_t number, const Edits& edits, const at::Tensor& values);

  const Incremental& incremental_;
  const IncrementalPlan& plan_;
  std::vector<float> base_cl_;
  std::vector<blackbox::Edit> edits_;
  std::vector<Windows> windows_;  // by slot, of all edits
  Edits left_;                    // not made yet
  bool is_first_ = true;          // nothing is kept yet
  Edits made_;                    // since outputs() was last asked
  std::optional<IncrementalBase>
      base_;                      // of the sequence as outputs() was last asked; empty at first
  int advances_ = 0;              // of the base since it was computed afresh
  std::vector<Span> changed_;     // by slot: by those in made_
  std::vector<at::Tensor> kept_;  // by step: of all edits
  // By step, of the largest of all positions: the convolution that it takes them from. Its windows
  // are then not written out.
  std::vector<std::optional<std::size_t>> sums_below_;
  std::vector<Edits> needed_;           // by slot: edits whose patches this step asks for
  std::vector<at::Tensor> values_nwf_;  // by slot: patches of these
  std::int64_t multiply_adds_ = 0;
};

}  // namespace siskin::model
