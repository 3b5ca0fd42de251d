#include "siskin/motif/motif_database.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "siskin/seq/alphabet.hpp"
#include "siskin/util/random.hpp"
#include "support/error_message.hpp"

namespace siskin {
namespace {

using motif::ColumnScore;
using motif::Comparison;
using motif::ComparisonSettings;
using motif::MotifDatabase;

/// Row i, base b of motif m: 1 + (7 i^2 + 3 b (m + 1) + 5 m i mod 11)^2, made to sum to 1.
seq::Motif made_motif(int number, int width) {
  seq::Motif motif;
  motif.id = "made" + std::to_string(number);
  for (int i = 0; i < width; ++i) {
    std::array<double, 4> row{};
    double sum = 0;
    for (int b = 0; b < 4; ++b) {
      const double rest = (7 * i * i + 3 * b * (number + 1) + 5 * number * i) % 11;
      sum += row[static_cast<std::size_t>(b)] = 1 + rest * rest;
    }
    for (double& share : row) share /= sum;
    motif.rows.push_back(row);
  }
  return motif;
}

const std::vector<seq::Motif> kMade = {made_motif(0, 5), made_motif(1, 8), made_motif(2, 3),
                                       made_motif(3, 6), made_motif(4, 8), made_motif(5, 4)};

struct Expected {
  double p_value;
  std::int64_t offset;
  std::size_t overlap;
  bool reversed;
};

void expect_comparisons(const std::vector<Comparison>& found,
                        const std::vector<Expected>& expected) {
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    EXPECT_EQ(found[i].target, i);
    EXPECT_NEAR(found[i].p_value / expected[i].p_value, 1, 1e-9) << i;
    EXPECT_EQ(found[i].e_value, found[i].p_value * static_cast<double>(found.size()));
    EXPECT_EQ(found[i].offset, expected[i].offset) << i;
    EXPECT_EQ(found[i].overlap, expected[i].overlap) << i;
    EXPECT_EQ(found[i].reversed, expected[i].reversed) << i;
  }
}

// Expected numbers: the definitions in numpy, alignment by alignment, distributions by
// numpy.convolve, unions by log1p and expm1.
TEST(MotifDatabase, EqualsThePlainNumpyVersionByEuclideanDistance) {
  expect_comparisons(MotifDatabase(kMade, {}).compare(made_motif(6, 6)),
                     {{0.7723276228096827, -2, 4, true},
                      {0.99806841937479629, 5, 3, false},
                      {0.48239936443746945, 0, 3, false},
                      {8.6250325088714963e-06, -2, 4, true},
                      {0.9956305269388358, 1, 6, false},
                      {0.95524593986492001, 0, 4, false}});
}

TEST(MotifDatabase, EqualsThePlainNumpyVersionByPearson) {
  ComparisonSettings settings;
  settings.score = ColumnScore::kPearson;
  expect_comparisons(MotifDatabase(kMade, settings).compare(made_motif(6, 6)),
                     {{0.73757983811368766, 0, 5, false},
                      {0.94619691153571983, -1, 5, true},
                      {0.12314885838020401, -2, 3, false},
                      {0.0026378748988995448, -2, 4, true},
                      {0.58838082930800761, 2, 6, true},
                      {0.81618646291861041, -2, 4, true}});
}

TEST(MotifDatabase, EqualsThePlainNumpyVersionByDivergence) {
  ComparisonSettings settings;
  settings.score = ColumnScore::kKullbackLeibler;
  expect_comparisons(MotifDatabase(kMade, settings).compare(made_motif(6, 6)),
                     {{0.30726635217864418, -2, 4, true},
                      {0.92450363471968544, -4, 2, true},
                      {0.36302537848682875, -3, 3, true},
                      {0.00041567120143415863, -2, 4, true},
                      {0.61816176735433592, 2, 6, true},
                      {0.81731610179998782, 0, 4, false}});
}

TEST(MotifDatabase, EqualsThePlainNumpyVersionOnOneStrandWithFourRowsInCommon) {
  ComparisonSettings settings;
  settings.both_strands = false;
  settings.least_overlap = 4;
  expect_comparisons(MotifDatabase(kMade, settings).compare(made_motif(6, 6)),
                     {{0.50303304156946504, 0, 5, false},
                      {0.86208706044006644, 1, 6, false},
                      {0.14279444249536288, 0, 3, false},
                      {0.024072030170477404, 2, 4, false},
                      {0.78250817711992393, 1, 6, false},
                      {0.46066182984303877, 0, 4, false}});
}

TEST(MotifDatabase, SeesTheSameFromTheOtherStrandOfTheQuery) {
  const MotifDatabase database(kMade, {});
  const auto forward = database.compare(made_motif(6, 6));
  const auto reverse = database.compare(seq::reverse_complement(made_motif(6, 6)));
  for (std::size_t i = 0; i < forward.size(); ++i) {
    EXPECT_NEAR(reverse[i].p_value / forward[i].p_value, 1, 1e-9);
    EXPECT_EQ(reverse[i].overlap, forward[i].overlap);
  }
  EXPECT_TRUE(forward[3].reversed);
  EXPECT_FALSE(reverse[3].reversed);
  EXPECT_EQ(reverse[3].offset, 2);  // 6 columns under 6 rows, seen from the other end
}

seq::Motif spelled_motif(const std::string& letters) {
  seq::Motif motif;
  motif.id = letters;
  for (const char letter : letters) {
    motif.rows.push_back({});
    motif.rows.back()[seq::code(letter)] = 1;
  }
  return motif;
}

TEST(MotifDatabase, FindsPlaceAndStrand) {
  const MotifDatabase database({spelled_motif("CCTGACTCACC"), spelled_motif("GGTGAGTCAGG"),
                                spelled_motif("ACGTTGCA"), spelled_motif("GACT")},
                               {});
  const auto found = database.compare(spelled_motif("TGACTCA"));
  EXPECT_EQ(found[0].offset, 2);
  EXPECT_EQ(found[0].overlap, 7U);
  EXPECT_FALSE(found[0].reversed);
  EXPECT_EQ(found[1].offset, 2);
  EXPECT_TRUE(found[1].reversed);
  EXPECT_EQ(found[1].p_value, found[0].p_value);
  EXPECT_EQ(found[3].offset, -1);  // the query begins one row before GACT
  EXPECT_EQ(found[3].overlap, 4U);
  EXPECT_LT(found[0].p_value, found[2].p_value);
  EXPECT_EQ(motif::best_comparison(found)->target, 0U);
}

TEST(MotifDatabase, GivesRandomMotifsEvenPValues) {
  // Motifs whose columns are drawn from the database must not look better than they are: a share of
  // about t has a p-value of at most t.
  util::Random random(31);
  std::vector<seq::Motif> pool;
  pool.reserve(40);
  for (int number = 0; number < 40; ++number) pool.push_back(made_motif(number, 4 + number % 9));
  std::vector<std::array<double, 4>> columns;
  for (const auto& motif : pool) {
    const auto other = seq::reverse_complement(motif);
    columns.insert(columns.end(), motif.rows.begin(), motif.rows.end());
    columns.insert(columns.end(), other.rows.begin(), other.rows.end());
  }
  constexpr std::size_t kDrawn = 2000;
  auto targets = pool;
  for (std::size_t i = 0; i < kDrawn; ++i) {
    seq::Motif motif;
    for (std::size_t row = 0; row < 6; ++row)
      motif.rows.push_back(columns[random.below(columns.size())]);
    targets.push_back(motif);
  }
  const auto found = MotifDatabase(targets, {}).compare(made_motif(50, 8));
  for (const double level : {0.02, 0.1, 0.3}) {
    const auto below = std::count_if(found.begin() + 40, found.end(),
                                     [&](const Comparison& c) { return c.p_value <= level; });
    const double deviation = std::sqrt(level * (1 - level) / kDrawn);
    EXPECT_NEAR(static_cast<double>(below) / kDrawn, level, 0.15 * level + 3 * deviation) << level;
  }
}

TEST(MotifDatabase, RefusesWhatCannotBeCompared) {
  const auto none = test::error_message([] { MotifDatabase({}, {}); });
  EXPECT_NE(none.find("found no motif to compare with"), std::string::npos);
  const auto empty = test::error_message([] { MotifDatabase({{"E", "", {}, 20}}, {}); });
  EXPECT_NE(empty.find("motif 'E' has no rows"), std::string::npos);
  const MotifDatabase database(kMade, {});
  const auto wide = test::error_message([&] { database.compare(made_motif(0, 328)); });
  EXPECT_NE(wide.find("motif 'made0': found 328 rows, expected 1 to 327"), std::string::npos);
  EXPECT_NE(test::error_message([&] {
              database.compare({"Q", "", {}, 20});
            }).find("'Q'"),
            std::string::npos);
}

TEST(MotifDatabase, BearsTheWidestQueryAndASingleColumn) {
  const MotifDatabase database({made_motif(1, 1)}, {});
  const auto found = database.compare(made_motif(0, 327));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].overlap, 1U);
  EXPECT_GT(found[0].p_value, 0);
  EXPECT_LE(found[0].p_value, 1);
}

TEST(BestComparison, TakesTheSmallestPValueThenTheLargestOverlap) {
  std::vector<Comparison> list(3);
  list[0].p_value = 0.5;
  list[1].p_value = 0.1;
  list[1].overlap = 4;
  list[2].p_value = 0.1;
  list[2].overlap = 6;
  EXPECT_EQ(motif::best_comparison(list), &list[2]);
  list[2].overlap = 4;
  EXPECT_EQ(motif::best_comparison(list), &list[1]);
  EXPECT_EQ(motif::best_comparison({}), nullptr);
}

}  // namespace
}  // namespace siskin
