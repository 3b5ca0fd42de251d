#include "siskin/score/description.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

#include "siskin/score/distributions.hpp"
#include "siskin/util/mean.hpp"
#include "siskin/util/quantile.hpp"

namespace siskin::score {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

std::vector<double> defined_values(const std::vector<double>& values) {
  std::vector<double> defined;
  std::copy_if(values.begin(), values.end(), std::back_inserter(defined),
               [](double value) { return !std::isnan(value); });
  return defined;
}

double standard_deviation(const std::vector<double>& values) {
  if (values.size() < 2) return kNan;
  const double mean = util::mean(values);
  // Equal numbers have no spread, whatever rounding makes of their mean.
  if (std::all_of(values.begin(), values.end(), [&](double x) { return x == values.front(); }))
    return 0;
  double sum = 0;
  for (const double value : values) sum += (value - mean) * (value - mean);
  return std::sqrt(sum / static_cast<double>(values.size() - 1));
}

Description describe(const std::vector<double>& values, double confidence) {
  Description result;
  result.count = values.size();
  result.mean = util::mean(values);
  result.deviation = standard_deviation(values);
  result.minimum = util::quantile(values, 0);
  result.lower_quartile = util::quantile(values, 0.25);
  result.median = util::median(values);
  result.upper_quartile = util::quantile(values, 0.75);
  result.maximum = util::quantile(values, 1);
  result.low = result.high = kNan;
  if (values.size() < 2) return result;
  const auto count = static_cast<double>(values.size());
  const double half =
      student_quantile(upper_quantile(confidence), count - 1) * result.deviation / std::sqrt(count);
  result.low = result.mean - half;
  result.high = result.mean + half;
  return result;
}

}  // namespace siskin::score
