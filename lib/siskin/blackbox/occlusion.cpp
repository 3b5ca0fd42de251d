#include "siskin/blackbox/occlusion.hpp"

#include <numeric>
#include <utility>

#include "siskin/util/random.hpp"

namespace siskin::blackbox {
namespace {

Feature bases_of_window(const std::vector<float>& onehot_cl, std::size_t start, std::size_t width) {
  const std::size_t length = onehot_cl.size() / 4;
  Feature positions;
  for (std::size_t i = start; i < start + width; ++i) {
    if (!is_ambiguous(column_of(onehot_cl.data(), length, i))) positions.push_back(i);
  }
  return positions;
}

// f(x) in the same call as the edits, so that a window that the model cannot see has exactly 0.
PositionValues effects(Scorer& scorer, const std::vector<float>& onehot_cl,
                       std::vector<Edit> edits) {
  edits.emplace_back();
  auto scores = scorer.score_edits(onehot_cl.data(), onehot_cl.size() / 4, edits);
  PositionValues result;
  result.score = scores.back();
  scores.pop_back();
  for (const double score : scores) result.values.push_back(result.score - score);
  return result;
}

Edit shuffled(const std::vector<float>& onehot_cl, const Feature& positions, util::Random& random) {
  auto sources = positions;
  random.shuffle(sources);
  Edit edit;
  edit.reserve(positions.size());
  for (std::size_t i = 0; i < positions.size(); ++i) {
    edit.push_back({positions[i], column_of(onehot_cl.data(), onehot_cl.size() / 4, sources[i])});
  }
  return edit;
}

}  // namespace

PositionValues feature_occlusion(Scorer& scorer, const Game& game) {
  std::vector<Edit> edits;
  edits.reserve(game.features.size() + 1);
  for (const auto& feature : game.features) {
    Edit edit;
    edit.reserve(feature.size());
    for (const auto position : feature) edit.push_back({position, game.mask[position]});
    edits.push_back(std::move(edit));
  }
  return effects(scorer, game.onehot_cl, std::move(edits));
}

PositionValues occlusion(Scorer& scorer, const std::vector<float>& onehot_cl, const Mask& mask,
                         const WindowOptions& options) {
  Game game{onehot_cl, mask, {}};
  for (const auto start : window_starts(mask.size(), options)) {
    game.features.push_back(bases_of_window(onehot_cl, start, options.width));
  }
  auto result = feature_occlusion(scorer, game);
  result.values = mean_over_windows(result.values, mask.size(), options);
  return result;
}

PositionValues shuffle_occlusion(Scorer& scorer, const std::vector<float>& onehot_cl,
                                 const WindowOptions& options, const ShuffleOptions& shuffles) {
  const std::size_t length = onehot_cl.size() / 4;
  util::Random random(shuffles.seed, shuffles.number);
  std::vector<Edit> edits;
  const auto starts = window_starts(length, options);
  edits.reserve(starts.size() * shuffles.shuffles + 1);
  for (const auto start : starts) {
    const auto positions = bases_of_window(onehot_cl, start, options.width);
    for (std::size_t i = 0; i < shuffles.shuffles; ++i) {
      edits.push_back(shuffled(onehot_cl, positions, random));
    }
  }
  auto result = effects(scorer, onehot_cl, std::move(edits));
  std::vector<double> means;
  means.reserve(starts.size());
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const auto first = result.values.begin() + static_cast<std::ptrdiff_t>(i * shuffles.shuffles);
    means.push_back(
        std::accumulate(first, first + static_cast<std::ptrdiff_t>(shuffles.shuffles), 0.0) /
        static_cast<double>(shuffles.shuffles));
  }
  result.values = mean_over_windows(means, length, options);
  return result;
}

}  // namespace siskin::blackbox
