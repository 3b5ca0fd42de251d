#include "siskin/gradient/rule_node.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace siskin {
namespace {

using gradient::attach_rule;
using torch::Tensor;

Tensor leaf(const std::vector<double>& values) {
  return torch::tensor(values, torch::kDouble).requires_grad_();
}

TEST(AttachRule, ReplacesTheDerivativeAndKeepsTheValue) {
  const auto a = leaf({1, 2});
  const auto b = leaf({3, 5});
  const auto product = attach_rule({a, b}, {a.detach() * b.detach()}, [](const auto& signals) {
    return std::vector<Tensor>{signals[0] * 10, signals[0] * 100};
  })[0];
  EXPECT_TRUE(product.equal(torch::tensor({3.0, 10.0}, torch::kDouble)));
  const auto gradients = torch::autograd::grad({(product * 2).sum()}, {a, b});
  EXPECT_TRUE(gradients[0].equal(torch::tensor({20.0, 20.0}, torch::kDouble)));
  EXPECT_TRUE(gradients[1].equal(torch::tensor({200.0, 200.0}, torch::kDouble)));
}

TEST(AttachRule, ChainsWithOrdinaryOperationsAndRunsForSeveralOutputs) {
  const auto a = leaf({1, 2, 3});
  const auto squared = attach_rule({a * 4}, {a.detach()}, [](const auto& signals) {
    return std::vector<Tensor>{signals[0] * 3};
  })[0];
  const auto outputs = squared.cumsum(0);
  const auto first = torch::autograd::grad({outputs[0]}, {a}, {}, true)[0];
  const auto last = torch::autograd::grad({outputs[2]}, {a}, {}, true)[0];
  EXPECT_TRUE(first.equal(torch::tensor({12.0, 0.0, 0.0}, torch::kDouble)));
  EXPECT_TRUE(last.equal(torch::tensor({12.0, 12.0, 12.0}, torch::kDouble)));
}

TEST(AttachRule, PassesSeveralOutputsAndLeavesIntegersAlone) {
  const auto a = leaf({1, 2});
  const auto results =
      attach_rule({a}, {a.detach() + 1, torch::arange(2), a.detach() + 2}, [](const auto& signals) {
        EXPECT_EQ(signals.size(), 3U);
        EXPECT_FALSE(signals[0].defined());
        return std::vector<Tensor>{signals[2] * 7};
      });
  EXPECT_FALSE(results[1].requires_grad());
  EXPECT_TRUE(results[2].requires_grad());
  const auto gradient = torch::autograd::grad({results[2].sum()}, {a})[0];
  EXPECT_TRUE(gradient.equal(torch::tensor({7.0, 7.0}, torch::kDouble)));
}

TEST(AttachRule, NeedsNoSignalForEveryInput) {
  const auto a = leaf({1, 2});
  const auto b = torch::ones({2}, torch::kDouble);
  const auto sum = attach_rule({a, b}, {a.detach() + b}, [](const auto& signals) {
    return std::vector<Tensor>{signals[0], Tensor()};
  })[0];
  EXPECT_TRUE(torch::autograd::grad({sum.sum()}, {a})[0].equal(torch::ones({2}, torch::kDouble)));
}

TEST(AttachRule, LeavesNoHistoryWhereNothingNeedsOne) {
  const auto a = leaf({1, 2});
  const auto rule = [](const auto& signals) { return std::vector<Tensor>{signals[0]}; };
  EXPECT_FALSE(attach_rule({a.detach()}, {a * 2}, rule)[0].requires_grad());
  const torch::NoGradGuard no_grad;
  EXPECT_FALSE(attach_rule({a}, {a * 2}, rule)[0].requires_grad());
}

}  // namespace
}  // namespace siskin
