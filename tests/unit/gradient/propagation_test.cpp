#include "siskin/gradient/propagation.hpp"

#include <gtest/gtest.h>

#include "unit/gradient/toy_network.hpp"

namespace siskin::gradient {
namespace {

using test::expect_near;
using test::toy_batch;
using test::ToyNetwork;

// Two outputs, 2 a + c and 3, of the numbers a of A and c of C.
const std::string kTwoOutputs =
    "  n = x.sum(2)\n"
    "  return torch.stack([2.0 * n[:, 0] + n[:, 1], torch.full([x.size(0)], 3.0)], 1)\n";

Propagation propagated(const std::string& body, const Batch& batch, Start start) {
  const ToyNetwork network(body);
  const auto program =
      network.function().program(batch.onehot_ncl.size(0), batch.onehot_ncl.size(2));
  return propagate(network.function(), *program, batch.onehot_ncl, {}, start);
}

TEST(Propagate, GivesTheDerivativeOfEachOutput) {
  const auto found = propagated(kTwoOutputs, toy_batch({"AAC"}), Start::kOne);
  expect_near(found.prediction_nk, std::vector<double>{5, 3}, 0);
  expect_near(found.signal_nkcl, {2, 2, 2, 1, 1, 1, 0, 0, 0, 0, 0, 0,  //
                                  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
              0);
}

TEST(Propagate, StartsWithTheOutputItself) {
  const auto found = propagated(kTwoOutputs, toy_batch({"AAC"}), Start::kOutput);
  expect_near(found.signal_nkcl[0][0], {10, 10, 10, 5, 5, 5, 0, 0, 0, 0, 0, 0}, 0);
}

TEST(Propagate, GivesZerosForAConstant) {
  const auto found =
      propagated("  return torch.full([x.size(0), 2], 3.0)\n", toy_batch({"AC"}), Start::kOne);
  ASSERT_EQ(found.signal_nkcl.sizes(), (torch::IntArrayRef{1, 2, 4, 2}));
  EXPECT_EQ(found.signal_nkcl.abs().sum().item<float>(), 0);
}

TEST(EvaluateApart, LeavesWhatAnOperationInPlaceWouldOverwrite) {
  model::Operation operation;
  operation.arguments.push_back({{}, {0}, false});
  operation.active = {0};
  operation.in_place = true;
  operation.evaluate = [](model::Stack& stack) { stack[0].toTensor().neg_(); };
  const auto input = torch::tensor({1.0F, -2.0F}).requires_grad_(true);
  model::Stack stack{input};
  evaluate_apart(operation, stack);
  EXPECT_TRUE(torch::equal(stack[0].toTensor(), torch::tensor({-1.0F, 2.0F})));
  EXPECT_FALSE(stack[0].toTensor().requires_grad());
  EXPECT_EQ(input[0].item<float>(), 1);
}

}  // namespace
}  // namespace siskin::gradient
