// Normalisation of a group of M numbers of one row, y = w c r + b with c = a - mean(a),
// v = mean(c^2) + eps and r = v^(-1/2), each step with its own rule (a bar is the mean over the
// pair, a prime the reference):
//
//     product             Dy = w (Dc mean(r) + mean(c) Dr),
//     rescale of r        Dr / Dv = -(r r')^2 / (r + r'), as r - r' = (v' - v) r^2 r'^2 / (r + r'),
//     square, mean        Dv = (1 / M) sum_j 2 mean(c)[j] Dc[j],
//     centring            c is linear in a.
//
// For a signal g at y and h = w g, the signal at c, and from it that at a:
//
//     m_c[i] = h[i] mean(r) - mean(c)[i] (2 / M) (r r')^2 / (r + r') sum_j h[j] mean(c)[j],
//     m_a = m_c - mean(m_c).
#include "siskin/gradient/normalization_rule.hpp"

#include <torch/torch.h>

#include <string>
#include <vector>

#include "siskin/util/error.hpp"

namespace siskin::gradient {
namespace {

using torch::Tensor;

// How a tensor falls into groups: its shape with one group in the last dimension, and the weight
// in a shape that broadcasts to it, undefined where there is none.
struct Groups {
  std::vector<std::int64_t> shape;
  Tensor weight;
  double epsilon = 0;
};

Tensor tensor_or_none(const c10::IValue& value) {
  return value.isTensor() ? value.toTensor() : Tensor();
}

Groups layer_groups(const model::Stack& arguments, const Tensor& input) {
  const auto normalized = static_cast<std::int64_t>(arguments.at(1).toIntVector().size());
  Groups groups;
  groups.shape = input.sizes().slice(0, static_cast<std::size_t>(input.dim() - normalized)).vec();
  groups.shape.push_back(-1);
  groups.weight = tensor_or_none(arguments.at(2));
  if (groups.weight.defined()) groups.weight = groups.weight.reshape({-1});
  groups.epsilon = arguments.at(4).toDouble();
  return groups;
}

// `count` groups of neighbouring channels; the weight is by channel.
Groups channel_groups(const Tensor& input, std::int64_t count, const Tensor& weight,
                      double epsilon) {
  const auto channels = input.size(1);
  Groups groups{{input.size(0), count, -1}, weight, epsilon};
  if (weight.defined()) {
    const auto positions = channels == 0 ? 0 : input.numel() / input.size(0) / channels;
    groups.weight = weight.reshape({channels, 1}).expand({channels, positions});
    groups.weight = groups.weight.reshape({1, count, -1});
  }
  return groups;
}

Groups groups_of(const Pair& pair) {
  const auto& name = pair.operation.name;
  const auto& arguments = pair.arguments;
  const auto& input = pair.reference_inputs[0];
  if (name == "aten::layer_norm" || name == "aten::native_layer_norm") {
    return layer_groups(arguments, input);
  }
  if (name == "aten::group_norm") {
    return channel_groups(input, arguments.at(1).toInt(), tensor_or_none(arguments.at(2)),
                          arguments.at(4).toDouble());
  }
  if (name == "aten::native_group_norm") {
    return channel_groups(input, arguments.at(6).toInt(), tensor_or_none(arguments.at(1)),
                          arguments.at(7).toDouble());
  }
  if (name == "aten::instance_norm") {
    return channel_groups(input, input.size(1), tensor_or_none(arguments.at(1)),
                          arguments.at(7).toDouble());
  }
  throw Error("no DeepLIFT rule for " + pair.operation.label());
}

struct Centred {
  Tensor value;    // c
  Tensor inverse;  // r
};

Centred centre(const Tensor& input, const Groups& groups) {
  const auto grouped = input.reshape(groups.shape);
  auto value = grouped - grouped.mean(-1, true);
  const auto inverse = (value.square().mean(-1, true) + groups.epsilon).rsqrt_();
  return {value, inverse};
}

}  // namespace

Backward normalization_rule(const Pair& pair) {
  const auto groups = groups_of(pair);
  const auto& input = pair.reference_inputs[0];
  const auto own = centre(pair.input(0), groups);
  const auto reference = centre(input, groups);
  const auto both = own.inverse * reference.inverse;
  const auto count = static_cast<double>(own.value.size(-1));
  return [groups, shape = input.sizes().vec(), value = (own.value + reference.value) / 2,
          inverse = (own.inverse + reference.inverse) / 2,
          fall = both.square() / (own.inverse + reference.inverse) * (2 / count),
          label = pair.operation.label()](const std::vector<Tensor>& signals) {
    for (std::size_t i = 1; i < signals.size(); ++i) {
      if (signals[i].defined()) throw Error("no DeepLIFT rule for the statistics of " + label);
    }
    auto signal = signals[0].reshape(groups.shape);
    if (groups.weight.defined()) signal = signal * groups.weight;
    const auto shared = (signal * value).sum(-1, true) * fall;
    const auto at_centred = signal * inverse - value * shared;
    return std::vector<Tensor>{(at_centred - at_centred.mean(-1, true)).reshape(shape)};
  };
}

}  // namespace siskin::gradient
