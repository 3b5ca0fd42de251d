#include "siskin/model/incremental_plan.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <utility>

#include "siskin/util/error.hpp"

namespace siskin::model {
namespace {

bool same_tensor(const at::Tensor& one, const at::Tensor& two) {
  if (!one.defined() || !two.defined()) return one.defined() == two.defined();
  if (one.sizes() != two.sizes() || one.scalar_type() != two.scalar_type()) return false;
  const bool same_memory = one.data_ptr() == two.data_ptr() && one.strides() == two.strides();
  return same_memory || at::equal(one, two);
}

bool same_constant(const c10::IValue& one, const c10::IValue& two) {
  if (one.isTensor() && two.isTensor()) return same_tensor(one.toTensor(), two.toTensor());
  if (one.isTensor() || two.isTensor() || one.isObject()) return false;
  return one == two;
}

// Lists of sizes of which the first grows with the number of sequences.
bool is_row_list(const c10::IValue& one, const c10::IValue& two) {
  if (!one.isIntList() || !two.isIntList()) return false;
  auto sizes = one.toIntVector();
  if (sizes.empty()) return false;
  sizes[0] *= 2;
  return sizes == two.toIntVector();
}

// A constant for one sequence that stands for any number of them: the rows of two are both as it.
bool same_rows(const at::Tensor& one, const at::Tensor& two) {
  if (same_tensor(one, two)) return true;
  if (!one.defined() || !two.defined() || one.dim() == 0 || one.dim() != two.dim()) return false;
  if (one.size(0) != 1 || two.size(0) != 2) return false;
  auto sizes = one.sizes().vec();
  sizes[0] = 2;
  return same_tensor(one.expand(sizes), two);
}

void check_alike(const Program& one, const Program& two) {
  bool alike = one.operations().size() == two.operations().size() &&
               one.constants().size() == two.constants().size();
  for (std::size_t i = 0; alike && i < one.operations().size(); ++i) {
    alike = one.operations()[i].name == two.operations()[i].name &&
            one.operations()[i].active == two.operations()[i].active;
  }
  if (!alike) throw Error("what the model computes depends on the number of sequences");
}

std::int64_t product_cost(const Operation& operation, const Frame& frame) {
  const auto tensor = [&](std::size_t argument) {
    const auto& value = operation.arguments.at(argument);
    if (value.slots.size() == 1 && !value.is_list) return frame[value.slots[0]];
    return value.constant.isTensor() ? value.constant.toTensor() : at::Tensor();
  };
  const auto& name = operation.name;
  const bool convolves = name.rfind("aten::conv", 0) == 0 || name == "aten::_convolution";
  const bool adds = name == "aten::addmm" || name == "aten::baddbmm";
  const bool multiplies = adds || name == "aten::linear" || name == "aten::matmul" ||
                          name == "aten::mm" || name == "aten::bmm";
  if ((!convolves && !multiplies) || operation.results[0].slots.empty()) return 0;
  const auto& result = frame[operation.results[0].slots[0]];
  const auto first = tensor(adds ? 1 : 0);
  const auto weight = tensor(1);
  if (!first.defined() || !weight.defined() || first.dim() == 0) return 0;
  if (multiplies) return result.numel() * first.size(-1);
  const bool transposed = name.find("transpose") != std::string::npos;
  return (transposed ? first.numel() : result.numel()) * weight.numel() / weight.size(0);
}

}  // namespace

struct IncrementalPlan::Builder {
  IncrementalPlan& plan;
  const Program& two;
  Frame frame;
  std::vector<bool> read;
  std::vector<bool> live;
  std::vector<std::optional<Slot>> flattened;  // by slot: the local slot of which it is a flat view
  std::vector<bool> is_written_out;

  const Program& one() const { return *plan.one_; }
  const Operation& operation(std::size_t index) const { return one().operations()[index]; }

  void run_example(const at::Tensor& example_1cl) {
    RunOptions options;
    for (Slot slot = 0; slot < one().constants().size(); ++slot) options.keep.push_back(slot);
    frame = one().start(example_1cl);
    one().run(frame, options);
  }

  void find_live() {
    live.assign(one().operations().size(), false);
    read.assign(one().constants().size(), false);
    read[one().output()] = true;
    for (std::size_t i = one().operations().size(); i-- > 0;) {
      for (const auto& result : operation(i).results) {
        for (const Slot slot : result.slots) live[i] = live[i] || read[slot];
      }
      if (!live[i]) continue;
      for (const auto& argument : operation(i).arguments) {
        for (const Slot slot : argument.slots) read[slot] = true;
      }
    }
  }

  // Constants of a step serve any number of rows.
  bool constants_serve(std::size_t index) const {
    const auto& other = two.operations()[index];
    for (std::size_t i = 0; i < operation(index).arguments.size(); ++i) {
      const auto& mine = operation(index).arguments[i];
      const auto& theirs = other.arguments[i];
      if (mine.is_constant()) {
        const bool tensors = mine.constant.isTensor() && theirs.constant.isTensor();
        if (tensors ? !same_rows(mine.constant.toTensor(), theirs.constant.toTensor())
                    : !same_constant(mine.constant, theirs.constant)) {
          return false;
        }
      }
      for (const Slot slot : mine.slots) {
        if (!same_rows(one().constants()[slot], two.constants()[slot])) return false;
      }
    }
    return true;
  }

  // Or differ in a list of sizes alone, which is noted.
  bool constants_are_equal(std::size_t index) {
    const auto& other = two.operations()[index];
    for (std::size_t i = 0; i < operation(index).arguments.size(); ++i) {
      const auto& mine = operation(index).arguments[i];
      const auto& theirs = other.arguments[i].constant;
      if (mine.is_constant() && !same_constant(mine.constant, theirs)) {
        if (plan.row_lists_[index] || !is_row_list(mine.constant, theirs)) return false;
        plan.row_lists_[index] = i;
      }
      for (const Slot slot : mine.slots) {
        if (!same_tensor(one().constants()[slot], two.constants()[slot])) return false;
      }
    }
    return true;
  }

  bool all_local(const Operation& operation) const {
    return !operation.active.empty() &&
           std::all_of(operation.active.begin(), operation.active.end(),
                       [this](Slot slot) { return plan.shapes_[slot].has_value(); });
  }

  bool computes(const IncrementalStep& step) const {
    return std::all_of(step.outputs.begin(), step.outputs.end(), [this](Slot slot) {
      const auto type = frame[slot].scalar_type();
      return type == at::kFloat || type == at::kDouble;
    });
  }

  void forget_shapes(std::size_t index) {
    for (const auto& result : operation(index).results) {
      for (const Slot slot : result.slots) plan.shapes_[slot].reset();
    }
  }

  bool add_step(std::size_t index) {
    const StepContext context{one(), frame, read, plan.shapes_};
    std::optional<IncrementalStep> step;
    if (all_local(operation(index))) {
      step = make_step(context, index);
    } else if (operation(index).active.size() == 1 && flattened[operation(index).active[0]]) {
      step = make_dense_step(context, index, *flattened[operation(index).active[0]]);
    }
    // Sizes in a reshape are worked out anew; no other constant may depend on the rows.
    const bool serves = step && (step->kind == StepKind::kReshape || constants_serve(index));
    if (!serves || !computes(*step)) {
      forget_shapes(index);
      return false;
    }
    plan.steps_.push_back(std::move(*step));
    return true;
  }

  // (1,...) -> (1, all numbers), and copies of that.
  bool add_flat(std::size_t index) {
    const auto& flatten = operation(index);
    if (flatten.active.size() != 1 || flatten.results.size() != 1 ||
        flatten.kind != OperationKind::kView || flatten.results[0].slots.size() != 1) {
      return false;
    }
    const Slot input = flatten.active[0];
    const Slot output = flatten.results[0].slots[0];
    const auto& source = plan.shapes_[input] ? std::optional<Slot>(input) : flattened[input];
    if (!source || frame[output].dim() != 2 || frame[output].size(0) != 1 ||
        frame[output].numel() != frame[input].numel()) {
      return false;
    }
    if (!at::equal(frame[output].reshape(-1), frame[input].reshape(-1))) return false;
    static const char* const names[] = {"aten::reshape", "aten::view",        "aten::flatten",
                                        "aten::dropout", "aten::clone",       "aten::contiguous",
                                        "aten::detach",  "aten::_unsafe_view"};
    if (std::find(std::begin(names), std::end(names), flatten.name) == std::end(names)) {
      return false;
    }
    flattened[output] = source;
    return true;
  }

  void need_whole(Slot slot) {
    if (plan.shapes_[slot]) {
      if (!is_written_out[slot]) plan.written_out_.push_back(slot);
      is_written_out[slot] = true;
    } else if (flattened[slot]) {
      add_whole(*one().producer(slot));
    }
  }

  void add_whole(std::size_t index) {
    if (plan.whole_[index]) return;
    plan.whole_[index] = true;
    plan.rows_matter_ = plan.rows_matter_ || !constants_are_equal(index);
    for (const Slot slot : operation(index).active) need_whole(slot);
  }

  void classify() {
    for (std::size_t i = 0; i < operation_count(); ++i) {
      if (!live[i] || add_step(i) || add_flat(i)) continue;
      const auto before = plan.written_out_.size();
      add_whole(i);
      if (plan.written_out_.size() > before && plan.whole_from_.empty()) {
        plan.whole_from_ = operation(i).label();
      }
    }
    need_whole(one().output());
  }

  std::size_t readers(Slot slot) const {
    std::size_t count = is_written_out[slot] ? 1 : 0;
    for (const auto& step : plan.steps_) {
      count += static_cast<std::size_t>(std::count(step.inputs.begin(), step.inputs.end(), slot));
    }
    return count;
  }

  // A convolution whose result nothing but a batch norm reads gives the batch norm's result: of a
  // difference, it is the difference times the scale.
  void fold_batch_norms() {
    auto& steps = plan.steps_;
    for (auto affine = steps.begin(); affine != steps.end();) {
      const auto convolution = std::find_if(steps.begin(), affine, [&](const auto& step) {
        return step.kind == StepKind::kConvolution && step.outputs[0] == affine->inputs[0];
      });
      if (affine->kind != StepKind::kAffine || convolution == affine ||
          readers(affine->inputs[0]) > 1) {
        ++affine;
        continue;
      }
      auto& weight = convolution->weight;
      const auto filters = affine->scale.numel();
      weight = (weight.view({weight.size(0), -1, filters}) * affine->scale).view(weight.sizes());
      convolution->outputs = affine->outputs;
      affine = steps.erase(affine);
    }
  }

  // An activation that never falls may as well wait for the maximum.
  void activate_after_maxima() {
    static const char* const names[] = {"aten::relu", "aten::exp", "aten::sigmoid", "aten::tanh"};
    auto& steps = plan.steps_;
    for (auto& head : steps) {
      if (head.kind != StepKind::kGlobalMax || readers(head.inputs[0]) > 1) continue;
      const auto activation = std::find_if(steps.begin(), steps.end(), [&](const auto& step) {
        return step.kind == StepKind::kPointwise && step.outputs[0] == head.inputs[0];
      });
      if (activation == steps.end()) continue;
      const auto& name = operation(activation->operation).name;
      if (std::find(std::begin(names), std::end(names), name) == std::end(names)) continue;
      head.inputs = activation->inputs;
      head.after = {activation->operation};
      activation->outputs.clear();
    }
    steps.erase(std::remove_if(steps.begin(), steps.end(),
                               [](const auto& step) { return step.outputs.empty(); }),
                steps.end());
  }

  std::size_t operation_count() const { return one().operations().size(); }

  void count() {
    for (std::size_t i = 0; i < operation_count(); ++i) {
      if (!live[i]) continue;
      const auto cost = product_cost(operation(i), frame);
      plan.plain_ += cost;
      if (plan.whole_[i]) plan.whole_cost_ += cost;
    }
  }
};

IncrementalPlan::IncrementalPlan(std::shared_ptr<const Program> one, const Program& two,
                                 const at::Tensor& example_1cl)
    : one_(std::move(one)) {
  const torch::NoGradGuard no_grad;
  if (one_->overwrites()) throw Error("the model overwrites tensors that it reads again");
  check_alike(*one_, two);
  const auto slots = one_->constants().size();
  shapes_.resize(slots);
  shapes_[one_->input()] = LocalShape{example_1cl.sizes().vec(), 2};
  whole_.assign(one_->operations().size(), false);
  row_lists_.resize(one_->operations().size());
  Builder builder{*this, two, {}, {}, {}, {}, {}};
  builder.flattened.resize(slots);
  builder.is_written_out.assign(slots, false);
  builder.run_example(example_1cl);
  builder.find_live();
  builder.classify();
  builder.fold_batch_norms();
  builder.activate_after_maxima();
  builder.count();
}

std::vector<Windows> IncrementalPlan::windows(const std::vector<Span>& spans) const {
  std::vector<Windows> windows(shapes_.size());
  std::vector<std::vector<Span>> reached(shapes_.size());
  const auto settle = [&](Slot slot, std::vector<Span> of_slot) {
    windows[slot] = make_windows(of_slot, shapes_[slot]->length());
    reached[slot] = std::move(of_slot);
  };
  settle(one_->input(), spans);
  for (const auto& step : steps_) {
    std::vector<Span> seen(spans.size());
    for (const Slot slot : step.inputs) {
      for (std::size_t i = 0; i < seen.size(); ++i) seen[i] = unite(seen[i], reached[slot][i]);
    }
    for (const Slot slot : step.outputs) {
      if (!shapes_[slot]) continue;
      auto mapped = seen;
      for (auto& span : mapped) span = step.map.reach(span, shapes_[slot]->length());
      settle(slot, std::move(mapped));
    }
  }
  return windows;
}

std::int64_t multiply_adds(const IncrementalStep& step, const std::vector<Windows>& windows) {
  const bool by_input = step.kind == StepKind::kConvolution || step.kind == StepKind::kDense;
  return step.cost * windows[by_input ? step.inputs[0] : step.outputs[0]].width;
}

std::int64_t IncrementalPlan::edit_multiply_adds(const std::vector<Windows>& windows) const {
  auto total = whole_cost_;
  for (const auto& step : steps_) total += multiply_adds(step, windows);
  return total;
}

}  // namespace siskin::model
