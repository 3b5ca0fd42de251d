#include "siskin/motif/column_scores.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "siskin/util/random.hpp"
#include "support/error_message.hpp"

namespace siskin {
namespace {

using motif::ColumnScore;
using ProbabilityRow = std::array<double, 4>;

constexpr ProbabilityRow kAdenine{1, 0, 0, 0};
constexpr ProbabilityRow kCytosine{0, 1, 0, 0};
constexpr ProbabilityRow kAnything{0.25, 0.25, 0.25, 0.25};

double column_score(ColumnScore kind, const ProbabilityRow& x, const ProbabilityRow& y) {
  const motif::ColumnTable table(kind, {{"y", "", {y}, 20}});
  return table.scores({"x", "", {x}, 20}).at(0);
}

ProbabilityRow random_row(util::Random& random) {
  ProbabilityRow row{};
  double sum = 0;
  for (double& p : row) sum += p = 0.01 + random.uniform();
  for (double& p : row) p /= sum;
  return row;
}

// The published formulas, as they stand.
double plain_score(ColumnScore kind, const ProbabilityRow& x, const ProbabilityRow& y) {
  double squares = 0;
  double xy = 0;
  double xx = 0;
  double yy = 0;
  double divergence = 0;
  for (std::size_t b = 0; b < 4; ++b) {
    squares += std::pow(x[b] - y[b], 2);
    xy += (x[b] - 0.25) * (y[b] - 0.25);
    xx += (x[b] - 0.25) * (x[b] - 0.25);
    yy += (y[b] - 0.25) * (y[b] - 0.25);
    divergence += (x[b] * std::log10(x[b] / y[b]) + y[b] * std::log10(y[b] / x[b])) / 2;
  }
  if (kind == ColumnScore::kEuclidean) return -std::sqrt(squares);
  return kind == ColumnScore::kPearson ? xy / std::sqrt(xx * yy) : -divergence;
}

TEST(ColumnTable, KnowsTheDistancesOfCertainBases) {
  EXPECT_DOUBLE_EQ(column_score(ColumnScore::kEuclidean, kAdenine, kCytosine), -std::sqrt(2.0));
  EXPECT_DOUBLE_EQ(column_score(ColumnScore::kEuclidean, kAdenine, kAnything), -std::sqrt(0.75));
  EXPECT_EQ(column_score(ColumnScore::kEuclidean, kAdenine, kAdenine), 0);
  EXPECT_DOUBLE_EQ(column_score(ColumnScore::kPearson, kAdenine, kAdenine), 1);
  EXPECT_DOUBLE_EQ(column_score(ColumnScore::kPearson, kAdenine, kCytosine), -1.0 / 3);
  EXPECT_EQ(column_score(ColumnScore::kPearson, kAdenine, kAnything), 0);
  EXPECT_EQ(column_score(ColumnScore::kPearson, kAnything, kAnything), 0);
}

TEST(ColumnTable, EqualsThePublishedFormulas) {
  util::Random random(3);
  for (int trial = 0; trial < 200; ++trial) {
    const auto x = random_row(random);
    const auto y = random_row(random);
    for (const auto kind :
         {ColumnScore::kEuclidean, ColumnScore::kPearson, ColumnScore::kKullbackLeibler}) {
      EXPECT_NEAR(column_score(kind, x, y), plain_score(kind, x, y), 1e-12);
      EXPECT_NEAR(column_score(kind, x, y), column_score(kind, y, x), 1e-12);
    }
  }
}

TEST(ColumnTable, LaysColumnsOutMotifByMotif) {
  const motif::ColumnTable table(
      ColumnScore::kEuclidean, {{"1", "", {kAdenine, kAnything}, 20}, {"2", "", {kCytosine}, 20}});
  ASSERT_EQ(table.size(), 3U);
  const auto scores = table.scores({"q", "", {kAdenine, kCytosine}, 20});
  ASSERT_EQ(scores.size(), 6U);
  EXPECT_EQ(scores[0], 0);
  EXPECT_DOUBLE_EQ(scores[1], -std::sqrt(0.75));
  EXPECT_DOUBLE_EQ(scores[2], -std::sqrt(2.0));
  EXPECT_DOUBLE_EQ(scores[3], -std::sqrt(2.0));
  EXPECT_EQ(scores[5], 0);
}

TEST(ColumnTable, RefusesADivergenceFromAnImpossibleBase) {
  const seq::Motif certain{"M7", "", {kAdenine}, 20};
  const auto message =
      test::error_message([&] { motif::ColumnTable(ColumnScore::kKullbackLeibler, {certain}); });
  EXPECT_NE(message.find("motif 'M7': found a base of probability 0"), std::string::npos);
  const motif::ColumnTable table(ColumnScore::kKullbackLeibler, {{"y", "", {kAnything}, 20}});
  EXPECT_NE(test::error_message([&] { table.scores(certain); }).find("'M7'"), std::string::npos);
}

TEST(WithPseudocount, AddsSitesOfAQuarterOfEachBase) {
  const auto motif = motif::with_pseudocount({"M", "n", {{0.5, 0.5, 0, 0}}, 4}, 1);
  EXPECT_EQ(motif.id, "M");
  EXPECT_DOUBLE_EQ(motif.rows[0][0], 0.45);  // (0.5 x 4 + 0.25) / 5
  EXPECT_DOUBLE_EQ(motif.rows[0][2], 0.05);
  EXPECT_EQ(motif::with_pseudocount({"M", "", {kAdenine}, 20}, 0).rows[0], kAdenine);
}

TEST(WithPseudocount, SpreadsAMotifWithoutSitesEvenly) {
  EXPECT_EQ(motif::with_pseudocount({"M", "", {kAdenine}, 0}, 0.1).rows[0], kAnything);
  const auto message = test::error_message([] {
    motif::with_pseudocount({"M", "", {kAdenine}, 0}, 0);
  });
  EXPECT_NE(message.find("motif 'M': found 0 sites"), std::string::npos);
}

}  // namespace
}  // namespace siskin
