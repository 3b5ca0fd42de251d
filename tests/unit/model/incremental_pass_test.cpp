#include "siskin/model/incremental_pass.hpp"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include "siskin/model/function.hpp"
#include "unit/model/incremental_zoo.hpp"

namespace siskin::model {
namespace {

at::Tensor base_of(const std::vector<float>& base_cl) {
  return at::tensor(base_cl, at::kDouble).view({1, 4, test::kZooLength});
}

TEST(IncrementalPass, HeadsAddWhatAnEditHasOfItsOwnToTheBase) {
  auto model = test::open_zoo_network("  return x.sum(2)\n");
  const Function function(model, "    return output\n");
  const auto plan = function.incremental_plan(test::kZooLength);
  const auto base_cl = test::random_bases(test::kZooLength, 2);
  const IncrementalBase base(*plan, base_of(base_cl));
  const Slot input = plan->steps().at(1).inputs[0];  // behind the copy of the input
  const Patches patches{base.rows_lf[input], at::full({1, 1, 4}, 3.0, at::kDouble), {7}};
  const auto part = head_part(plan->steps().at(1), patches);
  for (std::int64_t c = 0; c < 4; ++c) {
    const auto own = 3 - base_cl[static_cast<std::size_t>(c * test::kZooLength + 7)];
    EXPECT_DOUBLE_EQ(part[0][c].item<double>(), own);
  }
  const auto result = head_result(*plan, plan->steps().at(1), base, part, {{7}, 1});
  EXPECT_DOUBLE_EQ(result.sum().item<double>(), test::kZooLength + 12 - 1);
}

TEST(IncrementalPass, WritesPatchesIntoWholeTensors) {
  const LocalShape shape{{1, 2, 6}, 2};
  const Patches patches{at::zeros({6, 2}), at::ones({2, 3, 2}), {0, 3}};
  const auto whole = written_out(shape, patches);
  EXPECT_EQ(whole.sizes(), at::IntArrayRef({2, 2, 6}));
  EXPECT_EQ(whole[0][1][2].item<float>(), 1);
  EXPECT_EQ(whole[0][1][3].item<float>(), 0);
  EXPECT_EQ(whole[1].sum().item<float>(), 6);
}

}  // namespace
}  // namespace siskin::model
