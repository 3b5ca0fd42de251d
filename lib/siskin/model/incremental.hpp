#pragma once

#include <ATen/core/Tensor.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "siskin/blackbox/scorer.hpp"
#include "siskin/model/function.hpp"
#include "siskin/model/incremental_pass.hpp"
#include "siskin/model/incremental_plan.hpp"

// Many small changes of one sequence, each applied alone: what a change does not reach is not
// computed again.
//
//   convolution      base + convolution of the difference, which is 0 outside the patch
//   other local ops  on the patch and what they see around it
//   global maximum   the larger of the patch and of what lies before and behind it
//   sum, mean        base + difference
//   flatten, dense   base + difference times the columns of its positions
//   all else         the program's own operation, on whole tensors
//
// Differences are exact to rounding, so no result is an approximation. (Nair, Shrikumar, Schreiber
// & Kundaje 2022, "fastISM", Bioinformatics 38:2397, recompute the windows of convolutions; here
// their difference is convolved, which needs no margin around a window.)

namespace siskin::model {

/// How a scorer evaluates edits.
enum class Engine { kAutomatic, kPlain, kIncremental };

/// "auto", "plain" or "incremental", as given to --engine. Throws UsageError otherwise.
Engine parse_engine(const std::string& word);

/// The incremental evaluation of a function at sequences of one length. Immutable; several threads
/// may use it at once.
class Incremental {
 public:
  /// The function must outlive it. Throws Error for a function that cannot be traced or evaluated
  /// by parts, and for one that is not on the CPU.
  Incremental(const Function& function, std::int64_t length);

  /// (4, length) with each edit applied alone -> (edits, K), in the type of the model.
  at::Tensor evaluate(const float* base_cl, const std::vector<blackbox::Edit>& edits) const;

  /// Multiply-adds of convolutions and matrix products of one sequence evaluated plainly.
  std::int64_t plain_multiply_adds() const { return plan_->plain_multiply_adds(); }
  /// The same of one edit of `width` neighbouring positions in the middle.
  std::int64_t edit_multiply_adds(std::int64_t width) const;
  /// The same of all these edits; of edits of like width as if they were as wide as the widest.
  std::int64_t edit_multiply_adds(const std::vector<blackbox::Edit>& edits) const;
  /// Whether counting says that these edits are cheaper by parts.
  bool is_cheaper(const std::vector<blackbox::Edit>& edits) const;
  /// "aten::softmax (net.py:12)": from where on positions are evaluated whole; may be empty.
  const std::string& whole_from() const { return plan_->whole_from(); }

  std::int64_t length() const { return length_; }
  const Function& function() const { return function_; }
  const IncrementalPlan& plan() const { return *plan_; }

  /// (1,4,length) in the type of the model.
  at::Tensor base_tensor(const float* base_cl) const;
  /// Input patches (n, width, 4) of edits at `rows`.
  at::Tensor input_patches(const IncrementalBase& base, const std::vector<blackbox::Edit>& edits,
                           const Rows& rows) const;
  /// The operations that are evaluated whole, from the slots that `frame` holds: (rows, K).
  at::Tensor finish(Frame frame, std::int64_t rows) const;

 private:
  at::Tensor evaluate_alike(const IncrementalBase& base,
                            const std::vector<blackbox::Edit>& edits) const;

  const Function& function_;
  std::int64_t length_;
  std::shared_ptr<const IncrementalPlan> plan_;
};

/// The positions from the first to the last that an edit changes.
Span span_of(const blackbox::Edit& edit);
/// The same of each edit.
std::vector<Span> spans_of(const std::vector<blackbox::Edit>& edits);

}  // namespace siskin::model
