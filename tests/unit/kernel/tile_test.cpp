#include "siskin/kernel/tile.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace siskin::kernel {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();

float exponential_of_one(float value) {
  exponential(&value, 1, &value);
  return value;
}

TEST(Exponential, IsWithinTwoUnitsInTheLastPlace) {
  std::vector<float> values;
  for (float v = -87.3F; v < 88.7F; v += 0.0137F) values.push_back(v);
  const auto inputs = values;
  exponential(inputs.data(), static_cast<std::int64_t>(values.size()), values.data());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double exact = std::exp(static_cast<double>(inputs[i]));
    EXPECT_NEAR(values[i] / exact, 1, 2 * 1.2e-7) << inputs[i];
  }
}

TEST(Exponential, EndsInZeroAndInfinityAndKeepsWhatIsNoNumber) {
  EXPECT_EQ(exponential_of_one(0), 1);
  EXPECT_EQ(exponential_of_one(-1000), 0);
  EXPECT_EQ(exponential_of_one(-kInfinity), 0);
  EXPECT_EQ(exponential_of_one(1000), kInfinity);
  EXPECT_EQ(exponential_of_one(kInfinity), kInfinity);
  EXPECT_TRUE(std::isnan(exponential_of_one(kNan)));
}

TEST(Relu, KeepsWhatIsNoNumber) {
  std::vector<float> values{-1, 0, 2, kNan};
  relu(values.data(), 4, values.data());
  EXPECT_EQ(values[0], 0);
  EXPECT_EQ(values[1], 0);
  EXPECT_EQ(values[2], 2);
  EXPECT_TRUE(std::isnan(values[3]));
}

TEST(ReluGradient, IsZeroAtZero) {
  const std::vector<float> input{-1, 0, 2};
  std::vector<float> gradient{5, 6, 7};
  relu_gradient(input.data(), gradient.data(), 3, gradient.data());
  EXPECT_EQ(gradient, (std::vector<float>{0, 0, 7}));
}

TEST(Affine, ActsOnEachChannelByItself) {
  const std::vector<float> centre{1, 2};
  const std::vector<float> scale{10, 100};
  const std::vector<float> shift{0.5, 0.25};
  std::vector<float> values{1, 2, 3, 4};
  affine({centre.data(), scale.data(), shift.data()}, values.data(), {2, 2}, values.data());
  EXPECT_EQ(values, (std::vector<float>{0.5, 0.25, 20.5, 200.25}));
}

TEST(AddAndMultiply, GoElementByElement) {
  const std::vector<float> other{2, 3};
  std::vector<float> values{5, 7};
  add(other.data(), values.data(), 2, values.data());
  EXPECT_EQ(values, (std::vector<float>{7, 10}));
  multiply(other.data(), values.data(), 2, values.data());
  EXPECT_EQ(values, (std::vector<float>{14, 30}));
}

TEST(Moments, AreExactForWholeNumbers) {
  const std::vector<float> values{1, 10, 3, 10, 5, 16};
  std::vector<float> mean(2);
  std::vector<float> squares(2);
  moments(values.data(), {3, 2}, mean.data(), squares.data());
  EXPECT_EQ(mean, (std::vector<float>{3, 12}));
  EXPECT_EQ(squares, (std::vector<float>{8, 24}));
}

TEST(Moments, KeepTheirDigitsFarFromZero) {
  const std::vector<float> values{100001, 100003};
  float mean = 0;
  float squares = 0;
  moments(values.data(), {2, 1}, &mean, &squares);
  EXPECT_EQ(mean, 100002);
  EXPECT_EQ(squares, 2);
}

TEST(AddGradientSums, AddsToWhatIsThere) {
  const std::vector<float> gradient{1, 2};
  const std::vector<float> values{5, 7};
  const float centre = 4;
  std::vector<float> sums{100, 200};
  add_gradient_sums(gradient.data(), values.data(), &centre, {2, 1}, sums.data());
  EXPECT_EQ(sums, (std::vector<float>{103, 207}));
}

TEST(NormGradient, FollowsItsFormula) {
  const float centre = 1;
  const float scale = 2;
  const float offset = 3;
  const float slope = 5;
  const std::vector<float> values{2, 0};
  std::vector<float> gradient{10, 20};
  norm_gradient({&centre, &scale, &offset, &slope}, values.data(), gradient.data(), {2, 1},
                gradient.data());
  EXPECT_EQ(gradient, (std::vector<float>{4, 44}));
}

TEST(PoolMaximum, TakesTheFirstOfEqualValuesAndDropsTheRest) {
  const std::vector<float> values{1, 4, 4, 2, 9};
  std::vector<float> maxima(2);
  std::vector<std::int32_t> places(2);
  pool_maximum({2, 0, 2}, values.data(), 0, {5, 1}, maxima.data(), places.data());
  EXPECT_EQ(maxima, (std::vector<float>{4, 4}));
  EXPECT_EQ(places, (std::vector<std::int32_t>{1, 0}));
}

TEST(PoolMaximum, StartsInsideTheFirstWindowWhenPadded) {
  const std::vector<float> values{-5, -6, -7, -1};  // windows of 3: [pad -5 -6] [-7 -1 pad]
  std::vector<float> maxima(2);
  std::vector<std::int32_t> places(2);
  pool_maximum({3, 1, 2}, values.data(), 0, {2, 1}, maxima.data(), places.data());
  pool_maximum({3, 1, 2}, values.data() + 2, 2, {2, 1}, maxima.data(), places.data());
  EXPECT_EQ(maxima, (std::vector<float>{-5, -1}));
  EXPECT_EQ(places, (std::vector<std::int32_t>{1, 1}));
}

TEST(PoolMaximum, LetsWhatIsNoNumberWin) {
  const std::vector<float> values{1, kNan, 3};
  float maximum = 0;
  std::int32_t place = 0;
  pool_maximum({3, 0, 1}, values.data(), 0, {3, 1}, &maximum, &place);
  EXPECT_TRUE(std::isnan(maximum));
}

TEST(PoolGradient, GoesWhereTheMaximumWas) {
  const std::vector<float> above{10, 20};
  const std::vector<std::int32_t> places{1, 0};
  std::vector<float> gradient(5, -1);
  pool_gradient({2, 0, 2}, above.data(), places.data(), 0, {5, 1}, gradient.data());
  EXPECT_EQ(gradient, (std::vector<float>{0, 10, 20, 0, 0}));
}

}  // namespace
}  // namespace siskin::kernel
