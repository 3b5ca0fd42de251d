#include "siskin/score/t_tests.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "siskin/util/error.hpp"

namespace siskin::score {
namespace {

using Values = std::vector<double>;

const Values kTestFirst = {.971, .968, .975, .973, .970};
const Values kTestSecond = {.960, .951, .967, .955, .958, .949};

// numpy for means and variances, Student's law by Simpson's rule and bisection.
TEST(WelchTest, AgreesWithTheFormula) {
  const auto found = welch_test(kTestFirst, kTestSecond, {});
  EXPECT_NEAR(found.difference, 0.0147333333333334, 1e-14);
  EXPECT_NEAR(found.t, 5.03248457119293, 1e-9);
  EXPECT_NEAR(found.freedom, 6.90030357218852, 1e-9);
  EXPECT_NEAR(found.p, 0.00157488095957, 1e-11);
  EXPECT_NEAR(found.low, 0.00779022279898, 1e-10);
  EXPECT_NEAR(found.high, 0.0216764438677, 1e-10);
  EXPECT_NEAR(found.effect, 2.59488721022658, 1e-9);
}

TEST(WelchTest, AsksOneSide) {
  const double both = welch_test(kTestFirst, kTestSecond, {}).p;
  EXPECT_NEAR(welch_test(kTestFirst, kTestSecond, {Alternative::kGreater}).p, both / 2, 1e-15);
  EXPECT_NEAR(welch_test(kTestFirst, kTestSecond, {Alternative::kLess}).p, 1 - both / 2, 1e-12);
}

TEST(WelchTest, CannotJudgeADifferenceWithoutSpread) {
  const auto apart = welch_test({.9, .9}, {.8, .8}, {});
  EXPECT_NEAR(apart.difference, 0.1, 1e-15);
  for (const double figure : {apart.t, apart.p, apart.low, apart.high, apart.effect})
    EXPECT_TRUE(std::isnan(figure));
  const auto same = welch_test({2, 2}, {2, 2 + 1e-15}, {});
  EXPECT_EQ(same.t, 0);
  EXPECT_EQ(same.p, 1);
  EXPECT_EQ(same.low, same.high);
  EXPECT_LT(welch_test({2, 2}, {1, 1.5}, {}).p, 1);  // one spread is enough
}

TEST(WelchTest, NeedsTwoValues) {
  const auto one = welch_test({2}, {1, 2}, {});
  EXPECT_EQ(one.difference, 0.5);
  EXPECT_TRUE(std::isnan(one.p));
}

TEST(PairedTest, AgreesWithTheFormula) {
  const auto found =
      paired_test(kTestFirst, Values(kTestSecond.begin(), kTestSecond.begin() + 5), {});
  EXPECT_NEAR(found.difference, 0.0132, 1e-14);
  EXPECT_NEAR(found.t, 7.01572084557609, 1e-9);
  EXPECT_EQ(found.freedom, 4);
  EXPECT_NEAR(found.p, 0.00217377514043, 1e-11);
  EXPECT_NEAR(found.low, 0.00797614970788, 1e-10);
  EXPECT_NEAR(found.high, 0.0184238502921, 1e-10);
  EXPECT_NEAR(found.effect, 3.13752574437409, 1e-9);
}

// As doubles 0.9 - 0.8, 0.8 - 0.7 and 0.7 - 0.6 are three numbers.
TEST(PairedTest, TakesRoundingForNoSpread) {
  EXPECT_NE(.9 - .8, .8 - .7);
  const auto found = paired_test({.9, .8, .7}, {.8, .7, .6}, {});
  EXPECT_NEAR(found.difference, 0.1, 1e-15);
  EXPECT_TRUE(std::isnan(found.t) && std::isnan(found.p) && std::isnan(found.low));
  EXPECT_TRUE(std::isnan(found.effect));
  EXPECT_EQ(paired_test({1, 2, 3}, {1, 2, 3}, {}).p, 1);
}

// Large numbers of nine digits with one small difference: their last digits are no spread.
TEST(PairedTest, MeasuresRoundingByTheNumbersThemselves) {
  const auto spread = paired_test({10.0003, 20.0004, 15.0003}, {10, 20, 15}, {});
  EXPECT_NEAR(spread.t, 10, 1e-6);  // mean 1/3 and deviation 0.1/sqrt(3) of 1e-3, three pairs
  const auto none = paired_test({10.000333333, 20.000333334, 15.000333333}, {10, 20, 15}, {});
  EXPECT_TRUE(std::isnan(none.t) && std::isnan(none.p));
}

TEST(PairedDifferences, AreTheDecimalNumbers) {
  EXPECT_EQ(paired_differences({.9, .8, 5.3, -20.1}, {.8, .7, 5.2, -20.2}),
            (Values{.1, .1, .1, .1}));
  EXPECT_EQ(paired_differences({3e15, 2e-9, 0, 1e300}, {1e15, 1e-9, 0, 0}),
            (Values{2e15, 1e-9, 0, 1e300}));
  EXPECT_EQ(paired_differences({.123456789}, {.12345678}), (Values{9e-9}));
  EXPECT_THROW(paired_differences({1, 2}, {1}), Error);
}

TEST(PairedTest, NeedsTwoValues) {
  EXPECT_TRUE(std::isnan(paired_test({1}, {2}, {}).p));
  EXPECT_TRUE(std::isnan(paired_test({}, {}, {}).difference));
  EXPECT_THROW(paired_test({1, 2}, {1}, {}), Error);
}

}  // namespace
}  // namespace siskin::score
