#include "siskin/model/incremental.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <map>
#include <utility>

#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::model {
namespace {

using blackbox::Edit;

// Numbers of the largest tensor of a batch: large enough for matrix products, small enough to stay
// in the cache from one operation to the next.
constexpr std::int64_t kNumbersAtOnce = 1 << 18;
constexpr std::int64_t kFewestEdits = 16;
constexpr std::int64_t kMostEdits = 256;
// Below this gain by count, plain batches are as fast.
constexpr double kLeastGain = 1.25;

std::int64_t power_of_two_from(std::int64_t least) {
  std::int64_t result = 1;
  while (result < least) result *= 2;
  return result;
}

// Edits of like width share one width of window.
std::int64_t width_class(std::int64_t width) { return power_of_two_from(width); }

std::int64_t edits_at_once(const IncrementalPlan& plan, const std::vector<Windows>& windows) {
  std::int64_t largest = 1;
  for (Slot slot = 0; slot < windows.size(); ++slot) {
    if (plan.shape(slot)) {
      largest = std::max(largest, windows[slot].width * plan.shape(slot)->features());
    }
  }
  for (const Slot slot : plan.written_out()) {
    const auto& shape = *plan.shape(slot);
    largest = std::max(largest, shape.length() * shape.features());
  }
  return std::clamp(kNumbersAtOnce / largest, kFewestEdits, kMostEdits);
}

std::vector<Rows> rows_of(const std::vector<Windows>& windows, std::size_t begin,
                          std::size_t count) {
  std::vector<Rows> rows(windows.size());
  for (std::size_t slot = 0; slot < windows.size(); ++slot) {
    const auto& starts = windows[slot].starts;
    if (starts.empty()) continue;
    const auto first = starts.begin() + static_cast<std::ptrdiff_t>(begin);
    rows[slot] = {{first, first + static_cast<std::ptrdiff_t>(count)}, windows[slot].width};
  }
  return rows;
}

at::Tensor repeat_last(const at::Tensor& tensor, std::int64_t rows) {
  const auto missing = rows - tensor.size(0);
  if (missing == 0) return tensor;
  return at::cat({tensor, tensor.narrow(0, tensor.size(0) - 1, 1).repeat_interleave(missing, 0)});
}

}  // namespace

Engine parse_engine(const std::string& word) {
  if (word == "auto") return Engine::kAutomatic;
  if (word == "plain") return Engine::kPlain;
  if (word == "incremental") return Engine::kIncremental;
  throw UsageError("option --engine: found " + util::quoted(word) +
                   ", expected auto, plain or incremental");
}

Span span_of(const Edit& edit) {
  Span span;
  for (const auto& change : edit) {
    const auto position = static_cast<std::int64_t>(change.position);
    span = unite(span, {position, position + 1});
  }
  return span;
}

std::vector<Span> spans_of(const std::vector<Edit>& edits) {
  std::vector<Span> spans;
  spans.reserve(edits.size());
  for (const auto& edit : edits) spans.push_back(span_of(edit));
  return spans;
}

Incremental::Incremental(const Function& function, std::int64_t length)
    : function_(function), length_(length) {
  if (!function.to_model(at::empty({0})).device().is_cpu()) {
    throw Error("edits are evaluated incrementally on the CPU only");
  }
  plan_ = function.incremental_plan(length);
}

std::int64_t Incremental::edit_multiply_adds(std::int64_t width) const {
  const auto begin = std::max<std::int64_t>(0, (length_ - width) / 2);
  return plan_->edit_multiply_adds(plan_->windows({{begin, std::min(length_, begin + width)}}));
}

std::int64_t Incremental::edit_multiply_adds(const std::vector<Edit>& edits) const {
  std::map<std::int64_t, std::int64_t> counts;
  for (const auto& edit : edits) ++counts[width_class(span_of(edit).width())];
  std::int64_t total = 0;
  for (const auto& [width, count] : counts) total += count * edit_multiply_adds(width);
  return total;
}

bool Incremental::is_cheaper(const std::vector<Edit>& edits) const {
  const auto plainly =
      static_cast<double>(plain_multiply_adds()) * static_cast<double>(edits.size());
  return plainly > kLeastGain * static_cast<double>(edit_multiply_adds(edits));
}

at::Tensor Incremental::base_tensor(const float* base_cl) const {
  // from_blob wants a mutable pointer, but nothing writes through it.
  return function_.to_model(torch::from_blob(const_cast<float*>(base_cl), {1, 4, length_})).clone();
}

at::Tensor Incremental::input_patches(const IncrementalBase& base, const std::vector<Edit>& edits,
                                      const Rows& rows) const {
  const auto input = plan_->program().input();
  auto patches_nwf = base_windows(base.rows_lf[input], rows.starts_n, rows.width);
  const bool is_double = patches_nwf.scalar_type() == at::kDouble;
  auto* const first = patches_nwf.data_ptr();
  for (std::size_t n = 0; n < edits.size(); ++n) {
    for (const auto& change : edits[n]) {
      const auto place = static_cast<std::int64_t>(change.position) - rows.starts_n[n];
      const auto offset = (static_cast<std::int64_t>(n) * rows.width + place) * 4;
      if (is_double) {
        std::copy_n(change.column.begin(), 4, static_cast<double*>(first) + offset);
      } else {
        std::copy_n(change.column.begin(), 4, static_cast<float*>(first) + offset);
      }
    }
  }
  return patches_nwf;
}

at::Tensor Incremental::finish(Frame frame, std::int64_t rows) const {
  std::shared_ptr<const Program> own;
  const auto padded = power_of_two_from(rows);  // few programs for any number of edits
  if (plan_->rows_matter()) own = function_.program(padded, length_);
  const auto& program = own ? *own : plan_->program();
  if (own) {
    for (Slot slot = 0; slot < frame.size(); ++slot) {
      const bool computed = !plan_->program().constants()[slot].defined();
      if (computed && frame[slot].defined()) frame[slot] = repeat_last(frame[slot], padded);
      if (!computed) frame[slot] = own->constants()[slot];
    }
  }
  RunOptions options;
  if (!own) {
    options.handler = [this, rows](const Operation& operation, std::size_t index, const Frame&,
                                   Stack& stack) {
      const auto list = plan_->row_lists()[index];
      if (!list) return false;
      auto sizes = stack[*list].toIntVector();
      sizes[0] *= rows;
      stack[*list] = sizes;
      operation.evaluate(stack);
      return true;
    };
  }
  options.selected = &plan_->whole();
  options.keep = {program.output()};
  program.run(frame, options);
  return frame[program.output()].narrow(0, 0, rows);
}

at::Tensor Incremental::evaluate_alike(const IncrementalBase& base,
                                       const std::vector<Edit>& edits) const {
  const auto windows = plan_->windows(spans_of(edits));
  const auto at_once = static_cast<std::size_t>(edits_at_once(*plan_, windows));
  std::vector<at::Tensor> parts;
  for (std::size_t begin = 0; begin < edits.size(); begin += at_once) {
    const auto count = std::min(at_once, edits.size() - begin);
    const auto rows = rows_of(windows, begin, count);
    const auto first = edits.begin() + static_cast<std::ptrdiff_t>(begin);
    const std::vector<Edit> part(first, first + static_cast<std::ptrdiff_t>(count));
    IncrementalPass pass(*plan_, base, rows);
    auto frame = pass.run(input_patches(base, part, rows[plan_->program().input()]));
    parts.push_back(finish(std::move(frame), static_cast<std::int64_t>(count)));
  }
  return at::cat(parts);
}

at::Tensor Incremental::evaluate(const float* base_cl, const std::vector<Edit>& edits) const {
  const torch::NoGradGuard no_grad;
  const IncrementalBase base(*plan_, base_tensor(base_cl));
  std::map<std::int64_t, std::vector<std::int64_t>> classes;
  for (std::size_t i = 0; i < edits.size(); ++i) {
    classes[width_class(span_of(edits[i]).width())].push_back(static_cast<std::int64_t>(i));
  }
  if (edits.empty()) return base.frame[plan_->program().output()].narrow(0, 0, 0);
  if (classes.size() == 1) return evaluate_alike(base, edits);
  std::vector<at::Tensor> parts;
  std::vector<std::int64_t> order;
  for (const auto& [width, members] : classes) {
    std::vector<Edit> alike;
    for (const auto member : members) alike.push_back(edits[static_cast<std::size_t>(member)]);
    parts.push_back(evaluate_alike(base, alike));
    order.insert(order.end(), members.begin(), members.end());
  }
  const auto all = at::cat(parts);
  return at::empty_like(all).index_copy_(0, torch::tensor(order), all);
}

}  // namespace siskin::model
