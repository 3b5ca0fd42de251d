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

std::shared_ptr<const IncrementalPlan> convolution_plan(const std::string& body) {
  auto model = test::open_zoo_network(body);
  const Function function(model, "    return output\n");
  return function.incremental_plan(test::kZooLength);
}

TEST(ConvolutionRule, ConvolvesDifferencesWhereTheStrideIsOne) {
  const auto plan = convolution_plan(
      "  x = torch.conv1d(x, self.a, self.ab, [1], [3])\n"
      "  return torch.conv1d(x, self.c, None, [1], [4], [4]).sum(2)\n");
  const auto& second = plan->steps().at(2);
  EXPECT_EQ(second.kind, StepKind::kConvolution);
  EXPECT_EQ(second.map.left, 4);
  EXPECT_EQ(second.map.dilation, 4);
  EXPECT_EQ(second.map.taps, 3);
  EXPECT_EQ(second.cost, 6 * 6 * 3);
  EXPECT_EQ(second.weight.size(1), 3 * 6);
}

TEST(ConvolutionRule, ConvolvesWindowsOfStridesAndGroups) {
  const auto plan = convolution_plan(
      "  x = torch.conv1d(x, self.a, self.ab, [2], [3])\n"
      "  return torch.conv1d(x, self.depth, None, [1], [2], [1], 6).sum(2)\n");
  EXPECT_EQ(plan->steps().at(1).kind, StepKind::kWindow);
  EXPECT_EQ(plan->steps().at(1).map.stride, 2);
  EXPECT_EQ(plan->steps().at(2).kind, StepKind::kWindow);
  EXPECT_EQ(plan->steps().at(2).cost, 6 * 5);
}

TEST(ConvolutionRule, LeavesTransposedConvolutionsWhole) {
  const auto plan = convolution_plan(
      "  x = torch.conv1d(x, self.a, self.ab)\n"
      "  return torch.conv_transpose1d(x, self.c).sum(2)\n");
  EXPECT_THAT(plan->whole_from(), testing::HasSubstr("conv_transpose1d"));
}

}  // namespace
}  // namespace siskin::model
