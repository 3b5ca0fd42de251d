#include "siskin/model/module_parts.hpp"

#include <gtest/gtest.h>
#include <torch/script.h>
#include <torch/torch.h>

#include <cmath>

namespace siskin::model {
namespace {

TEST(ScriptNumber, ReadsBackExactlyAndIsNeverAnInteger) {
  EXPECT_EQ(script_number(3), "3.0");
  EXPECT_EQ(script_number(0.5), "0.5");
  EXPECT_EQ(std::stod(script_number(1e-3)), 1e-3);
  EXPECT_EQ(std::stod(script_number(1 / 3.0)), 1 / 3.0);
}

TEST(CropSource, LeavesTheOddPositionOnTheRight) {
  EXPECT_EQ(crop_source("x", 9, 9), "x");
  EXPECT_EQ(crop_source("x", 10, 7), "x[:, :, 1:8]");
  EXPECT_EQ(crop_source("y", 10, 6), "y[:, :, 2:8]");
}

TEST(NewModule, CanBeDefinedAndStartsInTrainingMode) {
  auto module = new_module("Test");
  module.define(forward_source("x * 2"));
  EXPECT_TRUE(module.is_training());
  EXPECT_EQ(module.forward({torch::ones({1})}).toTensor().item<float>(), 2);
}

TEST(AddKernel, DrawsWithTheFansOfAGroup) {
  auto module = new_module("Test");
  util::Random random(1);
  add_kernel(module, {8, 3, 5}, true, architecture::parse_initializer("pytorch"), random);
  const auto weight = module.attr("weight").toTensor();
  EXPECT_EQ(weight.sizes(), torch::IntArrayRef({8, 3, 5}));
  EXPECT_TRUE(weight.requires_grad());
  EXPECT_LE(weight.abs().max().item<double>(), 1 / std::sqrt(15.0));
  EXPECT_GT(weight.abs().max().item<double>(), 0.9 / std::sqrt(15.0));
  EXPECT_EQ(module.attr("bias").toTensor().sizes(), torch::IntArrayRef({8}));
}

TEST(AddKernel, LeavesTheBiasOutWhenToldTo) {
  auto module = new_module("Test");
  util::Random random(1);
  add_kernel(module, {2, 3}, false, {}, random);
  EXPECT_FALSE(module.hasattr("bias"));
}

}  // namespace
}  // namespace siskin::model
