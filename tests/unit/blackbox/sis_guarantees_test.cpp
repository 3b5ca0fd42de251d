// What Carter et al. prove about sufficient input subsets, checked by brute force on random models.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "siskin/blackbox/sis.hpp"
#include "unit/blackbox/function_scorer.hpp"

namespace siskin {
namespace {

using test::FunctionScorer;

constexpr std::size_t kLength = 7;
constexpr int kModels = 200;
const blackbox::Mask kMask = blackbox::constant_mask(kLength, {0.25F, 0.25F, 0.25F, 0.25F});

using Positions = std::vector<std::size_t>;

struct Case {
  FunctionScorer::Function function;
  std::vector<float> onehot_cl;
  double score;
  double masked;
};

// A random model and a sequence that it scores clearly above the masked one.
Case draw(std::size_t units, util::Random& random) {
  for (;;) {
    Case drawn{test::random_network(kLength, units, random),
               test::encode(test::random_bases(kLength, random)), 0, 0};
    const std::vector<float> blank(4 * kLength, 0.25F);
    drawn.score = drawn.function(drawn.onehot_cl.data(), kLength);
    drawn.masked = drawn.function(blank.data(), kLength);
    if (drawn.score > drawn.masked + 0.5) return drawn;
  }
}

double score_with_only(const Case& model, const Positions& visible) {
  auto map_cl = std::vector<float>(4 * kLength, 0.25F);
  for (const auto position : visible) {
    for (std::size_t channel = 0; channel < 4; ++channel) {
      map_cl[channel * kLength + position] = model.onehot_cl[channel * kLength + position];
    }
  }
  return model.function(map_cl.data(), kLength);
}

Positions without(Positions positions, std::size_t dropped) {
  positions.erase(std::remove(positions.begin(), positions.end(), dropped), positions.end());
  return positions;
}

std::size_t smallest_sufficient(const Case& model, double threshold) {
  std::size_t best = kLength + 1;
  for (unsigned bits = 0; bits < (1U << kLength); ++bits) {
    Positions visible;
    for (std::size_t i = 0; i < kLength; ++i) {
      if ((bits >> i) & 1U) visible.push_back(i);
    }
    if (score_with_only(model, visible) >= threshold) best = std::min(best, visible.size());
  }
  return best;
}

blackbox::SisResult explain(const Case& model, double threshold) {
  FunctionScorer scorer(model.function);
  blackbox::SisOptions options;
  options.threshold = threshold;
  return blackbox::sufficient_subsets(scorer, model.onehot_cl, kMask, options);
}

TEST(SisGuarantees, SubsetsAreSufficientMinimalAndDisjoint) {
  util::Random random(11);
  for (int i = 0; i < kModels; ++i) {
    const auto model = draw(5, random);
    const double threshold = model.masked + 0.7 * (model.score - model.masked);
    const auto result = explain(model, threshold);
    ASSERT_FALSE(result.subsets.empty());
    std::set<std::size_t> seen;
    for (const auto& subset : result.subsets) {
      EXPECT_GE(subset.score, threshold);
      EXPECT_EQ(score_with_only(model, subset.positions), subset.score);
      for (const auto position : subset.positions) {
        EXPECT_LT(score_with_only(model, without(subset.positions, position)), threshold);
        EXPECT_TRUE(seen.insert(position).second) << "position " << position << " twice";
      }
      EXPECT_GE(subset.positions.size(), smallest_sufficient(model, threshold));
    }
  }
}

TEST(SisGuarantees, NothingSufficientIsLeft) {
  util::Random random(12);
  for (int i = 0; i < kModels; ++i) {
    const auto model = draw(5, random);
    const double threshold = model.masked + 0.5 * (model.score - model.masked);
    const auto result = explain(model, threshold);
    Positions rest;
    for (std::size_t position = 0; position < kLength; ++position) rest.push_back(position);
    for (const auto& subset : result.subsets) {
      for (const auto position : subset.positions) rest = without(rest, position);
      EXPECT_EQ(score_with_only(model, rest), subset.rest_score);
    }
    EXPECT_LT(result.subsets.back().rest_score, threshold);
  }
}

TEST(SisGuarantees, FirstSubsetsAreNestedOverThresholds) {
  util::Random random(13);
  for (int i = 0; i < kModels; ++i) {
    const auto model = draw(5, random);
    std::set<std::size_t> smaller;
    for (const double share : {0.2, 0.4, 0.6, 0.8, 0.95}) {
      const auto found = explain(model, model.masked + share * (model.score - model.masked));
      ASSERT_FALSE(found.subsets.empty());
      const auto& positions = found.subsets[0].positions;
      const std::set<std::size_t> larger(positions.begin(), positions.end());
      EXPECT_TRUE(std::includes(larger.begin(), larger.end(), smaller.begin(), smaller.end()));
      smaller = larger;
    }
  }
}

TEST(SisGuarantees, TakesTheLargestContributionsOfALinearModel) {
  util::Random random(14);
  for (int i = 0; i < kModels; ++i) {
    const auto model = draw(0, random);
    std::vector<std::pair<double, std::size_t>> contributions;
    for (std::size_t position = 0; position < kLength; ++position) {
      contributions.emplace_back(score_with_only(model, {position}) - model.masked, position);
    }
    std::sort(contributions.rbegin(), contributions.rend());
    const double threshold = model.masked + 0.7 * (model.score - model.masked);
    const auto result = explain(model, threshold);
    ASSERT_FALSE(result.subsets.empty());
    const auto& first = result.subsets[0].positions;
    for (std::size_t rank = 0; rank < first.size(); ++rank) {
      EXPECT_EQ(first[rank], contributions[rank].second);
    }
    EXPECT_EQ(first.size(), smallest_sufficient(model, threshold));
  }
}

}  // namespace
}  // namespace siskin
