#include "siskin/motif/q_values.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "siskin/util/random.hpp"

namespace siskin {
namespace {

const std::vector<double> kMixed = {0.0001, 0.002, 0.004, 0.03, 0.2,   0.35,
                                    0.41,   0.58,  0.66,  0.93, 0.002, 0.11};

TEST(NullShare, EqualsTheFormulaWrittenInNumpy) {
  // s = W / (m (1 - l)), l = 0.05 .. 0.95; the s of the least W / (m (1 - l))^2 (1 - W / m) +
  // (s - quantile(s, 0.1))^2.
  EXPECT_NEAR(motif::null_share(kMixed), 5.0 / 11, 1e-12);
}

TEST(NullShare, IsOneForEvenPValuesAndSmallForSmallOnes) {
  std::vector<double> even;
  even.reserve(1000);
  for (int i = 0; i < 1000; ++i) even.push_back((i + 0.5) / 1000);
  EXPECT_NEAR(motif::null_share(even), 1, 1e-9);
  EXPECT_EQ(motif::null_share(std::vector<double>(50, 0.001)), 1.0 / 50);
  EXPECT_EQ(motif::null_share({1, 1, 1}), 1);
  EXPECT_EQ(motif::null_share({}), 1);
}

// kMixed nine times over, each time a little smaller: 108 p-values.
std::vector<double> many_mixed() {
  std::vector<double> p;
  for (int k = 0; k < 9; ++k) {
    for (const double value : kMixed) p.push_back(value * (1 - k / 100.0));
  }
  return p;
}

TEST(QValues, EqualTheFormulaWrittenInNumpy) {
  const auto p = many_mixed();
  const double share = 0.29100529100529104;
  EXPECT_NEAR(motif::null_share(p), share, 1e-12);
  const auto q = motif::q_values(p);
  EXPECT_NEAR(*std::max_element(q.begin(), q.end()), share * 0.93, 1e-12);
  EXPECT_NEAR(q[96], share * 108 * 0.0001 / 9, 1e-12);  // the nine smallest share one bound
}

TEST(QValues, TakeAllForNullsWhereThereAreFew) {
  // p m / rank, the least of those behind it: Benjamini & Hochberg, written in numpy.
  const std::vector<double> expected = {0.0012,       0.008, 0.012, 0.072, 12.0 / 35, 0.525,
                                        0.41 * 4 / 3, 0.696, 0.72,  0.93,  0.008,     0.22};
  const auto q = motif::q_values(kMixed);
  ASSERT_EQ(q.size(), expected.size());
  for (std::size_t i = 0; i < q.size(); ++i) EXPECT_NEAR(q[i], expected[i], 1e-12) << i;
}

// Of five true nulls one or more has a q-value of at most 0.1 in one case of ten, not more.
TEST(QValues, HoldTheirRateForAFewNulls) {
  util::Random random(4);
  constexpr int kTrials = 2000;
  int called = 0;
  for (int trial = 0; trial < kTrials; ++trial) {
    std::vector<double> p(5);
    for (double& value : p) value = random.uniform();
    const auto q = motif::q_values(p);
    called += *std::min_element(q.begin(), q.end()) <= 0.1 ? 1 : 0;
  }
  EXPECT_NEAR(static_cast<double>(called) / kTrials, 0.1, 0.025);
}

TEST(QValues, FollowTheOrderOfThePValuesAndStayProbabilities) {
  util::Random random(2);
  for (int trial = 0; trial < 50; ++trial) {
    std::vector<double> p(1 + random.below(60));
    for (double& value : p) value = random.uniform() * random.uniform();
    const auto q = motif::q_values(p);
    for (std::size_t i = 0; i < p.size(); ++i) {
      EXPECT_GE(q[i], 0);
      EXPECT_LE(q[i], 1);
      for (std::size_t j = 0; j < p.size(); ++j) EXPECT_TRUE(p[i] > p[j] || q[i] <= q[j]);
    }
  }
  EXPECT_TRUE(motif::q_values({}).empty());
}

}  // namespace
}  // namespace siskin
