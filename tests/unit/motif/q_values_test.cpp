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

TEST(QValues, EqualTheFormulaWrittenInNumpy) {
  const std::vector<double> expected = {
      0.00054545454545454545, 0.0036363636363636364, 0.0054545454545454545, 0.032727272727272727,
      0.15584415584415584,    0.23863636363636364,   0.24848484848484848,   0.31636363636363636,
      0.32727272727272727,    0.42272727272727273,   0.0036363636363636364, 0.1};
  const auto q = motif::q_values(kMixed);
  ASSERT_EQ(q.size(), expected.size());
  for (std::size_t i = 0; i < q.size(); ++i) EXPECT_NEAR(q[i], expected[i], 1e-12) << i;
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
