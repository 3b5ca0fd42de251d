#include "siskin/train/mixup.hpp"

#include <torch/torch.h>

#include <cmath>
#include <numeric>

#include "siskin/train/step_random.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::train {
namespace {

// Marsaglia & Tsang 2000; below 1 from shape + 1, times u^(1/shape).
double draw_gamma(util::Random& random, double shape) {
  if (shape < 1) {
    const double factor = std::pow(1 - random.uniform(), 1 / shape);
    return draw_gamma(random, shape + 1) * factor;
  }
  const double d = shape - 1.0 / 3;
  const double c = 1 / std::sqrt(9 * d);
  for (;;) {
    const double x = random.normal();
    const double v = std::pow(1 + c * x, 3);
    if (v > 0 && std::log(1 - random.uniform()) < 0.5 * x * x + d * (1 - v + std::log(v))) {
      return d * v;
    }
  }
}

at::Tensor mixed(const at::Tensor& first, const at::Tensor& second, double share) {
  return share * first + (1 - share) * second;
}

at::Tensor mixed_rows(const at::Tensor& tensor, const Mix& mix) {
  if (!tensor.defined()) return tensor;
  return mixed(tensor, tensor.index_select(0, mix.order_n), mix.share);
}

// ln(share e^first + (1 - share) e^second)
at::Tensor log_mixed(const at::Tensor& first, const at::Tensor& second, double share) {
  return torch::logaddexp(first + std::log(share), second + std::log(1 - share));
}

}  // namespace

double draw_beta(util::Random& random, double alpha) {
  const double first = draw_gamma(random, alpha);
  const double second = draw_gamma(random, alpha);
  return first + second > 0 ? first / (first + second) : 0.5;
}

Mixup::Mixup(const MixupSettings& settings, Loss loss, const model::Network& network)
    : settings_(settings), loss_(loss), output_depth_(network.trunk().size() + 1) {
  if (settings_.where == MixupSettings::Where::kInput) {
    depths_ = {0};
  } else if (settings_.where == MixupSettings::Where::kManifold) {
    choose_depths(network);
  }
}

void Mixup::choose_depths(const model::Network& network) {
  const auto& trunk = network.trunk();
  const bool mixes_outputs = loss_ != Loss::kProfile;
  if (settings_.layers.empty()) {
    for (std::size_t i = 0; i < trunk.size(); ++i) {
      if (util::starts_with(trunk[i].name, "activation")) depths_.push_back(i + 1);
    }
    if (mixes_outputs) depths_.push_back(output_depth_);
  }
  for (const auto& layer : settings_.layers) {
    std::size_t depth = 0;
    while (depth < trunk.size() && trunk[depth].name != layer) ++depth;
    if (layer == "input") {
      depths_.push_back(0);
    } else if (layer == "output" && mixes_outputs) {
      depths_.push_back(output_depth_);
    } else if (depth < trunk.size()) {
      depths_.push_back(depth + 1);
    } else {
      throw UsageError("option --mixup-layer: found " + util::quoted(layer) +
                       ", expected input, output (not for profiles) or a layer of the network");
    }
  }
  if (depths_.empty()) {
    throw UsageError("option --manifold-mixup: the network has no activation layer to mix behind");
  }
}

Mix Mixup::draw(const StepPlace& place, std::int64_t rows) const {
  auto random = step_random(place, Chance::kMixup);
  Mix mix;
  mix.share = draw_beta(random, settings_.alpha);
  mix.depth = depths_[static_cast<std::size_t>(random.below(depths_.size()))];
  std::vector<std::int64_t> order(static_cast<std::size_t>(rows));
  std::iota(order.begin(), order.end(), std::int64_t{0});
  random.shuffle(order);
  mix.order_n = torch::tensor(order, torch::kLong);
  return mix;
}

Batch Mixup::mix_targets(const Batch& batch, const Mix& mix) {
  Batch result = batch;
  result.labels_nt = mixed_rows(batch.labels_nt, mix);
  result.profiles_ntos = mixed_rows(batch.profiles_ntos, mix);
  result.controls_ncl = mixed_rows(batch.controls_ncl, mix);
  if (batch.positive_n.defined()) {
    result.positive_n = batch.positive_n.logical_or(batch.positive_n.index_select(0, mix.order_n));
  }
  return result;
}

at::Tensor Mixup::mix_values(Loss loss, const at::Tensor& values_nt, const Mix& mix) {
  const auto other_nt = values_nt.index_select(0, mix.order_n);
  if (is_classification(loss)) {
    // The logit of the mixed probability.
    return log_mixed(torch::log_sigmoid(values_nt), torch::log_sigmoid(other_nt), mix.share) -
           log_mixed(torch::log_sigmoid(-values_nt), torch::log_sigmoid(-other_nt), mix.share);
  }
  if (loss == Loss::kPoisson) return log_mixed(values_nt, other_nt, mix.share);
  return mixed(values_nt, other_nt, mix.share);
}

MixedOutputs Mixup::run(const model::Network& network, const Batch& batch, const Mix& mix) const {
  const auto layers = network.trunk().size();
  const auto& onehot_ncl = batch.onehot_ncl;
  const auto& controls_ncl = batch.controls_ncl;
  const auto through = [&](std::size_t first, const at::Tensor& x, const at::Tensor& controls) {
    if (layers == 0) return network.forward(x, controls);
    return network.run_heads(network.run_trunk(first, layers, x), controls);
  };
  MixedOutputs outputs;
  if (mix.depth == output_depth_) {
    outputs.clean = through(0, onehot_ncl, controls_ncl);
    outputs.mixed.values_nt = mix_values(loss_, outputs.clean.values_nt, mix);
    return outputs;
  }
  const auto clean = network.run_trunk(0, mix.depth, onehot_ncl);
  const auto other = network.run_trunk(0, mix.depth, onehot_ncl.index_select(0, mix.order_n));
  outputs.clean = through(mix.depth, clean, controls_ncl);
  outputs.mixed = through(mix.depth, mixed(clean, other, mix.share), mixed_rows(controls_ncl, mix));
  return outputs;
}

}  // namespace siskin::train
