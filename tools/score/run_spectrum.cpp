#include <cmath>
#include <string>
#include <vector>

#include "score/aligned_maps.hpp"
#include "score/onehot_check.hpp"
#include "score/output_files.hpp"
#include "score/run.hpp"
#include "score/score_stream.hpp"
#include "score/track_runs.hpp"
#include "siskin/score/fourier_transform.hpp"
#include "siskin/score/spectrum.hpp"
#include "siskin/seq/alphabet.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

class SpectrumScorer {
 public:
  SpectrumScorer(std::int64_t frequency_limit, ScoreStream& scores)
      : frequency_limit_(static_cast<std::size_t>(frequency_limit)), scores_(scores) {}

  void score(const std::string& name, const std::vector<double>& track) {
    if (2 * frequency_limit_ >= track.size() && frequency_limit_ > 0) {
      throw Error("option --frequency-limit: found " + std::to_string(frequency_limit_) +
                  ", expected less than half of the " + std::to_string(track.size()) +
                  " bases of " + util::quoted(name));
    }
    const auto& transform = transform_of(track.size());
    const auto limit =
        frequency_limit_ > 0 ? frequency_limit_ : score::default_frequency_limit(track.size());
    add(name, "high_frequency", "share", score::high_frequency_share(transform, track, limit));
    add(name, "fourier_prior", "loss", score::fourier_prior_loss(transform, track, limit));
    add(name, "entropy", "published", score::entropy_as_published(track));
    add(name, "entropy", "relative", score::entropy_of_shares(track));
    add(name, "gini", "relative", score::gini(track));
    add(name, "total_variation", "published", score::total_variation(track));
    add(name, "total_variation", "relative", score::relative_variation(track));
  }

 private:
  // Most files have one length; the tables of one are kept.
  const score::FourierTransform& transform_of(std::size_t length) {
    if (transform_.length() != length) transform_ = score::FourierTransform(length);
    return transform_;
  }
  void add(const std::string& name, const char* metric, const char* group, double value) {
    scores_.add(name, metric, group, value);
  }

  std::size_t frequency_limit_;
  ScoreStream& scores_;
  score::FourierTransform transform_{1};
};

void score_track(const std::string& path, SpectrumScorer& scorer) {
  std::vector<double> track;
  for_each_run(path, [&](const TrackRun& run) {
    track.clear();
    for (const float value : run.values) track.push_back(std::abs(static_cast<double>(value)));
    scorer.score(run.name(), track);
  });
}

void score_maps(const SpectrumOptions& options, SpectrumScorer& scorer) {
  std::vector<std::string> paths{options.importance};
  if (!options.onehot.empty()) paths.push_back(options.onehot);
  std::vector<double> track;
  AlignedMaps(paths, false)
      .for_each([&](const std::string& name, const std::vector<const float*>& maps_cl,
                    std::size_t length) {
        if (maps_cl.size() > 1) require_onehot(options.onehot, name, maps_cl[1], length);
        track.assign(length, 0);
        for (std::size_t i = 0; i < seq::kBases * length; ++i) {
          const double weight = maps_cl.size() > 1 ? maps_cl[1][i] : 1;
          track[i % length] += weight * std::abs(static_cast<double>(maps_cl[0][i]));
        }
        scorer.score(name, track);
      });
}

}  // namespace

void run_spectrum(const SpectrumOptions& options) {
  OutputFiles files(options.output);
  ScoreStream scores(files.side(options.per_sequence));
  SpectrumScorer scorer(options.frequency_limit, scores);
  if (util::ends_with(options.importance, ".npz")) {
    score_maps(options, scorer);
  } else {
    score_track(options.importance, scorer);
  }
  write_metrics(files.result(), scores.means(true));
  files.close();
}

}  // namespace siskin::tools
