#include "siskin/score/noise_ceiling.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "siskin/score/correlation.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/random.hpp"

namespace siskin::score {
namespace {

constexpr double kCeilingNan = std::numeric_limits<double>::quiet_NaN();

// numpy.corrcoef over the five complete items.
TEST(NoiseCeiling, AgreesWithNumpyForThreeReplicates) {
  const auto found = noise_ceiling(
      {{.1, .5, -.3, .8, .2, kCeilingNan}, {.2, .4, -.1, .9, .1, 1}, {.0, .7, -.2, .5, .3, 2}});
  EXPECT_NEAR(found.pearson, 0.841990793077305, 1e-13);
  EXPECT_NEAR(found.spearman, 0.866666666666667, 1e-13);
  EXPECT_NEAR(found.ceiling, 0.970117932863455, 1e-13);
  EXPECT_EQ(found.count, 5U);
}

TEST(NoiseCeiling, IsWhatTheTruthReaches) {
  util::Random random(11);
  std::vector<double> truth;
  std::vector<double> mean;
  std::vector<std::vector<double>> replicates(2);
  for (int i = 0; i < 20000; ++i) {
    truth.push_back(random.normal());
    for (auto& one : replicates) one.push_back(truth.back() + 0.8 * random.normal());
    mean.push_back((replicates[0].back() + replicates[1].back()) / 2);
  }
  EXPECT_NEAR(noise_ceiling(replicates).ceiling, pearson(truth, mean), 0.01);
}

TEST(NoiseCeiling, IsOneWithoutNoiseAndZeroForContradiction) {
  EXPECT_NEAR(noise_ceiling({{1, 2, 4}, {2, 4, 8}}).ceiling, 1, 1e-15);
  EXPECT_EQ(noise_ceiling({{1, 2, 4}, {4, 2, 1}}).ceiling, 0);
  EXPECT_TRUE(std::isnan(noise_ceiling({{1, 1, 1}, {1, 2, 3}}).ceiling));
  EXPECT_TRUE(std::isnan(noise_ceiling({{}, {}}).ceiling));
}

TEST(NoiseCeiling, RefusesOneReplicateAndOtherSizes) {
  EXPECT_THROW(noise_ceiling({{1, 2}}), Error);
  EXPECT_THROW(noise_ceiling({{1, 2}, {1}}), Error);
}

}  // namespace
}  // namespace siskin::score
