#include "siskin/model/incremental_step.hpp"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include "siskin/model/function.hpp"
#include "siskin/model/incremental_plan.hpp"
#include "unit/model/incremental_zoo.hpp"

namespace siskin::model {
namespace {

TEST(LocalShape, TurnsTensorsIntoRowsAndBack) {
  const LocalShape shape{{1, 2, 5, 3}, 2};
  const auto tensor = at::arange(2 * 2 * 5 * 3).view({2, 2, 5, 3});
  const auto rows = shape.to_rows(tensor);
  EXPECT_EQ(shape.features(), 6);
  EXPECT_EQ(rows.sizes(), at::IntArrayRef({2, 5, 6}));
  EXPECT_EQ(rows[1][4][5].item<std::int64_t>(), tensor[1][1][4][2].item<std::int64_t>());
  EXPECT_TRUE(at::equal(shape.from_rows(rows), tensor));
}

TEST(DenseStep, OrdersTheMatrixByPosition) {
  auto model = test::open_zoo_network(
      "  return torch.linear(torch.conv1d(x, self.a, None, [1], [3]).flatten(1), self.dl)\n");
  const Function function(model, "    return output\n");
  const auto plan = function.incremental_plan(test::kZooLength);
  const auto& dense = plan->steps().at(plan->steps().size() - 1);
  ASSERT_EQ(dense.kind, StepKind::kDense);
  EXPECT_EQ(dense.weight.sizes(), at::IntArrayRef({test::kZooLength, 6, 5}));
  EXPECT_EQ(dense.cost, 6 * 5);
}

}  // namespace
}  // namespace siskin::model
