#include "siskin/train/weight_penalties.hpp"

#include <torch/torch.h>

#include <algorithm>

#include "siskin/train/step_random.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/parse.hpp"
#include "siskin/util/text.hpp"

namespace siskin::train {
namespace {

using Kernels = std::vector<model::Network::Kernel>;

const at::Tensor& find_kernel(const Kernels& kernels, const std::string& layer) {
  std::string known;
  for (const auto& kernel : kernels) {
    if (kernel.layer == layer) return kernel.weight;
    known += (known.empty() ? "" : ", ") + kernel.layer;
  }
  if (!kernels.empty() && layer == "first") return kernels.front().weight;
  if (!kernels.empty() && layer == "last") return kernels.back().weight;
  const auto number = util::parse_integer(layer);
  const auto count = static_cast<std::int64_t>(kernels.size());
  if (number && *number >= 1 && *number <= count) {
    return kernels[static_cast<std::size_t>(*number - 1)].weight;
  }
  throw UsageError("option --l2-layer: found " + util::quoted(layer) +
                   ", expected first, last, a number up to " + std::to_string(count) +
                   ", or one of " + known);
}

at::Tensor& gradient_of(at::Tensor& weight) {
  if (!weight.grad().defined()) weight.mutable_grad() = torch::zeros_like(weight);
  return weight.mutable_grad();
}

at::Tensor unit(const at::Tensor& vector) { return vector / vector.norm().clamp_min(1e-30); }

}  // namespace

WeightPenalties::WeightPenalties(const WeightPenaltySettings& settings,
                                 const model::Network& network)
    : settings_(settings) {
  for (const auto& kernel : network.kernels()) {
    kernels_.push_back(kernel.weight);
    if (settings_.spectral.is_on()) spectra_.push_back({kernel.weight, {}});
  }
  choose_l2(network);
}

void WeightPenalties::choose_l2(const model::Network& network) {
  if (settings_.l2.is_on()) {
    for (const auto& weight : settings_.l2_all ? network.parameters() : kernels_) {
      l2_.push_back({weight, settings_.l2.weight});
    }
  }
  const auto named = network.kernels();
  for (const auto& [layer, factor] : settings_.l2_layers) {
    const auto& weight = find_kernel(named, layer);
    const auto place = std::find_if(l2_.begin(), l2_.end(), [&weight = weight](const auto& item) {
      return item.weight.is_same(weight);
    });
    if (place == l2_.end()) {
      l2_.push_back({weight, factor});
    } else {
      place->factor = factor;
    }
  }
}

std::vector<std::string> WeightPenalties::names() const {
  std::vector<std::string> names;
  if (settings_.l1.is_on()) names.emplace_back("l1");
  if (!l2_.empty()) names.emplace_back("l2");
  if (settings_.spectral.is_on()) names.emplace_back("spectral");
  return names;
}

void WeightPenalties::add_gradients(const StepPlace& place, LossTerms& terms) {
  const torch::NoGradGuard no_grad;
  if (settings_.l1.is_on()) {
    const double weight = settings_.l1.at(place.epoch);
    terms.emplace_back("l1", weight == 0 ? 0 : add_l1(weight));
  }
  if (!l2_.empty()) {
    const double factor = settings_.l2.schedule.factor(place.epoch);
    terms.emplace_back("l2", factor == 0 ? 0 : add_l2(factor));
  }
  if (settings_.spectral.is_on()) {
    const double weight = settings_.spectral.at(place.epoch);
    terms.emplace_back("spectral", weight == 0 ? 0 : add_spectral(weight, place));
  }
}

double WeightPenalties::add_l1(double weight) {
  double sum = 0;
  for (auto& kernel : kernels_) {
    gradient_of(kernel).add_(kernel.sign(), weight);
    sum += kernel.abs().sum().item<double>();
  }
  return sum;
}

double WeightPenalties::add_l2(double schedule_factor) {
  double sum = 0;
  for (auto& [weight, factor] : l2_) {
    gradient_of(weight).add_(weight, 2 * factor * schedule_factor);
    sum += weight.square().sum().item<double>();
  }
  return sum;
}

double WeightPenalties::add_spectral(double weight, const StepPlace& place) {
  const bool anew = place.epoch != epoch_ || place.step == 0;
  epoch_ = place.epoch;
  const auto generator = step_generator(place, Chance::kPowerIteration);
  double sum = 0;
  for (auto& spectrum : spectra_) {
    const auto matrix = spectrum.weight.flatten(1);
    auto& right = spectrum.right_k;
    if (anew) right = unit(torch::randn({matrix.size(1)}, generator).to(matrix.options()));
    at::Tensor left;
    for (int i = 0; i < (anew ? kFirstIterations : 1); ++i) {
      left = unit(matrix.mv(right));
      right = unit(matrix.t().mv(left));
    }
    const auto norm = left.dot(matrix.mv(right)).item<double>();
    // d norm / d matrix = left right^T (Yoshida & Miyato 2017, eq. 9).
    gradient_of(spectrum.weight)
        .add_(torch::outer(left, right).view_as(matrix).view_as(spectrum.weight),
              2 * weight * norm);
    sum += norm * norm;
  }
  return sum;
}

}  // namespace siskin::train
