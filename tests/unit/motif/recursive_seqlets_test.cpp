#include "siskin/motif/recursive_seqlets.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "siskin/util/error.hpp"
#include "siskin/util/random.hpp"

namespace siskin::motif {
namespace {

// Sums of dice: P(one die >= 6) = 1/6, P(two >= 11) = 3/36, P(three >= 18) = 1/216.
TEST(SpanNull, CountsDice) {
  const SpanNull null({1, 1, 1, 1, 1, 1}, 3);  // 0 .. 5 in place of 1 .. 6
  EXPECT_NEAR(null.tail(1, 0), 1, 1e-15);
  EXPECT_NEAR(null.tail(1, 5), 1.0 / 6, 1e-15);
  EXPECT_NEAR(null.tail(2, 9), 3.0 / 36, 1e-15);
  EXPECT_NEAR(null.tail(3, 15), 1.0 / 216, 1e-15);
  EXPECT_EQ(null.tail(3, 16), 0);
  EXPECT_THROW(SpanNull({}, 2), Error);
}

// Against all 4^5 spans of five uneven steps.
TEST(SpanNull, AgreesWithEnumeration) {
  const std::vector<double> steps = {0.5, 0.25, 0, 0.25};
  const SpanNull null(steps, 5);
  std::vector<double> density(16, 0);
  for (int code = 0; code < 1024; ++code) {
    double p = 1;
    std::size_t sum = 0;
    for (int rest = code, i = 0; i < 5; ++i, rest /= 4) {
      p *= steps[static_cast<std::size_t>(rest % 4)];
      sum += static_cast<std::size_t>(rest % 4);
    }
    density[sum] += p;
  }
  double tail = 0;
  for (std::size_t sum = density.size(); sum-- > 0;) {
    tail += density[sum];
    EXPECT_NEAR(null.tail(5, sum), tail, 1e-14) << sum;
  }
}

using Spans = std::vector<std::pair<std::int64_t, std::int64_t>>;

Spans spans_of(const std::vector<Seqlet>& seqlets) {
  Spans spans;
  for (const auto& seqlet : seqlets) spans.emplace_back(seqlet.start, seqlet.end);
  return spans;
}

// 100 bases, ten of them 1 and side by side. With two bins, k of k bases of 1 have p = 0.1^k.
std::vector<float> one_block() {
  std::vector<float> values(100, 0);
  std::fill(values.begin() + 40, values.begin() + 50, 1.0F);
  return values;
}

RecursiveRule rule_of(double p, std::size_t shortest, std::size_t longest) {
  RecursiveRule rule;
  rule.p_value = p;
  rule.shortest = shortest;
  rule.longest = longest;
  rule.bins = 2;
  return rule;
}

TEST(RecursiveSeqlets, TakesTheLongestSpanWhosePartsAreAllSignificant) {
  const auto values = one_block();
  // Two bases of 1 have p = 0.01, one of two 0.19: every part must be all ones.
  const auto seqlets = recursive_seqlets({values.data(), 1, 100}, rule_of(0.05, 2, 25));
  ASSERT_EQ(spans_of(seqlets), (Spans{{40, 50}}));
  EXPECT_EQ(seqlets[0].attribution, 10);
  EXPECT_NEAR(seqlets[0].p_value, 0.01, 1e-12);  // the largest over its beginnings
  EXPECT_TRUE(recursive_seqlets({values.data(), 1, 100}, rule_of(0.01, 2, 25)).empty());
}

TEST(RecursiveSeqlets, CutsASpanLongerThanTheLongest) {
  const auto values = one_block();
  EXPECT_EQ(spans_of(recursive_seqlets({values.data(), 1, 100}, rule_of(0.05, 2, 6))),
            (Spans{{40, 46}, {46, 50}}));
}

TEST(RecursiveSeqlets, ReachesTheEndsAndAddsFlanksWithinThem) {
  std::vector<float> values(40, 0);
  std::fill(values.begin(), values.begin() + 4, 1.0F);
  std::fill(values.end() - 4, values.end(), 1.0F);
  auto rule = rule_of(0.05, 2, 25);
  EXPECT_EQ(spans_of(recursive_seqlets({values.data(), 1, 40}, rule)), (Spans{{0, 4}, {36, 40}}));
  rule.flank = 3;
  EXPECT_EQ(spans_of(recursive_seqlets({values.data(), 1, 40}, rule)), (Spans{{0, 7}, {33, 40}}));
}

// Flanks are no part of what is significant: neither its sum nor its middle depends on them.
TEST(RecursiveSeqlets, KeepSumAndMiddleWhateverTheFlanks) {
  std::vector<float> values(40, -0.1F);
  std::fill(values.begin() + 2, values.begin() + 8, 1.0F);
  auto rule = rule_of(0.05, 2, 25);
  for (const std::size_t flank : {0U, 3U, 1000U}) {
    rule.flank = flank;
    const auto seqlets = recursive_seqlets({values.data(), 1, 40}, rule);
    ASSERT_EQ(seqlets.size(), 1U) << flank;
    EXPECT_EQ(seqlets[0].middle(), 5) << flank;
    EXPECT_EQ(seqlets[0].attribution, 6) << flank;
  }
}

TEST(RecursiveSeqlets, FindsNothingWithoutVariationOrBases) {
  const std::vector<float> flat(30, 0.7F);
  EXPECT_TRUE(recursive_seqlets({flat.data(), 1, 30}).empty());
  EXPECT_TRUE(recursive_seqlets({flat.data(), 0, 30}).empty());
  EXPECT_THROW(recursive_seqlets({flat.data(), 1, 30}, rule_of(0.1, 5, 4)), Error);
  EXPECT_THROW(recursive_seqlets({flat.data(), 1, 30}, rule_of(0.1, 0, 4)), Error);
}

// Every seqlet and each of its parts, measured here again from the definition; and no other span
// that has the property can be longer than what it would take the place of.
TEST(RecursiveSeqlets, HoldsItsDefinitionOnNoise) {
  constexpr std::size_t kLength = 300;
  util::Random random(7);
  std::vector<float> values;
  for (std::size_t i = 0; i < 2 * kLength; ++i) {
    values.push_back(static_cast<float>(random.normal()));
    if (i % 50 < 8) values.back() += 2;
  }
  RecursiveRule rule;
  rule.bins = 50;
  const auto low = *std::min_element(values.begin(), values.end());
  const auto high = *std::max_element(values.begin(), values.end());
  const auto step = [&](float value) {
    return static_cast<std::size_t>(
        std::lround((static_cast<double>(value) - low) / ((static_cast<double>(high) - low) / 49)));
  };
  std::vector<double> counts(50, 0);
  for (const float value : values) counts[step(value)] += 1;
  const SpanNull null(counts, rule.longest);
  const auto qualifies = [&](std::size_t from, std::size_t end) {
    for (std::size_t a = from; a + rule.shortest <= end; ++a) {
      std::size_t sum = 0;
      for (std::size_t b = a; b < end; ++b) {
        sum += step(values[b]);
        const auto size = b + 1 - a;
        if (size >= rule.shortest && null.tail(size, sum) >= rule.p_value) return false;
      }
    }
    return true;
  };
  const auto seqlets = recursive_seqlets({values.data(), 2, kLength}, rule);
  EXPECT_GT(seqlets.size(), 5U);
  std::vector<char> taken(values.size(), 0);
  for (const auto& seqlet : seqlets) {
    const auto from = seqlet.sequence * kLength + static_cast<std::size_t>(seqlet.start);
    const auto end = seqlet.sequence * kLength + static_cast<std::size_t>(seqlet.end);
    EXPECT_TRUE(qualifies(from, end));
    for (auto i = from; i < end; ++i) taken[i]++;
  }
  EXPECT_LE(*std::max_element(taken.begin(), taken.end()), 1);
  for (std::size_t a = 0; a + rule.shortest <= kLength; ++a) {
    if (std::find(taken.begin() + static_cast<std::ptrdiff_t>(a),
                  taken.begin() + static_cast<std::ptrdiff_t>(a + rule.shortest),
                  1) != taken.begin() + static_cast<std::ptrdiff_t>(a + rule.shortest))
      continue;
    EXPECT_FALSE(qualifies(a, a + rule.shortest)) << a;  // nothing free was left out
  }
}

}  // namespace
}  // namespace siskin::motif
