#include "siskin/model/incremental_rules.hpp"

#include <ATen/ATen.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "siskin/model/function.hpp"
#include "siskin/model/incremental_plan.hpp"
#include "unit/model/incremental_zoo.hpp"

namespace siskin::model {
namespace {

std::shared_ptr<const IncrementalPlan> pool_plan(const std::string& body) {
  auto model = test::open_zoo_network(body);
  const Function function(model, "    return output\n");
  return function.incremental_plan(test::kZooLength);
}

TEST(PoolRule, KnowsWindowsOfPools) {
  const auto plan = pool_plan(
      "  x = torch.max_pool1d(x, [5], [2], [2], [1], True)\n"
      "  return torch.avg_pool1d(x, [4]).exp().sum(2)\n");
  const auto& largest = plan->steps().at(1);
  EXPECT_EQ(largest.kind, StepKind::kMaxPool);
  EXPECT_EQ(largest.map.stride, 2);
  EXPECT_EQ(largest.map.left, 2);
  const auto& mean = plan->steps().at(2);
  EXPECT_EQ(mean.kind, StepKind::kMeanPool);
  EXPECT_EQ(mean.map.stride, 4);
  EXPECT_DOUBLE_EQ(mean.scale[0].item<double>(), 0.25);
}

TEST(PoolRule, SeesThatAPoolTakesInAllPositions) {
  EXPECT_EQ(pool_plan("  return torch.max_pool1d(x, [48]).squeeze(2)\n")->steps().at(1).kind,
            StepKind::kGlobalMax);
  const auto plan = pool_plan("  return torch.adaptive_avg_pool1d(x, [1]).squeeze(2)\n");
  EXPECT_EQ(plan->steps().at(1).kind, StepKind::kGlobalSum);
  EXPECT_DOUBLE_EQ(plan->steps().at(1).value, 1.0 / 48);
}

}  // namespace
}  // namespace siskin::model
