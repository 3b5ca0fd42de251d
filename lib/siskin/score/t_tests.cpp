#include "siskin/score/t_tests.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "siskin/score/description.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/mean.hpp"

namespace siskin::score {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

using Values = std::vector<double>;

constexpr double kRounding = 1e-9;

/// What differs by less than this is one number.
double resolution_of(const Values& values) {
  double largest = 0;
  for (const double value : values) largest = std::max(largest, std::abs(value));
  return kRounding * largest;
}

/// Standard deviation; 0 for what rounding alone may have made.
double spread_of(const Values& values, double resolution) {
  const double deviation = standard_deviation(values);
  return deviation > resolution ? deviation : 0;
}

/// A test without spread: there is nothing to measure a difference by.
void judge_without_spread(double resolution, MeanTest& test) {
  if (std::abs(test.difference) > resolution) return;
  test.t = 0;
  test.p = 1;
  test.low = test.high = test.difference;
}

/// Fills in what follows from a difference, its standard error and its degrees of freedom.
void judge(double error, const TestQuestion& question, MeanTest& test) {
  test.t = test.difference / error;
  test.p = student_p(test.t, test.freedom, question.alternative);
  const double half = error * student_quantile(upper_quantile(question.confidence), test.freedom);
  test.low = test.difference - half;
  test.high = test.difference + half;
}

/// Rounded to the eleventh digit of `scale`. Dividing by a power of ten gives the double next to
/// the decimal number, whatever the power.
double rounded(double value, double scale) {
  constexpr int kDigits = 11;
  if (scale == 0 || !std::isfinite(scale)) return value;
  const int exponent = kDigits - 1 - static_cast<int>(std::floor(std::log10(scale)));
  const double power = std::pow(10.0, std::abs(exponent));
  if (!std::isfinite(power)) return value;
  return exponent >= 0 ? std::round(value * power) / power : std::round(value / power) * power;
}

MeanTest undefined(double difference) { return {difference, kNan, kNan, kNan, kNan, kNan, kNan}; }

}  // namespace

Values paired_differences(const Values& first, const Values& second) {
  if (first.size() != second.size()) {
    throw Error("found " + std::to_string(first.size()) + " and " + std::to_string(second.size()) +
                " values to pair, expected as many of both");
  }
  Values result;
  result.reserve(first.size());
  for (std::size_t i = 0; i < first.size(); ++i) {
    result.push_back(
        rounded(first[i] - second[i], std::max(std::abs(first[i]), std::abs(second[i]))));
  }
  return result;
}

MeanTest welch_test(const Values& first, const Values& second, const TestQuestion& question) {
  MeanTest test = undefined(util::mean(first) - util::mean(second));
  if (first.size() < 2 || second.size() < 2) return test;
  const auto n = static_cast<double>(first.size());
  const auto m = static_cast<double>(second.size());
  const double resolution = std::max(resolution_of(first), resolution_of(second));
  const double a = spread_of(first, resolution);
  const double b = spread_of(second, resolution);
  const double variance = a * a / n + b * b / m;
  const double spread = std::pow(a * a / n, 2) / (n - 1) + std::pow(b * b / m, 2) / (m - 1);
  if (spread == 0) {
    judge_without_spread(resolution, test);
    return test;
  }
  test.freedom = variance * variance / spread;
  judge(std::sqrt(variance), question, test);
  const double pooled = std::sqrt(((n - 1) * a * a + (m - 1) * b * b) / (n + m - 2));
  test.effect = test.difference / pooled * (1 - 3 / (4 * (n + m) - 9));
  return test;
}

MeanTest paired_test(const Values& first, const Values& second, const TestQuestion& question) {
  const auto differences = paired_differences(first, second);
  MeanTest test = undefined(util::mean(differences));
  if (differences.size() < 2) return test;
  const auto n = static_cast<double>(differences.size());
  const double resolution = std::max(resolution_of(first), resolution_of(second));
  const double deviation = spread_of(differences, resolution);
  if (deviation == 0) {
    judge_without_spread(resolution, test);
    return test;
  }
  test.freedom = n - 1;
  judge(deviation / std::sqrt(n), question, test);
  test.effect = test.difference / deviation;
  return test;
}

}  // namespace siskin::score
