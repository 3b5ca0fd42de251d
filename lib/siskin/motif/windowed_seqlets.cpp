#include "siskin/motif/windowed_seqlets.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "siskin/motif/isotonic.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/quantile.hpp"

namespace siskin::motif {
namespace {

constexpr std::size_t kNullCount = 10'000;
constexpr std::size_t kModeBins = 1000;

std::vector<double> window_sums(const float* values, std::size_t length, std::size_t window) {
  std::vector<double> sums;
  if (length < window) return sums;
  // Running sums of whole prefixes would carry their rounding from one end to the other.
  for (std::size_t start = 0; start + window <= length; ++start) {
    double sum = 0;
    for (std::size_t i = 0; i < window; ++i) sum += values[start + i];
    sums.push_back(sum);
  }
  return sums;
}

struct Bin {
  double low = 0;
  double high = 0;
};

Bin fullest_bin(const std::vector<double>& values) {
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  const double first = *low;
  const double width = (*high - first) / static_cast<double>(kModeBins);
  if (!(width > 0)) return {first, first};
  std::vector<std::size_t> counts(kModeBins, 0);
  for (const double value : values) {
    const auto bin = static_cast<std::size_t>((value - first) / width);
    ++counts[std::min(bin, kModeBins - 1)];
  }
  const auto peak = std::max_element(counts.begin(), counts.end()) - counts.begin();
  const double start = first + width * static_cast<double>(peak);
  return {start, start + width};
}

// The fullest of 1000 bins within the fullest of 1000 bins.
double find_mode(const std::vector<double>& values) {
  const Bin coarse = fullest_bin(values);
  std::vector<double> inside;
  for (const double value : values) {
    if (value > coarse.low && value < coarse.high) inside.push_back(value);
  }
  const Bin fine = inside.empty() ? coarse : fullest_bin(inside);
  return (fine.low + fine.high) / 2;
}

// The steepest exponential through any of the quantiles 5 % .. 90 % of distances from the mode.
double steepest_rate(const std::vector<double>& distances) {
  double rate = 0;
  for (int percent = 5; percent <= 90; percent += 5) {
    const double q = percent / 100.0;
    const double distance = util::quantile(distances, q);
    if (distance > 0) rate = std::max(rate, -std::log(1 - q) / distance);
  }
  return rate;
}

double quantile_bound(const std::vector<double>& sums, double share) {
  std::vector<double> sizes;
  sizes.reserve(sums.size());
  sizes.reserve(sums.size());
  for (const double sum : sums) sizes.push_back(std::abs(sum));
  return util::quantile(std::move(sizes), 1 - share);
}

void take_windows(const float* values, const TrackRows& track, std::size_t sequence,
                  const WindowBounds& bounds, const WindowedRule& rule,
                  std::vector<Seqlet>& seqlets) {
  constexpr double kGone = -1;
  const auto sums = window_sums(values, track.length, rule.window);
  std::vector<double> sizes;
  sizes.reserve(sums.size());
  for (const double sum : sums)
    sizes.push_back(sum >= bounds.positive || sum <= bounds.negative ? std::abs(sum) : kGone);
  const auto clear = static_cast<std::ptrdiff_t>(rule.window / 2 + rule.flank);
  const auto last = static_cast<std::ptrdiff_t>(sizes.size());
  while (!sizes.empty()) {
    const auto best = std::max_element(sizes.begin(), sizes.end());
    if (*best <= 0) return;
    const auto start = best - sizes.begin();
    const auto flank = static_cast<std::int64_t>(rule.flank);
    const auto window = static_cast<std::int64_t>(rule.window);
    Seqlet seqlet;
    seqlet.sequence = sequence;
    seqlet.start = std::max<std::int64_t>(0, start - flank);
    seqlet.end =
        std::min<std::int64_t>(static_cast<std::int64_t>(track.length), start + window + flank);
    seqlet.before = start - seqlet.start;
    seqlet.after = seqlet.end - start - window;
    seqlet.attribution = sums[static_cast<std::size_t>(start)];
    seqlets.push_back(seqlet);
    std::fill(sizes.begin() + std::max<std::ptrdiff_t>(0, start - clear),
              sizes.begin() + std::min(last, start + clear + 1), kGone);
  }
}

}  // namespace

std::vector<double> null_sums(const std::vector<double>& sums, std::size_t count) {
  const double mode = find_mode(sums);
  std::vector<double> above;
  std::vector<double> below;
  for (const double sum : sums) {
    if (sum >= mode) above.push_back(sum - mode);
    if (sum <= mode) below.push_back(mode - sum);
  }
  const double share = static_cast<double>(above.size()) / static_cast<double>(sums.size());
  const double rate_above = steepest_rate(above);
  const double rate_below = steepest_rate(below);
  std::vector<double> null;
  for (std::size_t i = 0; i < count; ++i) {
    const double u = (static_cast<double>(i) + 0.5) / static_cast<double>(count);
    const bool up = u < share;
    const double rest = up ? 1 - u / share : 1 - (u - share) / (1 - share);
    const double rate = up ? rate_above : rate_below;
    const double distance = rate > 0 ? -std::log(rest) / rate : 0;
    null.push_back(up ? mode + distance : mode - distance);
  }
  return null;
}

double fdr_bound(const std::vector<double>& sums, const std::vector<double>& null, double fdr) {
  constexpr double kLeastNullShare = 0.95;
  constexpr double kTiny = 1e-7;
  if (sums.empty()) return std::numeric_limits<double>::infinity();
  if (null.empty()) return 0;
  const double weight = static_cast<double>(sums.size()) / static_cast<double>(null.size());
  std::vector<Observation> observations;
  observations.reserve(sums.size() + null.size());
  for (const double sum : sums) observations.push_back({sum, 1, 1});
  for (const double sum : null) observations.push_back({sum, 0, weight});
  const auto fit = isotonic_fit(std::move(observations));
  // Where real sums are scarcest against the null, all of them are taken for null.
  const double scarcest = std::max(fit.front().y, kTiny);
  double null_share = scarcest < 1 ? 1 / (1 / scarcest - 1) : 1;
  null_share = std::min(1.0, std::max(kLeastNullShare, null_share));
  std::vector<double> sorted = sums;
  std::sort(sorted.begin(), sorted.end());
  std::size_t at = 0;
  for (const double sum : sorted) {
    while (fit[at].x < sum) ++at;
    const double precision = 1 + null_share * (1 - 1 / std::max(fit[at].y, kTiny));
    if (precision >= 1 - fdr) return sum;
  }
  return sorted.back();
}

WindowBounds window_bounds(const std::vector<double>& sums, const WindowedRule& rule) {
  std::vector<double> up;
  std::vector<double> down;
  std::vector<double> null_up;
  std::vector<double> null_down;
  for (const double sum : sums) (sum >= 0 ? up : down).push_back(std::abs(sum));
  for (const double sum : null_sums(sums, kNullCount))
    (sum >= 0 ? null_up : null_down).push_back(std::abs(sum));
  WindowBounds bounds{fdr_bound(up, null_up, rule.fdr), -fdr_bound(down, null_down, rule.fdr)};
  const auto passing = std::count_if(sums.begin(), sums.end(), [&](double sum) {
    return sum >= bounds.positive || sum <= bounds.negative;
  });
  const double share = static_cast<double>(passing) / static_cast<double>(sums.size());
  if (share >= rule.least_share && share <= rule.most_share) return bounds;
  const double wanted = share < rule.least_share ? rule.least_share : rule.most_share;
  bounds.positive = quantile_bound(sums, wanted);
  bounds.negative = -bounds.positive;
  return bounds;
}

std::vector<Seqlet> windowed_seqlets(const TrackRows& track, const WindowedRule& rule) {
  if (rule.window < 1) throw Error("found a window of 0 bases, expected at least 1");
  std::vector<Seqlet> seqlets;
  std::vector<double> sums;
  for (std::size_t i = 0; i < track.count; ++i) {
    const auto own = window_sums(track.row(i), track.length, rule.window);
    sums.insert(sums.end(), own.begin(), own.end());
  }
  if (sums.empty()) return seqlets;
  const WindowBounds bounds = window_bounds(sums, rule);
  for (std::size_t i = 0; i < track.count; ++i) {
    const auto first = static_cast<std::ptrdiff_t>(seqlets.size());
    take_windows(track.row(i), track, i, bounds, rule, seqlets);
    std::sort(seqlets.begin() + first, seqlets.end(),
              [](const Seqlet& a, const Seqlet& b) { return a.start < b.start; });
  }
  return seqlets;
}

}  // namespace siskin::motif
