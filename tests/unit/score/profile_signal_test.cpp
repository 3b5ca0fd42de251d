#include "siskin/score/profile_signal.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>

#include "siskin/util/error.hpp"

namespace siskin::score {
namespace {

using testing::ElementsAre;

TEST(ToShares, TakesTheExponentialOfLogitsRelativeToTheLargest) {
  const auto shares =
      to_shares({{1000, 1000 + std::log(0.5)}, {999, 0}}, ProfileSpace::kLogit, true);
  EXPECT_EQ(shares[0][0], 1);
  EXPECT_NEAR(shares[0][1], 0.5, 1e-12);
  EXPECT_NEAR(shares[1][0], std::exp(-1.0), 1e-15);
  EXPECT_EQ(shares[1][1], 0);
}

TEST(ToShares, KeepsAStrandFarBelowAnother) {
  const auto shares = to_shares({{0, 0}, {-900, -900 + std::log(3)}}, ProfileSpace::kLogit, false);
  EXPECT_EQ(shares[0][0], 1);
  EXPECT_NEAR(shares[1][0], 1.0 / 3, 1e-12);
  EXPECT_EQ(shares[1][1], 1);
}

TEST(ToShares, LeavesProbabilitiesAndCounts) {
  EXPECT_THAT(to_shares({{0, 2, 5}}, ProfileSpace::kProbability, false)[0], ElementsAre(0, 2, 5));
  EXPECT_THAT(to_shares({{0, 2, 5}}, ProfileSpace::kCount, false)[0], ElementsAre(0, 2, 5));
}

TEST(ToShares, RefusesWhatIsNoPrediction) {
  EXPECT_THROW(to_shares({{0, -1}}, ProfileSpace::kProbability, false), Error);
  EXPECT_THROW(to_shares({{std::numeric_limits<double>::quiet_NaN()}}, ProfileSpace::kLogit, false),
               Error);
  EXPECT_THROW(to_shares({{std::numeric_limits<double>::infinity()}}, ProfileSpace::kCount, false),
               Error);
  EXPECT_NO_THROW(to_shares({{-1}}, ProfileSpace::kLogit, false));
}

// The weights of sigma 3 as numpy gives them: exp(-d^2 / 18) over their sum.
TEST(Smooth, HasTheKernelCutAtOneDeviation) {
  Signal one(15, 0);
  one[7] = 1;
  const auto found = smooth(one, 3);
  EXPECT_NEAR(found[7], 0.17524014, 1e-8);
  EXPECT_NEAR(found[8], 0.16577007, 1e-8);
  EXPECT_NEAR(found[5], 0.14032134, 1e-8);
  EXPECT_NEAR(found[10], 0.10628852, 1e-8);
  EXPECT_EQ(found[11], 0);
}

TEST(Smooth, KeepsTheSumAndMirrorsTheEdges) {
  const Signal signal = {4, 0, 0, 1, 0, 2};
  const auto found = smooth(signal, 3);
  EXPECT_NEAR(std::accumulate(found.begin(), found.end(), 0.0), 7, 1e-12);
  // base 0 sees itself at distances 0 and -1, base 2 at 2 and -3, base 3 at 3
  EXPECT_NEAR(found[0], 4 * (0.17524014 + 0.16577007) + 1 * 0.10628852, 1e-7);
}

TEST(Smooth, WorksOnSignalsShorterThanTheKernel) {
  EXPECT_NEAR(smooth({5}, 3)[0], 5, 1e-12);
  const auto two = smooth({1, 0}, 3);
  EXPECT_NEAR(two[0] + two[1], 1, 1e-12);
  EXPECT_TRUE(smooth({}, 3).empty());
  EXPECT_THAT(smooth({1, 2}, 0), ElementsAre(1, 2));
}

TEST(Bin, TakesMaximumMeanOrSumAndKeepsTheRest) {
  const Signal signal = {1, 5, 2, 2, 7};
  EXPECT_THAT(bin(signal, 2, BinValue::kMaximum), ElementsAre(5, 2, 7));
  EXPECT_THAT(bin(signal, 2, BinValue::kMean), ElementsAre(3, 2, 7));
  EXPECT_THAT(bin(signal, 2, BinValue::kSum), ElementsAre(6, 4, 7));
  EXPECT_THAT(bin(signal, 1, BinValue::kSum), ElementsAre(1, 5, 2, 2, 7));
  EXPECT_THAT(bin(signal, 100, BinValue::kMaximum), ElementsAre(7));
}

TEST(ProfileWords, AreKnownOrRefused) {
  EXPECT_EQ(parse_profile_space("probability"), ProfileSpace::kProbability);
  EXPECT_EQ(parse_profile_space("logit"), ProfileSpace::kLogit);
  EXPECT_EQ(parse_profile_space("count"), ProfileSpace::kCount);
  EXPECT_THROW(parse_profile_space("odds"), UsageError);
  EXPECT_EQ(parse_bin_value("max"), BinValue::kMaximum);
  EXPECT_EQ(parse_bin_value("mean"), BinValue::kMean);
  EXPECT_EQ(parse_bin_value("sum"), BinValue::kSum);
  EXPECT_THROW(parse_bin_value("median"), UsageError);
}

TEST(Total, AddsAllTracks) { EXPECT_EQ(total({{1, 2}, {3}, {}}), 6); }

}  // namespace
}  // namespace siskin::score
