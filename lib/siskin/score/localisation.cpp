#include "siskin/score/localisation.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>

#include "siskin/score/classification.hpp"
#include "siskin/util/error.hpp"

namespace siskin::score {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

void check_sizes(std::size_t scores, std::size_t signal) {
  if (scores == signal) return;
  throw Error("found " + std::to_string(scores) + " scores and the signal of " +
              std::to_string(signal) + " bases, expected as many of both");
}

void check_positions(std::size_t scores, const Positions& positions) {
  if (positions.empty() || positions.size() == scores) return;
  throw Error("found " + std::to_string(scores) + " scores and " +
              std::to_string(positions.size()) + " positions, expected as many of both");
}

std::size_t position_of(std::size_t index, const Positions& positions) {
  return positions.empty() ? index : positions[index];
}

/// False where bases between this one and the one before are not scored.
bool follows(std::size_t index, const Positions& positions) {
  return index > 0 && position_of(index, positions) == position_of(index - 1, positions) + 1;
}

// Base i is positive when any of i - 5 .. i + 4 is, without a gap between.
std::vector<int> widen(const std::vector<int>& signal, const Positions& positions) {
  constexpr std::size_t kBefore = 4;  // how far a signal base reaches
  constexpr std::size_t kBehind = 5;
  std::vector<int> wide(signal.size(), 0);
  for (std::size_t i = 0; i < signal.size(); ++i) {
    if (signal[i] == 0) continue;
    wide[i] = 1;
    for (std::size_t k = i; k > 0 && i - k < kBefore && follows(k, positions); --k) wide[k - 1] = 1;
    for (std::size_t k = i + 1; k < signal.size() && k - i <= kBehind && follows(k, positions); ++k)
      wide[k] = 1;
  }
  return wide;
}

std::int64_t length_of(const Span& span) { return span.second - span.first; }

}  // namespace

double top_recall(const std::vector<float>& scores, const std::vector<int>& signal) {
  check_sizes(scores.size(), signal.size());
  const auto wanted = std::count(signal.begin(), signal.end(), 1);
  if (wanted == 0) return kNan;
  auto sorted = scores;
  std::nth_element(sorted.begin(), sorted.begin() + (wanted - 1), sorted.end(), std::greater<>());
  const float border = sorted[static_cast<std::size_t>(wanted - 1)];
  double above = 0;
  double above_hits = 0;
  double tied = 0;
  double tied_hits = 0;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const double hit = signal[i];
    if (scores[i] > border) {
      above += 1;
      above_hits += hit;
    } else if (scores[i] == border) {
      tied += 1;
      tied_hits += hit;
    }
  }
  const auto count = static_cast<double>(wanted);
  return (above_hits + tied_hits * (count - above) / tied) / count;
}

std::vector<Span> signal_intervals(const std::vector<int>& signal, const Positions& positions) {
  check_positions(signal.size(), positions);
  std::vector<Span> spans;
  for (std::size_t i = 0; i < signal.size(); ++i) {
    const auto position = static_cast<std::int64_t>(position_of(i, positions));
    if (signal[i] == 1) spans.emplace_back(position, position + 1);
  }
  return merge_spans(std::move(spans));
}

std::vector<Span> called_intervals(const std::vector<float>& scores, double share,
                                   std::size_t max_gap, const Positions& positions) {
  check_positions(scores.size(), positions);
  std::vector<Span> spans;
  bool unbroken = false;  // since the last call
  const float largest = scores.empty() ? 0 : *std::max_element(scores.begin(), scores.end());
  if (largest <= 0) return spans;
  const double threshold = share * static_cast<double>(largest);
  for (std::size_t i = 0; i < scores.size(); ++i) {
    unbroken = unbroken && follows(i, positions);
    if (static_cast<double>(scores[i]) < threshold) continue;
    const auto position = static_cast<std::int64_t>(position_of(i, positions));
    const auto reach = static_cast<std::int64_t>(max_gap);
    if (unbroken && position - spans.back().second <= reach) {
      spans.back().second = position + 1;
    } else {
      spans.emplace_back(position, position + 1);
    }
    unbroken = true;
  }
  return spans;
}

double base_iou(const std::vector<Span>& called, const std::vector<Span>& truth) {
  const auto common = shared_bases(called, truth);
  const auto either = base_count(called) + base_count(truth) - common;
  return either == 0 ? kNan : static_cast<double>(common) / static_cast<double>(either);
}

double interval_iou(const std::vector<Span>& called, const std::vector<Span>& truth) {
  if (truth.empty()) return kNan;
  double sum = 0;
  for (const Span& site : truth) {
    double best = 0;
    for (const Span& call : called) {
      const auto common = std::min(site.second, call.second) - std::max(site.first, call.first);
      if (common <= 0) continue;
      best = std::max(best, static_cast<double>(common) /
                                static_cast<double>(length_of(site) + length_of(call) - common));
    }
    sum += best;
  }
  return sum / static_cast<double>(truth.size());
}

RankingScores instance_ranking(const std::vector<float>& scores, const std::vector<int>& signal,
                               const Positions& positions) {
  check_sizes(scores.size(), signal.size());
  check_positions(scores.size(), positions);
  const auto wide = widen(signal, positions);
  std::vector<double> largest;
  std::vector<int> labels;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    if (!follows(i, positions) || wide[i] != wide[i - 1]) {
      labels.push_back(wide[i]);
      largest.push_back(scores[i]);
    } else {
      largest.back() = std::max(largest.back(), static_cast<double>(scores[i]));
    }
  }
  return {auroc(largest, labels), aupr_trapezoid(largest, labels)};
}

}  // namespace siskin::score
