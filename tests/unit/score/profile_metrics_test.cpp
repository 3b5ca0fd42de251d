#include "siskin/score/profile_metrics.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <map>

#include "siskin/util/error.hpp"

namespace siskin::score {
namespace {

using Signals = std::vector<Signal>;

const Signals kProfileShares = {{1, 2, 4, 8, 4, 2, 1, 1, 1, 0}, {3, 3, 1, 1, 1, 1, 1, 1, 5, 5}};
const Signals kProfileCounts = {{0, 1, 3, 9, 4, 0, 1, 0, 0, 0}, {1, 0, 0, 2, 0, 0, 0, 1, 6, 2}};

std::map<std::string, double> named(const ProfileSettings& settings, const Signals& shares,
                                    const Signals& counts) {
  const ProfileMetrics metrics(settings);
  const auto values = metrics.values(shares, counts);
  std::map<std::string, double> result;
  for (std::size_t i = 0; i < values.size(); ++i) result[metrics.names()[i]] = values[i];
  EXPECT_EQ(values.size(), metrics.names().size());
  return result;
}

ProfileSettings with_bins(const std::vector<std::size_t>& bins) {
  ProfileSettings settings;
  settings.bins = bins;
  return settings;
}

// By the definitions in numpy, the likelihood with math.lgamma.
TEST(ProfileMetrics, AgreeWithNumpyStrandByStrand) {
  const auto found = named(with_bins({1, 4}), kProfileShares, kProfileCounts);
  EXPECT_NEAR(found.at("nll"), 10.2828539319984, 1e-11);
  EXPECT_NEAR(found.at("jsd"), 0.123882312913385, 1e-13);
  EXPECT_NEAR(found.at("jsd_distance"), 0.347369580607478, 1e-13);
  EXPECT_NEAR(found.at("jsd_normalised"), 0.319675918319494, 1e-13);
  EXPECT_NEAR(found.at("jsd_smoothed"), 0.0162549761108889, 1e-13);
  EXPECT_NEAR(found.at("jsd_distance_smoothed"), 0.124931876565196, 1e-13);
  EXPECT_NEAR(found.at("pearson_1"), 0.843506163639712, 1e-13);
  EXPECT_NEAR(found.at("spearman_1"), 0.709389731815657, 1e-13);
  EXPECT_NEAR(found.at("mse_1"), 0.00839168197122743, 1e-15);
  EXPECT_EQ(found.at("average_precision_1"), 1);
  EXPECT_NEAR(found.at("pearson_4"), 0.938476989582698, 1e-13);
  EXPECT_NEAR(found.at("spearman_4"), 0.985610760609162, 1e-13);
  EXPECT_NEAR(found.at("mse_4"), 0.0182222583579907, 1e-15);
}

TEST(ProfileMetrics, AgreeWithNumpyForJointStrands) {
  auto settings = with_bins({4});
  settings.joint_strands = true;
  const auto found = named(settings, kProfileShares, kProfileCounts);
  EXPECT_NEAR(found.at("nll"), 22.8518947269715, 1e-11);
  EXPECT_NEAR(found.at("jsd"), 0.121156881591742, 1e-13);
  EXPECT_NEAR(found.at("jsd_smoothed"), 0.0185095632954173, 1e-13);
  EXPECT_NEAR(found.at("jsd_normalised"), 0.324518223196024, 1e-13);
  EXPECT_NEAR(found.at("pearson_4"), 0.984996040868463, 1e-13);
}

TEST(ProfileMetrics, DoNotDependOnTheScaleOfThePrediction) {
  Signals scaled = kProfileShares;
  for (double& value : scaled[0]) value *= 1e-6;
  for (double& value : scaled[1]) value *= 300;
  const auto settings = with_bins({1, 4});
  const auto expected = named(settings, kProfileShares, kProfileCounts);
  for (const auto& [name, value] : named(settings, scaled, kProfileCounts))
    EXPECT_NEAR(value, expected.at(name), 1e-9) << name;
}

TEST(ProfileMetrics, AreBestForTheProfileItself) {
  const auto found = named(with_bins({1}), kProfileCounts, kProfileCounts);
  EXPECT_NEAR(found.at("jsd"), 0, 1e-15);
  EXPECT_NEAR(found.at("jsd_normalised"), 1, 1e-7);
  EXPECT_NEAR(found.at("pearson_1"), 1, 1e-12);
  EXPECT_EQ(found.at("mse_1"), 0);
  EXPECT_LT(found.at("nll"), named(with_bins({1}), kProfileShares, kProfileCounts).at("nll"));
}

// Peaks at 0 and 4 (3 and 4 reads of 8, 37 and 50 %), background at 1, 2 and 3; base 5 is neither.
// 1/20 + 2/20 + 3/20 and 3/20 + 2/20 + 1/20 are different numbers; 1 + 2 + 3 and 3 + 2 + 1 are not.
TEST(ProfileMetrics, HoldBinsOfAsManyReadsForEqual) {
  auto settings = with_bins({3});
  settings.bin_value = BinValue::kSum;
  const auto found = named(settings, {{1, 0, 0, 0, 2, 0, 1, 1, 1}}, {{1, 2, 3, 3, 2, 1, 8, 0, 0}});
  EXPECT_NEAR(found.at("spearman_3"), std::sqrt(0.75), 1e-15);
}

TEST(ProfileMetrics, RankPeakBinsAboveBackground) {
  const Signals counts = {{3, 0, 0, 0, 4, 1}};
  // order: 1 (background), 4 (peak), 0 (peak), 2, 3
  const Signals shares = {{3, 9, 2, 1, 5, 100}};
  const auto found = named(with_bins({1}), shares, counts);
  EXPECT_NEAR(found.at("average_precision_1"), 0.5 * 1 / 2 + 0.5 * 2 / 3, 1e-15);
}

TEST(ProfileMetrics, FloorImpossiblePlacesThatHaveReads) {
  const auto found = named(with_bins({}), {{1, 0}}, {{0, 1}});
  EXPECT_NEAR(found.at("nll"), 12 * std::log(10.0), 1e-9);
  EXPECT_NEAR(found.at("jsd"), std::log(2.0), 1e-15);
}

TEST(ProfileMetrics, PassOverStrandsWithoutReads) {
  const Signals counts = {kProfileCounts[0], Signal(10, 0)};
  const auto both = named(with_bins({1}), kProfileShares, counts);
  const auto one = named(with_bins({1}), {kProfileShares[0]}, {kProfileCounts[0]});
  for (const auto& [name, value] : one) EXPECT_NEAR(both.at(name), value, 1e-15) << name;
}

TEST(ProfileMetrics, AreNotDefinedWithoutReadsOrPrediction) {
  for (const auto& [name, value] : named({}, {{1, 2}}, {{0, 0}}))
    EXPECT_TRUE(std::isnan(value)) << name;
  for (const auto& [name, value] : named({}, {{0, 0}}, {{1, 2}}))
    EXPECT_TRUE(std::isnan(value)) << name;
}

TEST(ProfileMetrics, HaveSmoothedOnesOnlyWhenAsked) {
  ProfileSettings plain;
  plain.smoothing = 0;
  EXPECT_EQ(named(plain, kProfileShares, kProfileCounts).count("jsd_smoothed"), 0U);
}

TEST(ProfileMetrics, RefuseOtherShapesAndNegativeCounts) {
  const ProfileMetrics metrics({});
  EXPECT_THROW(metrics.values({{1, 2}}, {{1, 2}, {1, 2}}), Error);
  EXPECT_THROW(metrics.values({{1, 2, 3}}, {{1, 2}}), Error);
  EXPECT_THROW(metrics.values({}, {}), Error);
  EXPECT_THROW(metrics.values({{1, 2}}, {{1, -2}}), Error);
  EXPECT_THROW(metrics.values({{1}}, {{std::numeric_limits<double>::quiet_NaN()}}), Error);
}

}  // namespace
}  // namespace siskin::score
