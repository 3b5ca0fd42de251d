#include "siskin/train/output_range.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace siskin::train {
namespace {

TEST(OutputRange, LooksAtEveryColumnOverAllRows) {
  OutputRange range;
  range.add(torch::tensor({{1.0, 5.0}, {1.1, 5.0}}));
  EXPECT_TRUE(range.is_constant(0.2));
  range.add(torch::tensor({{0.8, 5.0}}));
  EXPECT_FALSE(range.is_constant(0.2));
  EXPECT_TRUE(range.is_constant(0.31));
}

TEST(OutputRange, KnowsNothingOfFewerThanTwoRows) {
  OutputRange range;
  EXPECT_FALSE(range.is_constant(1));
  range.add(torch::zeros({0, 3}));
  range.add(torch::zeros({1, 3}));
  EXPECT_FALSE(range.is_constant(1));
}

}  // namespace
}  // namespace siskin::train
