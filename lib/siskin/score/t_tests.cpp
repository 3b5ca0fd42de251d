#include "siskin/score/t_tests.hpp"

#include <cmath>
#include <limits>

#include "siskin/score/description.hpp"

namespace siskin::score {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// Fills in what follows from a difference, its standard error and its degrees of freedom.
void judge(double error, const TestQuestion& question, MeanTest& test) {
  test.t = test.difference == 0 && error == 0 ? 0 : test.difference / error;
  test.p = student_p(test.t, test.freedom, question.alternative);
  const double half =
      error == 0 ? 0 : error * student_quantile(upper_quantile(question.confidence), test.freedom);
  test.low = test.difference - half;
  test.high = test.difference + half;
}

MeanTest undefined(double difference) { return {difference, kNan, kNan, kNan, kNan, kNan, kNan}; }

}  // namespace

MeanTest welch_test(const std::vector<double>& first, const std::vector<double>& second,
                    const TestQuestion& question) {
  MeanTest test = undefined(arithmetic_mean(first) - arithmetic_mean(second));
  if (first.size() < 2 || second.size() < 2) return test;
  const auto n = static_cast<double>(first.size());
  const auto m = static_cast<double>(second.size());
  const double a = standard_deviation(first);
  const double b = standard_deviation(second);
  const double variance = a * a / n + b * b / m;
  const double spread = std::pow(a * a / n, 2) / (n - 1) + std::pow(b * b / m, 2) / (m - 1);
  test.freedom = spread == 0 ? n + m - 2 : variance * variance / spread;
  judge(std::sqrt(variance), question, test);
  const double pooled = std::sqrt(((n - 1) * a * a + (m - 1) * b * b) / (n + m - 2));
  if (pooled > 0) test.effect = test.difference / pooled * (1 - 3 / (4 * (n + m) - 9));
  return test;
}

MeanTest paired_test(const std::vector<double>& differences, const TestQuestion& question) {
  MeanTest test = undefined(arithmetic_mean(differences));
  if (differences.size() < 2) return test;
  const auto n = static_cast<double>(differences.size());
  const double deviation = standard_deviation(differences);
  test.freedom = n - 1;
  judge(deviation / std::sqrt(n), question, test);
  if (deviation > 0) test.effect = test.difference / deviation;
  return test;
}

}  // namespace siskin::score
