#include "siskin/model/activation.hpp"

#include <gmock/gmock.h>
#include <torch/script.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

#include "siskin/architecture/activation_names.hpp"
#include "siskin/util/error.hpp"

namespace siskin::model {
namespace {

double apply(const std::string& name, double x, double scale = 1) {
  torch::jit::Module module("Script");
  module.define("def forward(self, x: Tensor) -> Tensor:\n  return " +
                activation_source(name, scale) + "\n");
  return module.forward({torch::full({1}, x, torch::kDouble)}).toTensor().item<double>();
}

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

// The first-layer activations of Koo & Ploenzke 2021 and of their published code.
const std::map<std::string, std::function<double(double)>>& formulas() {
  static const std::map<std::string, std::function<double(double)>> list = {
      {"relu", [](double x) { return std::max(0.0, x); }},
      {"exponential", [](double x) { return std::exp(x); }},
      {"sigmoid", sigmoid},
      {"tanh", [](double x) { return std::tanh(x); }},
      {"softplus", [](double x) { return std::log1p(std::exp(x)); }},
      {"linear", [](double x) { return x; }},
      {"elu", [](double x) { return x > 0 ? x : std::expm1(x); }},
      {"shift-relu", [](double x) { return std::max(0.0, x - 0.2); }},
      {"scale-relu", [](double x) { return std::max(0.0, x * x * x); }},
      {"shift-scale-relu", [](double x) { return std::max(0.0, std::pow(x - 0.2, 3)); }},
      {"shift-sigmoid", [](double x) { return sigmoid(x - 8); }},
      {"scale-sigmoid", [](double x) { return 4000 * sigmoid(x); }},
      {"shift-scale-sigmoid", [](double x) { return 4000 * sigmoid(x - 8); }},
      {"shift-tanh", [](double x) { return std::tanh(x - 6); }},
      {"scale-tanh", [](double x) { return 500 * std::tanh(x) + 500; }},
      {"shift-scale-tanh", [](double x) { return 500 * std::tanh(x - 6) + 500; }},
      {"exp-relu", [](double x) { return std::max(0.0, std::exp(0.1 * x) - 1); }},
      {"log", [](double x) { return std::log(std::abs(x) + 1e-10); }},
      {"log-relu", [](double x) { return std::max(0.0, std::log(std::abs(x) + 1e-10)); }},
  };
  return list;
}

TEST(Activation, ComputesTheFormulaOfItsName) {
  for (const auto& name : architecture::activation_names()) {
    ASSERT_EQ(formulas().count(name), 1U) << name;
    for (const double x : {-2.5, -0.1, 0.0, 0.7, 3.0, 9.0}) {
      const double expected = formulas().at(name)(x);
      EXPECT_NEAR(apply(name, x), expected, 1e-12 * std::max(1.0, std::abs(expected)))
          << name << '(' << x << ')';
    }
  }
  EXPECT_EQ(formulas().size(), architecture::activation_names().size());
}

TEST(Activation, ScalesTheArgumentOfTheExponential) {
  EXPECT_NEAR(apply("exponential", 0.7, 0.05), std::exp(0.05 * 0.7), 1e-15);
}

TEST(Activation, RefusesAnUnknownNameAndListsTheKnownOnes) {
  try {
    activation_source("swish");
    FAIL();
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("'swish'"));
    EXPECT_THAT(error.what(), testing::HasSubstr("exponential"));
  }
}

}  // namespace
}  // namespace siskin::model
