#include "siskin/score/recurrence.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "siskin/seq/alphabet.hpp"

namespace siskin::score {
namespace {

constexpr std::size_t kReach = Recurrence::kShift + Recurrence::kWidth + Recurrence::kShift;
constexpr std::size_t kNumbers = seq::kBases * Recurrence::kWidth;
constexpr std::size_t kReadings = 2 * (2 * Recurrence::kShift + 1);  // strands and shifts

// Sum of contributions at every position, over the bases.
std::vector<double> position_sums(const std::vector<double>& map_cl, std::size_t length) {
  std::vector<double> sums(length, 0);
  for (std::size_t i = 0; i < map_cl.size(); ++i) sums[i % length] += map_cl[i];
  return sums;
}

std::vector<double> window_sums(const std::vector<double>& values) {
  std::vector<double> sums(values.size() - Recurrence::kWidth + 1, 0);
  for (std::size_t start = 0; start < sums.size(); ++start) {
    for (std::size_t i = 0; i < Recurrence::kWidth; ++i) sums[start] += values[start + i];
  }
  return sums;
}

double absolute_sum(const double* begin, const double* end) {
  double sum = 0;
  for (; begin != end; ++begin) sum += std::abs(*begin);
  return sum;
}

// Columns shift .. shift+kWidth-1 of a window, of length 1; the other strand is the window turned
// about. Zeros stay zeros.
void read_window(const std::vector<float>& columns, std::size_t shift, bool other_strand,
                 float* into) {
  double square = 0;
  for (std::size_t base = 0; base < seq::kBases; ++base) {
    for (std::size_t i = 0; i < Recurrence::kWidth; ++i) {
      const std::size_t place = base * kReach + shift + i;
      const float value = columns[other_strand ? columns.size() - 1 - place : place];
      into[base * Recurrence::kWidth + i] = value;
      square += static_cast<double>(value) * value;
    }
  }
  if (square == 0) return;
  const auto scale = static_cast<float>(1 / std::sqrt(square));
  for (std::size_t i = 0; i < kNumbers; ++i) into[i] *= scale;
}

// The sum runs in lanes, so that the compiler may use vectors.
float dot(const float* one, const float* other) {
  constexpr std::size_t kLanes = 8;
  static_assert(kNumbers % kLanes == 0);
  float lanes[kLanes] = {};
  for (std::size_t i = 0; i < kNumbers; i += kLanes) {
    for (std::size_t lane = 0; lane < kLanes; ++lane)
      lanes[lane] += one[i + lane] * other[i + lane];
  }
  float sum = 0;
  for (const float lane : lanes) sum += lane;
  return sum;
}

// Largest cosine of a window as it is with another in all its readings.
float likeness(const float* window, const float* readings) {
  float best = -1;
  for (std::size_t i = 0; i < kReadings; ++i)
    best = std::max(best, dot(window, readings + i * kNumbers));
  return std::min(best, 1.0F);  // rounding may lead beyond
}

}  // namespace

void Recurrence::add(const std::vector<double>& contributions_cl) {
  const std::size_t sequence = sequences_++;
  const std::size_t length = contributions_cl.size() / seq::kBases;
  if (length < kWidth) return;
  const auto values = position_sums(contributions_cl, length);
  const double importance = absolute_sum(values.data(), values.data() + length);
  auto sums = window_sums(values);
  for (std::size_t count = 0; count < strongest_; ++count) {
    const auto largest = std::max_element(sums.begin(), sums.end());
    if (!(*largest > 0)) return;
    const auto start = static_cast<std::size_t>(largest - sums.begin());
    auto window = cut(contributions_cl, start);
    window.sequence = sequence;
    window.weight =
        absolute_sum(values.data() + start, values.data() + start + kWidth) / importance;
    windows_.push_back(std::move(window));
    const std::size_t first = start - std::min(start, kWidth - 1);
    const std::size_t end = std::min(sums.size(), start + kWidth);
    for (std::size_t i = first; i < end; ++i) sums[i] = -std::numeric_limits<double>::infinity();
  }
}

Recurrence::Window Recurrence::cut(const std::vector<double>& contributions_cl,
                                   std::size_t start) const {
  const std::size_t length = contributions_cl.size() / seq::kBases;
  Window window{0, 0, std::vector<float>(seq::kBases * kReach, 0)};
  for (std::size_t i = 0; i < kReach; ++i) {
    const std::size_t shifted = start + i;  // kShift too large
    if (shifted < kShift || shifted - kShift >= length) continue;
    for (std::size_t base = 0; base < seq::kBases; ++base) {
      window.columns[base * kReach + i] =
          static_cast<float>(contributions_cl[base * length + shifted - kShift]);
    }
  }
  return window;
}

double Recurrence::value() const {
  std::vector<float> readings(windows_.size() * kReadings * kNumbers);
  for (std::size_t w = 0; w < windows_.size(); ++w) {
    for (std::size_t i = 0; i < kReadings; ++i) {
      read_window(windows_[w].columns, i / 2, i % 2 == 1,
                  readings.data() + (w * kReadings + i) * kNumbers);
    }
  }
  if (sequences_ == 0) return std::numeric_limits<double>::quiet_NaN();
  constexpr std::size_t kAsItIs = 2 * kShift;  // the reading of shift kShift, forward
  double sum = 0;
  double weights = 0;
  std::vector<float> others;
  for (std::size_t w = 0; w < windows_.size(); ++w) {
    const float* window = readings.data() + (w * kReadings + kAsItIs) * kNumbers;
    others.clear();
    for (std::size_t other = 0; other < windows_.size(); ++other) {
      if (windows_[other].sequence != windows_[w].sequence)
        others.push_back(likeness(window, readings.data() + other * kReadings * kNumbers));
    }
    others.resize(std::max(others.size(), kNeighbours), 0);
    std::partial_sort(others.begin(), others.begin() + kNeighbours, others.end(), std::greater<>());
    double mean = 0;
    for (std::size_t i = 0; i < kNeighbours; ++i) mean += others[i] / double{kNeighbours};
    sum += windows_[w].weight * mean;
    weights += windows_[w].weight;
  }
  return weights > 0 ? sum / weights : 0;
}

double trust_score(const Recurrence& recurrence) {
  constexpr std::size_t kWindows = 3;
  constexpr double kMean = 0.818;
  constexpr double kDeviation = 0.0509;
  if (recurrence.sequences() != Recurrence::kSequences || recurrence.strongest() != kWindows)
    return std::numeric_limits<double>::quiet_NaN();
  return (recurrence.value() - kMean) / kDeviation;
}

}  // namespace siskin::score
