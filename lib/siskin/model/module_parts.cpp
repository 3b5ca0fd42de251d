#include "siskin/model/module_parts.hpp"

#include <torch/script.h>
#include <torch/torch.h>

#include <algorithm>
#include <locale>
#include <sstream>

namespace siskin::model {
namespace {

torch::Tensor parameter_of(const std::vector<float>& values,
                           const std::vector<std::int64_t>& shape) {
  auto tensor = torch::empty(shape, torch::kFloat);
  std::copy(values.begin(), values.end(), tensor.data_ptr<float>());
  return tensor.requires_grad_();
}

}  // namespace

torch::jit::Module new_module(const std::string& type) {
  torch::jit::Module module("siskin." + type);
  module.register_attribute("training", c10::BoolType::get(), true);
  return module;
}

std::string script_number(double value) {
  std::ostringstream text;
  text.imbue(std::locale::classic());
  text.precision(17);
  text << value;
  const std::string digits = text.str();
  return digits.find_first_of(".e") == std::string::npos ? digits + ".0" : digits;
}

std::string forward_source(const std::string& expression) {
  return "def forward(self, x: Tensor) -> Tensor:\n  return " + expression + "\n";
}

std::string crop_source(const std::string& name, std::int64_t from, std::int64_t to) {
  if (from == to) return name;
  const auto left = (from - to) / 2;
  return name + "[:, :, " + std::to_string(left) + ":" + std::to_string(left + to) + "]";
}

void add_kernel(torch::jit::Module& module, const std::vector<std::int64_t>& shape, bool bias,
                const architecture::Initializer& initializer, util::Random& random) {
  std::int64_t field = 1;
  for (std::size_t axis = 2; axis < shape.size(); ++axis) field *= shape[axis];
  const architecture::Fans fans{shape[1] * field, shape[0] * field};
  const auto weights =
      architecture::draw_weights(initializer, fans, shape[0] * shape[1] * field, random);
  module.register_parameter("weight", parameter_of(weights, shape), false);
  if (!bias) return;
  const auto biases = architecture::draw_biases(initializer, fans, shape[0], random);
  module.register_parameter("bias", parameter_of(biases, {shape[0]}), false);
}

}  // namespace siskin::model
