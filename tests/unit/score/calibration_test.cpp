#include "siskin/score/calibration.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "siskin/util/error.hpp"

namespace siskin::score {
namespace {

TEST(CalibrationBins, CountWhatIsPredictedAndObserved) {
  const std::vector<double> p = {0, 0.1, 0.5, 0.6, 1};
  const std::vector<int> labels = {0, 1, 0, 1, 1};
  const std::vector<double> weights = {1, 3, 1, 1, 2};
  const auto bins = calibration_bins({p, labels, weights}, 2);
  ASSERT_EQ(bins.size(), 2U);
  EXPECT_EQ(bins[0].count, 4);
  EXPECT_NEAR(bins[0].predicted, 0.3 / 4, 1e-15);
  EXPECT_NEAR(bins[0].observed, 0.75, 1e-15);
  EXPECT_EQ(bins[1].low, 0.5);  // a bin holds its lower edge, the last one both
  EXPECT_EQ(bins[1].high, 1);
  EXPECT_EQ(bins[1].count, 4);
  EXPECT_NEAR(bins[1].predicted, 3.1 / 4, 1e-15);
  EXPECT_NEAR(bins[1].observed, 0.75, 1e-15);
  EXPECT_NEAR(calibration_error(bins), (0.75 - 0.075 + 0.025) / 2, 1e-15);
}

TEST(CalibrationBins, LeaveEmptyBinsUndefined) {
  const std::vector<double> p = {0.95};
  const std::vector<int> labels = {1};
  const std::vector<double> once = {1};
  const auto bins = calibration_bins({p, labels, once}, 3);
  EXPECT_TRUE(std::isnan(bins[0].predicted));
  EXPECT_TRUE(std::isnan(bins[1].observed));
  EXPECT_NEAR(calibration_error(bins), 0.05, 1e-15);
}

TEST(CalibrationBins, RefuseWhatIsNoProbability) {
  const std::vector<double> p = {1.5};
  const std::vector<int> labels = {1};
  const std::vector<double> once = {1};
  EXPECT_THROW(calibration_bins({p, labels, once}, 3), Error);
}

TEST(CalibrationBins, HoldTheirLowerEdge) {
  for (const int bins : {7, 10, 100, 1000}) {
    std::vector<double> p;
    p.reserve(static_cast<std::size_t>(bins));
    for (int i = 0; i < bins; ++i) p.push_back(static_cast<double>(i) / bins);
    const std::vector<int> labels(p.size(), 0);
    const std::vector<double> once(p.size(), 1);
    for (const auto& bin : calibration_bins({p, labels, once}, static_cast<std::size_t>(bins)))
      EXPECT_EQ(bin.count, 1) << bin.low;
  }
}

TEST(CalibrationError, IsZeroWherePredictionsComeTrueAsOftenAsTheySay) {
  const std::vector<double> p = {0.25, 0.25, 0.25, 0.25};
  const std::vector<int> labels = {0, 1, 0, 0};
  const std::vector<double> once = {1, 1, 1, 1};
  EXPECT_EQ(calibration_error(calibration_bins({p, labels, once}, 10)), 0);
  EXPECT_TRUE(std::isnan(calibration_error({})));
}

TEST(WilsonInterval, AgreesWithItsFormula) {
  const auto seven = wilson_interval(7, 10, 0.95);
  EXPECT_NEAR(seven.low, 0.3967781474611453, 1e-14);
  EXPECT_NEAR(seven.high, 0.8922087325936988, 1e-14);
}

// Its ends are the shares p with |x - n p| = z sqrt(n p (1 - p)).
TEST(WilsonInterval, InvertsTheTestOfAShare) {
  const double z = 1.6448536269514722;
  const auto interval = wilson_interval(3, 20, 0.9);
  for (const double p : {interval.low, interval.high})
    EXPECT_NEAR(std::abs(3 - 20 * p), z * std::sqrt(20 * p * (1 - p)), 1e-12);
}

TEST(WilsonInterval, StaysWithinZeroAndOne) {
  EXPECT_EQ(wilson_interval(0, 5, 0.95).low, 0);
  EXPECT_EQ(wilson_interval(5, 5, 0.95).high, 1);
  EXPECT_TRUE(std::isnan(wilson_interval(0, 0, 0.95).low));
}

}  // namespace
}  // namespace siskin::score
