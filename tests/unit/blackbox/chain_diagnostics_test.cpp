#include "siskin/blackbox/chain_diagnostics.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "siskin/util/random.hpp"

namespace siskin {
namespace {

using blackbox::diagnose_chains;

// Autoregressive chains x' = persistence x + noise: correlation persistence^lag.
std::vector<std::vector<double>> autoregressive_chains(double persistence, std::size_t chains,
                                                       std::size_t length) {
  util::Random random(7);
  std::vector<std::vector<double>> found(chains);
  for (auto& chain : found) {
    double value = random.normal() / std::sqrt(1 - persistence * persistence);
    for (std::size_t i = 0; i < length; ++i) {
      chain.push_back(value);
      value = persistence * value + random.normal();
    }
  }
  return found;
}

// Halves with means 0.5, 0.5, 2.5, 2.5 and variance 0.5: (0.25 + 4/3) / 0.5.
TEST(DiagnoseChains, GivesTheSplitRhatWorkedOutByHand) {
  const auto found = diagnose_chains({{0, 1, 0, 1}, {2, 3, 2, 3}});
  EXPECT_NEAR(found.split_rhat, std::sqrt((0.25 + 4.0 / 3) / 0.5), 1e-12);
}

// Halves of variances W = 3/7, var = 1/2. Sums of autocorrelations by pairs of lags go up and down,
// and count no more than those before: worked out with fractions apart from siskin.
TEST(DiagnoseChains, GivesTheEffectiveNumberOfAMonotoneSequence) {
  const auto found = diagnose_chains({{2, 1, 1, 2, 2, 1, 2, 1, 0, 0, 1, 2, 1, 1, 1, 2}});
  EXPECT_NEAR(found.split_rhat, std::sqrt(7.0 / 6), 1e-12);
  EXPECT_NEAR(found.effective_samples, 128.0 / 11, 1e-9);
}

TEST(DiagnoseChains, SeesAChainThatDrifts) {
  std::vector<double> drift(100);
  std::iota(drift.begin(), drift.end(), 0.0);
  EXPECT_GT(diagnose_chains({drift}).split_rhat, 1.5);
}

TEST(DiagnoseChains, CountsIndependentDrawsAsTheyAre) {
  const auto found = diagnose_chains(autoregressive_chains(0, 8, 2000));
  EXPECT_NEAR(found.split_rhat, 1, 0.01);
  EXPECT_NEAR(found.effective_samples, 16000, 1600);
}

TEST(DiagnoseChains, CountsCorrelatedDrawsByTheirCorrelation) {
  const auto found = diagnose_chains(autoregressive_chains(0.8, 8, 4000));
  EXPECT_NEAR(found.effective_samples, 32000 * 0.2 / 1.8, 0.15 * 32000 * 0.2 / 1.8);
}

TEST(DiagnoseChains, SaysNothingOfChainsThatStandStillOrAreShort) {
  EXPECT_TRUE(std::isnan(diagnose_chains({{1, 1, 1, 1}}).split_rhat));
  EXPECT_TRUE(std::isnan(diagnose_chains({{1, 2, 3}}).effective_samples));
  EXPECT_TRUE(std::isnan(diagnose_chains({}).split_rhat));
}

}  // namespace
}  // namespace siskin
