#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "siskin/model/incremental_step.hpp"

namespace siskin::model {

/// What a program has to compute anew when a few positions of its input change. Slots are
///
///   local  a tensor with positions: each edit changes a window of it, its patch;
///   whole  any other: computed for each edit by the program's own operations.
///
/// Operations on local slots that are known become steps; what mixes positions otherwise is
/// evaluated whole from there on, on local slots written out for each edit.
class IncrementalPlan {
 public:
  /// The programs of one function for one and for two sequences of a length: what differs between
  /// them depends on the number of sequences. Throws Error for one that cannot be evaluated by
  /// parts.
  IncrementalPlan(std::shared_ptr<const Program> one, const Program& two,
                  const at::Tensor& example_1cl);

  const Program& program() const { return *one_; }
  const std::vector<IncrementalStep>& steps() const { return steps_; }
  /// Empty for a slot that is not local.
  const std::optional<LocalShape>& shape(Slot slot) const { return shapes_.at(slot); }
  /// By operation: evaluated whole.
  const std::vector<bool>& whole() const { return whole_; }
  /// Local slots that whole operations, or the output, take.
  const std::vector<Slot>& written_out() const { return written_out_; }
  /// By operation: the argument whose list of sizes begins with a multiple of the number of
  /// sequences, as reshape(x, [x.size(0), -1]) has it.
  const std::vector<std::optional<std::size_t>>& row_lists() const { return row_lists_; }
  /// Whole operations need the number of rows that the program was made for in other ways.
  bool rows_matter() const { return rows_matter_; }
  /// The first operation that takes positions whole: "aten::softmax (net.py:12)"; empty when none
  /// does.
  const std::string& whole_from() const { return whole_from_; }

  /// By slot: windows of the local ones for edits that change `spans` of the input.
  std::vector<Windows> windows(const std::vector<Span>& spans) const;

  /// Multiply-adds of convolutions and matrix products for one sequence.
  std::int64_t plain_multiply_adds() const { return plain_; }
  /// The same for one edit whose windows are these.
  std::int64_t edit_multiply_adds(const std::vector<Windows>& windows) const;
  /// The part of it that is evaluated whole.
  std::int64_t whole_multiply_adds() const { return whole_cost_; }

 private:
  struct Builder;

  std::shared_ptr<const Program> one_;
  std::vector<IncrementalStep> steps_;
  std::vector<std::optional<LocalShape>> shapes_;
  std::vector<bool> whole_;
  std::vector<Slot> written_out_;
  std::vector<std::optional<std::size_t>> row_lists_;
  bool rows_matter_ = false;
  std::string whole_from_;
  std::int64_t plain_ = 0;
  std::int64_t whole_cost_ = 0;
};

/// Multiply-adds of a step for one edit with these windows.
std::int64_t multiply_adds(const IncrementalStep& step, const std::vector<Windows>& windows);

}  // namespace siskin::model
