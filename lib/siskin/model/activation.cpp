#include "siskin/model/activation.hpp"

#include <array>

#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::model {
namespace {

struct Activation {
  const char* name;
  const char* source;
};

// Koo & Ploenzke 2021, Methods: the standard first-layer activations of their sweep.
constexpr std::array<Activation, 7> kActivations = {{
    {"relu", "torch.relu(x)"},
    {"exponential", "torch.exp(x)"},
    {"sigmoid", "torch.sigmoid(x)"},
    {"tanh", "torch.tanh(x)"},
    {"softplus", "torch.softplus(x)"},
    {"linear", "x"},
    {"elu", "torch.elu(x)"},
}};

}  // namespace

const std::vector<std::string>& activation_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> list;
    list.reserve(kActivations.size());
    for (const auto& one : kActivations) list.emplace_back(one.name);
    return list;
  }();
  return names;
}

std::string activation_source(const std::string& name) {
  std::string known;
  for (const auto& one : kActivations) {
    if (name == one.name) return one.source;
    known += std::string(known.empty() ? "" : ", ") + one.name;
  }
  throw Error("activation: found " + util::quoted(name) + ", expected one of " + known);
}

}  // namespace siskin::model
