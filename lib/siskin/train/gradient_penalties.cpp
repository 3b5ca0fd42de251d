#include "siskin/train/gradient_penalties.hpp"

#include <torch/torch.h>

#include <utility>

#include "siskin/train/evaluation_mode.hpp"
#include "siskin/train/fourier_prior.hpp"
#include "siskin/train/profile_loss.hpp"
#include "siskin/train/step_random.hpp"
#include "siskin/train/track_priors.hpp"

namespace siskin::train {
namespace {

constexpr double kDegrees = 57.29577951308232;

at::Tensor squared_length_n(const at::Tensor& gradient_ncl) {
  return gradient_ncl.square().sum({1, 2});
}

at::Tensor all_outputs_nk(const model::Outputs& outputs) {
  return outputs.profile_ntos.defined() ? outputs.profile_ntos.flatten(1) : outputs.values_nt;
}

}  // namespace

/// What has been added up in a pass.
struct GradientPenalties::Sum {
  std::int64_t epoch;
  LossTerms& terms;
  at::Tensor total;

  void add(const std::string& name, const Strength& strength, const at::Tensor& value) {
    terms.emplace_back(name, value.item<double>());
    const auto weighted = value * strength.at(epoch);
    total = total.defined() ? total + weighted : weighted;
  }
  bool counts(const Strength& strength) const { return strength.at(epoch) != 0; }
};

at::Tensor attribution_sum(const model::Outputs& outputs,
                           GradientPenaltySettings::ProfileTarget target, ProfileSoftmax softmax) {
  if (!outputs.profile_ntos.defined()) return outputs.values_nt.sum();
  const auto logits = as_distributions(softmax, outputs.profile_ntos);
  const auto centred = logits - logits.mean(-1, /*keepdim=*/true);
  if (target == GradientPenaltySettings::ProfileTarget::kVariance) {
    return centred.square().sum() / 2;
  }
  return (torch::softmax(logits, -1).detach() * centred).sum();
}

at::Tensor angles_to_simplex(const at::Tensor& gradient_ncl) {
  // Short of 90 degrees, where the derivative of the arc sine is infinite.
  constexpr double kLargestSine = 1 - 1e-6;
  const auto squares_nl = gradient_ncl.square().sum(1);
  const auto zero = squares_nl == 0;
  const auto lengths_nl = torch::where(zero, torch::ones_like(squares_nl), squares_nl).sqrt();
  const auto sines_nl = (gradient_ncl.sum(1) / (2 * lengths_nl)).clamp(-kLargestSine, kLargestSine);
  return sines_nl.asin() * kDegrees;
}

void backward_to_parameters(const at::Tensor& total, const model::Network& network) {
  std::vector<at::Tensor> trained;
  for (const auto& parameter : network.parameters()) {
    if (parameter.requires_grad()) trained.push_back(parameter);
  }
  torch::autograd::backward({total}, {}, /*retain_graph=*/false, /*create_graph=*/false, trained);
}

std::vector<std::string> GradientPenalties::names() const {
  std::vector<std::string> names;
  if (settings_.fourier.strength.is_on()) names.emplace_back("fourier");
  if (settings_.total_variation.is_on()) names.emplace_back("total_variation");
  if (settings_.gini.is_on()) names.emplace_back("gini");
  if (settings_.gradient.is_on()) names.emplace_back("gradient");
  if (settings_.angle.is_on()) names.emplace_back("angle");
  if (settings_.jacobian.is_on()) names.emplace_back("jacobian");
  return names;
}

bool GradientPenalties::is_on(std::int64_t epoch) const {
  return needs_summed_gradient(epoch) || settings_.jacobian.at(epoch) != 0;
}

bool GradientPenalties::needs_all_rows(std::int64_t epoch) const {
  return settings_.gradient.at(epoch) != 0 || settings_.angle.at(epoch) != 0 ||
         settings_.jacobian.at(epoch) != 0;
}

bool GradientPenalties::needs_summed_gradient(std::int64_t epoch) const {
  return settings_.gradient.at(epoch) != 0 || settings_.angle.at(epoch) != 0 ||
         settings_.fourier.strength.at(epoch) != 0 || settings_.total_variation.at(epoch) != 0 ||
         settings_.gini.at(epoch) != 0;
}

void GradientPenalties::add_priors(const at::Tensor& gradient_ncl, const at::Tensor& input_ncl,
                                   const at::Tensor& positive_n, Sum& sum) const {
  auto track_nl = (gradient_ncl * input_ncl).abs().sum(1);
  if (settings_.positives_only && positive_n.defined())
    track_nl = track_nl.index_select(0, positive_n.nonzero().view(-1));
  if (track_nl.size(0) == 0) return;
  if (sum.counts(settings_.fourier.strength)) {
    sum.add("fourier", settings_.fourier.strength,
            fourier_loss(settings_.fourier, track_nl).mean());
  }
  if (sum.counts(settings_.total_variation)) {
    sum.add("total_variation", settings_.total_variation, total_variation_loss(track_nl).mean());
  }
  if (sum.counts(settings_.gini)) sum.add("gini", settings_.gini, gini_loss(track_nl).mean());
}

void GradientPenalties::add_gradient_norms(const at::Tensor& gradient_ncl, Sum& sum) const {
  if (sum.counts(settings_.gradient)) {
    sum.add("gradient", settings_.gradient, squared_length_n(gradient_ncl).mean());
  }
  if (sum.counts(settings_.angle)) {
    sum.add("angle", settings_.angle, angles_to_simplex(gradient_ncl).norm(2, 1).mean());
  }
}

// Random projections as Hoffman, Roberts & Yaida 2019: for v uniform on the unit sphere of the K
// outputs, K times the mean of |d(v z)/dx|^2 is the squared Frobenius norm.
at::Tensor GradientPenalties::jacobian(const InputPass& pass, const StepPlace& place) const {
  const auto outputs_nk = all_outputs_nk(pass.outputs());
  const auto width = outputs_nk.size(1);
  auto total = torch::zeros({}, outputs_nk.options());
  if (settings_.jacobian_projections == 0) {
    for (std::int64_t k = 0; k < width; ++k) {
      total = total + squared_length_n(pass.gradient(outputs_nk.select(1, k).sum())).mean();
    }
    return total;
  }
  const auto generator = step_generator(place, Chance::kProjection);
  for (std::int64_t i = 0; i < settings_.jacobian_projections; ++i) {
    const auto normal_nk = torch::randn(outputs_nk.sizes(), generator).to(outputs_nk.options());
    const auto directions_nk = normal_nk / normal_nk.norm(2, 1, /*keepdim=*/true);
    total = total + squared_length_n(pass.gradient((directions_nk * outputs_nk).sum())).mean();
  }
  return total * (static_cast<double>(width) / static_cast<double>(settings_.jacobian_projections));
}

at::Tensor GradientPenalties::value(const InputPass& pass, const at::Tensor& positive_n,
                                    const StepPlace& place, LossTerms& terms) const {
  LossTerms found;
  Sum sum{place.epoch, found, {}};
  if (needs_summed_gradient(place.epoch)) {
    const auto gradient_ncl =
        pass.gradient(attribution_sum(pass.outputs(), settings_.profile_target, softmax_));
    add_priors(gradient_ncl, pass.input(), positive_n, sum);
    add_gradient_norms(gradient_ncl, sum);
  }
  if (sum.counts(settings_.jacobian)) {
    sum.add("jacobian", settings_.jacobian, jacobian(pass, place));
  }
  for (const auto& name : names()) {
    double value = 0;
    for (const auto& term : found) {
      if (term.first == name) value = term.second;
    }
    terms.emplace_back(name, value);
  }
  return sum.total;
}

void GradientPenalties::backward(model::Network& network, const at::Tensor& onehot_ncl,
                                 const at::Tensor& controls_ncl, const at::Tensor& positive_n,
                                 const StepPlace& place, LossTerms& terms) const {
  const EvaluationMode evaluation(network);
  auto input_ncl = onehot_ncl;
  auto controls = controls_ncl;
  auto positive = positive_n;
  if (settings_.positives_only && positive_n.defined() && !needs_all_rows(place.epoch)) {
    const auto rows = positive_n.nonzero().view(-1);
    input_ncl = input_ncl.index_select(0, rows);
    if (controls.defined()) controls = controls.index_select(0, rows);
    positive = torch::ones_like(rows, torch::kBool);
  }
  if (input_ncl.size(0) == 0 || !is_on(place.epoch)) {
    for (const auto& name : names()) terms.emplace_back(name, 0);
    return;
  }
  // The variance of a profile curves behind the outputs.
  const bool cut = settings_.profile_target == GradientPenaltySettings::ProfileTarget::kSoftmax;
  const auto pass = InputPass::run(network, input_ncl, controls, cut);
  const auto total = value(pass, positive, place, terms);
  if (!total.defined() || !total.requires_grad()) return;
  backward_to_parameters(total, network);
}

}  // namespace siskin::train
