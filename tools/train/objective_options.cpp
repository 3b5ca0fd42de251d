#include "train/objective_options.hpp"

#include <limits>
#include <utility>

#include "siskin/util/error.hpp"
#include "siskin/util/parse.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

using train::AttackSettings;
using train::GradientPenaltySettings;
using train::MixupSettings;
using train::Schedule;
using train::Strength;

UsageError mistake(const std::string& option, const std::string& found,
                   const std::string& expected) {
  return UsageError("option --" + option + ": found " + util::quoted(found) + ", expected " +
                    expected);
}

void add_loss(cli::Options& options, ObjectiveOptions& settings) {
  options.group("Loss")
      .choice("loss", &settings.loss, {"bce", "balanced-bce", "mse", "poisson", "profile"},
              "what the outputs are trained for")
      .text("task-weights", &settings.task_weights, "X,X,...", "a weight for each task [all equal]")
      .choice("profile-softmax", &settings.profile_softmax, {"strand", "joint"},
              "a profile is a distribution over each strand, or over both")
      .choice("profile-rows", &settings.profile_rows, {"all", "positives"},
              "examples whose profile counts; total counts are of all")
      .text("count-weight", &settings.count_weight, "X|auto",
            "weight of the squared error of log counts; auto: mean count of a positive track")
      .real("label-smoothing", &settings.settings.label_smoothing.weight,
            "S: labels y become y (1 - S) + S / 2", 0, 1);
}

void add_weights(cli::Options& options, ObjectiveOptions& settings) {
  auto& weights = settings.settings.weights;
  options.group("Penalties on weights")
      .real("l1", &weights.l1.weight, "penalty on the absolute kernels", 0)
      .real("l2", &weights.l2.weight, "penalty on the squared kernels", 0)
      .choice("l2-over", &settings.l2_over, {"kernels", "all"},
              "what --l2 acts on: kernels but the output's, or every parameter")
      .texts("l2-layer", &settings.l2_layers, "LAYER=X",
             "another --l2 for one layer: first, last, number or name; may be repeated")
      .real("spectral-norm", &weights.spectral.weight,
            "penalty on the squared largest singular values of the kernels", 0);
}

void add_inputs(cli::Options& options, ObjectiveOptions& settings) {
  auto& mixup = settings.settings.mixup;
  auto& attack = settings.settings.attack;
  options.group("Changed inputs")
      .real("input-noise", &settings.settings.input_noise.weight,
            "standard deviation of Gaussian noise on the one-hot input", 0)
      .optional_real("mixup", &settings.mixup, "mix inputs, shares from Beta(X,X)")
      .optional_real("manifold-mixup", &settings.manifold_mixup,
                     "mix behind a layer drawn for each batch, shares from Beta(X,X)")
      .texts("mixup-layer", &mixup.layers, "NAME",
             "layer for --manifold-mixup, input or output; may be repeated [all activations and "
             "the output]")
      .choice("mixup-loss", &settings.mixup_loss, {"sum", "mean", "mixed"},
              "losses of the batch and its mixture: sum (as published), mean, or the mixture's")
      .integer("mixup-start", &mixup.first_epoch, 1, "first epoch with mixup")
      .choice("adversarial", &settings.adversarial, {"none", "fgsm", "pgd"},
              "train on inputs moved to a larger loss, by one step or by projected steps")
      .real("adversarial-epsilon", &attack.epsilon, "largest change of an entry of the input", 0)
      .real("adversarial-step", &attack.step, "length of a step of pgd", 0)
      .integer("adversarial-steps", &attack.steps, 1, "steps of pgd")
      .choice("adversarial-direction", &settings.adversarial_direction, {"sign", "gradient"},
              "steps of pgd along the gradient's sign, or along itself")
      .integer("adversarial-start", &attack.first_epoch, 1, "first epoch with attacks")
      .integer("adversarial-mixed", &attack.mixed_epochs, 0,
               "epochs that train on clean inputs too; then on attacked ones alone");
}

void add_priors(cli::Options& options, ObjectiveOptions& settings) {
  auto& gradients = settings.settings.gradients;
  auto& fourier = gradients.fourier;
  options.group("Attribution priors")
      .real("fourier-prior", &fourier.strength.weight,
            "penalty on high frequencies of gradient * input (published: 1; profiles 50)", 0)
      .optional_integer("fourier-limit", &fourier.limit, 1,
                        "highest frequency without penalty [length / 6.7]")
      .text("fourier-softness", &settings.fourier_softness, "X|none",
            "power by which the penalty sets in above the limit; none: at once")
      .integer("fourier-smoothing", &fourier.smoothing, 0,
               "sigma in bases by which attributions are smoothed before")
      .real("tv-prior", &gradients.total_variation.weight,
            "penalty on differences of neighbouring attributions", 0)
      .real("gini-prior", &gradients.gini.weight, "reward for sparse attributions", 0)
      .choice("prior-examples", &settings.prior_examples, {"positives", "all"},
              "examples that the priors look at")
      .flag("prior-only", &gradients.prior_only, "leave the loss of the task out");
  options.group("Penalties on input gradients")
      .real("gradient-penalty", &gradients.gradient.weight,
            "on the squared length of the gradient of the summed outputs", 0)
      .real("jacobian-penalty", &gradients.jacobian.weight,
            "on the squared gradients of all outputs", 0)
      .integer("jacobian-projections", &gradients.jacobian_projections, 0,
               "random projections that estimate it; 0: exact, a pass an output")
      .real("angle-penalty", &gradients.angle.weight,
            "on the angle of the gradient to the plane of valid sequences, degrees", 0)
      .choice("prior-statistics", &settings.prior_statistics, {"running", "batch"},
              "batch norm for priors and penalties: frozen, or of the training pass (as published)")
      .choice("profile-target", &settings.profile_target, {"softmax", "variance"},
              "of a profile: mean-centred logits times probabilities, or their variance");
}

void add_schedules(cli::Options& options, ObjectiveOptions& settings) {
  options.group("Schedules")
      .texts("inflate", &settings.inflated, "OPTION[=SPEED]",
             "let the weight of --OPTION grow from 0: 2 / (1 + e^-SPEED epochs) - 1 [SPEED 1]")
      .texts("deflate", &settings.deflated, "OPTION[=SPEED]",
             "let it fall: e^-SPEED epochs [SPEED 0.3]")
      .texts("penalty-epochs", &settings.epochs, "OPTION=A-B",
             "--OPTION acts in epochs A to B; A- has no end");
}

// "name=rest" or "name".
std::pair<std::string, std::optional<std::string>> split_assignment(const std::string& word) {
  const auto sign = word.find('=');
  if (sign == std::string::npos) return {word, std::nullopt};
  return {word.substr(0, sign), word.substr(sign + 1)};
}

double non_negative(const std::string& option, const std::string& word,
                    const std::string& expected) {
  const auto value = util::parse_real(word);
  if (!value || *value < 0) throw mistake(option, word, expected);
  return *value;
}

void read_task_weights(ObjectiveOptions& settings) {
  if (settings.task_weights.empty()) return;
  double sum = 0;
  for (const auto part : util::split(settings.task_weights, ',')) {
    const auto weight = non_negative("task-weights", std::string(part), "numbers from 0, as 1,2,1");
    settings.settings.task_weights.push_back(weight);
    sum += weight;
  }
  if (sum == 0) throw mistake("task-weights", settings.task_weights, "a weight above 0");
}

void read_loss(ObjectiveOptions& settings) {
  auto& objective = settings.settings;
  objective.loss = train::parse_loss(settings.loss);
  objective.profile.softmax = train::parse_profile_softmax(settings.profile_softmax);
  objective.profile.positives_only = settings.profile_rows == "positives";
  settings.count_weight_from_data = settings.count_weight == "auto";
  if (!settings.count_weight_from_data) {
    objective.profile.count_weight =
        non_negative("count-weight", settings.count_weight, "a number from 0, or auto");
  }
  read_task_weights(settings);
}

void read_l2_layers(ObjectiveOptions& settings) {
  settings.settings.weights.l2_all = settings.l2_over == "all";
  for (const auto& word : settings.l2_layers) {
    const auto [layer, weight] = split_assignment(word);
    if (layer.empty() || !weight) throw mistake("l2-layer", word, "LAYER=X, as first=0.1");
    settings.settings.weights.l2_layers.emplace_back(
        layer, non_negative("l2-layer", *weight, "a number from 0 behind ="));
  }
}

void read_mixup(ObjectiveOptions& settings) {
  auto& mixup = settings.settings.mixup;
  if (settings.mixup && settings.manifold_mixup) {
    throw UsageError("found --mixup and --manifold-mixup, expected one of the two");
  }
  const bool manifold = settings.manifold_mixup.has_value();
  if (!settings.mixup && !manifold) return;
  mixup.alpha = manifold ? *settings.manifold_mixup : *settings.mixup;
  mixup.where = manifold ? MixupSettings::Where::kManifold : MixupSettings::Where::kInput;
  if (mixup.alpha <= 0) {
    throw UsageError(std::string("option --") + (manifold ? "manifold-mixup" : "mixup") +
                     ": expected a number above 0");
  }
  if (settings.mixup_loss == "mean") mixup.streams = MixupSettings::Streams::kMean;
  if (settings.mixup_loss == "mixed") mixup.streams = MixupSettings::Streams::kMixed;
}

void read_attack(ObjectiveOptions& settings) {
  auto& attack = settings.settings.attack;
  if (settings.adversarial == "fgsm") attack.kind = AttackSettings::Kind::kFastGradientSign;
  if (settings.adversarial == "pgd") attack.kind = AttackSettings::Kind::kProjectedGradient;
  attack.is_signed = settings.adversarial_direction == "sign";
}

void read_gradients(ObjectiveOptions& settings) {
  auto& gradients = settings.settings.gradients;
  if (settings.fourier_softness == "none") {
    gradients.fourier.softness.reset();
  } else {
    gradients.fourier.softness =
        non_negative("fourier-softness", settings.fourier_softness, "a number from 0, or none");
  }
  gradients.positives_only = settings.prior_examples == "positives";
  if (settings.prior_statistics == "batch") {
    gradients.statistics = GradientPenaltySettings::Statistics::kBatch;
  }
  if (settings.profile_target == "variance") {
    gradients.profile_target = GradientPenaltySettings::ProfileTarget::kVariance;
  }
}

// The regulariser that an option sets the weight of; null for another word.
Strength* find_strength(train::ObjectiveSettings& objective, const std::string& option) {
  auto& gradients = objective.gradients;
  const std::vector<std::pair<const char*, Strength*>> all = {
      {"label-smoothing", &objective.label_smoothing},
      {"input-noise", &objective.input_noise},
      {"l1", &objective.weights.l1},
      {"l2", &objective.weights.l2},
      {"spectral-norm", &objective.weights.spectral},
      {"fourier-prior", &gradients.fourier.strength},
      {"tv-prior", &gradients.total_variation},
      {"gini-prior", &gradients.gini},
      {"gradient-penalty", &gradients.gradient},
      {"jacobian-penalty", &gradients.jacobian},
      {"angle-penalty", &gradients.angle}};
  for (const auto& [name, strength] : all) {
    if (option == name) return strength;
  }
  return nullptr;
}

Schedule& scheduled(ObjectiveOptions& settings, const std::string& option,
                    const std::string& name) {
  auto* const strength = find_strength(settings.settings, name);
  if (strength == nullptr) {
    throw mistake(option, name,
                  "the name of a weight: l1, l2, spectral-norm, fourier-prior, tv-prior, "
                  "gini-prior, gradient-penalty, jacobian-penalty, angle-penalty, input-noise or "
                  "label-smoothing");
  }
  const bool layers = name == "l2" && !settings.l2_layers.empty();
  if (!strength->is_on() && !layers) {
    throw UsageError("option --" + option + ": found " + util::quoted(name) + ", but --" + name +
                     " is not given");
  }
  return strength->schedule;
}

void read_shapes(ObjectiveOptions& settings, const std::string& option,
                 const std::vector<std::string>& words, Schedule::Shape shape) {
  for (const auto& word : words) {
    const auto [name, speed] = split_assignment(word);
    auto& schedule = scheduled(settings, option, name);
    if (schedule.shape != Schedule::Shape::kConstant) {
      throw mistake(option, word, "one --inflate or --deflate for each weight");
    }
    schedule.shape = shape;
    schedule.speed =
        shape == Schedule::Shape::kInflate ? Schedule::kInflateSpeed : Schedule::kDeflateSpeed;
    if (speed) schedule.speed = non_negative(option, *speed, "a number from 0 behind =");
  }
}

void read_epochs(ObjectiveOptions& settings) {
  for (const auto& word : settings.epochs) {
    const auto [name, range] = split_assignment(word);
    auto& schedule = scheduled(settings, "penalty-epochs", name);
    const auto parts = util::split(range ? *range : "", '-');
    const auto first = util::parse_integer(parts[0]);
    const bool open = parts.size() == 2 && parts[1].empty();
    const auto last =
        open ? std::numeric_limits<std::int64_t>::max()
             : (parts.size() == 2 ? util::parse_integer(parts[1]) : std::nullopt).value_or(0);
    if (!first || *first < 1 || last < *first) {
      throw mistake("penalty-epochs", word, "OPTION=A-B with epochs from 1, or OPTION=A-");
    }
    schedule.first_epoch = *first;
    schedule.last_epoch = last;
  }
}

// Options that say nothing without another one.
void check_dependence(const cli::Options& options, const ObjectiveOptions& settings) {
  const auto& objective = settings.settings;
  const auto& gradients = objective.gradients;
  const auto need = [&](bool present, const std::vector<std::string>& names,
                        const std::string& what) {
    for (const auto& name : names) {
      if (present || !options.given(name)) continue;
      throw UsageError(std::string("--").append(name).append(" needs ").append(what));
    }
  };
  need(objective.loss == train::Loss::kProfile,
       {"profile-softmax", "profile-rows", "count-weight", "profile-target"}, "--loss profile");
  need(train::is_classification(objective.loss), {"label-smoothing"}, "--loss bce or balanced-bce");
  need(objective.mixup.where == MixupSettings::Where::kManifold, {"mixup-layer"},
       "--manifold-mixup");
  need(objective.mixup.where != MixupSettings::Where::kNowhere, {"mixup-loss", "mixup-start"},
       "--mixup or --manifold-mixup");
  need(objective.attack.kind != AttackSettings::Kind::kNone,
       {"adversarial-epsilon", "adversarial-start", "adversarial-mixed"}, "--adversarial");
  need(objective.attack.kind == AttackSettings::Kind::kProjectedGradient,
       {"adversarial-step", "adversarial-steps", "adversarial-direction"}, "--adversarial pgd");
  need(gradients.fourier.strength.is_on(),
       {"fourier-limit", "fourier-softness", "fourier-smoothing"}, "--fourier-prior");
  need(gradients.any_prior(), {"prior-examples", "prior-only"},
       "--fourier-prior, --tv-prior or --gini-prior");
  need(gradients.jacobian.is_on(), {"jacobian-projections"}, "--jacobian-penalty");
  need(gradients.any(), {"prior-statistics"}, "a prior or a penalty on input gradients");
}

}  // namespace

void add_objective_options(cli::Options& options, ObjectiveOptions& settings) {
  add_loss(options, settings);
  add_weights(options, settings);
  add_inputs(options, settings);
  add_priors(options, settings);
  add_schedules(options, settings);
}

void check_objective(const cli::Options& options, ObjectiveOptions& settings) {
  read_loss(settings);
  read_l2_layers(settings);
  read_mixup(settings);
  read_attack(settings);
  read_gradients(settings);
  read_shapes(settings, "inflate", settings.inflated, Schedule::Shape::kInflate);
  read_shapes(settings, "deflate", settings.deflated, Schedule::Shape::kDeflate);
  read_epochs(settings);
  check_dependence(options, settings);
  const auto& objective = settings.settings;
  if (objective.gradients.statistics == GradientPenaltySettings::Statistics::kBatch &&
      objective.mixup.where != MixupSettings::Where::kNowhere) {
    throw UsageError("--prior-statistics batch does not go with mixup");
  }
}

}  // namespace siskin::tools
