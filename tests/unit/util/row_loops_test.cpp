#include "siskin/util/row_loops.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace siskin::util {
namespace {

template <typename T>
class RowLoops : public testing::Test {
 protected:
  // Longer than any vector register, and no multiple of one.
  static std::vector<T> count_from(T first) {
    std::vector<T> values(37);
    for (auto& value : values) value = first++;
    return values;
  }
};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(RowLoops, Types);

TYPED_TEST(RowLoops, AddAndSubtractNumberByNumber) {
  const auto one = this->count_from(1);
  const auto other = this->count_from(100);
  auto sum = one;
  add_rows(sum.data(), other.data(), 37, sum.data());
  std::vector<TypeParam> difference(37);
  subtract_rows(one.data(), other.data(), 37, difference.data());
  for (std::size_t i = 0; i < 37; ++i) {
    EXPECT_EQ(sum[i], static_cast<TypeParam>(101 + 2 * i));
    EXPECT_EQ(difference[i], TypeParam{-99});
  }
}

TYPED_TEST(RowLoops, TakeTheLargerAndKeepNaN) {
  const auto none = std::numeric_limits<TypeParam>::quiet_NaN();
  const std::vector<TypeParam> one{1, none, 3, -1};
  const std::vector<TypeParam> other{2, 2, none, -2};
  std::vector<TypeParam> largest(4);
  take_larger_rows(one.data(), other.data(), 4, largest.data());
  EXPECT_EQ(largest[0], 2);
  EXPECT_TRUE(std::isnan(largest[1]));
  EXPECT_TRUE(std::isnan(largest[2]));
  EXPECT_EQ(largest[3], -1);
}

TYPED_TEST(RowLoops, TakeTheLargestSumOfTheirRows) {
  const std::vector<TypeParam> one{1, 5, 2, 1, 3, 3};
  const std::vector<TypeParam> other{1, -5, 4, 1, -1, 0};
  std::vector<TypeParam> largest{4, -9};
  take_larger_sums(one.data(), other.data(), 3, 2, largest.data());
  EXPECT_THAT(largest, testing::ElementsAre(6, 3));
}

}  // namespace
}  // namespace siskin::util
