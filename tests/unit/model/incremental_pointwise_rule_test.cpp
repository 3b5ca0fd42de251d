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

std::shared_ptr<const IncrementalPlan> pointwise_plan(const std::string& body) {
  auto model = test::open_zoo_network(body);
  const Function function(model, "    return output\n");
  return function.incremental_plan(test::kZooLength);
}

TEST(PointwiseRule, FollowsThePositionsThroughTransposition) {
  const auto plan = pointwise_plan("  return torch.exp(x.transpose(1, 2)).sum(1)\n");
  const auto& steps = plan->steps();
  ASSERT_EQ(steps.size(), 4U);  // the first is the copy of the input
  EXPECT_EQ(plan->shape(steps[1].outputs[0])->axis, 1);
  EXPECT_EQ(plan->shape(steps[2].outputs[0])->axis, 1);
  EXPECT_EQ(steps[3].kind, StepKind::kGlobalSum);
}

TEST(PointwiseRule, CutsConstantsThatVaryByPosition) {
  const auto plan = pointwise_plan(
      "  return (torch.conv1d(x, self.a, None, [1], [3]) * self.places).amax([2])\n");
  ASSERT_EQ(plan->steps().at(2).constants.size(), 1U);
  EXPECT_EQ(plan->steps().at(2).constants[0].values_lf.size(0), test::kZooLength);
}

TEST(PointwiseRule, TurnsBatchNormIntoAScaleAndAShift) {
  const auto plan = pointwise_plan(
      "  x = torch.conv1d(x, self.a).exp()\n"
      "  return torch.batch_norm(x, self.ab, self.slope, self.mean, self.var, False, 0.1, 1e-5, "
      "False).sum(2)\n");
  EXPECT_EQ(plan->steps().at(3).kind, StepKind::kAffine);
  EXPECT_EQ(plan->steps().at(3).scale.size(0), 6);
}

TEST(PointwiseRule, LeavesSoftmaxOverPositionsWhole) {
  EXPECT_THAT(pointwise_plan("  return torch.softmax(x, 2).amax([2])\n")->whole_from(),
              testing::HasSubstr("softmax"));
  EXPECT_EQ(pointwise_plan("  return torch.softmax(x, 1).amax([2])\n")->whole_from(), "");
}

}  // namespace
}  // namespace siskin::model
