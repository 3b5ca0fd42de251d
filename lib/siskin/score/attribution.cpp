#include "siskin/score/attribution.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <string>

#include "siskin/score/classification.hpp"
#include "siskin/seq/alphabet.hpp"
#include "siskin/util/error.hpp"

namespace siskin::score {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kUniform = 1.0 / seq::kBases;

void check_sizes(std::size_t scores, std::size_t truth) {
  if (scores == truth) return;
  throw Error("found " + std::to_string(scores) + " scores and the truth of " +
              std::to_string(truth) + " bases, expected as many of both");
}

/// The three sums that a cosine is made of.
struct Products {
  double cross = 0;
  double map_square = 0;
  double model_square = 0;

  void add(double map, double model) {
    cross += map * model;
    map_square += map * map;
    model_square += model * model;
  }
  double cosine() const {
    if (model_square == 0) return kNan;
    if (map_square == 0) return 0;
    return std::clamp(cross / (std::sqrt(map_square) * std::sqrt(model_square)), -1.0, 1.0);
  }
};

}  // namespace

RankingScores ranking_scores(const std::vector<float>& scores, const std::vector<float>& bits,
                             const TruthDefinition& definition) {
  check_sizes(scores.size(), bits.size());
  if (scores.empty()) return {kNan, kNan};
  // Values of a track are floats: 0.1 read from one must not lie above the threshold 0.1.
  const auto threshold = static_cast<float>(definition.threshold);
  const float fewest = *std::min_element(bits.begin(), bits.end());
  std::vector<double> kept_scores;
  std::vector<int> labels;
  for (std::size_t i = 0; i < bits.size(); ++i) {
    const bool signal = bits[i] > threshold;
    if (definition.drop_weak && !signal && bits[i] > fewest) continue;
    kept_scores.push_back(scores[i]);
    labels.push_back(signal ? 1 : 0);
  }
  return {auroc(kept_scores, labels), aupr_trapezoid(kept_scores, labels)};
}

RankingScores ranking_scores(const std::vector<float>& scores, const std::vector<int>& inside) {
  const std::vector<double> as_double(scores.begin(), scores.end());
  return {auroc(as_double, inside), aupr_trapezoid(as_double, inside)};
}

SignalToNoise signal_to_noise(const std::vector<float>& scores, const std::vector<float>& bits,
                              std::size_t top_k) {
  constexpr float kSignalBits = 0.1F;
  check_sizes(scores.size(), bits.size());
  const float fewest = bits.empty() ? 0 : *std::min_element(bits.begin(), bits.end());
  double signal = 0;
  std::size_t signal_bases = 0;
  std::vector<double> noise;
  for (std::size_t i = 0; i < bits.size(); ++i) {
    if (bits[i] > kSignalBits) {
      signal += scores[i];
      ++signal_bases;
    }
    if (bits[i] == fewest && scores[i] > 0) noise.push_back(scores[i]);
  }
  if (signal_bases == 0) return {kNan, kNan, kNan, kNan, kNan};
  if (noise.size() < top_k) return {};
  const auto mean_of_first = [&](std::size_t count) {
    return std::accumulate(noise.begin(), noise.begin() + static_cast<std::ptrdiff_t>(count), 0.0) /
           static_cast<double>(count);
  };
  std::sort(noise.begin(), noise.end(), std::greater<>());
  SignalToNoise result;
  result.signal = signal / static_cast<double>(signal_bases);
  result.noise_max = noise.front();
  result.noise_mean = mean_of_first(noise.size());
  result.noise_top = mean_of_first(top_k);
  result.ratio = result.signal / result.noise_top;
  return result;
}

double map_cosine(const float* map_cl, const float* model_cl, std::size_t length) {
  Products whole;
  for (std::size_t i = 0; i < seq::kBases * length; ++i)
    whole.add(map_cl[i], model_cl[i] - kUniform);
  return whole.cosine();
}

double column_cosine(const float* map_cl, const float* model_cl, std::size_t length) {
  double sum = 0;
  std::size_t columns = 0;
  for (std::size_t position = 0; position < length; ++position) {
    Products column;
    for (std::size_t base = 0; base < seq::kBases; ++base) {
      const std::size_t at = base * length + position;
      column.add(map_cl[at], model_cl[at] - kUniform);
    }
    if (column.model_square == 0) continue;
    sum += column.cosine();
    ++columns;
  }
  return columns == 0 ? kNan : sum / static_cast<double>(columns);
}

}  // namespace siskin::score
