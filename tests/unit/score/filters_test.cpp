#include "siskin/score/filters.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "support/error_message.hpp"

namespace siskin {
namespace {

using motif::Comparison;
using score::FilterMatch;
using score::TruthMotif;
using testing::HasSubstr;

std::vector<seq::Motif> database_of(const std::vector<std::string>& ids) {
  std::vector<seq::Motif> motifs;
  motifs.reserve(ids.size());
  for (const auto& id : ids) motifs.push_back({id, "", {{0.25, 0.25, 0.25, 0.25}}, 20});
  return motifs;
}

Comparison compared(std::size_t target, double p_value, double q_value, std::size_t overlap = 5) {
  Comparison comparison;
  comparison.target = target;
  comparison.p_value = p_value;
  comparison.e_value = 10 * p_value;
  comparison.q_value = q_value;
  comparison.overlap = overlap;
  return comparison;
}

TEST(AssignTruth, TakesAnIdWithoutAVersionForAll) {
  const auto truth = score::assign_truth(
      database_of({"MA0079.3", "MA0079.10", "MA00791.1", "MA0079", "MA0058.2", "MA0058.3"}),
      {{"SP1", {"MA0079"}}, {"MAX", {"MA0058.3", "MA0058.1"}}});
  EXPECT_THAT(truth, testing::ElementsAre(0U, 0U, std::nullopt, 0U, std::nullopt, 1U));
}

TEST(AssignTruth, RefusesAMotifThatCannotBeFound) {
  const auto message = test::error_message([] {
    score::assign_truth(database_of({"MA0079.3"}), {{"MAX", {"MA0058.1", "MA0058.2"}}});
  });
  EXPECT_THAT(message, HasSubstr("truth motif 'MAX': found none of its ids (MA0058.1, MA0058.2)"));
}

TEST(AssignTruth, RefusesAMotifOfTwo) {
  const auto message = test::error_message([] {
    score::assign_truth(database_of({"M.1"}), {{"one", {"M"}}, {"two", {"M.1"}}});
  });
  EXPECT_THAT(message, HasSubstr("motif 'M.1' stands for both 'one' and 'two'"));
}

TEST(AssignTruth, HasNothingToAssignWithoutTruth) {
  EXPECT_THAT(score::assign_truth(database_of({"M"}), {}), testing::ElementsAre(std::nullopt));
}

TEST(NamedTruth, HasTwelveMotifsInTwoReadings) {
  const auto published = score::named_truth("koo2021-published");
  const auto corrected = score::named_truth("koo2021");
  ASSERT_EQ(published.size(), 12U);
  ASSERT_EQ(corrected.size(), 12U);
  // MEF2D and the other strangers are in the published sets only; the planted factors in both.
  const auto database =
      database_of({"MA0773.1", "MA0660.1", "MA0060.2", "MA0601.1", "MA0151.1", "MA0466.2",
                   "MA0477.1", "MA0062.2", "MA0496.1", "MA0058.3", "MA0052.3", "MA0502.1",
                   "MA0079.3", "MA0083.3", "MA0137.3", "MA0095.2"});
  const auto by_published = score::assign_truth(database, published);
  const auto by_corrected = score::assign_truth(database, corrected);
  for (std::size_t i = 0; i < database.size(); ++i) {
    EXPECT_TRUE(by_published[i].has_value());
    EXPECT_EQ(by_corrected[i].has_value(), i >= 4);
    if (i >= 4) {
      EXPECT_EQ(by_corrected[i], by_published[i]);
    }
  }
  EXPECT_EQ(published[*by_published[0]].name, "STAT1");
}

TEST(NamedTruth, RefusesAnotherName) {
  EXPECT_THAT(test::error_message([] { score::named_truth("koo"); }), HasSubstr("'koo'"));
}

TEST(MatchRule, HoldsForTheMeasureItNamesAndItsLimit) {
  const auto comparison = compared(0, 0.01, 0.5);  // E-value 0.1
  const auto accepts = [&](score::MatchMeasure measure, double threshold) {
    return score::MatchRule{measure, threshold}.accepts(comparison);
  };
  EXPECT_TRUE(score::MatchRule{}.accepts(comparison));
  EXPECT_FALSE(accepts(score::MatchMeasure::kEValue, 0.09));
  EXPECT_TRUE(accepts(score::MatchMeasure::kPValue, 0.01));
  EXPECT_FALSE(accepts(score::MatchMeasure::kPValue, 0.009));
  EXPECT_TRUE(accepts(score::MatchMeasure::kQValue, 0.5));
  EXPECT_FALSE(accepts(score::MatchMeasure::kQValue, 0.4));
}

TEST(MatchFilter, SortsHitsAndTakesTheTruthOfTheSmallestQ) {
  const std::vector<Comparison> comparisons = {
      compared(0, 0.002, 0.02), compared(1, 0.5, 0.9), compared(2, 0.001, 0.01),
      compared(3, 0.001, 0.01, 7), compared(4, 0.002, 0.015)};
  const auto match = score::match_filter(
      comparisons, {},
      {std::size_t{0}, std::size_t{1}, std::nullopt, std::nullopt, std::size_t{2}});
  std::vector<std::size_t> order;
  for (const auto& hit : match.hits) order.push_back(hit.target);
  EXPECT_THAT(order, testing::ElementsAre(3, 2, 0, 4));
  EXPECT_EQ(match.truth, 2U);
  EXPECT_EQ(match.truth_q, 0.015);
}

TEST(MatchFilter, FindsNothingAmongPoorComparisons) {
  const auto match = score::match_filter({compared(0, 0.5, 0.9)}, {}, {std::size_t{0}});
  EXPECT_TRUE(match.hits.empty());
  EXPECT_FALSE(match.truth.has_value());
  EXPECT_EQ(match.truth_q, 1);
}

TEST(SummariseFilters, CountsEveryFilterInTheShares) {
  std::vector<FilterMatch> filters(4);
  filters[0] = {{compared(0, 0.001, 0.01)}, 0, 0.01};
  filters[1] = {{compared(0, 0.002, 0.02)}, 0, 0.02};
  filters[2] = {{compared(5, 0.002, 0.02)}, std::nullopt, 1};
  const auto summary = score::summarise_filters(filters, 2);
  EXPECT_EQ(summary.match_any, 0.75);
  EXPECT_EQ(summary.match_fraction, 0.5);
  EXPECT_EQ(summary.recovered, 0.5);
  EXPECT_EQ(summary.motifs[0].filters, 2U);
  EXPECT_EQ(summary.motifs[0].best_q, 0.01);
  EXPECT_EQ(summary.motifs[1].filters, 0U);
  EXPECT_TRUE(std::isnan(summary.motifs[1].best_q));
}

TEST(SummariseFilters, IsUndefinedForNone) {
  const auto summary = score::summarise_filters({}, 0);
  EXPECT_TRUE(std::isnan(summary.match_any));
  EXPECT_TRUE(std::isnan(summary.match_fraction));
  EXPECT_TRUE(std::isnan(summary.recovered));
}

}  // namespace
}  // namespace siskin
