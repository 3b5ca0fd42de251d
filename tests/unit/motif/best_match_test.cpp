#include "siskin/motif/best_match.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "siskin/seq/alphabet.hpp"
#include "siskin/util/random.hpp"

namespace siskin {
namespace {

// One base certain in each row; N is uniform.
seq::Motif spelled(const std::string& text) {
  seq::Motif motif;
  for (const char letter : text) {
    motif.rows.push_back({0.25, 0.25, 0.25, 0.25});
    if (letter == 'N') continue;
    motif.rows.back() = {};
    motif.rows.back()[seq::code(letter)] = 1;
  }
  return motif;
}

// Entry by entry, over all rows that either matrix has.
double slow_correlation(const seq::Motif& a, const seq::Motif& b, std::int64_t offset) {
  double xy = 0;
  double xx = 0;
  double yy = 0;
  for (std::int64_t row = -100; row < 100; ++row) {
    for (std::size_t base = 0; base < 4; ++base) {
      const auto entry = [&](const seq::Motif& motif, std::int64_t place) {
        const bool inside = place >= 0 && place < static_cast<std::int64_t>(motif.width());
        return (inside ? motif.rows[static_cast<std::size_t>(place)][base] : 0.25) - 0.25;
      };
      const double x = entry(a, row);
      const double y = entry(b, row - offset);
      xy += x * y;
      xx += x * x;
      yy += y * y;
    }
  }
  return xy / std::sqrt(xx * yy);
}

TEST(Correlation, OfSpelledMotifs) {
  EXPECT_DOUBLE_EQ(motif::correlation(spelled("ACGT"), spelled("ACGT"), 0), 1);
  EXPECT_DOUBLE_EQ(motif::correlation(spelled("ACGT"), spelled("ACG"), 0), 3 / std::sqrt(12));
  // A base against another one: -1/3 of what equal bases give.
  EXPECT_DOUBLE_EQ(motif::correlation(spelled("A"), spelled("C"), 0), -1.0 / 3);
  EXPECT_EQ(motif::correlation(spelled("NN"), spelled("AC"), 0), 0);
  EXPECT_EQ(motif::correlation(spelled("AC"), spelled("AC"), 5), 0);
}

TEST(Correlation, EqualsItsDefinition) {
  util::Random random(16);
  for (int round = 0; round < 50; ++round) {
    seq::Motif pair[2];
    for (auto& motif : pair) {
      motif.rows.resize(1 + random.below(9));
      for (auto& row : motif.rows) {
        double sum = 0;
        for (double& entry : row) sum += entry = random.uniform();
        for (double& entry : row) entry /= sum;
      }
    }
    for (std::int64_t offset = -10; offset <= 10; ++offset)
      EXPECT_NEAR(motif::correlation(pair[0], pair[1], offset),
                  slow_correlation(pair[0], pair[1], offset), 1e-12);
  }
}

TEST(BestMatch, FindsTheMotifItsPlaceAndItsStrand) {
  const auto query = spelled("NTGACTCAN");
  const auto match = motif::best_match(query, {spelled("GGGG"), spelled("AGTCA"), spelled("TTTT")});
  ASSERT_TRUE(match.has_value());
  // AGTCA is TGACT on the other strand.
  EXPECT_EQ(match->index, 1U);
  EXPECT_TRUE(match->reversed);
  EXPECT_EQ(match->offset, 1);
  EXPECT_DOUBLE_EQ(match->correlation, 5 / std::sqrt(35));
}

TEST(BestMatch, KeepsTheFirstOfSeveral) {
  const auto match = motif::best_match(spelled("ACGT"), {spelled("ACGT"), spelled("ACGT")});
  EXPECT_EQ(match->index, 0U);
  EXPECT_FALSE(match->reversed);
}

TEST(BestMatch, IsEmptyWithoutKnownMotifs) {
  EXPECT_FALSE(motif::best_match(spelled("ACGT"), {}).has_value());
}

}  // namespace
}  // namespace siskin
