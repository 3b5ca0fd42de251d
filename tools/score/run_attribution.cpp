#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "score/aligned_maps.hpp"
#include "score/names.hpp"
#include "score/output_files.hpp"
#include "score/read_in_order.hpp"
#include "score/report.hpp"
#include "score/run.hpp"
#include "score/score_stream.hpp"
#include "siskin/io/bed.hpp"
#include "siskin/io/input.hpp"
#include "siskin/io/map_reader.hpp"
#include "siskin/io/track.hpp"
#include "siskin/score/attribution.hpp"
#include "siskin/score/localisation.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

constexpr const char* kRemedy = "--allow-missing leaves them out";

/// Planted sites, or bits a base; the other is empty.
struct Truth {
  NameList names;
  bool has_bits = false;
  io::Track bits;
  std::map<std::string, std::vector<io::BedRecord>> sites;
};

bool is_bed(const std::string& path) {
  return util::ends_with(path, ".bed") || util::ends_with(path, ".bed.gz");
}

Truth read_truth(const std::string& path) {
  Truth truth;
  truth.names.source = io::input_name(path);
  if (is_bed(path)) {
    for (auto& record : io::read_bed_file(path)) {
      const std::string chrom = record.interval.chrom;
      truth.sites[chrom].push_back(std::move(record));
    }
    for (const auto& entry : truth.sites) truth.names.names.push_back(entry.first);
    return truth;
  }
  truth.has_bits = true;
  truth.bits = io::read_track(path);
  for (const auto& entry : truth.bits) truth.names.names.push_back(entry.first);
  return truth;
}

/// Importance of the bases of one sequence that are scored, and their positions.
struct Scores {
  std::vector<float> values;
  std::vector<std::size_t> positions;
};

/// A stretch of a sequence, 0-based and half-open.
struct Stretch {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// From the first to the last base that has a value: a track of a few windows of a genome says
/// nothing of the chromosome around them.
Stretch named_bases(const std::vector<float>& values) {
  const auto has_value = [](float value) { return !std::isnan(value); };
  const auto first = std::find_if(values.begin(), values.end(), has_value);
  const auto last = std::find_if(values.rbegin(), values.rend(), has_value);
  if (first == values.end()) return {values.size(), values.size()};
  return {static_cast<std::size_t>(first - values.begin()),
          static_cast<std::size_t>(last.base() - values.begin())};
}

Stretch joined(const Stretch& one, const Stretch& other) {
  if (one.begin == one.end) return other;
  if (other.begin == other.end) return one;
  return {std::min(one.begin, other.begin), std::max(one.end, other.end)};
}

Scores select_scores(const std::vector<float>& values, const Stretch& stretch,
                     const std::string& missing, const std::string& where) {
  Scores scores;
  std::size_t absent = 0;
  std::size_t first_absent = 0;
  for (std::size_t i = stretch.begin; i < stretch.end; ++i) {
    const bool present = i < values.size() && !std::isnan(values[i]);
    if (!present && absent++ == 0) first_absent = i;
    if (!present && missing != "zero") continue;
    scores.values.push_back(present ? values[i] : 0);
    scores.positions.push_back(i);
  }
  if (absent > 0 && missing == "error") {
    throw Error(where + ": found no value for " + std::to_string(absent) + " of " +
                std::to_string(stretch.end - stretch.begin) + " bases, first " +
                std::to_string(first_absent) +
                "; --missing zero counts them as 0, --missing skip leaves them out");
  }
  return scores;
}

// A track of bits may leave out its zeros.
std::vector<float> bits_at(const std::vector<float>& bits,
                           const std::vector<std::size_t>& positions) {
  std::vector<float> selected;
  selected.reserve(positions.size());
  for (const auto position : positions) {
    const bool present = position < bits.size() && !std::isnan(bits[position]);
    selected.push_back(present ? bits[position] : 0);
  }
  return selected;
}

/// From the first to the last base of all sites.
Stretch bases_of(const std::vector<io::BedRecord>& sites) {
  Stretch all;
  for (const auto& site : sites) {
    all = joined(all, {static_cast<std::size_t>(site.interval.start),
                       static_cast<std::size_t>(site.interval.end)});
  }
  return all;
}

std::vector<int> inside_at(const std::vector<io::BedRecord>& sites, std::size_t length,
                           const std::vector<std::size_t>& positions) {
  std::vector<char> inside(length, 0);
  for (const auto& site : sites) {
    std::fill(inside.begin() + site.interval.start, inside.begin() + site.interval.end, 1);
  }
  std::vector<int> selected;
  selected.reserve(positions.size());
  for (const auto position : positions) selected.push_back(inside[position]);
  return selected;
}

void add_ranking(const std::string& name, const std::string& group,
                 const score::RankingScores& ranking, ScoreStream& result) {
  result.add(name, "auroc", group, ranking.auroc);
  result.add(name, "aupr", group, ranking.aupr);
}

void add_localisation(const std::string& name, const std::string& group,
                      const AttributionOptions& options, const Scores& scores,
                      const std::vector<int>& signal, ScoreStream& result) {
  const auto called =
      score::called_intervals(scores.values, options.call_share,
                              static_cast<std::size_t>(options.call_gap), scores.positions);
  const auto truth = score::signal_intervals(signal, scores.positions);
  const auto instances = score::instance_ranking(scores.values, signal, scores.positions);
  result.add(name, "top_recall", group, score::top_recall(scores.values, signal));
  result.add(name, "base_iou", group, score::base_iou(called, truth));
  result.add(name, "interval_iou", group, score::interval_iou(called, truth));
  result.add(name, "instance_auroc", group, instances.auroc);
  result.add(name, "instance_aupr", group, instances.aupr);
}

std::vector<int> signal_of(const std::vector<float>& bits) {
  const auto threshold = static_cast<float>(score::kExponentialTruth.threshold);
  std::vector<int> signal;
  signal.reserve(bits.size());
  for (const float value : bits) signal.push_back(value > threshold ? 1 : 0);
  return signal;
}

void score_against_bits(const std::string& name, const AttributionOptions& options,
                        const Scores& scores, const std::vector<float>& truth_bits,
                        ScoreStream& result) {
  const auto bits = bits_at(truth_bits, scores.positions);
  add_ranking(name, "seed3", score::ranking_scores(scores.values, bits, score::kExponentialTruth),
              result);
  add_ranking(name, "seed1",
              score::ranking_scores(scores.values, bits, score::kRegularizationTruth), result);
  for (const std::size_t top_k : {std::size_t{10}, std::size_t{20}}) {
    result.add(name, "snr_top" + std::to_string(top_k), "seed1",
               score::signal_to_noise(scores.values, bits, top_k).ratio);
  }
  add_localisation(name, "seed3", options, scores, signal_of(bits), result);
}

std::size_t end_of_sites(const std::vector<io::BedRecord>& sites, std::size_t length,
                         const std::string& truth_source) {
  for (const auto& site : sites) {
    if (site.interval.end <= static_cast<std::int64_t>(length)) continue;
    throw Error(truth_source + ":" + std::to_string(site.line) + ": the site ends at " +
                std::to_string(site.interval.end) + ", expected at most " + std::to_string(length) +
                ", where the track of " + util::quoted(site.interval.chrom) + " ends");
  }
  return length;
}

void score_track(const AttributionOptions& options, ScoreStream& result) {
  const auto [truth, track] = read_in_order(
      options.track, [&] { return read_truth(options.truth); },
      [&] { return io::read_track(options.track); });
  NameList names{io::input_name(options.track), {}};
  for (const auto& entry : track) names.names.push_back(entry.first);
  if (names.names.empty()) throw Error(names.source + ": no values found");
  require_shared(names, truth.names);
  if (!options.allow_missing) require_known(names, truth.names, kRemedy);
  for (const auto& [name, values] : track) {
    const std::string where = names.source + ": " + util::quoted(name);
    if (truth.has_bits) {
      const auto bits = truth.bits.find(name);
      if (bits == truth.bits.end()) continue;
      const auto stretch = joined(named_bases(values), named_bases(bits->second));
      score_against_bits(name, options, select_scores(values, stretch, options.missing, where),
                         bits->second, result);
    } else {
      const auto sites = truth.sites.find(name);
      if (sites == truth.sites.end()) continue;
      const auto length = end_of_sites(sites->second, values.size(), truth.names.source);
      const auto stretch = joined(named_bases(values), bases_of(sites->second));
      const auto scores = select_scores(values, stretch, options.missing, where);
      const auto inside = inside_at(sites->second, length, scores.positions);
      add_ranking(name, "sites", score::ranking_scores(scores.values, inside), result);
      add_localisation(name, "sites", options, scores, inside, result);
    }
  }
}

void score_maps(const AttributionOptions& options, ScoreStream& result) {
  const NameList map_names{options.map, io::MapReader(options.map).names()};
  const NameList model_names{options.truth_model, io::MapReader(options.truth_model).names()};
  require_shared(map_names, model_names);
  if (!options.allow_missing) require_known(map_names, model_names, kRemedy);
  // There may be models without a map.
  const AlignedMaps maps({options.map, options.truth_model}, true);
  maps.for_each([&](const std::string& name, const std::vector<const float*>& maps_cl,
                    std::size_t length) {
    result.add(name, "cosine", "map", score::map_cosine(maps_cl[0], maps_cl[1], length));
    result.add(name, "cosine", "position", score::column_cosine(maps_cl[0], maps_cl[1], length));
  });
}

}  // namespace

void run_attribution(const AttributionOptions& options) {
  OutputFiles files(options.output);
  ScoreStream scores(files.side(options.per_sequence));
  if (!options.track.empty()) score_track(options, scores);
  if (!options.map.empty()) score_maps(options, scores);
  write_metrics(files.result(), scores.means(false));
  files.close();
}

}  // namespace siskin::tools
