#include "siskin/data/genome_set.hpp"

#include <cmath>
#include <limits>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "siskin/data/gc_matcher.hpp"
#include "siskin/data/genome_codes.hpp"
#include "siskin/data/genome_windows.hpp"
#include "siskin/data/interval_set.hpp"
#include "siskin/data/peak_collector.hpp"
#include "siskin/data/pool_set.hpp"
#include "siskin/data/region.hpp"
#include "siskin/data/region_collector.hpp"
#include "siskin/data/region_filters.hpp"
#include "siskin/data/shuffled_source.hpp"
#include "siskin/data/split_rule.hpp"
#include "siskin/data/streams.hpp"
#include "siskin/data/uniform_source.hpp"
#include "siskin/util/error.hpp"

namespace siskin::data {
namespace {

class GenomeOpener {
 public:
  explicit GenomeOpener(const Query& query)
      : query_(query),
        genome_(std::make_shared<GenomeCodes>(query.sequences.genome)),
        blacklist_(query.blacklist.empty() ? std::make_shared<const IntervalSet>()
                                           : std::make_shared<const IntervalSet>(query.blacklist)) {
  }

  Splits open() {
    require_chromosomes(query_.valid_chroms, "--valid-chroms");
    require_chromosomes(query_.test_chroms, "--test-chroms");
    if (query_.peaks.peaks.empty()) {
      read_regions();
    } else {
      read_peaks();
    }
    require_examples(count(Split::kTrain), count(Split::kValid));
    if (query_.drawn_negatives == Negatives::kGcMatched) match_negatives();
    Splits splits;
    splits.train = set_of(Split::kTrain);
    splits.valid = set_of(Split::kValid);
    if (count(Split::kTest) > 0) splits.test = set_of(Split::kTest);
    return splits;
  }

 private:
  // A name that is not there would move its regions to the training set without a word.
  void require_chromosomes(const std::vector<std::string>& names, const std::string& option) const {
    for (const auto& name : names) {
      try {
        genome_->number(name);
      } catch (const Error& error) {
        throw Error("option " + option + ": " + error.what());
      }
    }
  }

  void read_regions() {
    RegionCollector collector(query_, genome_, blacklist_);
    collector.read_files();
    shape_.length = collector.length();
    shape_.names = collector.task_names();
    shape_.tasks = shape_.names.size();
    if (!query_.signals.tracks.empty()) shape_signals();
    if (shape_.length == 0) require_examples(0, 0);
    positives_.emplace(std::move(collector.pool(Pool::kPositives)));
    negatives_.emplace(std::move(collector.pool(Pool::kNegatives)));
    for (auto* const pool : {&*positives_, &*negatives_}) {
      pool->distribute(query_.valid_fraction, query_.test_fraction, query_.seed);
    }
    auto& train = positives_->owner(Split::kTrain);
    if (query_.top_fraction) keep_top_signals(train, *query_.top_fraction);
    if (shape_.has_profiles()) filter_by_counts();
  }

  void read_peaks() {
    BinPools bins = collect_bins(query_, *genome_, *blacklist_);
    positives_.emplace(std::move(bins.positives));
    negatives_.emplace(std::move(bins.negatives));
    shape_.length = static_cast<std::size_t>(*query_.sequences.width);
    for (const auto& path : query_.peaks.peaks) shape_.names.push_back(task_name(path));
    shape_.tasks = shape_.names.size();
  }

  void shape_signals() {
    const SignalQuery& signals = query_.signals;
    shape_.names.clear();
    for (std::size_t track = 0; track < signals.tracks.size(); track += signals.strands) {
      shape_.names.push_back(task_name(signals.tracks[track]));
    }
    shape_.tasks = shape_.names.size();
    shape_.strands = signals.strands;
    shape_.controls = signals.controls.size();
    shape_.profile_length = static_cast<std::size_t>(signals.output_length.value_or(0));
  }

  std::shared_ptr<GenomeWindows> make_windows() const {
    return std::make_shared<GenomeWindows>(genome_, query_.signals, shape_,
                                           query_.refuse_ambiguous);
  }

  void filter_by_counts() {
    const SignalQuery& signals = query_.signals;
    if (!signals.min_counts && !signals.max_counts && !signals.outlier_quantile) return;
    const auto windows = make_windows();
    const auto counts_of = [&](const Region& region) {
      return windows->total_counts(chrom_of(region.place), start_of(region.place));
    };
    for (const auto split : kSplits) {
      filter_regions(positives_->owner(split), [&](const Region& region) {
        const double counts = counts_of(region);
        return (!signals.min_counts || counts >= *signals.min_counts) &&
               (!signals.max_counts || counts <= *signals.max_counts);
      });
    }
    auto& train = positives_->owner(Split::kTrain);
    if (!signals.outlier_quantile || train->size() == 0) return;
    std::vector<double> counts;
    for (std::size_t i = 0; i < train->size(); ++i)
      counts.push_back(counts_of(region_at(*train, i)));
    const double limit = outlier_limit(counts, *signals.outlier_quantile);
    std::size_t next = 0;
    filter_regions(train, [&](const Region&) { return counts[next++] <= limit; });
  }

  void match_negatives() {
    GcMatcher matcher(genome_, shape_.length, blacklist_);
    for (const auto split : kSplits) {
      RecordStore& store = positives_->of(split);
      for (std::size_t i = 0; i < store.size(); ++i) {
        const Region region = region_at(store, i);
        matcher.exclude(chrom_of(region.place), start_of(region.place));
      }
    }
    for (const auto split : kSplits) {
      const auto seed = stream_seed(query_.seed, static_cast<std::int64_t>(split), Purpose::kMatch);
      if (positives_->of(split).size() == 0) continue;
      negatives_->owner(split) = matcher.match(positives_->of(split), ratio().value_or(1), seed);
    }
  }

  // With a ratio, negatives alone are nothing.
  std::size_t count(Split split) {
    return positives_->of(split).size() + (ratio() ? 0 : negatives_->of(split).size());
  }

  // None: all negatives there are.
  std::optional<double> ratio() const {
    if (query_.negative_ratio) return query_.negative_ratio;
    const bool drawn = query_.drawn_negatives != Negatives::kNone || !query_.peaks.peaks.empty();
    return drawn ? std::optional<double>(1) : std::nullopt;
  }

  std::shared_ptr<Source> uniform_negatives(Split split,
                                            const std::shared_ptr<GenomeWindows>& windows) {
    RecordStore& store = positives_->of(split);
    std::set<std::uint32_t> chromosomes;
    for (std::size_t i = 0; i < store.size(); ++i) {
      chromosomes.insert(chrom_of(region_at(store, i).place));
    }
    UniformSource::Settings settings;
    settings.chromosomes.assign(chromosomes.begin(), chromosomes.end());
    settings.count = static_cast<std::size_t>(
        std::ceil(static_cast<double>(store.size()) * ratio().value_or(1)));
    settings.refuse_ambiguous = query_.refuse_ambiguous;
    // Splits at random share their chromosomes, but should not share their negatives.
    settings.seed = stream_seed(query_.seed, static_cast<std::int64_t>(split), Purpose::kMatch);
    return std::make_shared<UniformSource>(windows, blacklist_, settings);
  }

  std::unique_ptr<ExampleSet> set_of(Split split) {
    PoolSettings settings;
    settings.negative_ratio = ratio();
    settings.seed = query_.seed;
    if (split == Split::kTrain) {
      settings.jitter = query_.jitter;
      settings.strands = query_.strands;
      settings.augmentation = query_.augmentation;
    }
    const auto windows = make_windows();
    std::shared_ptr<Source> negatives;
    if (query_.drawn_negatives == Negatives::kUniform && positives_->of(split).size() > 0) {
      negatives = uniform_negatives(split, windows);
    }
    const bool have_stored = negatives_->of(split).size() > 0;
    if (have_stored) {
      negatives = std::make_shared<RegionRecords>(std::move(negatives_->owner(split)), windows, 0);
    }
    const auto positives = std::make_shared<RegionRecords>(std::move(positives_->owner(split)),
                                                           windows, settings.jitter);
    if (query_.drawn_negatives == Negatives::kDinucleotide) {
      const auto copies = static_cast<std::size_t>(std::ceil(ratio().value_or(1)));
      negatives = std::make_shared<ShuffledSource>(positives, shape_, copies, query_.seed);
    }
    return std::make_unique<PoolSet>(shape_, positives, negatives, settings);
  }

  const Query& query_;
  std::shared_ptr<GenomeCodes> genome_;
  std::shared_ptr<const IntervalSet> blacklist_;
  Shape shape_;
  std::optional<PoolStores> positives_;
  std::optional<PoolStores> negatives_;
};

}  // namespace

Splits open_genome(const Query& query) { return GenomeOpener(query).open(); }

}  // namespace siskin::data
