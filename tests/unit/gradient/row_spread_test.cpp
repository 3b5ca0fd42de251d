#include "siskin/gradient/row_spread.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/torch.h>

#include "siskin/util/error.hpp"

namespace siskin {
namespace {

using gradient::RowSpread;
using testing::HasSubstr;
using testing::ThrowsMessage;

TEST(RowSpread, RepeatsRowsWhereverTheyAre) {
  const RowSpread rows(2, 3);
  EXPECT_EQ(rows.count(), 6);
  for (std::int64_t d = 0; d < 3; ++d) {
    const auto few = torch::randn({5, 2, 7}).transpose(1, d).contiguous();
    const auto many = few.repeat_interleave(3, d);
    EXPECT_TRUE(rows.spread(few, torch::empty_like(many)).equal(many));
    EXPECT_TRUE(rows.agrees(few, many));
  }
}

TEST(RowSpread, KnowsRowsThatAreSplitFurther) {
  const RowSpread rows(2, 3);
  // Two heads for each sequence, sequence by sequence.
  const auto few = torch::arange(4.0).view({4, 1});
  const auto many = torch::tensor({0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 2.0, 3.0, 2.0, 3.0, 2.0, 3.0});
  EXPECT_TRUE(rows.agrees(few, many.view({12, 1})));
  // Head by head: not what the shapes suggest.
  EXPECT_FALSE(rows.agrees(few, many.view({2, 3, 2}).transpose(1, 2).reshape({12, 1})));
}

TEST(RowSpread, DescribesMemoryForLoops) {
  const RowSpread rows(2, 3);
  const auto blocks = rows.blocks(torch::empty({5, 4, 7}), torch::empty({5, 12, 7}));
  ASSERT_TRUE(blocks);
  EXPECT_EQ(blocks->outer, 10);
  EXPECT_EQ(blocks->repeats, 3);
  EXPECT_EQ(blocks->inner, 14);
  EXPECT_FALSE(rows.blocks(torch::empty({4, 7}), torch::empty({8, 7})));
  EXPECT_FALSE(rows.blocks(torch::empty({2, 2}), torch::empty({6, 6})));
}

TEST(RowSpread, LeavesTensorsWithoutRows) {
  const RowSpread rows(2, 3);
  const auto table = torch::randn({9, 5});
  EXPECT_TRUE(rows.spread(table, table).equal(table));
  EXPECT_EQ(rows.blocks(table, table)->inner, 45);
}

TEST(RowSpread, ToleratesRoundingAndNothingElse) {
  const RowSpread rows(2, 2);
  const auto few = torch::randn({2, 50});
  const auto many = few.repeat_interleave(2, 0);
  EXPECT_TRUE(rows.agrees(few, many * (1 + 1e-6)));
  EXPECT_FALSE(rows.agrees(few, many + 0.1));
  EXPECT_FALSE(rows.agrees(few, torch::zeros({3, 50})));
}

TEST(RowSpread, NamesShapesThatDoNotFit) {
  EXPECT_THAT(
      [] {
        RowSpread(2, 3).spread(torch::empty({2, 7}), torch::empty({8, 7}));
      },
      ThrowsMessage<Error>(HasSubstr("[2, 7] for 2 sequences from [8, 7] for 3")));
}

}  // namespace
}  // namespace siskin
