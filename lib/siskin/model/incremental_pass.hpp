#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "siskin/model/incremental_plan.hpp"
#include "siskin/model/incremental_rows.hpp"

namespace siskin::model {

/// Where the windows of some edits lie.
struct Rows {
  std::vector<std::int64_t> starts_n;
  std::int64_t width = 1;
};

/// A sequence with all that the steps look at.
struct IncrementalBase {
  Frame frame;    ///< by slot: what the program computes for the sequence; of local slots not kept
                  ///< up to date by write()
  Frame rows_lf;  ///< the local ones, (L, F)
  Frame before;   ///< (L+1, F) for inputs of kGlobalMax: largest of positions 0 .. i-1
  Frame behind;   ///< and of positions i .. L-1

  IncrementalBase(const IncrementalPlan& plan, const at::Tensor& base_1cl);

  /// Makes an edit for good: its patches (1, width, F) by slot, each at the one window in `rows`.
  /// What heads give for it is for the caller to put into `frame`.
  void write(const IncrementalPlan& plan, const std::vector<at::Tensor>& patches_1wf,
             const std::vector<Rows>& rows);

 private:
  void find_maxima(const IncrementalPlan& plan);
};

/// What a convolution adds to its base in windows of its result, (n, width, F'), from the patches
/// of its input.
at::Tensor convolved_differences(const IncrementalStep& step, const Patches& input,
                                 const Rows& result);

/// Patches of the results of a step other than kConvolution and those that end positions.
/// `shapes` are those of the inputs.
std::vector<at::Tensor> step_patches(const IncrementalPlan& plan, const IncrementalStep& step,
                                     const std::vector<Patches>& inputs, const Rows& result);

/// For a step that ends positions: what each edit has of its own, (n, F').
at::Tensor head_part(const IncrementalStep& step, const Patches& input);
/// The result of that step, of the shape that the program gives it.
at::Tensor head_result(const IncrementalPlan& plan, const IncrementalStep& step,
                       const IncrementalBase& base, const at::Tensor& part_nf, const Rows& input);

/// Whether a step ends positions.
bool is_head(const IncrementalStep& step);

/// (n,...,L,...): the base with each patch written in.
at::Tensor written_out(const LocalShape& shape, const Patches& patches);

/// All edits of one batch from their input on: patches by slot, results of heads in `frame`.
class IncrementalPass {
 public:
  /// `rows` by slot. All outlive the pass.
  IncrementalPass(const IncrementalPlan& plan, const IncrementalBase& base,
                  const std::vector<Rows>& rows);

  /// Input patches (n, width, 4) -> the tensors that whole operations start from, by slot.
  Frame run(const at::Tensor& input_nwf);

 private:
  Patches patches(Slot slot) const;
  void run_step(const IncrementalStep& step);

  const IncrementalPlan& plan_;
  const IncrementalBase& base_;
  const std::vector<Rows>& rows_;
  std::vector<at::Tensor> values_nwf_;  ///< by slot
  Frame frame_;
};

}  // namespace siskin::model
