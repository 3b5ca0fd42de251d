#include "siskin/model/incremental_walk.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>

namespace siskin::model {
namespace {

using blackbox::Edit;

// Steps after which the base is computed afresh: each adds a rounding error to it.
constexpr int kMostAdvances = 64;
// Numbers kept for all edits of a walk: half a gigabyte of floats.
constexpr std::int64_t kMostKept = 1 << 27;

bool is_kept(const IncrementalStep& step) {
  return step.kind == StepKind::kConvolution || is_head(step);
}

void add_edits(std::vector<std::int64_t>& to, const std::vector<std::int64_t>& edits) {
  if (to.empty()) {
    to = edits;
    return;
  }
  std::vector<std::int64_t> both;
  both.reserve(to.size() + edits.size());
  std::set_union(to.begin(), to.end(), edits.begin(), edits.end(), std::back_inserter(both));
  to = std::move(both);
}

// Rows of `values`, which are those of the edits `from`.
at::Tensor select_rows(const at::Tensor& values, const std::vector<std::int64_t>& from,
                       const std::vector<std::int64_t>& edits) {
  if (from == edits) return values;
  std::vector<std::int64_t> places;
  places.reserve(edits.size());
  std::size_t next = 0;
  for (const auto edit : edits) {
    while (from[next] != edit) ++next;
    places.push_back(static_cast<std::int64_t>(next));
  }
  return values.index_select(0, torch::tensor(places));
}

}  // namespace

IncrementalWalk::IncrementalWalk(const Incremental& incremental, std::vector<float> base_cl,
                                 std::vector<Edit> edits)
    : incremental_(incremental),
      plan_(incremental.plan()),
      base_cl_(std::move(base_cl)),
      edits_(std::move(edits)),
      windows_(plan_.windows(spans_of(edits_))),
      left_(edits_.size()),
      changed_(windows_.size()),
      kept_(plan_.steps().size()),
      sums_below_(plan_.steps().size()),
      needed_(windows_.size()),
      values_nwf_(windows_.size()) {
  std::iota(left_.begin(), left_.end(), 0);
  for (std::size_t head = 0; head < plan_.steps().size(); ++head) {
    if (plan_.steps()[head].kind != StepKind::kGlobalMax) continue;
    for (std::size_t number = 0; number < head; ++number) {
      const auto& step = plan_.steps()[number];
      const bool feeds = step.outputs[0] == plan_.steps()[head].inputs[0];
      if (feeds && step.kind == StepKind::kConvolution) sums_below_[head] = number;
    }
  }
}

bool IncrementalWalk::suits(const Incremental& incremental, const std::vector<Edit>& edits) {
  const auto& plan = incremental.plan();
  if (!plan.written_out().empty()) return false;
  const auto windows = plan.windows(spans_of(edits));
  std::int64_t kept = 0;
  for (const auto& step : plan.steps()) {
    if (step.kind == StepKind::kConvolution) {
      const Slot output = step.outputs[0];
      kept += windows[output].width * plan.shape(output)->features();
    }
  }
  return kept * static_cast<std::int64_t>(edits.size()) <= kMostKept;
}

void IncrementalWalk::make(std::size_t place) {
  const auto edit = static_cast<std::size_t>(left_.at(place));
  blackbox::apply(edits_[edit], base_cl_.data(), base_cl_.size() / 4);
  for (Slot slot = 0; slot < windows_.size(); ++slot) {
    if (plan_.shape(slot) && !windows_[slot].starts.empty()) {
      changed_[slot] = unite(changed_[slot], windows_[slot].span(edit));
    }
  }
  made_.push_back(left_[place]);
  left_.erase(left_.begin() + static_cast<std::ptrdiff_t>(place));
}

// Edits for which something has changed where they change `input`: their difference is another.
IncrementalWalk::Edits IncrementalWalk::affected(Slot input) const {
  if (is_first_) return left_;
  Edits edits;
  const auto& changed = changed_[input];
  for (const auto edit : left_) {
    const auto window = windows_[input].span(static_cast<std::size_t>(edit));
    if (window.begin < changed.end && changed.begin < window.end) edits.push_back(edit);
  }
  return edits;
}

void IncrementalWalk::find_needed() {
  for (auto& edits : needed_) edits.clear();
  const auto& steps = plan_.steps();
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    Edits edits;
    const auto number = static_cast<std::size_t>(std::distance(step, steps.rend())) - 1;
    if (sums_below_[number]) continue;
    if (is_kept(*step)) {
      edits = affected(step->inputs[0]);
    } else {
      for (const Slot output : step->outputs) add_edits(edits, needed_[output]);
    }
    for (const Slot input : step->inputs) add_edits(needed_[input], edits);
  }
}

Rows IncrementalWalk::rows_of(Slot slot, const Edits& edits) const {
  Rows rows;
  rows.width = windows_[slot].width;
  rows.starts_n.reserve(edits.size());
  for (const auto edit : edits) {
    rows.starts_n.push_back(windows_[slot].starts[static_cast<std::size_t>(edit)]);
  }
  return rows;
}

Patches IncrementalWalk::patches(Slot slot, const Edits& edits) const {
  return {base_->rows_lf[slot], select_rows(values_nwf_[slot], needed_[slot], edits),
          rows_of(slot, edits).starts_n};
}

void IncrementalWalk::keep(std::size_t number, const Edits& edits, const at::Tensor& values) {
  auto& kept = kept_[number];
  if (!kept.defined()) {
    auto sizes = values.sizes().vec();
    sizes[0] = static_cast<std::int64_t>(edits_.size());
    kept = at::zeros(sizes, values.options());
  }
  kept.index_copy_(0, torch::tensor(edits), values);
}

void IncrementalWalk::run_convolution(std::size_t number) {
  const auto& step = plan_.steps()[number];
  const Slot output = step.outputs[0];
  const auto edits = affected(step.inputs[0]);
  if (!edits.empty()) {
    const auto input = patches(step.inputs[0], edits);
    keep(number, edits, convolved_differences(step, input, rows_of(output, edits)));
    multiply_adds_ += siskin::model::multiply_adds(step, windows_) * input.rows();
  }
  const auto& needed = needed_[output];
  if (needed.empty()) return;
  values_nwf_[output] =
      base_plus(base_->rows_lf[output], rows_of(output, needed).starts_n, kept_[number], needed);
}

void IncrementalWalk::run_head(std::size_t number, Frame& frame) {
  const auto& step = plan_.steps()[number];
  const Slot input = step.inputs[0];
  const auto edits = affected(input);
  if (!edits.empty()) {
    const auto sums = sums_below_[number];
    keep(number, edits,
         sums ? largest_of_base_plus(base_->rows_lf[input], rows_of(input, edits).starts_n,
                                     kept_[*sums], edits)
              : head_part(step, patches(input, edits)));
    multiply_adds_ +=
        siskin::model::multiply_adds(step, windows_) * static_cast<std::int64_t>(edits.size());
  }
  const auto part_nf = kept_[number].index_select(0, torch::tensor(left_));
  frame[step.outputs[0]] = head_result(plan_, step, *base_, part_nf, rows_of(input, left_));
}

void IncrementalWalk::run_step(std::size_t number, Frame& frame) {
  const auto& step = plan_.steps()[number];
  if (is_head(step)) return run_head(number, frame);
  if (step.kind == StepKind::kConvolution) return run_convolution(number);
  Edits edits;
  for (const Slot output : step.outputs) add_edits(edits, needed_[output]);
  if (edits.empty()) return;
  std::vector<Patches> inputs;
  for (const Slot input : step.inputs) inputs.push_back(patches(input, edits));
  const auto results = step_patches(plan_, step, inputs, rows_of(step.outputs[0], edits));
  for (std::size_t i = 0; i < results.size(); ++i) {
    values_nwf_[step.outputs[i]] = select_rows(results[i], edits, needed_[step.outputs[i]]);
  }
  multiply_adds_ +=
      siskin::model::multiply_adds(step, windows_) * static_cast<std::int64_t>(edits.size());
}

void IncrementalWalk::renew_base() {
  if (base_ && made_.empty()) return;
  if (base_ && made_.size() == 1 && advances_ < kMostAdvances) {
    advance_base(made_.front());
    return;
  }
  base_.emplace(plan_, incremental_.base_tensor(base_cl_.data()));
  multiply_adds_ += plan_.plain_multiply_adds();
  advances_ = 0;
}

// What is kept of an edit is what it makes of the base as it was.
void IncrementalWalk::advance_base(std::int64_t edit) {
  ++advances_;
  const Edits one{edit};
  std::vector<Rows> rows(windows_.size());
  std::vector<at::Tensor> patches_1wf(windows_.size());
  const auto settle = [&](Slot slot, const at::Tensor& patch_1wf) {
    rows[slot] = rows_of(slot, one);
    patches_1wf[slot] = patch_1wf;
  };
  const Slot input = plan_.program().input();
  settle(input, incremental_.input_patches(*base_, {edits_[static_cast<std::size_t>(edit)]},
                                           rows_of(input, one)));
  for (std::size_t number = 0; number < plan_.steps().size(); ++number) {
    const auto& step = plan_.steps()[number];
    const Slot output = step.outputs[0];
    if (step.kind == StepKind::kGlobalMax) continue;
    if (is_head(step)) {
      auto& result = base_->frame[output];
      result = result + kept_[number][edit].view(result.sizes());
    } else if (step.kind == StepKind::kConvolution) {
      settle(output,
             base_plus(base_->rows_lf[output], rows_of(output, one).starts_n, kept_[number], one));
    } else {
      std::vector<Patches> inputs;
      for (const Slot slot : step.inputs) {
        inputs.push_back({base_->rows_lf[slot], patches_1wf[slot], rows[slot].starts_n});
      }
      const auto results = step_patches(plan_, step, inputs, rows_of(output, one));
      for (std::size_t i = 0; i < results.size(); ++i) settle(step.outputs[i], results[i]);
      multiply_adds_ += siskin::model::multiply_adds(step, windows_);
    }
  }
  base_->write(plan_, patches_1wf, rows);
}

at::Tensor IncrementalWalk::outputs() {
  const torch::NoGradGuard no_grad;
  renew_base();
  if (left_.empty()) return base_->frame[plan_.program().output()].narrow(0, 0, 0);
  find_needed();
  const Slot input = plan_.program().input();
  std::vector<Edit> changing;
  for (const auto edit : needed_[input]) {
    changing.push_back(edits_[static_cast<std::size_t>(edit)]);
  }
  values_nwf_[input] = incremental_.input_patches(*base_, changing, rows_of(input, needed_[input]));
  auto frame = plan_.program().constants();
  for (std::size_t i = 0; i < plan_.steps().size(); ++i) run_step(i, frame);
  is_first_ = false;
  made_.clear();
  for (auto& span : changed_) span = {};
  multiply_adds_ += plan_.whole_multiply_adds() * static_cast<std::int64_t>(left_.size());
  return incremental_.finish(std::move(frame), static_cast<std::int64_t>(left_.size()));
}

}  // namespace siskin::model
