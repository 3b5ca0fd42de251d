#include "siskin/train/objective.hpp"

#include <torch/torch.h>

#include <limits>

#include "siskin/train/attack.hpp"
#include "siskin/train/evaluation_mode.hpp"
#include "siskin/train/gradient_penalties.hpp"
#include "siskin/train/mixup.hpp"
#include "siskin/train/profile_loss.hpp"
#include "siskin/train/step_random.hpp"
#include "siskin/train/weight_penalties.hpp"
#include "siskin/util/error.hpp"

namespace siskin::train {
namespace {

at::Tensor twice(const at::Tensor& tensor) {
  return tensor.defined() ? torch::cat({tensor, tensor}) : tensor;
}

}  // namespace

struct Objective::State {
  ObjectiveSettings settings;
  model::Network& network;
  WeightPenalties weights;
  GradientPenalties gradients;
  Mixup mixup;

  State(const ObjectiveSettings& wanted, model::Network& subject)
      : settings(wanted),
        network(subject),
        weights(wanted.weights, subject),
        gradients(wanted.gradients, wanted.profile.softmax),
        mixup(wanted.mixup, wanted.loss, subject) {
    const bool batch_statistics =
        settings.gradients.statistics == GradientPenaltySettings::Statistics::kBatch;
    if (batch_statistics && settings.mixup.where != MixupSettings::Where::kNowhere) {
      throw UsageError("penalties on the gradient of the training pass do not go with mixup");
    }
  }

  at::Tensor task_weights(std::int64_t tasks, const at::TensorOptions& options) const {
    if (settings.task_weights.empty()) return {};
    if (static_cast<std::int64_t>(settings.task_weights.size()) != tasks) {
      throw Error("option --task-weights: found " + std::to_string(settings.task_weights.size()) +
                  " weights, the data have " + std::to_string(tasks) + " tasks");
    }
    return torch::tensor(settings.task_weights, torch::kDouble).to(options);
  }

  at::Tensor loss(const model::Outputs& outputs, const Batch& batch) const {
    if (settings.loss == Loss::kProfile) {
      const auto& profiles = batch.profiles_ntos;
      const auto weights_t =
          profiles.defined() ? task_weights(profiles.size(1), profiles.options()) : at::Tensor();
      return profile_loss(settings.profile, outputs, profiles, batch.positive_n, weights_t)
          .total(settings.profile.count_weight);
    }
    if (!batch.labels_nt.defined()) throw Error("the data have profiles: expected --loss profile");
    const auto& labels = batch.labels_nt;
    return mean_loss(settings.loss, outputs.values_nt, labels,
                     task_weights(labels.size(1), labels.options()));
  }

  // Past the trunk runner, which takes one-hot inputs alone.
  model::Outputs forward_any(const at::Tensor& input_ncl, const at::Tensor& controls_ncl) const {
    const auto layers = network.trunk().size();
    if (layers == 0) return network.forward(input_ncl, controls_ncl);
    return network.run_heads(network.run_trunk(0, layers, input_ncl), controls_ncl);
  }

  // What is trained on: labels smoothed, inputs attacked and noisy. `changed` tells whether inputs
  // are no longer one-hot.
  Batch prepare(const Batch& batch, const StepPlace& place, bool& changed) {
    Batch result = batch;
    smooth_labels(result, place.epoch);
    if (settings.attack.is_on(place.epoch)) {
      attack(result, place.epoch);
      changed = true;
    }
    const double deviation = settings.input_noise.at(place.epoch);
    if (deviation != 0) {
      const auto generator = step_generator(place, Chance::kInputNoise);
      const auto noise = torch::randn(result.onehot_ncl.sizes(), generator);
      result.onehot_ncl = result.onehot_ncl + deviation * noise.to(result.onehot_ncl.options());
      changed = true;
    }
    return result;
  }

  void smooth_labels(Batch& batch, std::int64_t epoch) const {
    if (!is_classification(settings.loss) || !batch.labels_nt.defined()) return;
    const double share = settings.label_smoothing.at(epoch);
    if (share == 0 && !settings.mixup.is_on(epoch)) return;
    // Unknown labels that are marked by a negative number must not enter sums.
    const auto unknown = std::numeric_limits<double>::quiet_NaN();
    const auto labels = batch.labels_nt.masked_fill(batch.labels_nt < 0, unknown);
    batch.labels_nt = labels * (1 - share) + share / 2;
  }

  void attack(Batch& batch, std::int64_t epoch) {
    const EvaluationMode evaluation(network);
    const auto moved = attacked(settings.attack, batch.onehot_ncl, [&](const at::Tensor& input) {
      return loss(network.forward(input, batch.controls_ncl), batch);
    });
    if (!settings.attack.keeps_clean(epoch)) {
      batch.onehot_ncl = moved;
      return;
    }
    batch.onehot_ncl = torch::cat({batch.onehot_ncl, moved});
    batch.labels_nt = twice(batch.labels_nt);
    batch.profiles_ntos = twice(batch.profiles_ntos);
    batch.controls_ncl = twice(batch.controls_ncl);
    batch.positive_n = twice(batch.positive_n);
  }

  at::Tensor mixup_loss(const Batch& batch, const StepPlace& place) const {
    auto mix = mixup.draw(place, batch.rows());
    mix.order_n = mix.order_n.to(batch.onehot_ncl.device());
    const auto outputs = mixup.run(network, batch, mix);
    auto mixed = loss(outputs.mixed, Mixup::mix_targets(batch, mix));
    if (settings.mixup.streams == MixupSettings::Streams::kMixed) return mixed;
    const auto sum = loss(outputs.clean, batch) + mixed;
    return settings.mixup.streams == MixupSettings::Streams::kMean ? sum / 2 : sum;
  }

  // The loss of the task, and with batch statistics the penalties on top of the same pass.
  at::Tensor main_pass(const Batch& given, const StepPlace& place, LossTerms& terms) {
    bool changed = false;
    auto batch = prepare(given, place, changed);
    if (settings.mixup.is_on(place.epoch)) {
      auto value = mixup_loss(batch, place);
      terms.emplace_back("loss", value.item<double>());
      return value;
    }
    const bool shared = uses_batch_statistics(place.epoch);
    if (shared) batch.onehot_ncl = batch.onehot_ncl.detach().clone().requires_grad_();
    const auto outputs = changed || shared ? forward_any(batch.onehot_ncl, batch.controls_ncl)
                                           : network.forward(batch.onehot_ncl, batch.controls_ncl);
    auto value = loss(outputs, batch);
    terms.emplace_back("loss", value.item<double>());
    if (!shared) return value;
    auto penalty = gradients.value({outputs, batch.onehot_ncl}, batch.positive_n, place, terms);
    if (settings.gradients.prior_only) return penalty;
    return penalty.defined() ? value + penalty : value;
  }

  bool uses_batch_statistics(std::int64_t epoch) const {
    return settings.gradients.statistics == GradientPenaltySettings::Statistics::kBatch &&
           gradients.is_on(epoch);
  }
};

Objective::Objective(const ObjectiveSettings& settings, model::Network& network)
    : state_(std::make_unique<State>(settings, network)) {}

Objective::~Objective() = default;

LossTerms Objective::backward(const Batch& batch, const StepPlace& place) {
  auto& state = *state_;
  LossTerms terms;
  const bool shared = state.uses_batch_statistics(place.epoch);
  const bool prior_only = state.settings.gradients.prior_only;
  {
    // Without the loss of the task the pass still says what it is and feeds batch norm.
    const torch::AutoGradMode with_graph(shared || !prior_only);
    const auto total = state.main_pass(batch, place, terms);
    if (total.defined() && total.requires_grad()) {
      backward_to_parameters(total, state.network);
    }
  }
  if (!shared) {
    state.gradients.backward(state.network, batch.onehot_ncl, batch.controls_ncl, batch.positive_n,
                             place, terms);
  }
  state.weights.add_gradients(place, terms);
  return terms;
}

std::pair<double, double> Objective::task_loss(const model::Outputs& outputs,
                                               const Batch& batch) const {
  const torch::NoGradGuard no_grad;
  const double mean = state_->loss(outputs, batch).item<double>();
  if (!batch.labels_nt.defined()) return {mean, static_cast<double>(batch.rows())};
  const auto& labels = batch.labels_nt;
  auto known =
      is_classification(state_->settings.loss) ? labels >= 0 : labels.isnan().logical_not();
  const auto weights = state_->task_weights(labels.size(1), labels.options());
  const auto weight = weights.defined() ? (known * weights).sum() : known.sum();
  return {mean, weight.item<double>()};
}

std::vector<std::string> Objective::term_names() const {
  std::vector<std::string> names = {"loss"};
  for (auto& name : state_->gradients.names()) names.push_back(std::move(name));
  for (auto& name : state_->weights.names()) names.push_back(std::move(name));
  return names;
}

}  // namespace siskin::train
