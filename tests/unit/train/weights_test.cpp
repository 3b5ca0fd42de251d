#include "siskin/train/weights.hpp"

#include <gtest/gtest.h>
#include <torch/script.h>
#include <torch/torch.h>

#include "siskin/util/error.hpp"

namespace siskin::train {
namespace {

torch::jit::Module module_of(const torch::Tensor& weight) {
  torch::jit::Module module("M");
  module.register_parameter("weight", weight.clone(), false);
  module.register_buffer("mean", torch::zeros({2}));
  return module;
}

TEST(Weights, GoBackParametersAndBuffers) {
  const auto module = module_of(torch::ones({3}));
  Weights weights;
  EXPECT_TRUE(weights.empty());
  weights.take(module);
  {
    const torch::NoGradGuard no_grad;
    module.attr("weight").toTensor().fill_(9);
    module.attr("mean").toTensor().fill_(9);
  }
  weights.restore(module);
  EXPECT_TRUE(torch::equal(module.attr("weight").toTensor(), torch::ones({3})));
  EXPECT_TRUE(torch::equal(module.attr("mean").toTensor(), torch::zeros({2})));
}

TEST(Weights, RefuseAnotherNetwork) {
  Weights weights;
  weights.take(module_of(torch::ones({3})));
  EXPECT_THROW(weights.restore(module_of(torch::ones({4}))), Error);
}

}  // namespace
}  // namespace siskin::train
