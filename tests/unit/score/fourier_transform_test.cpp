#include "siskin/score/fourier_transform.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "support/error_message.hpp"

namespace siskin::score {
namespace {

constexpr double kPi = 3.14159265358979323846;

std::vector<double> irregular(std::size_t length) {
  std::vector<double> values;
  for (std::size_t i = 0; i < length; ++i)
    values.push_back(static_cast<double>(i * 37 % 11) + 0.5 * static_cast<double>(i % 3));
  return values;
}

// The definition, term by term.
std::vector<double> summed(const std::vector<double>& values) {
  const auto length = static_cast<double>(values.size());
  std::vector<double> result;
  for (std::size_t k = 0; k <= values.size() / 2; ++k) {
    double real = 0;
    double imaginary = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const double angle = 2 * kPi * static_cast<double>(k * i % values.size()) / length;
      real += values[i] * std::cos(angle);
      imaginary -= values[i] * std::sin(angle);
    }
    result.push_back(std::hypot(real, imaginary));
  }
  return result;
}

TEST(FourierTransform, AgreesWithNumPy) {
  // abs(numpy.fft.rfft(a)), a[i] = i * 37 % 11 + i % 3 / 2, i < 21.
  const std::vector<double> expected = {113.5,
                                        2.183468961462574,
                                        14.137563773517435,
                                        2.034127068486263,
                                        12.195452289850085,
                                        2.293931783152366,
                                        26.962510717506355,
                                        27.472713735632304,
                                        22.811270796335194,
                                        3.985642091006998,
                                        6.929393835001461};
  EXPECT_THAT(FourierTransform(21).magnitudes(irregular(21)),
              testing::Pointwise(testing::DoubleNear(1e-12), expected));
}

TEST(FourierTransform, AgreesWithItsDefinitionForEveryLength) {
  for (std::size_t length = 1; length <= 66; ++length) {
    const auto values = irregular(length);
    EXPECT_THAT(FourierTransform(length).magnitudes(values),
                testing::Pointwise(testing::DoubleNear(1e-11), summed(values)))
        << length;
  }
}

TEST(FourierTransform, FindsAWaveAtItsFrequency) {
  for (const std::size_t length : {std::size_t{1000}, std::size_t{1009}, std::size_t{1024}}) {
    std::vector<double> wave;
    for (std::size_t i = 0; i < length; ++i)
      wave.push_back(
          std::cos(2 * kPi * static_cast<double>(7 * i % length) / static_cast<double>(length)));
    const auto magnitudes = FourierTransform(length).magnitudes(wave);
    for (std::size_t k = 0; k < magnitudes.size(); ++k)
      EXPECT_NEAR(magnitudes[k], k == 7 ? static_cast<double>(length) / 2 : 0, 1e-9) << k;
  }
}

TEST(FourierTransform, KeepsTheEnergyOfALongSequence) {
  // Parseval; an odd length has no frequency that stands alone but 0.
  const auto values = irregular(100003);
  const auto magnitudes = FourierTransform(values.size()).magnitudes(values);
  double energy = 0;
  for (const double value : values) energy += value * value;
  double found = magnitudes[0] * magnitudes[0];
  for (std::size_t k = 1; k < magnitudes.size(); ++k) found += 2 * magnitudes[k] * magnitudes[k];
  EXPECT_NEAR(found / 100003 / energy, 1, 1e-12);
}

TEST(FourierTransform, RefusesNothingAndOtherLengths) {
  EXPECT_THAT(test::error_message([] { FourierTransform(0); }), testing::HasSubstr("at least 1"));
  EXPECT_THAT(test::error_message([] {
                FourierTransform(4).magnitudes({1, 2});
              }),
              testing::HasSubstr("found 2 values, expected 4"));
}

}  // namespace
}  // namespace siskin::score
