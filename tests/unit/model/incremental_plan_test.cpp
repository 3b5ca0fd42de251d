#include "siskin/model/incremental_plan.hpp"

#include <ATen/ATen.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "siskin/model/function.hpp"
#include "unit/model/incremental_zoo.hpp"

namespace siskin::model {
namespace {

std::shared_ptr<const IncrementalPlan> plan_of(const std::string& body) {
  auto model = test::open_zoo_network(body);
  const Function function(model, "    return output\n");
  return function.incremental_plan(test::kZooLength);
}

const char* const kCounted =
    "  x = torch.relu(torch.conv1d(x, self.a, self.ab, [1], [3]))\n"
    "  x = torch.max_pool1d(torch.conv1d(x, self.b, self.bb, [1], [1]), [4])\n"
    "  return torch.linear(x.flatten(1), self.d, self.db)\n";

TEST(IncrementalPlan, CountsMultiplyAddsByHand) {
  const auto plan = plan_of(kCounted);
  EXPECT_EQ(plan->plain_multiply_adds(), 48 * 6 * 4 * 7 + 48 * 8 * 6 * 3 + 5 * 8 * 12);
  // Position 24: 1 column of the first, 7 (21 to 27) of the second layer; its result, 20 to 28,
  // falls into the pools 5, 6 and 7.
  const auto windows = plan->windows({{24, 25}});
  EXPECT_EQ(plan->edit_multiply_adds(windows), 6 * 4 * 7 + 7 * 8 * 6 * 3 + 3 * 5 * 8);
  EXPECT_EQ(plan->whole_multiply_adds(), 0);
}

const char* const kNormed =
    "  c = torch.conv1d(x, self.a, self.ab, [1], [3])\n"
    "  n = torch.batch_norm(c, self.ab, self.slope, self.mean, self.var, False, 0.1, "
    "1e-5, False)\n";

std::size_t affine_steps(const std::string& body) {
  const auto plan = plan_of(kNormed + body);
  return static_cast<std::size_t>(
      std::count_if(plan->steps().begin(), plan->steps().end(),
                    [](const auto& step) { return step.kind == StepKind::kAffine; }));
}

TEST(IncrementalPlan, FoldsABatchNormThatAloneReadsAConvolution) {
  EXPECT_EQ(affine_steps("  return n.relu().amax(2)\n"), 0U);
  EXPECT_EQ(affine_steps("  return (n * c).amax(2)\n"), 1U);
}

TEST(IncrementalPlan, GivesAllEditsWindowsOfOneWidth) {
  const auto plan = plan_of(kCounted);
  const auto windows = plan->windows({{0, 1}, {47, 48}, {20, 21}});
  const Slot first = plan->steps().at(1).outputs[0];
  EXPECT_EQ(windows[first].width, 7);
  EXPECT_THAT(windows[first].starts, testing::ElementsAre(0, 41, 17));
}

TEST(IncrementalPlan, KnowsSizesThatGrowWithTheSequences) {
  EXPECT_FALSE(plan_of("  return x.tanh().reshape([x.size(0), -1]).exp()\n")->rows_matter());
  EXPECT_TRUE(plan_of("  return x.flatten(1).exp() / float(x.size(0))\n")->rows_matter());
}

}  // namespace
}  // namespace siskin::model
