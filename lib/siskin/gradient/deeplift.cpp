#include "siskin/gradient/deeplift.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <list>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>

#include "siskin/gradient/arithmetic_rules.hpp"
#include "siskin/gradient/max_pool_rule.hpp"
#include "siskin/gradient/normalization_rule.hpp"
#include "siskin/gradient/pair_plan.hpp"
#include "siskin/gradient/rescale.hpp"
#include "siskin/gradient/reveal_cancel.hpp"
#include "siskin/gradient/softmax_rule.hpp"
#include "siskin/model/torch_error.hpp"
#include "siskin/util/error.hpp"

namespace siskin::gradient {
namespace {

using model::Operation;
using model::OperationKind;
using torch::Tensor;

// As many as a function keeps programs.
constexpr std::size_t kPlansKept = 16;

// A rule and the tensors it sends its signals to.
struct Attachment {
  std::vector<Tensor> inputs;
  Backward backward;
};

// One run of the references' program that builds a graph of multipliers.
class PairRun {
 public:
  PairRun(const PairPlan& plan, const Recording& recording, DeepLiftRule rule,
          PathFallback& fallback)
      : plan_(plan), recording_(recording), rule_(rule), fallback_(fallback) {}

  Tensor operator()(const Tensor& references_pcl) {
    const torch::AutoGradMode with_grad(true);
    const auto& program = plan_.references();
    model::RunOptions options;
    options.selected = &plan_.live();
    options.handler = [this](const Operation& operation, std::size_t index, const model::Frame&,
                             model::Stack& stack) { return handle(operation, index, stack); };
    // A program that overwrites its input must not do so with a leaf.
    auto frame = program.start(program.overwrites() ? references_pcl.clone() : references_pcl);
    program.run(frame, options);
    return frame[program.output()];
  }

 private:
  bool handle(const Operation& operation, std::size_t index, model::Stack& stack) {
    if (operation.name == "aten::detach") {  // stops gradients, but changes no number
      stack = {model::active_inputs(operation, stack).at(0).alias()};
      return true;
    }
    if (plan_.is_producer(index)) {
      produced_from_[index] = model::active_inputs(operation, stack).at(0);
    }
    if (!plan_.needs_rule(index)) return false;
    const auto inputs = model::active_inputs(operation, stack);
    Attachment attachment;
    std::vector<Tensor> outputs;
    {
      const torch::NoGradGuard no_grad;
      std::vector<Tensor> detached;
      detached.reserve(inputs.size());
      for (const auto& input : inputs) detached.push_back(input.detach());
      model::Stack arguments = stack;
      model::replace_active_inputs(operation, detached, arguments);
      stack = arguments;
      if (operation.in_place) stack[0] = stack[0].toTensor().clone();
      operation.evaluate(stack);
      outputs = model::result_tensors(stack);
      attachment = rule_for({operation, arguments, recording_.inputs[index],
                             recording_.outputs[index], detached, outputs, plan_.rows()},
                            index);
    }
    if (attachment.inputs.empty()) attachment.inputs = inputs;
    model::replace_result_tensors(
        attach_rule(attachment.inputs, outputs, std::move(attachment.backward)), stack);
    return true;
  }

  Attachment rule_for(const Pair& pair, std::size_t index) {
    switch (pair.operation.kind) {
      case OperationKind::kElementwise:
        if (cancels(index)) return reveal_cancel(pair, *plan_.producers()[index]);
        return {{}, rescale_rule(pair)};
      case OperationKind::kMaxPool:
        return {{}, max_pool_rule(pair)};
      case OperationKind::kExtremum:
        return {{}, extremum_rule(pair, rule_ == DeepLiftRule::kRevealCancel)};
      case OperationKind::kProduct:
        return {{}, product_rule(pair)};
      case OperationKind::kQuotient:
        return {{}, quotient_rule(pair)};
      case OperationKind::kSoftmax:
        return {{}, softmax_rule(pair)};
      case OperationKind::kLogSoftmax:
        return {{}, log_softmax_rule(pair)};
      case OperationKind::kNormalization:
        return {{}, normalization_rule(pair)};
      default:
        return {{}, fallback_.rule(pair)};
    }
  }

  bool cancels(std::size_t index) const {
    const auto& producer = plan_.producers()[index];
    if (!producer || rule_ == DeepLiftRule::kRescale) return false;
    return rule_ == DeepLiftRule::kRevealCancel || producer->is_dense;
  }

  Attachment reveal_cancel(const Pair& pair, const Producer& producer) {
    const auto& source = produced_from_.at(producer.index);
    const auto start = source.detach();
    const auto step = plan_.rows().spread(recording_.inputs[producer.index].at(0), start) - start;
    return {{source}, reveal_cancel_rule(pair, plan_.references(), producer, step)};
  }

  const PairPlan& plan_;
  const Recording& recording_;
  DeepLiftRule rule_;
  PathFallback& fallback_;
  std::unordered_map<std::size_t, Tensor> produced_from_;  // by producer: its input, with a graph
};

void require_rules(const PairPlan& plan) {
  const auto& operations = plan.references().operations();
  for (std::size_t i = 0; i < operations.size(); ++i) {
    if (operations[i].kind != OperationKind::kOther || !plan.needs_rule(i)) continue;
    throw Error("no DeepLIFT rule for " + operations[i].label() +
                ": use --fallback path-integral, or a gradient method");
  }
}

void require_references(const Batch& batch) {
  const auto& references = batch.references_nrcl;
  const bool fits = references.defined() && references.dim() == 4 && references.size(1) > 0 &&
                    references.size(0) == batch.onehot_ncl.size(0) &&
                    references.size(2) == batch.onehot_ncl.size(1) &&
                    references.size(3) == batch.onehot_ncl.size(2);
  if (!fits) throw Error("DeepLIFT needs references of the shape of each sequence");
}

// Everything in float64 and on the device of the model until it is finished.
class Sums {
 public:
  Sums(const Batch& batch, const DeepLiftOptions& options) : batch_(batch), options_(options) {}

  void start(std::int64_t outputs, const Tensor& like) {
    if (prediction_nk_.defined()) return;
    const auto n = batch_.onehot_ncl.size(0);
    const auto references = batch_.references_nrcl.size(1);
    const auto exact = like.options().dtype(torch::kDouble).requires_grad(false);
    prediction_nk_ = torch::zeros({n, outputs}, exact);
    map_nkcl_ =
        torch::zeros({n, outputs, batch_.onehot_ncl.size(1), batch_.onehot_ncl.size(2)}, exact);
    reference_prediction_nrk_ = torch::zeros({n, references, outputs}, exact);
    sum_nrk_ = torch::zeros_like(reference_prediction_nrk_);
    magnitude_nrk_ = torch::zeros_like(reference_prediction_nrk_);
  }

  // Pairs of sequences [n, n + size(0)) with their references [r, r + size(1)).
  struct Block {
    std::int64_t n;
    std::int64_t r;
    Tensor sequences_ncl;
    Tensor references_nrcl;
  };

  void predictions(const Block& block, const Tensor& own_nk, const Tensor& reference_pk) {
    const auto& references = block.references_nrcl;
    part(prediction_nk_, block).copy_(own_nk);
    // A reference that is the sequence itself has its prediction: rounding, which depends on the
    // size of the batch, is no difference that contributions could fail to explain.
    const auto same_nr = references.eq(block.sequences_ncl.unsqueeze(1)).flatten(2).all(2);
    const auto reference_nrk = reference_pk.view({references.size(0), references.size(1), -1});
    pairs(reference_prediction_nrk_, block)
        .copy_(torch::where(same_nr.unsqueeze(2), own_nk.unsqueeze(1), reference_nrk));
  }

  void multipliers(const Block& block, std::int64_t k, const Tensor& multiplier_nrcl) {
    const auto step_nrcl = block.sequences_ncl.unsqueeze(1) - block.references_nrcl;
    const auto contribution_nrcl = multiplier_nrcl * step_nrcl;
    pairs(sum_nrk_, block).select(2, k).copy_(contribution_nrcl.sum({2, 3}, false, torch::kDouble));
    pairs(magnitude_nrk_, block)
        .select(2, k)
        .copy_(contribution_nrcl.abs().sum({2, 3}, false, torch::kDouble));
    const auto map_nrcl = options_.center || options_.hypothetical
                              ? projected(multiplier_nrcl, step_nrcl, block.references_nrcl)
                              : contribution_nrcl;
    part(map_nkcl_, block).select(1, k).add_(map_nrcl.sum(1, false, torch::kDouble));
  }

  Explanation finish() const {
    const auto references = batch_.references_nrcl.size(1);
    Explanation explanation;
    explanation.map_nkcl =
        (map_nkcl_ / static_cast<double>(references)).to(torch::kCPU, torch::kFloat);
    explanation.prediction_nk = prediction_nk_.cpu();
    explanation.reference_prediction_nrk = reference_prediction_nrk_.cpu();
    explanation.sum_nrk = sum_nrk_.cpu();
    explanation.magnitude_nrk = magnitude_nrk_.cpu();
    return explanation;
  }

 private:
  Tensor projected(const Tensor& multiplier_nrcl, const Tensor& step_nrcl,
                   const Tensor& references_nrcl) const {
    const auto used =
        options_.center ? multiplier_nrcl - multiplier_nrcl.mean(2, true) : multiplier_nrcl;
    if (!options_.hypothetical) return used * step_nrcl;
    return used - (references_nrcl * used).sum(2, true);
  }

  static Tensor part(const Tensor& tensor, const Block& block) {
    return tensor.narrow(0, block.n, block.sequences_ncl.size(0));
  }
  static Tensor pairs(const Tensor& tensor, const Block& block) {
    return part(tensor, block).narrow(1, block.r, block.references_nrcl.size(1));
  }

  const Batch& batch_;
  const DeepLiftOptions& options_;
  Tensor map_nkcl_;
  Tensor prediction_nk_;
  Tensor reference_prediction_nrk_;
  Tensor sum_nrk_;
  Tensor magnitude_nrk_;
};

}  // namespace

struct DeepLift::State {
  DeepLiftOptions options;
  PathFallback fallback;
  std::mutex mutex;
  std::list<std::shared_ptr<const PairPlan>> plans;  // newest first

  std::shared_ptr<const PairPlan> plan(const model::Function& function, const Tensor& input_ncl,
                                       std::int64_t references);
  void explain_block(const PairPlan& plan, const Recording& recording, const Sums::Block& block,
                     Sums& sums);
};

std::shared_ptr<const PairPlan> DeepLift::State::plan(const model::Function& function,
                                                      const Tensor& input_ncl,
                                                      std::int64_t references) {
  const auto n = input_ncl.size(0);
  const auto length = input_ncl.size(2);
  const auto own = function.program(n, length);
  const auto other = references == 1 ? own : function.program(n * references, length);
  const std::lock_guard<std::mutex> lock(mutex);
  for (const auto& known : plans) {
    if (known->is_for(own, other)) return known;
  }
  auto made = std::make_shared<const PairPlan>(own, other, input_ncl, references);
  if (!options.fallback) require_rules(*made);
  plans.push_front(made);
  if (plans.size() > kPlansKept) plans.pop_back();
  return made;
}

void DeepLift::State::explain_block(const PairPlan& plan, const Recording& recording,
                                    const Sums::Block& block, Sums& sums) {
  const torch::AutoGradMode with_grad(true);
  const auto input_pcl = block.references_nrcl.flatten(0, 1).detach().requires_grad_(true);
  const auto output_pk = PairRun(plan, recording, options.rule, fallback)(input_pcl);
  const auto outputs = output_pk.size(1);
  sums.start(outputs, input_pcl);
  sums.predictions(block, recording.output_nk, output_pk.detach());
  for (std::int64_t k = 0; k < outputs; ++k) {
    Tensor multiplier_pcl;
    if (output_pk.requires_grad()) {
      multiplier_pcl = torch::autograd::grad({output_pk.select(1, k).sum()}, {input_pcl}, {},
                                             k + 1 < outputs, false, true)[0];
    }
    if (!multiplier_pcl.defined()) multiplier_pcl = torch::zeros_like(input_pcl);
    const torch::NoGradGuard no_grad;
    sums.multipliers(block, k, multiplier_pcl.view(block.references_nrcl.sizes()));
  }
}

DeepLift::DeepLift(const DeepLiftOptions& options) : state_(std::make_unique<State>()) {
  state_->options = options;
}

DeepLift::~DeepLift() = default;
DeepLift::DeepLift(DeepLift&&) noexcept = default;
DeepLift& DeepLift::operator=(DeepLift&&) noexcept = default;

std::vector<FallbackUse> DeepLift::fallbacks() const { return state_->fallback.uses(); }

Explanation DeepLift::explain(const model::Function& function, const Batch& batch) const {
  require_references(batch);
  const auto& options = state_->options;
  const auto count = batch.onehot_ncl.size(0);
  const auto references = batch.references_nrcl.size(1);
  const auto references_at_once = std::min(references, options.batch_size);
  const auto sequences_at_once = std::max<std::int64_t>(1, options.batch_size / references);
  Sums sums(batch, options);
  try {
    for (std::int64_t n = 0; n < count; n += sequences_at_once) {
      const auto end = std::min(count, n + sequences_at_once);
      const auto sequences_ncl = function.to_model(batch.onehot_ncl.slice(0, n, end)).contiguous();
      Recording recording;
      std::shared_ptr<const PairPlan> recorded_for;
      for (std::int64_t r = 0; r < references; r += references_at_once) {
        const auto last = std::min(references, r + references_at_once);
        const auto plan = state_->plan(function, sequences_ncl, last - r);
        if (plan != recorded_for) recording = plan->record(sequences_ncl);
        recorded_for = plan;
        const auto references_nrcl =
            function.to_model(batch.references_nrcl.slice(0, n, end).slice(1, r, last))
                .contiguous();
        state_->explain_block(*plan, recording, {n, r, sequences_ncl, references_nrcl}, sums);
      }
    }
  } catch (const Error&) {
    throw;
  } catch (const std::exception& error) {
    throw Error(function.model().path() + ": " + model::torch_message(error));
  }
  return sums.finish();
}

}  // namespace siskin::gradient
