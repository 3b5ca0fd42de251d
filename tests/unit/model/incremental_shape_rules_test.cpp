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

std::shared_ptr<const IncrementalPlan> shape_plan(const std::string& body) {
  auto model = test::open_zoo_network(body);
  const Function function(model, "    return output\n");
  return function.incremental_plan(test::kZooLength);
}

TEST(ShapeRules, MapPositionsThroughSlicesAndPadding) {
  const auto plan = shape_plan(
      "  x = torch.constant_pad_nd(x[:, :, 5::2], [3, -2], 0.5)\n  return x.exp().sum(2)\n");
  std::vector<PositionMap> shifts;
  for (const auto& step : plan->steps()) {
    if (step.kind == StepKind::kShift) shifts.push_back(step.map);
  }
  ASSERT_EQ(shifts.size(), 2U);
  EXPECT_EQ(shifts[0].stride, 2);
  EXPECT_EQ(shifts[0].first(0), 5);
  EXPECT_EQ(shifts[1].first(0), -3);
}

TEST(ShapeRules, KeepThePositionsOfReshapedTensors) {
  const auto plan =
      shape_plan("  return x.unsqueeze(1).view([x.size(0), 2, 2, -1]).exp().sum(3)\n");
  EXPECT_EQ(plan->steps().at(2).kind, StepKind::kReshape);
  EXPECT_EQ(plan->shape(plan->steps().at(2).outputs[0])->axis, 3);
  EXPECT_EQ(plan->whole_from(), "");
}

TEST(ShapeRules, EndPositionsInSumsMeansAndMaxima) {
  EXPECT_DOUBLE_EQ(shape_plan("  return x.mean(2)\n")->steps().at(1).value, 1.0 / 48);
  EXPECT_DOUBLE_EQ(shape_plan("  return x.sum(2)\n")->steps().at(1).value, 1.0);
  EXPECT_EQ(shape_plan("  return torch.amax(x, [2])\n")->steps().at(1).kind, StepKind::kGlobalMax);
}

}  // namespace
}  // namespace siskin::model
