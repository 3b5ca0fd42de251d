#include "siskin/score/calibration.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "siskin/score/distributions.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::score {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// The bin whose printed edges enclose p. Multiplying alone puts 0.29 of 100 bins below 0.29.
std::size_t bin_of(double p, std::size_t bins) {
  const auto width = static_cast<double>(bins);
  std::size_t bin = std::min(static_cast<std::size_t>(p * width), bins - 1);
  while (bin > 0 && p < static_cast<double>(bin) / width) --bin;
  while (bin + 1 < bins && p >= static_cast<double>(bin + 1) / width) ++bin;
  return bin;
}

}  // namespace

std::vector<CalibrationBin> calibration_bins(const WeightedPredictions& predictions,
                                             std::size_t bins) {
  std::vector<CalibrationBin> result(bins);
  const auto width = static_cast<double>(bins);
  for (std::size_t i = 0; i < predictions.probabilities.size(); ++i) {
    const double p = predictions.probabilities[i];
    if (!(p >= 0 && p <= 1))
      throw Error("found the probability " + util::format_double(p) + ", expected 0 to 1");
    CalibrationBin& bin = result[bin_of(p, bins)];
    const double weight = predictions.weights[i];
    bin.count += weight;
    bin.predicted += weight * p;
    bin.observed += weight * predictions.labels[i];
  }
  for (std::size_t i = 0; i < bins; ++i) {
    result[i].low = static_cast<double>(i) / width;
    result[i].high = static_cast<double>(i + 1) / width;
    result[i].predicted = result[i].count == 0 ? kNan : result[i].predicted / result[i].count;
    result[i].observed = result[i].count == 0 ? kNan : result[i].observed / result[i].count;
  }
  return result;
}

double calibration_error(const std::vector<CalibrationBin>& bins) {
  double sum = 0;
  double count = 0;
  for (const CalibrationBin& bin : bins) {
    if (bin.count == 0) continue;
    sum += bin.count * std::abs(bin.observed - bin.predicted);
    count += bin.count;
  }
  return count == 0 ? kNan : sum / count;
}

ShareInterval wilson_interval(double part, double whole, double confidence) {
  if (whole == 0) return {kNan, kNan};
  const double z = normal_quantile(upper_quantile(confidence));
  const double share = part / whole;
  const double shrink = 1 + z * z / whole;
  const double middle = (share + z * z / (2 * whole)) / shrink;
  const double half =
      z / shrink * std::sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole));
  return {std::max(0.0, middle - half), std::min(1.0, middle + half)};
}

}  // namespace siskin::score
