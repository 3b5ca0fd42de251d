#include <algorithm>
#include <cmath>
#include <limits>
#include <ostream>
#include <string>
#include <unordered_map>
#include <vector>

#include "score/number_cell.hpp"
#include "score/output_files.hpp"
#include "score/run.hpp"
#include "score/score_stream.hpp"
#include "score/track_runs.hpp"
#include "siskin/io/bed.hpp"
#include "siskin/io/input.hpp"
#include "siskin/io/table.hpp"
#include "siskin/score/base_ranking.hpp"
#include "siskin/score/correlation.hpp"
#include "siskin/score/subsets.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/provenance.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// What is known of one chromosome.
struct Regions {
  std::vector<score::Span> spans;     ///< merged
  std::vector<std::int64_t> summits;  ///< ascending
};

using RegionsByChrom = std::unordered_map<std::string, Regions>;

RegionsByChrom read_regions(const std::string& path) {
  RegionsByChrom regions;
  const auto records = io::read_bed_file(path);
  if (records.empty()) throw Error(io::input_name(path) + ": no regions found");
  for (const auto& record : records) {
    auto& own = regions[record.interval.chrom];
    own.spans.emplace_back(record.interval.start, record.interval.end);
    own.summits.push_back(record.centre());
  }
  for (auto& entry : regions) {
    entry.second.spans = score::merge_spans(std::move(entry.second.spans));
    std::sort(entry.second.summits.begin(), entry.second.summits.end());
  }
  return regions;
}

std::vector<char> inside_of(const std::vector<score::Span>& spans, const TrackRun& run) {
  std::vector<char> inside(run.values.size(), 0);
  const auto end = run.start + static_cast<std::int64_t>(run.values.size());
  auto span = std::partition_point(spans.begin(), spans.end(),
                                   [&](const score::Span& one) { return one.second <= run.start; });
  for (; span != spans.end() && span->first < end; ++span) {
    std::fill(inside.begin() + std::max<std::int64_t>(0, span->first - run.start),
              inside.begin() + (std::min(span->second, end) - run.start), 1);
  }
  return inside;
}

/// Of every base of the run, the distance to the nearest summit of its chromosome.
std::vector<double> distances_to(const std::vector<std::int64_t>& summits, const TrackRun& run) {
  std::vector<double> distances;
  distances.reserve(run.values.size());
  auto next = std::lower_bound(summits.begin(), summits.end(), run.start);
  for (std::size_t i = 0; i < run.values.size(); ++i) {
    const auto position = run.start + static_cast<std::int64_t>(i);
    while (next != summits.end() && *next < position) ++next;
    std::int64_t distance = std::numeric_limits<std::int64_t>::max();
    if (next != summits.end()) distance = *next - position;
    if (next != summits.begin()) distance = std::min(distance, position - *(next - 1));
    distances.push_back(static_cast<double>(distance));
  }
  return distances;
}

class OverlapScorer {
 public:
  OverlapScorer(RegionsByChrom regions, bool is_signed, ScoreStream& scores)
      : regions_(std::move(regions)), is_signed_(is_signed), scores_(scores) {
    for (const char* metric : {"importance_share", "base_share", "importance_enrichment"})
      scores_.declare(metric, "mean");
    scores_.declare("spearman", "summit_distance");
  }

  void score(TrackRun run) {
    if (!is_signed_) {
      for (float& value : run.values) value = std::abs(value);
    }
    const auto found = regions_.find(run.chrom);
    const bool known = found != regions_.end();
    const auto inside = inside_of(known ? found->second.spans : std::vector<score::Span>(), run);
    for (std::size_t i = 0; i < inside.size(); ++i) ranking_.add(run.values[i], inside[i] != 0);
    add_shares(run, inside);
    // A run without a region has no summit that it could point to.
    const bool reached = std::find(inside.begin(), inside.end(), 1) != inside.end();
    const std::vector<double> importance(run.values.begin(), run.values.end());
    scores_.add(
        run.name(), "spearman", "summit_distance",
        reached ? score::spearman(importance, distances_to(found->second.summits, run)) : kNan);
  }

  score::BaseRanking& ranking() { return ranking_; }

 private:
  /// Of a signed track only what is above 0 is shared out: sums of both signs may be near 0, and
  /// shares of them are no shares.
  void add_shares(const TrackRun& run, const std::vector<char>& inside) {
    double within = 0;
    double all = 0;
    std::size_t bases = 0;
    for (std::size_t i = 0; i < inside.size(); ++i) {
      const double value = std::max(0.0F, run.values[i]);
      all += value;
      if (inside[i] == 0) continue;
      within += value;
      ++bases;
    }
    const double base_share = static_cast<double>(bases) / static_cast<double>(inside.size());
    const double share = bases == 0 || all == 0 ? kNan : within / all;
    scores_.add(run.name(), "importance_share", "mean", share);
    scores_.add(run.name(), "base_share", "mean", bases == 0 ? kNan : base_share);
    scores_.add(run.name(), "importance_enrichment", "mean", share / base_share);
  }

  RegionsByChrom regions_;
  bool is_signed_;
  ScoreStream& scores_;
  score::BaseRanking ranking_;
};

void write_curve(const score::BaseRanking& ranking, std::ostream& out) {
  constexpr std::size_t kPoints = 1000;
  out << "# " << util::provenance() << '\n';
  io::write_row(out, {"threshold", "called", "recall", "precision", "enrichment"});
  for (const auto& point : ranking.curve(kPoints)) {
    io::write_row(out, {util::format_float(point.threshold), number_cell(point.called),
                        number_cell(point.recall), number_cell(point.precision),
                        number_cell(point.enrichment)});
  }
}

}  // namespace

void run_overlap(const OverlapOptions& options) {
  OutputFiles files(options.output);
  std::ostream* const curve = files.side(options.curve);
  ScoreStream scores(files.side(options.per_sequence));
  OverlapScorer scorer(read_regions(options.regions), options.is_signed, scores);
  for_each_run(options.track, [&](const TrackRun& run) { scorer.score(run); });
  auto& ranking = scorer.ranking();
  if (ranking.inside() == 0) {
    throw Error(io::input_name(options.track) + ": found no base within a region of " +
                io::input_name(options.regions) + ", expected the names and coordinates of it");
  }
  ranking.sort();
  const auto bases = ranking.bases();
  std::vector<Metric> metrics = {
      {"auroc", "all", ranking.auroc(), bases},
      {"aupr", "all", ranking.aupr(), bases},
      {"average_precision", "all", ranking.average_precision(), bases},
      {"enrichment", "top_" + util::format_double(options.top_fraction),
       ranking.enrichment(options.top_fraction), bases},
      {"base_share", "all", static_cast<double>(ranking.inside()) / static_cast<double>(bases),
       bases}};
  for (auto& metric : scores.means(true)) metrics.push_back(std::move(metric));
  if (curve != nullptr) write_curve(ranking, *curve);
  write_metrics(files.result(), metrics);
  files.close();
}

}  // namespace siskin::tools
