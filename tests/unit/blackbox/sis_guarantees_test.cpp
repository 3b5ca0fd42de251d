// What Carter et al. prove about sufficient input subsets, checked by brute force on random models:
// bases and groups, both decisions, all kinds of masks.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "siskin/blackbox/sis.hpp"
#include "unit/blackbox/function_scorer.hpp"

namespace siskin {
namespace {

using blackbox::Decision;
using blackbox::MaskableSequence;
using test::FunctionScorer;

constexpr std::size_t kModels = 1200;

using Units = std::vector<std::size_t>;

// A model and a sequence that it scores clearly on one side of the masked one.
struct Case {
  FunctionScorer::Function function;
  MaskableSequence sequence;
  Decision decision = Decision::kMaximise;
  double score = 0;
  double masked = 0;

  double between(double share) const { return masked + share * (score - masked); }
  bool reaches(double value, double threshold) const {
    return decision == Decision::kMaximise ? value >= threshold : value <= threshold;
  }
};

// f with only these units visible, computed from its definition.
double score_with_only(const Case& model, const Units& visible) {
  const std::size_t length = model.sequence.length();
  double sum = 0;
  for (const auto& mask : model.sequence.masks) {
    auto map_cl = model.sequence.onehot_cl;
    for (std::size_t unit = 0; unit < model.sequence.units.size(); ++unit) {
      if (std::find(visible.begin(), visible.end(), unit) != visible.end()) continue;
      for (const auto position : model.sequence.units[unit]) {
        blackbox::write_column(map_cl.data(), length, position, mask[position]);
      }
    }
    sum += model.function(map_cl.data(), length);
  }
  return sum / static_cast<double>(model.sequence.masks.size());
}

// Every third case has groups, of which one has two parts, and a position in none.
std::vector<blackbox::Unit> draw_units(std::size_t turn, std::size_t length) {
  std::vector<blackbox::Unit> units;
  if (turn % 3 == 2) return {{0, 4}, {1}, {2, 3}, {5, 6}, {8}};
  for (std::size_t i = 0; i < length; ++i) units.push_back({i});
  return units;
}

std::vector<blackbox::Mask> draw_masks(std::size_t turn, std::size_t length, util::Random& random) {
  switch (turn % 4) {
    case 0:
      return {blackbox::constant_mask(length, {0.25F, 0.25F, 0.25F, 0.25F})};
    case 1:
      return {blackbox::constant_mask(length, {})};
    case 2: {
      blackbox::Mask mask(length);
      for (std::size_t i = 0; i < length; ++i) {
        mask[i] = {static_cast<float>(i) / 10, 0.1F, 0.5F, 0};
      }
      return {mask};
    }
    default: {
      std::vector<blackbox::Mask> masks(5);
      for (auto& mask : masks) {
        mask = blackbox::random_mask(length, {0.3F, 0.2F, 0.2F, 0.3F}, random);
      }
      return masks;
    }
  }
}

Case draw(std::size_t turn, std::size_t hidden, util::Random& random) {
  const std::size_t length = turn % 3 == 2 ? 9 : 7;
  for (;;) {
    Case drawn;
    drawn.function = test::random_network(length, hidden, random);
    drawn.sequence = {test::encode(test::random_bases(length, random)),
                      draw_masks(turn, length, random), draw_units(turn, length)};
    drawn.decision = turn % 2 == 0 ? Decision::kMaximise : Decision::kMinimise;
    drawn.score = score_with_only(drawn, blackbox::all_units(drawn.sequence));
    drawn.masked = score_with_only(drawn, {});
    const double gain = drawn.score - drawn.masked;
    if ((drawn.decision == Decision::kMaximise ? gain : -gain) > 0.5) return drawn;
  }
}

Units without(Units units, std::size_t dropped) {
  units.erase(std::remove(units.begin(), units.end(), dropped), units.end());
  return units;
}

std::size_t smallest_sufficient(const Case& model, double threshold) {
  const std::size_t units = model.sequence.units.size();
  std::size_t best = units + 1;
  for (unsigned bits = 0; bits < (1U << units); ++bits) {
    Units visible;
    for (std::size_t i = 0; i < units; ++i) {
      if ((bits >> i) & 1U) visible.push_back(i);
    }
    if (visible.size() < best && model.reaches(score_with_only(model, visible), threshold)) {
      best = visible.size();
    }
  }
  return best;
}

blackbox::SisResult explain(const Case& model, double threshold) {
  FunctionScorer scorer(model.function);
  blackbox::SisOptions options;
  options.threshold = threshold;
  options.decision = model.decision;
  return blackbox::sufficient_subsets(scorer, model.sequence, options);
}

TEST(SisGuarantees, SubsetsAreSufficientMinimalAndDisjoint) {
  util::Random random(11);
  for (std::size_t turn = 0; turn < kModels; ++turn) {
    const auto model = draw(turn, 5, random);
    const double threshold = model.between(0.7);
    const auto result = explain(model, threshold);
    ASSERT_FALSE(result.subsets.empty());
    std::set<std::size_t> seen;
    for (const auto& subset : result.subsets) {
      EXPECT_TRUE(model.reaches(subset.score, threshold));
      EXPECT_EQ(score_with_only(model, subset.units), subset.score);
      for (const auto unit : subset.units) {
        EXPECT_FALSE(model.reaches(score_with_only(model, without(subset.units, unit)), threshold));
        EXPECT_TRUE(seen.insert(unit).second) << "unit " << unit << " twice";
      }
      EXPECT_GE(subset.units.size(), smallest_sufficient(model, threshold));
    }
  }
}

TEST(SisGuarantees, NothingSufficientIsLeft) {
  util::Random random(12);
  for (std::size_t turn = 0; turn < kModels; ++turn) {
    const auto model = draw(turn, 5, random);
    const double threshold = model.between(0.5);
    const auto result = explain(model, threshold);
    auto rest = blackbox::all_units(model.sequence);
    for (const auto& subset : result.subsets) {
      for (const auto unit : subset.units) rest = without(rest, unit);
      EXPECT_EQ(score_with_only(model, rest), subset.rest_score);
    }
    EXPECT_FALSE(model.reaches(result.subsets.back().rest_score.value(), threshold));
  }
}

TEST(SisGuarantees, FirstSubsetsAreNestedOverThresholds) {
  util::Random random(13);
  for (std::size_t turn = 0; turn < kModels; ++turn) {
    const auto model = draw(turn, 5, random);
    std::set<std::size_t> smaller;
    for (const double share : {0.2, 0.4, 0.6, 0.8, 0.95}) {
      const auto found = explain(model, model.between(share));
      ASSERT_FALSE(found.subsets.empty());
      const auto& units = found.subsets[0].units;
      const std::set<std::size_t> larger(units.begin(), units.end());
      EXPECT_TRUE(std::includes(larger.begin(), larger.end(), smaller.begin(), smaller.end()));
      smaller = larger;
    }
  }
}

TEST(SisGuarantees, OneOrderAnswersForEveryThreshold) {
  util::Random random(15);
  for (std::size_t turn = 0; turn < kModels; ++turn) {
    const auto model = draw(turn, 5, random);
    FunctionScorer scorer(model.function);
    blackbox::SisOptions options;
    options.decision = model.decision;
    options.keep_orders = true;
    options.threshold = model.between(turn % 2 == 0 ? 2 : 0.3);  // nothing to explain, or something
    const auto kept = blackbox::sufficient_subsets(scorer, model.sequence, options);
    ASSERT_FALSE(kept.eliminations.empty());
    for (const double share : {-0.2, 0.1, 0.5, 0.9, 1.0, 1.1}) {
      options.threshold = model.between(share);
      const auto told = blackbox::first_subset(kept.eliminations[0], model.sequence.units, options);
      const auto searched = explain(model, options.threshold);
      EXPECT_EQ(told.status, searched.status);
      EXPECT_EQ(told.score, searched.score);
      EXPECT_EQ(told.masked_score, searched.masked_score);
      ASSERT_EQ(told.subsets.empty(), searched.subsets.empty());
      if (told.subsets.empty()) continue;
      EXPECT_EQ(told.subsets[0].positions, searched.subsets[0].positions);
      EXPECT_EQ(told.subsets[0].score, searched.subsets[0].score);
      EXPECT_FALSE(told.subsets[0].rest_score.has_value());
    }
  }
}

TEST(SisGuarantees, PolishingChangesNothingThatIsMinimal) {
  util::Random random(16);
  for (std::size_t turn = 0; turn < kModels; ++turn) {
    const auto model = draw(turn, 5, random);
    FunctionScorer scorer(model.function);
    blackbox::SisOptions options;
    options.decision = model.decision;
    options.threshold = model.between(0.6);
    options.polish = true;
    const auto polished = blackbox::sufficient_subsets(scorer, model.sequence, options);
    const auto plain = explain(model, options.threshold);
    ASSERT_EQ(polished.subsets.size(), plain.subsets.size());
    for (std::size_t i = 0; i < plain.subsets.size(); ++i) {
      const std::set<std::size_t> a(plain.subsets[i].units.begin(), plain.subsets[i].units.end());
      EXPECT_EQ(a, std::set<std::size_t>(polished.subsets[i].units.begin(),
                                         polished.subsets[i].units.end()));
    }
  }
}

TEST(SisGuarantees, TakesTheLargestContributionsOfALinearModel) {
  util::Random random(14);
  for (std::size_t turn = 0; turn < kModels; ++turn) {
    const auto model = draw(turn, 0, random);
    const double sign = model.decision == Decision::kMaximise ? 1 : -1;
    std::vector<std::pair<double, std::size_t>> contributions;
    for (std::size_t unit = 0; unit < model.sequence.units.size(); ++unit) {
      contributions.emplace_back(sign * (score_with_only(model, {unit}) - model.masked), unit);
    }
    std::sort(contributions.rbegin(), contributions.rend());
    const double threshold = model.between(0.7);
    const auto result = explain(model, threshold);
    ASSERT_FALSE(result.subsets.empty());
    const auto& first = result.subsets[0].units;
    for (std::size_t rank = 0; rank < first.size(); ++rank) {
      EXPECT_EQ(first[rank], contributions[rank].second);
    }
    EXPECT_EQ(first.size(), smallest_sufficient(model, threshold));
  }
}

}  // namespace
}  // namespace siskin
