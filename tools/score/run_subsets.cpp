#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "score/names.hpp"
#include "score/output_files.hpp"
#include "score/read_in_order.hpp"
#include "score/report.hpp"
#include "score/run.hpp"
#include "score/score_stream.hpp"
#include "siskin/io/bed.hpp"
#include "siskin/io/input.hpp"
#include "siskin/score/subset_agreement.hpp"
#include "siskin/score/subsets.hpp"
#include "siskin/util/quantile.hpp"

namespace siskin::tools {
namespace {

using Subset = std::vector<score::Span>;

/// Records by sequence, in the order of the file.
template <typename Item>
struct BySequence {
  NameList names;
  std::unordered_map<std::string, std::vector<Item>> items;

  explicit BySequence(const std::string& path) { names.source = io::input_name(path); }
  void add(const std::string& name, Item item) {
    auto& list = items[name];
    if (list.empty()) names.names.push_back(name);
    list.push_back(std::move(item));
  }
};

BySequence<score::Span> read_sites(const std::string& path) {
  BySequence<score::Span> sites(path);
  for (const auto& record : io::read_bed_file(path))
    sites.add(record.interval.chrom, {record.interval.start, record.interval.end});
  return sites;
}

BySequence<Subset> read_subsets(const std::string& path) {
  BySequence<Subset> subsets(path);
  for (const auto& record : io::read_bed_file(path)) {
    const auto start = record.interval.start;
    Subset subset;
    for (const auto& block : record.blocks)
      subset.emplace_back(start + block.first, start + block.second);
    if (subset.empty()) subset.emplace_back(start, record.interval.end);
    subsets.add(record.interval.chrom, std::move(subset));
  }
  return subsets;
}

using Sites = BySequence<score::Span>;
using Subsets = BySequence<Subset>;

template <typename Item>
const std::vector<Item>& items_of(const BySequence<Item>& all, const std::string& name) {
  static const std::vector<Item> none;
  const auto found = all.items.find(name);
  return found == all.items.end() ? none : found->second;
}

template <typename Counts>
using Ratios = std::vector<std::pair<std::string, double (Counts::*)() const>>;

const Ratios<score::SubsetCounts> kTruthRatios = {
    {"base_precision", &score::SubsetCounts::base_precision},
    {"base_recall", &score::SubsetCounts::base_recall},
    {"f1", &score::SubsetCounts::f1},
    {"site_recall", &score::SubsetCounts::site_recall},
    {"subset_precision", &score::SubsetCounts::subset_precision}};

const Ratios<score::SubsetAgreement> kAgreementRatios = {
    {"base_jaccard", &score::SubsetAgreement::base_jaccard},
    {"matched", &score::SubsetAgreement::matched},
    {"against_matched", &score::SubsetAgreement::other_matched}};

template <typename Counts>
void add_ratios(const std::string& name, const Ratios<Counts>& ratios, const Counts& counts,
                ScoreStream& scores) {
  for (const auto& [metric, ratio] : ratios) scores.add(name, metric, "mean", (counts.*ratio)());
}

/// What is known when all sequences are scored.
template <typename Counts>
void add_pooled(const Ratios<Counts>& ratios, const Counts& pooled, std::size_t sequences,
                std::vector<Metric>& metrics) {
  for (const auto& [metric, ratio] : ratios)
    metrics.push_back({metric, "all", (pooled.*ratio)(), sequences});
}

void score_truth(const SubsetsOptions& options, const Sites& sites, const Subsets& subsets,
                 ScoreStream& scores, std::vector<Metric>& pooled_metrics) {
  score::SubsetCounts pooled;
  std::vector<double> lengths;
  std::size_t without_sites = 0;
  for (const auto& ratio : kTruthRatios) scores.declare(ratio.first, "mean");
  scores.declare("subsets", "mean");
  for (const auto& name : subsets.names.names) {
    const auto& own = subsets.items.at(name);
    const auto& planted = items_of(sites, name);
    without_sites += planted.empty() ? 1 : 0;
    const auto counts = score::count_subsets(planted, own, options.minimum_cover);
    add_ratios(name, kTruthRatios, counts, scores);
    scores.add(name, "subsets", "mean", static_cast<double>(counts.subsets));
    for (const auto& subset : own)
      lengths.push_back(static_cast<double>(score::base_count(score::merge_spans(subset))));
    pooled += counts;
  }
  const auto sequences = subsets.names.names.size();
  add_pooled(kTruthRatios, pooled, sequences, pooled_metrics);
  pooled_metrics.push_back({"median_length", "all", util::median(lengths), lengths.size()});
  pooled_metrics.push_back(
      {"sequences_without_sites", "all", static_cast<double>(without_sites), sequences});
}

void score_agreement(const SubsetsOptions& options, const Subsets& others, const Subsets& subsets,
                     ScoreStream& scores, std::vector<Metric>& pooled_metrics) {
  score::SubsetAgreement pooled;
  std::size_t in_both = 0;
  for (const auto& ratio : kAgreementRatios) scores.declare(ratio.first, "mean");
  auto names = subsets.names.names;
  for (const auto& name : others.names.names) {
    if (subsets.items.count(name) == 0) names.push_back(name);
  }
  for (const auto& name : names) {
    const auto& own = items_of(subsets, name);
    const auto& other = items_of(others, name);
    in_both += own.empty() || other.empty() ? 0 : 1;
    const auto counts = score::compare_subsets(own, other, options.minimum_cover);
    add_ratios(name, kAgreementRatios, counts, scores);
    pooled += counts;
  }
  add_pooled(kAgreementRatios, pooled, names.size(), pooled_metrics);
  pooled_metrics.push_back(
      {"sequences_in_both", "all", static_cast<double>(in_both), names.size()});
}

/// What the subsets are held against; empty for a file that was not given.
struct Known {
  Sites sites;
  Subsets others;
};

Known read_known(const SubsetsOptions& options) {
  return {options.truth.empty() ? Sites(options.truth) : read_sites(options.truth),
          options.against.empty() ? Subsets(options.against) : read_subsets(options.against)};
}

}  // namespace

void run_subsets(const SubsetsOptions& options) {
  OutputFiles files(options.output);
  const auto [known, subsets] = read_in_order(
      options.subsets, [&] { return read_known(options); },
      [&] { return read_subsets(options.subsets); });
  const bool any = !subsets.names.names.empty();
  ScoreStream scores(files.side(options.per_sequence));
  std::vector<Metric> pooled_metrics;
  if (!options.truth.empty()) {
    if (any) require_shared(subsets.names, known.sites.names);
    score_truth(options, known.sites, subsets, scores, pooled_metrics);
  }
  if (!options.against.empty()) {
    if (any && !known.others.names.names.empty()) require_shared(subsets.names, known.others.names);
    score_agreement(options, known.others, subsets, scores, pooled_metrics);
  }
  auto metrics = scores.means(false);
  metrics.insert(metrics.end(), pooled_metrics.begin(), pooled_metrics.end());
  write_metrics(files.result(), metrics);
  files.close();
}

}  // namespace siskin::tools
