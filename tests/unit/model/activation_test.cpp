#include "siskin/model/activation.hpp"

#include <gmock/gmock.h>
#include <torch/script.h>

#include <cmath>
#include <functional>
#include <map>

#include "siskin/util/error.hpp"

namespace siskin::model {
namespace {

double apply(const std::string& name, double x) {
  torch::jit::Module module("Script");
  module.define("def forward(self, x: Tensor) -> Tensor:\n  return " + activation_source(name) +
                "\n");
  return module.forward({torch::full({1}, x, torch::kDouble)}).toTensor().item<double>();
}

TEST(Activation, ComputesTheFormulaOfItsName) {
  const std::map<std::string, std::function<double(double)>> formulas = {
      {"relu", [](double x) { return x > 0 ? x : 0; }},
      {"exponential", [](double x) { return std::exp(x); }},
      {"sigmoid", [](double x) { return 1 / (1 + std::exp(-x)); }},
      {"tanh", [](double x) { return std::tanh(x); }},
      {"softplus", [](double x) { return std::log1p(std::exp(x)); }},
      {"linear", [](double x) { return x; }},
      {"elu", [](double x) { return x > 0 ? x : std::expm1(x); }},
  };
  for (const auto& name : activation_names()) {
    ASSERT_EQ(formulas.count(name), 1U) << name;
    for (const double x : {-2.5, -0.1, 0.0, 0.7, 3.0}) {
      EXPECT_NEAR(apply(name, x), formulas.at(name)(x), 1e-12) << name << '(' << x << ')';
    }
  }
  EXPECT_EQ(formulas.size(), activation_names().size());
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
