#include "siskin/score/profile_metrics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "siskin/score/classification.hpp"
#include "siskin/score/correlation.hpp"
#include "siskin/score/profile.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::score {
namespace {

using Signals = std::vector<Signal>;
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

void check_counts(const Signal& counts, std::size_t strand) {
  for (std::size_t position = 0; position < counts.size(); ++position) {
    const double count = counts[position];
    if (count >= 0 && std::isfinite(count)) continue;
    throw Error("profile: found the observed count " + util::format_double(count) +
                " at position " + std::to_string(position) + " of strand " +
                std::to_string(strand) + ", expected a finite number of at least 0");
  }
}

void check(const Signals& shares, const Signals& counts) {
  if (shares.size() != counts.size() || shares.empty()) {
    throw Error("profile: found " + std::to_string(shares.size()) + " predicted and " +
                std::to_string(counts.size()) + " observed strands, expected as many");
  }
  for (std::size_t strand = 0; strand < counts.size(); ++strand) {
    for (const std::size_t length : {shares[strand].size(), counts[strand].size()}) {
      if (length != counts.front().size())
        throw Error("profile: found " + std::to_string(length) + " positions, expected " +
                    std::to_string(counts.front().size()));
    }
    check_counts(counts[strand], strand);
  }
}

Signal concatenated(const Signals& tracks) {
  Signal all;
  for (const Signal& track : tracks) all.insert(all.end(), track.begin(), track.end());
  return all;
}

double sum_of(const Signal& signal) { return std::accumulate(signal.begin(), signal.end(), 0.0); }

Signal scaled(Signal signal, double divisor) {
  for (double& value : signal) value /= divisor;
  return signal;
}

/// Bins of all strands, one strand after the other, so that no bin holds positions of two.
Signal binned(const Signals& tracks, std::size_t width, BinValue value) {
  Signals bins;
  bins.reserve(tracks.size());
  for (const Signal& track : tracks) bins.push_back(bin(track, width, value));
  return concatenated(bins);
}

/// The same of probabilities: each strand by its own sum, or all by their common one. Divided after
/// binning, because bins of as many whole reads are equal only before.
Signal binned_shares(const Signals& tracks, std::size_t width, BinValue value, bool jointly) {
  Signals bins;
  bins.reserve(tracks.size());
  for (const Signal& track : tracks)
    bins.push_back(scaled(bin(track, width, value), jointly ? total(tracks) : sum_of(track)));
  return concatenated(bins);
}

Signals smoothed(const Signals& tracks, double sigma) {
  Signals result;
  result.reserve(tracks.size());
  for (const Signal& track : tracks) result.push_back(smooth(track, sigma));
  return result;
}

double nll(const Signal& shares, const Signal& counts) {
  constexpr double kFloor = 1e-12;
  const double sum = sum_of(shares);
  Signal logarithms;
  logarithms.reserve(shares.size());
  for (const double share : shares) logarithms.push_back(std::log(std::max(share / sum, kFloor)));
  return multinomial_nll(logarithms, counts);
}

double skill(double divergence, const Signal& counts) {
  const double flat = jensen_shannon_divergence(Signal(counts.size(), 1), counts);
  return flat > 0 ? 1 - std::sqrt(divergence / flat) : kNan;
}

/// Rounding may leave a divergence of equal profiles below 0.
double divergence(const Signal& shares, const Signal& counts) {
  const double found = jensen_shannon_divergence(shares, counts);
  return found < 0 ? 0 : found;
}

/// nll, jsd, jsd_distance, jsd_normalised, jsd_smoothed and jsd_distance_smoothed of one
/// distribution that has reads.
std::vector<double> one_distribution(const Signals& shares, const Signals& counts, double sigma) {
  const auto p = concatenated(shares);
  const auto x = concatenated(counts);
  const double plain = divergence(p, x);
  std::vector<double> values = {nll(p, x), plain, std::sqrt(plain), skill(plain, x)};
  if (sigma <= 0) return values;
  const double soft =
      divergence(concatenated(smoothed(shares, sigma)), concatenated(smoothed(counts, sigma)));
  values.push_back(soft);
  values.push_back(std::sqrt(soft));
  return values;
}

/// Distributions to score: strands that have reads on their own, or all together.
std::vector<Signals> split_strands(const Signals& tracks, const std::vector<bool>& kept,
                                   bool jointly) {
  if (jointly) return {tracks};
  std::vector<Signals> result;
  for (std::size_t strand = 0; strand < tracks.size(); ++strand) {
    if (kept[strand]) result.push_back({tracks[strand]});
  }
  return result;
}

Signals selected(const Signals& tracks, const std::vector<bool>& kept) {
  Signals result;
  for (std::size_t strand = 0; strand < tracks.size(); ++strand) {
    if (kept[strand]) result.push_back(tracks[strand]);
  }
  return result;
}

}  // namespace

ProfileMetrics::ProfileMetrics(ProfileSettings settings)
    : settings_(std::move(settings)), names_{"nll", "jsd", "jsd_distance", "jsd_normalised"} {
  if (settings_.smoothing > 0)
    names_.insert(names_.end(), {"jsd_smoothed", "jsd_distance_smoothed"});
  for (const std::size_t width : settings_.bins) {
    const auto number = "_" + std::to_string(width);
    for (const char* metric : {"pearson", "spearman", "mse", "average_precision"})
      names_.push_back(metric + number);
  }
}

std::vector<double> ProfileMetrics::values(const Signals& shares, const Signals& counts) const {
  check(shares, counts);
  const bool jointly = settings_.joint_strands;
  std::vector<bool> kept;
  bool predicted = true;
  for (std::size_t strand = 0; strand < counts.size(); ++strand) {
    kept.push_back(jointly ? total(counts) > 0 : sum_of(counts[strand]) > 0);
    const double mass = jointly ? total(shares) : sum_of(shares[strand]);
    if (kept.back() && !(mass > 0)) predicted = false;  // all zero: no distribution
  }
  const bool any = std::find(kept.begin(), kept.end(), true) != kept.end();
  if (!any || !predicted) return std::vector<double>(names_.size(), kNan);
  const auto shares_kept = split_strands(shares, kept, jointly);
  const auto counts_kept = split_strands(counts, kept, jointly);
  std::vector<double> values(settings_.smoothing > 0 ? 6 : 4, 0);
  for (std::size_t i = 0; i < shares_kept.size(); ++i) {
    const auto own = one_distribution(shares_kept[i], counts_kept[i], settings_.smoothing);
    for (std::size_t k = 0; k < values.size(); ++k)
      values[k] += own[k] / static_cast<double>(shares_kept.size());
  }
  append_binned(selected(shares, kept), selected(counts, kept), values);
  return values;
}

void ProfileMetrics::append_binned(const Signals& shares, const Signals& counts,
                                   std::vector<double>& values) const {
  const auto how = settings_.bin_value;
  for (const std::size_t width : settings_.bins) {
    const auto predicted = binned_shares(shares, width, how, settings_.joint_strands);
    const auto seen = binned_shares(counts, width, how, settings_.joint_strands);
    values.push_back(pearson(predicted, seen));
    values.push_back(spearman(predicted, seen));
    values.push_back(mean_squared_error(predicted, seen));
    values.push_back(binned_precision(predicted, seen, binned(counts, width, how)));
  }
}

double ProfileMetrics::binned_precision(const Signal& predicted, const Signal& observed,
                                        const Signal& counts) const {
  std::vector<double> scores;
  std::vector<int> labels;
  for (std::size_t i = 0; i < predicted.size(); ++i) {
    const bool peak = counts[i] >= settings_.peak_count && observed[i] >= settings_.peak_share;
    if (!peak && observed[i] > settings_.background_share) continue;
    scores.push_back(predicted[i]);
    labels.push_back(peak ? 1 : 0);
  }
  return average_precision(scores, labels);
}

}  // namespace siskin::score
