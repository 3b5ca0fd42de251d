#include "siskin/data/peak_collector.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>
#include <istream>
#include <limits>
#include <map>
#include <utility>

#include "siskin/data/peak_bins.hpp"
#include "siskin/data/region.hpp"
#include "siskin/io/bed.hpp"
#include "siskin/io/input.hpp"
#include "siskin/seq/alphabet.hpp"
#include "siskin/seq/interval.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/parse.hpp"

namespace siskin::data {
namespace {

struct Peaks {
  std::vector<Stretch> places;
  std::vector<double> signals;
};
using PeaksByChromosome = std::map<std::uint32_t, Peaks>;

PeaksByChromosome read_peaks(const std::string& path, const GenomeCodes& genome) {
  PeaksByChromosome peaks;
  const auto in = io::open_input(path);
  const std::string name = io::input_name(path);
  io::for_each_bed(*in, name, [&](const io::BedRecord& bed) {
    std::uint32_t chrom = 0;
    try {
      chrom = genome.number(bed.interval.chrom);
    } catch (const Error& error) {
      throw Error(name + ":" + std::to_string(bed.line) + ": " + error.what());
    }
    if (bed.interval.end > genome.length(chrom)) {
      throw Error(name + ":" + std::to_string(bed.line) + ": peak " + seq::to_string(bed.interval) +
                  " leaves " + bed.interval.chrom + ", which has " +
                  std::to_string(genome.length(chrom)) + " bases");
    }
    peaks[chrom].places.emplace_back(bed.interval.start, bed.interval.end);
    const auto signal = util::parse_real(bed.signal.empty() ? bed.score : bed.signal);
    peaks[chrom].signals.push_back(signal.value_or(0));
  });
  if (peaks.empty()) throw Error(name + ": empty, expected peaks");
  return peaks;
}

// The signal that the strongest `fraction` of the peaks on training chromosomes reach.
double signal_limit(const PeaksByChromosome& peaks, double fraction, const GenomeCodes& genome,
                    const SplitRule& rule) {
  std::vector<double> signals;
  for (const auto& entry : peaks) {
    if (rule.of(genome.name(entry.first), "", "") != Split::kTrain) continue;
    const auto& more = entry.second.signals;
    signals.insert(signals.end(), more.begin(), more.end());
  }
  const auto kept =
      static_cast<std::size_t>(std::floor(static_cast<double>(signals.size()) * fraction + 1e-9));
  if (kept == 0) return std::numeric_limits<double>::infinity();
  std::sort(signals.begin(), signals.end(), std::greater<>());
  return signals[kept - 1];
}

class BinCollector {
 public:
  BinCollector(const Query& query, GenomeCodes& genome, const IntervalSet& blacklist)
      : query_(query),
        genome_(genome),
        blacklist_(blacklist),
        rule_(query),
        pools_(query.peaks.peaks.size()) {
    for (const auto& path : query.peaks.peaks) peaks_.push_back(read_peaks(path, genome));
    for (const auto& path : query.peaks.ambiguous) ambiguous_.push_back(read_peaks(path, genome));
    limits_.assign(peaks_.size(), -std::numeric_limits<double>::infinity());
    for (std::size_t task = 0; task < peaks_.size() && query.top_fraction; ++task) {
      limits_[task] = signal_limit(peaks_[task], *query.top_fraction, genome, rule_);
    }
  }

  BinPools collect() {
    for (std::uint32_t chrom = 0; chrom < genome_.chromosomes().size(); ++chrom) {
      const auto has_peak = [&](const auto& peaks) { return peaks.count(chrom) != 0; };
      if (std::any_of(peaks_.begin(), peaks_.end(), has_peak)) add_chromosome(chrom);
    }
    return std::move(pools_);
  }

 private:
  static const std::vector<Stretch>& places_on(const PeaksByChromosome& peaks,
                                               std::uint32_t chrom) {
    static const std::vector<Stretch> none;
    const auto found = peaks.find(chrom);
    return found == peaks.end() ? none : found->second.places;
  }

  // Bins that a peak strong enough for training makes positive.
  std::vector<bool> strong_bins(std::uint32_t chrom, std::int64_t bins) const {
    std::vector<bool> strong(static_cast<std::size_t>(bins));
    for (std::size_t task = 0; task < peaks_.size(); ++task) {
      const auto found = peaks_[task].find(chrom);
      if (found == peaks_[task].end()) continue;
      for (std::size_t i = 0; i < found->second.places.size(); ++i) {
        if (found->second.signals[i] < limits_[task]) continue;
        const auto range = bins_of_peak(query_.peaks, found->second.places[i], bins);
        std::fill(strong.begin() + range.first,
                  strong.begin() + std::max(range.first, range.second), true);
      }
    }
    return strong;
  }

  void add_chromosome(std::uint32_t chrom) {
    const std::int64_t bins = count_bins(query_.peaks, genome_.length(chrom));
    std::vector<std::vector<BinLabel>> labels;
    for (std::size_t task = 0; task < peaks_.size(); ++task) {
      const auto& ambiguous =
          ambiguous_.empty() ? std::vector<Stretch>() : places_on(ambiguous_[task], chrom);
      labels.push_back(label_bins(query_.peaks, places_on(peaks_[task], chrom), ambiguous, bins));
    }
    const Split split = rule_.of(genome_.name(chrom), "", "");
    const bool choose = query_.top_fraction && split == Split::kTrain;
    const auto strong = choose ? strong_bins(chrom, bins) : std::vector<bool>();
    std::vector<BinLabel> here(labels.size());
    for (std::int64_t bin = 0; bin < bins; ++bin) {
      const auto number = static_cast<std::size_t>(bin);
      for (std::size_t task = 0; task < labels.size(); ++task) here[task] = labels[task][number];
      const bool positive = std::find(here.begin(), here.end(), BinLabel::kPositive) != here.end();
      if (positive && choose && !strong[number]) continue;
      add_bin(chrom, bin, here, split);
    }
  }

  void add_bin(std::uint32_t chrom, std::int64_t bin, const std::vector<BinLabel>& labels,
               Split split) {
    const auto is = [](BinLabel what) { return [what](BinLabel label) { return label == what; }; };
    const bool positive = std::any_of(labels.begin(), labels.end(), is(BinLabel::kPositive));
    if (!positive && !std::all_of(labels.begin(), labels.end(), is(BinLabel::kNegative))) return;
    const std::int64_t centre = bin * query_.peaks.stride + query_.peaks.bin / 2;
    const auto window = seq::window_around(genome_.name(chrom), centre, *query_.sequences.width);
    if (!usable(chrom, window)) return;
    const Region region = {place_of(chrom, window.start), 0, 0};
    if (!positive) {
      pools_.negatives.append(split, &region);
      return;
    }
    std::string record(sizeof(region) + labels.size() * sizeof(float), '\0');
    std::memcpy(record.data(), &region, sizeof(region));
    for (std::size_t task = 0; task < labels.size(); ++task) {
      const float label = labels[task] == BinLabel::kAmbiguous
                              ? std::numeric_limits<float>::quiet_NaN()
                              : static_cast<float>(labels[task]);
      std::memcpy(record.data() + sizeof(region) + task * sizeof(float), &label, sizeof(label));
    }
    pools_.positives.append(split, record.data());
  }

  bool usable(std::uint32_t chrom, const seq::Interval& window) const {
    const bool inside = window.start >= 0 && window.end <= genome_.length(chrom);
    if (!inside && query_.sequences.edge != "pad") return false;
    if (blacklist_.overlaps(window.chrom, window.start, window.end)) return false;
    if (!query_.refuse_ambiguous) return true;
    std::vector<std::uint8_t> codes(static_cast<std::size_t>(window.length()));
    genome_.fetch(chrom, window.start, codes.size(), codes.data());
    return std::find(codes.begin(), codes.end(), seq::kAmbiguous) == codes.end();
  }

  const Query& query_;
  GenomeCodes& genome_;
  const IntervalSet& blacklist_;
  SplitRule rule_;
  BinPools pools_;
  std::vector<PeaksByChromosome> peaks_;
  std::vector<PeaksByChromosome> ambiguous_;
  std::vector<double> limits_;
};

}  // namespace

BinPools::BinPools(std::size_t tasks)
    : positives(sizeof(Region) + tasks * sizeof(float)), negatives(sizeof(Region)) {}

BinPools collect_bins(const Query& query, GenomeCodes& genome, const IntervalSet& blacklist) {
  return BinCollector(query, genome, blacklist).collect();
}

}  // namespace siskin::data
