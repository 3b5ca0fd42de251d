#include "siskin/score/profile_signal.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::score {
namespace {

void check(double value, bool may_be_negative) {
  if (std::isfinite(value) && (may_be_negative || value >= 0)) return;
  throw Error("found the predicted value " + util::format_double(value) + ", expected " +
              (may_be_negative ? "a finite number" : "a number of at least 0"));
}

Signal gaussian(double sigma) {
  const auto radius = static_cast<std::ptrdiff_t>(std::lround(sigma));
  Signal kernel;
  for (std::ptrdiff_t i = -radius; i <= radius; ++i) {
    const auto distance = static_cast<double>(i);
    kernel.push_back(std::exp(-distance * distance / (2 * sigma * sigma)));
  }
  const double sum = std::accumulate(kernel.begin(), kernel.end(), 0.0);
  for (double& weight : kernel) weight /= sum;
  return kernel;
}

/// ... 1 0 | 0 1 2 ... n-1 | n-1 n-2 ...
std::size_t mirror(std::ptrdiff_t position, std::ptrdiff_t size) {
  const std::ptrdiff_t period = 2 * size;
  position = ((position % period) + period) % period;
  return static_cast<std::size_t>(position < size ? position : period - 1 - position);
}

}  // namespace

ProfileSpace parse_profile_space(const std::string& word) {
  if (word == "probability") return ProfileSpace::kProbability;
  if (word == "logit") return ProfileSpace::kLogit;
  if (word == "count") return ProfileSpace::kCount;
  throw UsageError("found the space " + util::quoted(word) +
                   ", expected probability, logit or count");
}

std::vector<Signal> to_shares(const std::vector<Signal>& tracks, ProfileSpace space, bool jointly) {
  const bool logits = space == ProfileSpace::kLogit;
  constexpr double kLowest = -std::numeric_limits<double>::infinity();
  std::vector<double> largest(tracks.size(), kLowest);
  for (std::size_t i = 0; i < tracks.size(); ++i) {
    for (const double value : tracks[i]) {
      check(value, logits);
      largest[i] = std::max(largest[i], value);
    }
  }
  std::vector<Signal> shares = tracks;
  if (!logits || tracks.empty()) return shares;
  if (jointly) largest.assign(tracks.size(), *std::max_element(largest.begin(), largest.end()));
  for (std::size_t i = 0; i < shares.size(); ++i) {
    for (double& value : shares[i]) value = std::exp(value - largest[i]);
  }
  return shares;
}

Signal smooth(const Signal& signal, double sigma) {
  if (sigma <= 0 || signal.empty()) return signal;
  const auto kernel = gaussian(sigma);
  const auto radius = static_cast<std::ptrdiff_t>(kernel.size() / 2);
  const auto size = static_cast<std::ptrdiff_t>(signal.size());
  Signal result(signal.size(), 0);
  for (std::ptrdiff_t at = 0; at < size; ++at) {
    for (std::ptrdiff_t i = -radius; i <= radius; ++i) {
      result[static_cast<std::size_t>(at)] +=
          kernel[static_cast<std::size_t>(i + radius)] * signal[mirror(at + i, size)];
    }
  }
  return result;
}

BinValue parse_bin_value(const std::string& word) {
  if (word == "max") return BinValue::kMaximum;
  if (word == "mean") return BinValue::kMean;
  if (word == "sum") return BinValue::kSum;
  throw UsageError("found the bin value " + util::quoted(word) + ", expected max, mean or sum");
}

Signal bin(const Signal& signal, std::size_t width, BinValue value) {
  Signal bins;
  for (std::size_t first = 0; first < signal.size(); first += width) {
    const auto begin = signal.begin() + static_cast<std::ptrdiff_t>(first);
    const auto count = std::min(width, signal.size() - first);
    const auto end = begin + static_cast<std::ptrdiff_t>(count);
    if (value == BinValue::kMaximum) {
      bins.push_back(*std::max_element(begin, end));
    } else {
      const double sum = std::accumulate(begin, end, 0.0);
      bins.push_back(value == BinValue::kSum ? sum : sum / static_cast<double>(count));
    }
  }
  return bins;
}

double total(const std::vector<Signal>& tracks) {
  double sum = 0;
  for (const Signal& track : tracks) sum += std::accumulate(track.begin(), track.end(), 0.0);
  return sum;
}

}  // namespace siskin::score
