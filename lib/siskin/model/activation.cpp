#include "siskin/model/activation.hpp"

#include <array>

#include "siskin/architecture/activation_names.hpp"
#include "siskin/model/module_parts.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::model {
namespace {

struct Activation {
  const char* name;
  const char* source;
};

// Koo & Ploenzke 2021, Methods: the first-layer activations of their sweep.
constexpr std::array<Activation, 19> kActivations = {{
    {"relu", "torch.relu(x)"},
    {"exponential", "torch.exp(x)"},
    {"sigmoid", "torch.sigmoid(x)"},
    {"tanh", "torch.tanh(x)"},
    {"softplus", "torch.softplus(x)"},
    {"linear", "x"},
    {"elu", "torch.elu(x)"},
    {"shift-relu", "torch.relu(x - 0.2)"},
    {"scale-relu", "torch.relu(torch.pow(x, 3))"},
    {"shift-scale-relu", "torch.relu(torch.pow(x - 0.2, 3))"},
    {"shift-sigmoid", "torch.sigmoid(x - 8.0)"},
    {"scale-sigmoid", "torch.sigmoid(x) * 4000.0"},
    {"shift-scale-sigmoid", "torch.sigmoid(x - 8.0) * 4000.0"},
    {"shift-tanh", "torch.tanh(x - 6.0)"},
    {"scale-tanh", "torch.tanh(x) * 500.0 + 500.0"},
    {"shift-scale-tanh", "torch.tanh(x - 6.0) * 500.0 + 500.0"},
    {"exp-relu", "torch.relu(torch.exp(x * 0.1) - 1.0)"},
    {"log", "torch.log(torch.abs(x) + 1e-10)"},
    {"log-relu", "torch.relu(torch.log(torch.abs(x) + 1e-10))"},
}};

}  // namespace

std::string activation_source(const std::string& name, double scale) {
  architecture::check_activation(name);
  if (scale != 1) return "torch.exp(x * " + script_number(scale) + ")";
  for (const auto& one : kActivations) {
    if (name == one.name) return one.source;
  }
  throw Error("activation: " + util::quoted(name) + " has no TorchScript");
}

}  // namespace siskin::model
