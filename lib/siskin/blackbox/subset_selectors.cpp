#include "siskin/blackbox/subset_selectors.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "siskin/util/quantile.hpp"

namespace siskin::blackbox {
namespace {

std::optional<double> median(std::vector<double> values) {
  if (values.empty()) return std::nullopt;
  return util::median(std::move(values));
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
  SubsetSearch search(scorer, sequence, options);
  if (search.open()) {
    auto units = choose(search.goal(), search.score(), search.threshold());
    const double score = score_masked(search.goal(), sequence, other_units(sequence, units));
    search.record(std::move(units), score);
  }
  return search.result();
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
