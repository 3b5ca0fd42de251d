#include "siskin/blackbox/max_entropy.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "unit/blackbox/function_scorer.hpp"

namespace siskin {
namespace {

using blackbox::MaxEntropyOptions;
using test::FunctionScorer;

// The two pooled units of the test model, each times its output weight.
std::array<double, 2> weighted_units(const float* map_cl, std::size_t length) {
  constexpr std::array<std::array<std::array<double, 4>, 2>, 2> kFilters{{
      {{{1, -0.5, -0.25, 0.25}, {-0.5, 1, 0.25, -0.25}}},
      {{{-0.5, 0.25, 1, -0.5}, {0.25, -0.5, -0.25, 1}}},
  }};
  constexpr std::array<double, 2> kBias{-0.5, -0.25};
  constexpr std::array<double, 2> kOutput{2, -1};
  std::array<double, 2> units{};
  for (std::size_t filter = 0; filter < 2; ++filter) {
    for (std::size_t start = 0; start + 1 < length; ++start) {
      double sum = kBias[filter];
      for (std::size_t cell = 0; cell < 8; ++cell) {
        sum += kFilters[filter][cell / 4][cell % 4] *
               static_cast<double>(map_cl[(cell % 4) * length + start + cell / 4]);
      }
      units[filter] += kOutput[filter] * std::max(sum, 0.0) / static_cast<double>(length - 1);
    }
  }
  return units;
}

class UnitDeviations : public blackbox::Deviations {
 public:
  explicit UnitDeviations(std::string_view sequence) {
    const auto map_cl = test::encode(sequence);
    own_ = weighted_units(map_cl.data(), sequence.size());
  }

  std::vector<blackbox::Deviation> of(const float* onehot_ncl, std::size_t count,
                                      std::size_t length) override {
    std::vector<blackbox::Deviation> found;
    for (std::size_t i = 0; i < count; ++i) {
      const auto units = weighted_units(onehot_ncl + 4 * length * i, length);
      const double first = units[0] - own_[0];
      const double second = units[1] - own_[1];
      found.push_back({std::hypot(first, second), std::abs(first + second)});
    }
    return found;
  }

 private:
  std::array<double, 2> own_{};
};

MaxEntropyOptions many_samples(double beta) {
  MaxEntropyOptions options;
  options.chains = 150;
  options.steps = 3000;
  options.burn_in = 200;
  options.sample_period = 4;
  options.beta = beta;
  return options;
}

blackbox::MaxEntropyResult sample_acg(const MaxEntropyOptions& options) {
  UnitDeviations deviations("ACG");
  return blackbox::max_entropy(deviations, test::encode("ACG").data(), 3, options,
                               util::Random(1, 0));
}

void expect_marginal(const std::vector<float>& found, const std::vector<double>& expected) {
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) EXPECT_NEAR(found[i], expected[i], 0.012) << i;
}

// What all 64 sequences weigh, worked out apart from siskin.
TEST(MaxEntropy, DrawsFromTheDistributionOverAllSequences) {
  const auto found = sample_acg(many_samples(2));
  expect_marginal(found.marginal_cl, {.502835, .379276, .153111, .153309, .379276, .503534,  //
                                      .110402, .119309, .231777, .233454, .122139, .111578});
  EXPECT_NEAR(found.importance_l[0], .245535, 0.02);
  EXPECT_NEAR(found.importance_l[1], .202586, 0.02);
  EXPECT_NEAR(found.importance_l[2], .245176, 0.02);
  EXPECT_NEAR(found.mean_energy, .524277, 0.01);
  EXPECT_EQ(found.samples, 150U * 700);
  EXPECT_NEAR(found.energy.split_rhat, 1, 0.01);
  EXPECT_GT(found.energy.effective_samples, 10000);
}

TEST(MaxEntropy, KeepsCloserWithALargerBeta) {
  const auto found = sample_acg(many_samples(10));
  expect_marginal(found.marginal_cl, {.718249, .498620, .062384, .062384, .498620, .718278,  //
                                      .001496, .001366, .217843, .217871, .001395, .001496});
  EXPECT_NEAR(found.mean_energy, .0191035, 0.003);
}

TEST(MaxEntropy, FavoursTheBasesThatAreExpected) {
  auto options = many_samples(10);
  options.gc = 0.6;
  const auto found = sample_acg(options);
  EXPECT_NEAR(found.marginal_cl[0], .748949, 0.012);
  EXPECT_NEAR(found.marginal_cl[1], .424436, 0.012);
  EXPECT_NEAR(found.marginal_cl[2], .049908, 0.012);
  EXPECT_NEAR(found.marginal_cl[3], .074862, 0.012);
  EXPECT_NEAR(found.marginal_cl[4], .572809, 0.012);
  EXPECT_NEAR(found.marginal_cl[5], .687580, 0.012);
}

TEST(MaxEntropy, DrawsBasesAsExpectedWhereBetaIsZero) {
  auto options = many_samples(0);
  options.gc = 0.6;
  const auto found = sample_acg(options);
  expect_marginal(found.marginal_cl, {.2, .2, .2, .3, .3, .3, .3, .3, .3, .2, .2, .2});
  for (const float bits : found.importance_l) EXPECT_NEAR(bits, 0, 0.001);
}

// The energies of the units, with the share of draws that are not ACG as mean change.
class OtherThanAcg : public UnitDeviations {
 public:
  OtherThanAcg() : UnitDeviations("ACG") {}

  std::vector<blackbox::Deviation> of(const float* onehot_ncl, std::size_t count,
                                      std::size_t length) override {
    auto found = UnitDeviations::of(onehot_ncl, count, length);
    const auto acg = test::encode("ACG");
    for (std::size_t i = 0; i < count; ++i) {
      found[i].change = std::equal(acg.begin(), acg.end(), onehot_ncl + 12 * i) ? 0 : 1;
    }
    return found;
  }
};

TEST(MaxEntropy, DrawsASequenceAsOftenAsItWeighs) {
  const auto share_of_acg = [](double gc) {
    auto options = many_samples(10);
    options.gc = gc;
    OtherThanAcg deviations;
    const auto onehot = test::encode("ACG");
    return 1 - blackbox::max_entropy(deviations, onehot.data(), 3, options, util::Random(1, 0))
                   .mean_change;
  };
  EXPECT_NEAR(share_of_acg(0.5), .217265, 0.006);
  EXPECT_NEAR(share_of_acg(0.6), .260720, 0.006);
}

// Of the 64 sequences those that give the very same units, each as often as the others.
TEST(MaxEntropy, StaysAmongEqualsWhereBetaIsHuge) {
  UnitDeviations deviations("ACG");
  std::vector<double> expected(12);
  double equals = 0;
  for (std::size_t code = 0; code < 64; ++code) {
    const std::string sequence{"ACGT"[code / 16], "ACGT"[code / 4 % 4], "ACGT"[code % 4]};
    const auto map_cl = test::encode(sequence);
    if (deviations.of(map_cl.data(), 1, 3)[0].energy > 1e-9) continue;
    equals += 1;
    for (std::size_t i = 0; i < 12; ++i) expected[i] += static_cast<double>(map_cl[i]);
  }
  ASSERT_GT(equals, 1);
  for (auto& value : expected) value /= equals;
  expect_marginal(sample_acg(many_samples(1e9)).marginal_cl, expected);
}

TEST(MaxEntropy, FindsTheBetaOfAChange) {
  auto options = many_samples(0);
  options.target_change = 0.25;
  const auto found = sample_acg(options);
  EXPECT_NEAR(found.mean_change, 0.25, 0.025);
  options.target_change = 0.1;
  EXPECT_GT(sample_acg(options).beta, found.beta);
}

TEST(MaxEntropy, CannotChangeMoreThanRandomSequencesDo) {
  auto options = many_samples(0);
  const double random = sample_acg(options).mean_change;
  options.target_change = 10;
  EXPECT_NEAR(sample_acg(options).mean_change, random, 0.02);
}

TEST(MaxEntropy, TakesTheChangeOfAnyModelAsItsEnergy) {
  FunctionScorer scorer(test::score_t1);
  const auto own = test::encode("ACGTA");
  blackbox::OutputDeviations deviations(scorer, own.data(), 5);
  const auto found = deviations.of(test::encode("CATGA").data(), 1, 5);
  EXPECT_DOUBLE_EQ(found[0].energy, 0.5625);
  EXPECT_DOUBLE_EQ(found[0].change, 0.5625);
}

TEST(MaxEntropy, LeavesNAlone) {
  FunctionScorer scorer(test::score_t1);
  const auto own = test::encode("ANGTA");
  blackbox::OutputDeviations deviations(scorer, own.data(), 5);
  MaxEntropyOptions options;
  options.chains = 3;
  options.steps = 50;
  options.burn_in = 0;
  options.sample_period = 1;
  const auto found = blackbox::max_entropy(deviations, own.data(), 5, options, util::Random(1));
  for (std::size_t base = 0; base < 4; ++base) EXPECT_EQ(found.marginal_cl[base * 5 + 1], 0.25F);
  EXPECT_EQ(found.importance_l[1], 0);
  EXPECT_EQ(scorer.evaluations, 1U + 3 + 150);
  const auto again = blackbox::max_entropy(deviations, own.data(), 5, options, util::Random(1));
  EXPECT_EQ(again.marginal_cl, found.marginal_cl);
}

TEST(MaxEntropy, HasNothingToDoWithoutABase) {
  FunctionScorer scorer(test::score_t1);
  const auto own = test::encode("NNN");
  blackbox::OutputDeviations deviations(scorer, own.data(), 3);
  const auto found = blackbox::max_entropy(deviations, own.data(), 3, {}, util::Random(1));
  EXPECT_EQ(found.acceptance, 0);
  EXPECT_EQ(found.mean_energy, 0);
}

}  // namespace
}  // namespace siskin
