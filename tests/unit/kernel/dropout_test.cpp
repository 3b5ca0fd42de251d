#include "siskin/kernel/dropout.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <cmath>
#include <vector>

namespace siskin::kernel {
namespace {

std::vector<float> mask_of(const Dropout& dropout, std::int64_t first, std::int64_t count) {
  std::vector<float> values(static_cast<std::size_t>(count), 1.0F);
  drop(dropout, first, values.data(), count, values.data());
  return values;
}

double share_dropped(const std::vector<float>& mask) {
  double dropped = 0;
  for (const float value : mask) dropped += value == 0 ? 1 : 0;
  return dropped / static_cast<double>(mask.size());
}

TEST(DrawDropout, GivesTheRateIn32BitsAndTheScale) {
  const auto dropout = draw_dropout(0.25);
  EXPECT_EQ(dropout.drop_below, 1U << 30U);
  EXPECT_FLOAT_EQ(dropout.scale, 4.0F / 3.0F);
  EXPECT_TRUE(dropout.active());
}

TEST(DrawDropout, DropsNothingAtRateZeroAndDrawsNothing) {
  torch::manual_seed(3);
  const auto expected = torch::rand({1}).item<float>();
  torch::manual_seed(3);
  EXPECT_FALSE(draw_dropout(0).active());
  EXPECT_EQ(torch::rand({1}).item<float>(), expected);
}

TEST(DrawDropout, FollowsTheSeedOfLibTorch) {
  torch::manual_seed(5);
  const auto first = draw_dropout(0.5).seed;
  const auto second = draw_dropout(0.5).seed;
  torch::manual_seed(5);
  EXPECT_EQ(draw_dropout(0.5).seed, first);
  EXPECT_NE(first, second);
}

TEST(Drop, DropsTheAskedShareAndScalesTheRest) {
  constexpr std::int64_t kCount = 1 << 20;
  for (const double rate : {0.1, 0.5, 0.9}) {
    torch::manual_seed(11);
    const auto dropout = draw_dropout(rate);
    const auto mask = mask_of(dropout, 0, kCount);
    const double deviation = std::sqrt(rate * (1 - rate) / static_cast<double>(kCount));
    EXPECT_NEAR(share_dropped(mask), rate, 5 * deviation);
    for (const float value : mask) ASSERT_TRUE(value == 0 || value == dropout.scale);
  }
}

TEST(Drop, DoesNotDependOnHowTheElementsAreDivided) {
  const Dropout dropout{12345, 1U << 31U, 2};
  const auto whole = mask_of(dropout, 0, 5000);
  for (const std::int64_t first : {0, 1, 1000, 1023, 1024, 3001}) {
    const auto part = mask_of(dropout, first, 1500);
    for (std::int64_t i = 0; i < 1500; ++i) {
      ASSERT_EQ(part[static_cast<std::size_t>(i)], whole[static_cast<std::size_t>(first + i)]);
    }
  }
}

// Neighbours, elements of neighbouring runs and masks of neighbouring seeds agree half of the time.
TEST(Drop, DropsElementsIndependently) {
  constexpr std::int64_t kCount = 1 << 18;
  const auto mask = mask_of({7, 1U << 31U, 2}, 0, kCount + 1024);
  const auto other = mask_of({8, 1U << 31U, 2}, 0, kCount);
  const double limit = 5 * 0.5 / std::sqrt(static_cast<double>(kCount));
  for (const std::size_t lag : {1U, 2U, 16U, 24U, 32U, 1024U}) {
    double same = 0;
    for (std::size_t i = 0; i < kCount; ++i) same += mask[i] == mask[i + lag] ? 1 : 0;
    EXPECT_NEAR(same / static_cast<double>(kCount), 0.5, limit) << lag;
  }
  double same = 0;
  for (std::size_t i = 0; i < kCount; ++i) same += mask[i] == other[i] ? 1 : 0;
  EXPECT_NEAR(same / static_cast<double>(kCount), 0.5, limit);
}

TEST(Drop, MakesWhatIsNoNumberStayNone) {
  float value = std::nanf("");
  drop({1, 0xFFFFFFFFU, 2}, 0, &value, 1, &value);
  EXPECT_TRUE(std::isnan(value));
}

}  // namespace
}  // namespace siskin::kernel
