#include "siskin/architecture/initializer.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>

#include "support/error_message.hpp"

namespace siskin::architecture {
namespace {

constexpr Fans kFans{76, 456};
constexpr std::int64_t kCount = 40000;

struct Moments {
  double mean = 0;
  double variance = 0;
  double largest = 0;
};

Moments moments_of(const std::string& word) {
  util::Random random(5);
  Moments moments;
  const auto weights = draw_weights(parse_initializer(word), kFans, kCount, random);
  for (const double weight : weights) {
    moments.mean += weight / kCount;
    moments.variance += weight * weight / kCount;
    moments.largest = std::max(moments.largest, std::abs(weight));
  }
  return moments;
}

// The variance of the sample variance of `kCount` draws is below 2 / kCount of its square.
void expect_variance(const std::string& word, double variance) {
  const auto moments = moments_of(word);
  EXPECT_NEAR(moments.variance / variance, 1, 5 * std::sqrt(2.0 / kCount)) << word;
  EXPECT_NEAR(moments.mean, 0, 5 * std::sqrt(variance / kCount)) << word;
}

TEST(DrawWeights, HaveTheVarianceOfTheirName) {
  const double both = 76 + 456;
  expect_variance("glorot-uniform", 2 / both);
  expect_variance("glorot-normal", 2 / both);
  expect_variance("he-uniform", 2.0 / 76);
  expect_variance("he-normal", 2.0 / 76);
  expect_variance("lecun-uniform", 1.0 / 76);
  expect_variance("lecun-normal", 1.0 / 76);
  expect_variance("normal:0.05", 0.05 * 0.05);
  expect_variance("pytorch", 1.0 / 76 / 3);
}

TEST(DrawWeights, StayInsideTheUniformLimit) {
  const double limit = std::sqrt(6.0 / (76 + 456));
  EXPECT_LE(moments_of("glorot-uniform").largest, limit);
  EXPECT_GT(moments_of("glorot-uniform").largest, 0.999 * limit);
  EXPECT_LE(moments_of("pytorch").largest, 1 / std::sqrt(76.0));
}

TEST(DrawWeights, TruncateTheScaledNormalsAtTwoDeviationsButNotThePlainOne) {
  // Of the underlying normal, which is wider than the truncated one by 1/0.8796.
  EXPECT_LE(moments_of("he-normal").largest, 2 * std::sqrt(2.0 / 76) / 0.8796);
  EXPECT_GT(moments_of("normal:0.05").largest, 3 * 0.05);
}

TEST(DrawWeights, RepeatForTheSameSeed) {
  util::Random first(3);
  util::Random second(3);
  const auto normal = parse_initializer("he-normal");
  EXPECT_EQ(draw_weights(normal, kFans, 100, first), draw_weights(normal, kFans, 100, second));
}

TEST(DrawBiases, AreZeroExceptForPyTorch) {
  util::Random random(3);
  const auto zeros = draw_biases(parse_initializer("he-normal"), kFans, 8, random);
  EXPECT_THAT(zeros, testing::Each(0.0F));
  const auto drawn = draw_biases(parse_initializer("pytorch"), kFans, 8, random);
  EXPECT_THAT(drawn, testing::Each(testing::Ne(0.0F)));
}

TEST(ParseInitializer, ReadsWhatToStringWrites) {
  for (const auto& word : initializer_words()) {
    if (word == "normal:SD") continue;
    EXPECT_EQ(to_string(parse_initializer(word)), word);
  }
  EXPECT_EQ(to_string(parse_initializer("normal:0.005")), "normal:0.005");
}

TEST(ParseInitializer, RefusesOtherWords) {
  for (const auto* word : {"", "he", "normal", "normal:", "normal:0", "normal:-1", "normal:1x"}) {
    EXPECT_THAT(test::error_message([&] { parse_initializer(word); }),
                testing::HasSubstr("expected one of glorot-uniform"));
  }
}

}  // namespace
}  // namespace siskin::architecture
