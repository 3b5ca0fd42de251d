#include "siskin/model/incremental_pass.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <map>

#include "siskin/model/incremental_rules.hpp"

namespace siskin::model {
namespace {

// Products of a convolution that are in memory at once: they should still be in the cache when they
// are added up.
constexpr std::int64_t kProductsAtOnce = 1 << 17;

Patches part_of(const Patches& all, std::int64_t begin, std::int64_t count) {
  Patches part{all.base_lf, all.values_nwf.narrow(0, begin, count), {}};
  const auto first = all.starts_n.begin() + begin;
  part.starts_n.assign(first, first + count);
  return part;
}

Patches with_window(const Patches& patches, const Rows& rows) {
  if (patches.starts_n == rows.starts_n && patches.width() == rows.width) return patches;
  return {patches.base_lf, read_windows(patches, rows.starts_n, rows.width, 1, 0), rows.starts_n};
}

std::vector<std::int64_t> first_positions(const PositionMap& map, const Rows& result) {
  auto starts = result.starts_n;
  for (auto& start : starts) start = map.first(start);
  return starts;
}

std::vector<at::Tensor> pointwise_patches(const IncrementalPlan& plan, const IncrementalStep& step,
                                          const std::vector<Patches>& inputs, const Rows& result) {
  std::vector<at::Tensor> values;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    values.push_back(
        plan.shape(step.inputs[i])->from_rows(with_window(inputs[i], result).values_nwf));
  }
  auto results = evaluate_pointwise(plan.program(), step, values, result.starts_n);
  for (std::size_t i = 0; i < results.size(); ++i) {
    results[i] = plan.shape(step.outputs[i])->to_rows(results[i]);
  }
  return results;
}

at::Tensor window_patches(const IncrementalPlan& plan, const IncrementalStep& step,
                          const Patches& input, const Rows& result) {
  auto stack = step.arguments;
  const auto windows =
      read_windows(input, first_positions(step.map, result), step.map.needed(result.width), 1, 0);
  stack[0] = plan.shape(step.inputs[0])->from_rows(windows);
  plan.program().operations()[step.operation].evaluate(stack);
  return plan.shape(step.outputs[0])->to_rows(stack[0].toTensor());
}

at::Tensor reshaped(const IncrementalPlan& plan, const IncrementalStep& step,
                    const Patches& input) {
  const auto& result = *plan.shape(step.outputs[0]);
  auto sizes = result.sizes;
  sizes[0] = input.rows();
  sizes[static_cast<std::size_t>(result.axis)] = input.width();
  return result.to_rows(plan.shape(step.inputs[0])->from_rows(input.values_nwf).reshape(sizes));
}

// Differences times the rows of the matrix that belong to their window, for edits of the same
// window at once.
at::Tensor dense_part(const IncrementalStep& step, const Patches& input) {
  const auto difference_nwf = differences(input);
  const auto inputs = input.width() * input.features();
  const auto outputs = step.weight.size(2);
  std::map<std::int64_t, std::vector<std::int64_t>> rows_of_start;
  for (std::int64_t n = 0; n < input.rows(); ++n) {
    rows_of_start[input.starts_n[static_cast<std::size_t>(n)]].push_back(n);
  }
  auto part_nf = at::empty({input.rows(), outputs}, difference_nwf.options());
  for (const auto& [start, rows] : rows_of_start) {
    const auto matrix = step.weight.narrow(0, start, input.width()).view({inputs, outputs});
    const auto flat = difference_nwf.view({input.rows(), inputs});
    const auto count = static_cast<std::int64_t>(rows.size());
    if (rows.back() - rows.front() + 1 == count) {
      auto into = part_nf.narrow(0, rows.front(), count);
      at::mm_out(into, flat.narrow(0, rows.front(), count), matrix);
    } else {
      const auto places = torch::tensor(rows);
      part_nf.index_copy_(0, places, at::mm(flat.index_select(0, places), matrix));
    }
  }
  return part_nf;
}

at::Tensor evaluate_at(const Program& program, std::size_t index, const at::Tensor& argument) {
  const auto& operation = program.operations()[index];
  Stack stack{argument};
  for (std::size_t i = 1; i < operation.arguments.size(); ++i) {
    stack.push_back(operation.arguments[i].constant);
  }
  operation.evaluate(stack);
  return stack[0].toTensor();
}

at::Tensor rows_at(const at::Tensor& values_lf, std::vector<std::int64_t> places, std::int64_t by) {
  for (auto& place : places) place += by;
  return base_windows(values_lf, places, 1).squeeze(1);
}

}  // namespace

IncrementalBase::IncrementalBase(const IncrementalPlan& plan, const at::Tensor& base_1cl) {
  const auto& program = plan.program();
  RunOptions options;
  for (const auto& step : plan.steps()) {
    options.keep.insert(options.keep.end(), step.inputs.begin(), step.inputs.end());
    options.keep.insert(options.keep.end(), step.outputs.begin(), step.outputs.end());
  }
  options.keep.push_back(program.input());
  options.keep.push_back(program.output());
  frame = program.start(base_1cl);
  program.run(frame, options);
  rows_lf.resize(frame.size());
  before.resize(frame.size());
  behind.resize(frame.size());
  for (Slot slot = 0; slot < frame.size(); ++slot) {
    if (plan.shape(slot) && frame[slot].defined()) {
      rows_lf[slot] = plan.shape(slot)->to_rows(frame[slot])[0];
    }
  }
  find_maxima(plan);
}

void IncrementalBase::find_maxima(const IncrementalPlan& plan) {
  for (const auto& step : plan.steps()) {
    if (step.kind != StepKind::kGlobalMax) continue;
    const Slot input = step.inputs[0];
    before[input] = maxima_before(rows_lf[input]);
    behind[input] = maxima_behind(rows_lf[input]);
  }
}

void IncrementalBase::write(const IncrementalPlan& plan, const std::vector<at::Tensor>& patches_1wf,
                            const std::vector<Rows>& rows) {
  for (Slot slot = 0; slot < rows_lf.size(); ++slot) {
    if (!patches_1wf[slot].defined()) continue;
    write_window(patches_1wf[slot][0], rows[slot].starts_n[0], rows_lf[slot]);
  }
  find_maxima(plan);
}

at::Tensor convolved_differences(const IncrementalStep& step, const Patches& input,
                                 const Rows& result) {
  const auto taps = step.map.taps;
  const auto filters = step.weight.size(1) / taps;
  auto sums = at::zeros({input.rows(), result.width, filters}, input.base_lf.options());
  const auto per_edit = input.width() * step.weight.size(1);
  const auto at_once = std::max<std::int64_t>(1, kProductsAtOnce / per_edit);
  for (std::int64_t begin = 0; begin < input.rows(); begin += at_once) {
    const auto count = std::min(at_once, input.rows() - begin);
    const auto part = part_of(input, begin, count);
    const auto products =
        at::mm(differences(part).view({count * input.width(), input.features()}), step.weight);
    const auto first = result.starts_n.begin() + begin;
    const std::vector<std::int64_t> to_n(first, first + count);
    spread({step.map, part.starts_n, to_n}, products.view({count, input.width(), taps, filters}),
           sums.narrow(0, begin, count));
  }
  return sums;
}

std::vector<at::Tensor> step_patches(const IncrementalPlan& plan, const IncrementalStep& step,
                                     const std::vector<Patches>& inputs, const Rows& result) {
  const auto& input = inputs[0];
  switch (step.kind) {
    case StepKind::kAlias:
      return {input.values_nwf};
    case StepKind::kReshape:
      return {reshaped(plan, step, input)};
    case StepKind::kAffine:
      return {at::addcmul(step.shift, input.values_nwf, step.scale)};
    case StepKind::kWindow:
      return {window_patches(plan, step, input, result)};
    case StepKind::kMaxPool:
      return {max_windows(input, step.map, result.starts_n, result.width)};
    case StepKind::kMeanPool:
      return {sum_windows(input, step.map, result.starts_n, step.scale, result.width)};
    case StepKind::kShift:
      return {read_windows(input, first_positions(step.map, result), result.width, step.map.stride,
                           step.value)};
    default:
      return pointwise_patches(plan, step, inputs, result);
  }
}

bool is_head(const IncrementalStep& step) {
  return step.kind == StepKind::kGlobalMax || step.kind == StepKind::kGlobalSum ||
         step.kind == StepKind::kDense;
}

at::Tensor head_part(const IncrementalStep& step, const Patches& input) {
  if (step.kind == StepKind::kGlobalMax) return input.values_nwf.amax(1);
  if (step.kind == StepKind::kGlobalSum) return differences(input).sum(1) * step.value;
  return dense_part(step, input);
}

at::Tensor head_result(const IncrementalPlan& plan, const IncrementalStep& step,
                       const IncrementalBase& base, const at::Tensor& part_nf, const Rows& input) {
  const auto& of_base = base.frame[step.outputs[0]];
  auto sizes = of_base.sizes().vec();
  sizes[0] = part_nf.size(0);
  if (step.kind != StepKind::kGlobalMax) return of_base + part_nf.view(sizes);
  const Slot slot = step.inputs[0];
  const auto outside = at::maximum(rows_at(base.before[slot], input.starts_n, 0),
                                   rows_at(base.behind[slot], input.starts_n, input.width));
  auto result = at::maximum(part_nf, outside).view(sizes);
  for (const auto index : step.after) result = evaluate_at(plan.program(), index, result);
  return result;
}

at::Tensor written_out(const LocalShape& shape, const Patches& patches) {
  const std::vector<std::int64_t> from_first(patches.starts_n.size(), 0);
  return shape.from_rows(read_windows(patches, from_first, patches.length(), 1, 0));
}

IncrementalPass::IncrementalPass(const IncrementalPlan& plan, const IncrementalBase& base,
                                 const std::vector<Rows>& rows)
    : plan_(plan), base_(base), rows_(rows) {}

Patches IncrementalPass::patches(Slot slot) const {
  return {base_.rows_lf[slot], values_nwf_[slot], rows_[slot].starts_n};
}

void IncrementalPass::run_step(const IncrementalStep& step) {
  std::vector<Patches> inputs;
  for (const Slot slot : step.inputs) inputs.push_back(patches(slot));
  const Slot output = step.outputs[0];
  if (is_head(step)) {
    frame_[output] =
        head_result(plan_, step, base_, head_part(step, inputs[0]), rows_[step.inputs[0]]);
  } else if (step.kind == StepKind::kConvolution) {
    const auto& rows = rows_[output];
    auto sums = convolved_differences(step, inputs[0], rows);
    values_nwf_[output] = sums.add_(base_windows(base_.rows_lf[output], rows.starts_n, rows.width));
  } else {
    const auto results = step_patches(plan_, step, inputs, rows_[output]);
    for (std::size_t i = 0; i < results.size(); ++i) values_nwf_[step.outputs[i]] = results[i];
  }
}

Frame IncrementalPass::run(const at::Tensor& input_nwf) {
  values_nwf_.assign(base_.frame.size(), {});
  frame_ = plan_.program().constants();
  values_nwf_[plan_.program().input()] = input_nwf;
  for (const auto& step : plan_.steps()) run_step(step);
  for (const Slot slot : plan_.written_out()) {
    frame_[slot] = written_out(*plan_.shape(slot), patches(slot));
  }
  return std::move(frame_);
}

}  // namespace siskin::model
