#include "siskin/blackbox/subset_selectors.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace siskin::blackbox {
namespace {

std::optional<double> median(std::vector<double> values) {
  if (values.empty()) return std::nullopt;
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

// Changes that unmask the first `count` units of a ranking.
Edit unmasking_edit(const MaskableSequence& sequence, const std::vector<std::size_t>& ranking,
                    std::size_t count) {
  Edit edit;
  for (std::size_t rank = 0; rank < count; ++rank) {
    for (const auto position : sequence.units[ranking[rank]]) {
      edit.push_back({position, column_of(sequence.onehot_cl.data(), sequence.length(), position)});
    }
  }
  return edit;
}

// Scores with the first `first` .. `last` units of a ranking visible.
std::vector<double> scores_of_tops(Scorer& scorer, const MaskableSequence& sequence,
                                   const std::vector<std::size_t>& ranking, std::size_t first,
                                   std::size_t last) {
  std::vector<Edit> edits;
  for (std::size_t count = first; count <= last; ++count) {
    edits.push_back(unmasking_edit(sequence, ranking, count));
  }
  std::vector<double> sums(edits.size(), 0.0);
  for (const auto& mask : sequence.masks) {
    const auto blank_cl = masked_map(sequence, mask, all_units(sequence));
    const auto scores = scorer.score_edits(blank_cl.data(), sequence.length(), edits);
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += scores[i];
  }
  for (auto& sum : sums) sum /= static_cast<double>(sequence.masks.size());
  return sums;
}

std::vector<std::size_t> positions_of(const MaskableSequence& sequence,
                                      const std::vector<std::size_t>& units) {
  std::vector<std::size_t> positions;
  for (const auto unit : units) {
    positions.insert(positions.end(), sequence.units[unit].begin(), sequence.units[unit].end());
  }
  return positions;
}

}  // namespace

std::vector<std::size_t> descending(const std::vector<double>& values) {
  std::vector<std::size_t> places(values.size());
  std::iota(places.begin(), places.end(), std::size_t{0});
  std::stable_sort(places.begin(), places.end(),
                   [&values](std::size_t a, std::size_t b) { return values[a] > values[b]; });
  return places;
}

std::vector<std::size_t> top(std::vector<std::size_t> ranking, std::size_t count) {
  ranking.resize(std::min(ranking.size(), count));
  return ranking;
}

std::vector<double> masking_drops(Scorer& scorer, const MaskableSequence& sequence, double score) {
  const std::size_t units = sequence.units.size();
  std::vector<double> sums(units, 0.0);
  for (const auto& mask : sequence.masks) {
    std::vector<Edit> edits;
    for (std::size_t unit = 0; unit < units; ++unit) {
      edits.push_back(masking_edit(sequence, mask, unit));
    }
    const auto scores = scorer.score_edits(sequence.onehot_cl.data(), sequence.length(), edits);
    for (std::size_t unit = 0; unit < units; ++unit) sums[unit] += scores[unit];
  }
  for (auto& sum : sums) sum = score - sum / static_cast<double>(sequence.masks.size());
  return sums;
}

std::vector<std::size_t> sufficient_top(Scorer& scorer, const MaskableSequence& sequence,
                                        const std::vector<std::size_t>& ranking, double threshold) {
  const std::size_t step = scorer.batch_size();
  for (std::size_t first = 1; first <= ranking.size(); first += step) {
    const std::size_t last = std::min(ranking.size(), first + step - 1);
    const auto scores = scores_of_tops(scorer, sequence, ranking, first, last);
    const auto reached = std::find_if(scores.begin(), scores.end(),
                                      [threshold](double score) { return score >= threshold; });
    if (reached != scores.end()) {
      return top(ranking, first + static_cast<std::size_t>(reached - scores.begin()));
    }
  }
  return ranking;
}

std::vector<std::size_t> top_with_sum(const std::vector<std::size_t>& ranking,
                                      const std::vector<double>& values, double total) {
  double sum = 0;
  for (std::size_t rank = 0; rank < ranking.size(); ++rank) {
    sum += values[ranking[rank]];
    if (sum >= total) return top(ranking, rank + 1);
  }
  return ranking;
}

SisResult chosen_subset(Scorer& scorer, const MaskableSequence& sequence, const SisOptions& options,
                        const ChooseUnits& choose) {
  const bool minimise = options.decision == Decision::kMinimise;
  NegatedScorer negated(scorer);
  Scorer& goal = minimise ? negated : scorer;
  const double sign = minimise ? -1 : 1;
  const double threshold = sign * options.threshold;
  SisResult result;
  result.score = options.score ? *options.score : score_masked(scorer, sequence, {});
  if (sign * result.score < threshold) {
    result.status = SisStatus::kBelowThreshold;
    return result;
  }
  result.masked_score = score_masked(scorer, sequence, all_units(sequence));
  if (sign * *result.masked_score >= threshold) {
    result.status = SisStatus::kMaskedAboveThreshold;
    return result;
  }
  SufficientSubset subset;
  subset.units = choose(goal, sign * result.score, threshold);
  subset.positions = positions_of(sequence, subset.units);
  subset.score = score_masked(scorer, sequence, other_units(sequence, subset.units));
  subset.rest_score = score_masked(scorer, sequence, subset.units);
  result.subsets.push_back(std::move(subset));
  return result;
}

Perturbation perturbation(const std::vector<double>& drops, const std::vector<std::size_t>& units) {
  std::vector<bool> is_inside(drops.size(), false);
  for (const auto unit : units) is_inside[unit] = true;
  std::vector<double> inside;
  std::vector<double> outside;
  for (std::size_t unit = 0; unit < drops.size(); ++unit) {
    (is_inside[unit] ? inside : outside).push_back(drops[unit]);
  }
  return {median(std::move(inside)), median(std::move(outside))};
}

}  // namespace siskin::blackbox
