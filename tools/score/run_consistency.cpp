#include <array>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "score/aligned_maps.hpp"
#include "score/onehot_check.hpp"
#include "score/output_files.hpp"
#include "score/run.hpp"
#include "score/score_stream.hpp"
#include "siskin/score/consistency.hpp"
#include "siskin/score/fourier_transform.hpp"
#include "siskin/score/recurrence.hpp"
#include "siskin/score/running_mean.hpp"
#include "siskin/score/spectrum.hpp"
#include "siskin/seq/alphabet.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/mean.hpp"

namespace siskin::tools {
namespace {

constexpr std::size_t kPublishedWindow = 6;
constexpr double kPublishedShare = 0.04;
constexpr std::array<std::pair<const char*, double>, 3> kSteepAngles{
    {{"above_30", 30}, {"above_45", 45}, {"above_60", 60}}};

/// Which of the aligned files are which; 0 is the map, 1 the one-hot.
struct Files {
  std::vector<std::string> paths;
  std::size_t reversed = 0;  ///< 0 for none
  std::size_t shifted = 0;
  std::size_t first_seed = 0;

  explicit Files(const ConsistencyOptions& options) : paths{options.map, options.onehot} {
    if (!options.reversed.empty()) reversed = add(options.reversed);
    if (!options.shifted.empty()) shifted = add(options.shifted);
    first_seed = paths.size();
    paths.insert(paths.end(), options.seeds.begin(), options.seeds.end());
  }

 private:
  std::size_t add(const std::string& path) {
    paths.push_back(path);
    return paths.size() - 1;
  }
};

/// The map of a reverse complement, turned to the strand of the sequence.
std::vector<float> turned(const float* map_cl, std::size_t length) {
  return {std::make_reverse_iterator(map_cl + seq::kBases * length),
          std::make_reverse_iterator(map_cl)};
}

class ConsistencyScorer {
 public:
  /// `sequences` in all will be scored.
  ConsistencyScorer(const ConsistencyOptions& options, const Files& files, std::size_t sequences,
                    ScoreStream& scores)
      : options_(options),
        files_(files),
        sequences_(sequences),
        scores_(scores),
        observed_(static_cast<std::size_t>(options.window)),
        recurrence_(static_cast<std::size_t>(options.strongest)) {}

  void score(const std::string& name, const std::vector<const float*>& maps_cl,
             std::size_t length) {
    if (static_cast<std::size_t>(options_.window) > length)
      throw Error("option --window: found " + std::to_string(options_.window) +
                  ", expected at most the " + std::to_string(length) + " bases of the maps");
    require_onehot(options_.onehot, name, maps_cl[1], length);
    const auto corrected = score::corrected_map(maps_cl[0], length);
    const auto observed = score::observed_map(corrected, maps_cl[1]);
    published_.add(corrected);
    observed_.add(observed);
    if (score::Recurrence::asks(scored_++, sequences_)) recurrence_.add(observed);
    add_high_frequency(name, observed, length);
    add_angles(name, maps_cl[0], length);
    if (files_.reversed > 0) {
      const auto forward = turned(maps_cl[files_.reversed], length);
      scores_.add(
          name, "agreement", "reversed",
          score::column_range_cosine(observed, seen(forward.data(), maps_cl[1], length), 0));
    }
    if (files_.shifted > 0) add_shifted(name, observed, maps_cl, length);
    score::RunningMean seeds;
    for (std::size_t file = files_.first_seed; file < maps_cl.size(); ++file)
      seeds.add(score::column_range_cosine(observed, seen(maps_cl[file], maps_cl[1], length), 0));
    if (files_.first_seed < maps_cl.size()) scores_.add(name, "agreement", "seeds", seeds.mean());
  }

  std::vector<Metric> metrics() const {
    const auto asked = recurrence_.sequences();
    std::vector<Metric> result = {
        {"kld", "published", published_.divergence(kPublishedShare), sequences_},
        {"kld", "observed", observed_.divergence(options_.kept), sequences_},
        {"recurrence", "observed", recurrence_.value(), asked}};
    for (const auto& metric : scores_.means(true)) result.push_back(metric);
    result.push_back({"trust", "score", score::trust_score(recurrence_), asked});
    return result;
  }

 private:
  static std::vector<double> seen(const float* map_cl, const float* onehot_cl, std::size_t length) {
    return score::observed_map(score::corrected_map(map_cl, length), onehot_cl);
  }

  void add_angles(const std::string& name, const float* map_cl, std::size_t length) {
    const auto angles = score::simplex_angles(map_cl, length);
    scores_.add(name, "simplex_angle", "mean", util::mean(angles));
    for (const auto& [group, limit] : kSteepAngles) {
      std::vector<double> steep;
      steep.reserve(angles.size());
      for (const double angle : angles) steep.push_back(angle > limit ? 1 : 0);
      scores_.add(name, "simplex_angle", group, util::mean(steep));
    }
  }

  void add_high_frequency(const std::string& name, const std::vector<double>& observed,
                          std::size_t length) {
    if (transform_.length() != length) transform_ = score::FourierTransform(length);
    std::vector<double> track(length, 0);
    for (std::size_t i = 0; i < observed.size(); ++i) track[i % length] += observed[i];
    const double share =
        score::high_frequency_share(transform_, track, score::default_frequency_limit(length));
    scores_.add(name, "high_frequency", "signed", share);
  }

  void add_shifted(const std::string& name, const std::vector<double>& observed,
                   const std::vector<const float*>& maps_cl, std::size_t length) {
    const auto shift = static_cast<std::size_t>(options_.shift);
    if (shift >= length) {
      throw Error("option --shift: found " + std::to_string(shift) + ", expected less than the " +
                  std::to_string(length) + " bases of the maps");
    }
    // The bases of the shifted windows are those of the map, as far as both reach.
    std::vector<float> onehot(seq::kBases * length, 0);
    for (std::size_t base = 0; base < seq::kBases; ++base) {
      for (std::size_t i = shift; i < length; ++i)
        onehot[base * length + i - shift] = maps_cl[1][base * length + i];
    }
    scores_.add(name, "agreement", "shifted",
                score::column_range_cosine(
                    observed, seen(maps_cl[files_.shifted], onehot.data(), length), shift));
  }

  const ConsistencyOptions& options_;
  const Files& files_;
  std::size_t sequences_;
  std::size_t scored_ = 0;
  ScoreStream& scores_;
  score::WindowDirections published_{kPublishedWindow};
  score::WindowDirections observed_;
  score::Recurrence recurrence_;
  score::FourierTransform transform_{1};
};

}  // namespace

void run_consistency(const ConsistencyOptions& options) {
  OutputFiles outputs(options.output);
  const Files files(options);
  const AlignedMaps maps(files.paths, false);
  ScoreStream scores(outputs.side(options.per_sequence));
  ConsistencyScorer scorer(options, files, maps.names().size(), scores);
  maps.for_each([&](const std::string& name, const std::vector<const float*>& maps_cl,
                    std::size_t length) { scorer.score(name, maps_cl, length); });
  write_metrics(outputs.result(), scorer.metrics());
  outputs.close();
}

}  // namespace siskin::tools
