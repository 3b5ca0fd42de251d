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

using Ratio = double (score::SubsetCounts::*)() const;
const std::vector<std::pair<std::string, Ratio>> kRatios = {
    {"base_precision", &score::SubsetCounts::base_precision},
    {"base_recall", &score::SubsetCounts::base_recall},
    {"f1", &score::SubsetCounts::f1},
    {"site_recall", &score::SubsetCounts::site_recall},
    {"subset_precision", &score::SubsetCounts::subset_precision}};

}  // namespace

void run_subsets(const SubsetsOptions& options) {
  OutputFiles files(options.output);
  const auto [sites, subsets] = read_in_order(
      options.subsets, [&] { return read_sites(options.truth); },
      [&] { return read_subsets(options.subsets); });
  if (!subsets.names.names.empty()) require_shared(subsets.names, sites.names);
  ScoreStream scores(files.side(options.per_sequence));
  score::SubsetCounts pooled;
  std::vector<double> lengths;
  std::size_t without_sites = 0;
  for (const auto& ratio : kRatios) scores.declare(ratio.first, "mean");
  scores.declare("subsets", "mean");
  for (const auto& name : subsets.names.names) {
    const auto found = sites.items.find(name);
    const bool planted = found != sites.items.end();
    without_sites += planted ? 0 : 1;
    const auto& own = subsets.items.at(name);
    const auto counts =
        score::count_subsets(planted ? found->second : Subset{}, own, options.minimum_cover);
    for (const auto& [metric, ratio] : kRatios) scores.add(name, metric, "mean", (counts.*ratio)());
    scores.add(name, "subsets", "mean", static_cast<double>(counts.subsets));
    for (const auto& subset : own)
      lengths.push_back(static_cast<double>(score::base_count(score::merge_spans(subset))));
    pooled += counts;
  }
  const auto sequences = subsets.names.names.size();
  auto metrics = scores.means(false);
  for (const auto& [metric, ratio] : kRatios)
    metrics.push_back({metric, "all", (pooled.*ratio)(), sequences});
  metrics.push_back({"median_length", "all", util::median(lengths), lengths.size()});
  metrics.push_back(
      {"sequences_without_sites", "all", static_cast<double>(without_sites), sequences});
  write_metrics(files.result(), metrics);
  files.close();
}

}  // namespace siskin::tools
