#include "siskin/score/multiple_testing.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "siskin/util/error.hpp"
#include "siskin/util/random.hpp"

namespace siskin::score {
namespace {

using Values = std::vector<double>;

constexpr double kTestingNan = std::numeric_limits<double>::quiet_NaN();

void expect_close(const Values& found, const Values& expected) {
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) EXPECT_NEAR(found[i], expected[i], 1e-15) << i;
}

TEST(AdjustPValues, GivesFourByHand) {
  const Values raw = {0.04, 0.01, 0.03, 0.02};
  expect_close(adjust_p_values(raw, Correction::kNone), raw);
  expect_close(adjust_p_values(raw, Correction::kBonferroni), {0.16, 0.04, 0.12, 0.08});
  expect_close(adjust_p_values(raw, Correction::kHolm), {0.06, 0.04, 0.06, 0.06});
  expect_close(adjust_p_values(raw, Correction::kBenjaminiHochberg), {0.04, 0.04, 0.04, 0.04});
}

TEST(AdjustPValues, StaysBelowOneAndCountsDefinedOnly) {
  const auto found = adjust_p_values({0.6, kTestingNan, 0.3}, Correction::kBonferroni);
  EXPECT_EQ(found[0], 1);
  EXPECT_TRUE(std::isnan(found[1]));
  EXPECT_NEAR(found[2], 0.6, 1e-15);
  EXPECT_TRUE(adjust_p_values({}, Correction::kHolm).empty());
}

// Holm: the largest of (m - j + 1) p_(j) over all p at most as large; Benjamini-Hochberg: the least
// of p m / rank over all p at least as large. Written as definitions, without sorting.
TEST(AdjustPValues, AgreesWithTheDefinitionsOfHolmAndBenjaminiHochberg) {
  util::Random random(3);
  Values raw;
  for (int i = 0; i < 30; ++i) raw.push_back(random.uniform() * random.uniform());
  const auto holm = adjust_p_values(raw, Correction::kHolm);
  const auto bh = adjust_p_values(raw, Correction::kBenjaminiHochberg);
  for (std::size_t i = 0; i < raw.size(); ++i) {
    double largest = 0;
    double least = 1;
    for (const double p : raw) {
      const auto below = std::count_if(raw.begin(), raw.end(), [&](double x) { return x < p; });
      if (p <= raw[i]) largest = std::max(largest, p * static_cast<double>(30 - below));
      if (p >= raw[i]) least = std::min(least, p * 30 / static_cast<double>(below + 1));
    }
    EXPECT_NEAR(holm[i], std::min(1.0, largest), 1e-14);
    EXPECT_NEAR(bh[i], least, 1e-14);
    EXPECT_LE(bh[i], holm[i]);
  }
}

TEST(ParseCorrection, KnowsFourWords) {
  EXPECT_EQ(parse_correction("none"), Correction::kNone);
  EXPECT_EQ(parse_correction("bonferroni"), Correction::kBonferroni);
  EXPECT_EQ(parse_correction("holm"), Correction::kHolm);
  EXPECT_EQ(parse_correction("bh"), Correction::kBenjaminiHochberg);
  EXPECT_THROW(parse_correction("sidak"), UsageError);
}

}  // namespace
}  // namespace siskin::score
