#include <array>
#include <string>
#include <utility>
#include <vector>

#include "score/aligned_maps.hpp"
#include "score/output_files.hpp"
#include "score/run.hpp"
#include "score/score_stream.hpp"
#include "siskin/score/running_mean.hpp"
#include "siskin/score/similarity.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/random.hpp"

namespace siskin::tools {
namespace {

using score::MapSimilarity;

struct SimilarityColumn {
  const char* metric;
  double MapSimilarity::*value;
};
constexpr std::array<SimilarityColumn, 6> kColumns = {
    {{"jaccard", &MapSimilarity::jaccard},
     {"jaccard_sum", &MapSimilarity::jaccard_sum},
     {"cosine", &MapSimilarity::cosine},
     {"pearson", &MapSimilarity::pearson},
     {"spearman", &MapSimilarity::spearman},
     {"top_overlap", &MapSimilarity::top_overlap}}};

constexpr std::array<const char*, score::kMapShuffles.size()> kBoundGroups = {
    "bases_shuffled", "positions_shuffled", "all_shuffled"};

using FilePair = std::pair<std::size_t, std::size_t>;

/// Which files are compared: all pairs, or each of the first list with each of the second.
std::vector<FilePair> pairs_of(const StabilityOptions& options) {
  std::vector<FilePair> pairs;
  const std::size_t first = options.maps.size();
  for (std::size_t i = 0; i < first; ++i) {
    if (options.against.empty()) {
      for (std::size_t j = i + 1; j < first; ++j) pairs.emplace_back(i, j);
    } else {
      for (std::size_t j = 0; j < options.against.size(); ++j) pairs.emplace_back(i, first + j);
    }
  }
  return pairs;
}

class StabilityScorer {
 public:
  StabilityScorer(const StabilityOptions& options, std::vector<std::string> files,
                  ScoreStream& scores)
      : options_(options), files_(std::move(files)), pairs_(pairs_of(options)), scores_(scores) {
    for (const auto& [one, other] : pairs_)
      pair_names_.push_back(files_[one] + " " + files_[other]);
    for (const auto& column : kColumns) scores_.declare(column.metric, "mean");
    for (const auto& column : kColumns)
      for (const auto& file : files_) scores_.declare(column.metric, file);
  }

  void score(const std::string& name, const std::vector<const float*>& maps_cl,
             std::size_t length) {
    const auto top = static_cast<std::size_t>(options_.top);
    if (options_.top_given && top >= length) {
      throw Error("option --top: found " + std::to_string(top) + ", expected less than the " +
                  std::to_string(length) + " bases of the maps");
    }
    std::vector<score::ComparableMap> maps;
    maps.reserve(maps_cl.size());
    for (const float* map_cl : maps_cl) maps.emplace_back(map_cl, length, top);
    std::vector<MapSimilarity> found;
    found.reserve(pairs_.size());
    for (const auto& [one, other] : pairs_)
      found.push_back(MapSimilarity::between(maps[one], maps[other]));
    for (const auto& column : kColumns) add_column(name, column, found);
    if (options_.bounds) add_bounds(name, maps_cl.front(), length, maps.front());
    ++sequences_;
  }

 private:
  void add_column(const std::string& name, const SimilarityColumn& column,
                  const std::vector<MapSimilarity>& found) {
    score::RunningMean all;
    std::vector<score::RunningMean> by_file(files_.size());
    for (std::size_t pair = 0; pair < pairs_.size(); ++pair) {
      const double value = found[pair].*column.value;
      scores_.add(name, column.metric, pair_names_[pair], value);
      all.add(value);
      by_file[pairs_[pair].first].add(value);
      by_file[pairs_[pair].second].add(value);
    }
    scores_.add_silently(column.metric, "mean", all.mean());
    for (std::size_t file = 0; file < files_.size(); ++file)
      scores_.add_silently(column.metric, files_[file], by_file[file].mean());
  }

  void add_bounds(const std::string& name, const float* map_cl, std::size_t length,
                  const score::ComparableMap& map) {
    util::Random random(options_.seed, sequences_);
    for (std::size_t i = 0; i < kBoundGroups.size(); ++i) {
      const auto shuffled = score::shuffled_map(map_cl, length, score::kMapShuffles[i], random);
      const auto found = MapSimilarity::between(
          map,
          score::ComparableMap(shuffled.data(), length, static_cast<std::size_t>(options_.top)));
      for (const auto& column : kColumns)
        scores_.add(name, column.metric, kBoundGroups[i], found.*column.value);
    }
  }

  const StabilityOptions& options_;
  std::vector<std::string> files_;
  std::vector<FilePair> pairs_;
  std::vector<std::string> pair_names_;
  ScoreStream& scores_;
  std::uint64_t sequences_ = 0;
};

}  // namespace

void run_stability(const StabilityOptions& options) {
  OutputFiles outputs(options.output);
  auto files = options.maps;
  files.insert(files.end(), options.against.begin(), options.against.end());
  const AlignedMaps maps(files, options.allow_missing, "--allow-missing leaves them out");
  ScoreStream scores(outputs.side(options.per_sequence));
  StabilityScorer scorer(options, files, scores);
  maps.for_each([&](const std::string& name, const std::vector<const float*>& maps_cl,
                    std::size_t length) { scorer.score(name, maps_cl, length); });
  write_metrics(outputs.result(), scores.means(true));
  outputs.close();
}

}  // namespace siskin::tools
