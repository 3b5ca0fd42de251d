#include "siskin/blackbox/sis.hpp"

#include <algorithm>
#include <utility>

namespace siskin::blackbox {
namespace {

double score_unchanged(Scorer& scorer, const std::vector<float>& onehot_cl) {
  return scorer.score_edits(onehot_cl.data(), onehot_cl.size() / 4, {Edit{}}).front();
}

std::vector<std::size_t> positions_with_base(const std::vector<float>& onehot_cl) {
  const std::size_t length = onehot_cl.size() / 4;
  std::vector<std::size_t> positions;
  for (std::size_t i = 0; i < length; ++i) {
    if (!is_ambiguous(column_of(onehot_cl.data(), length, i))) positions.push_back(i);
  }
  return positions;
}

double score_masked(Scorer& scorer, std::vector<float> onehot_cl, const Mask& mask,
                    const std::vector<std::size_t>& candidates) {
  const std::size_t length = onehot_cl.size() / 4;
  for (const auto position : candidates) {
    write_column(onehot_cl.data(), length, position, mask[position]);
  }
  return score_unchanged(scorer, onehot_cl);
}

// Score with the last `kept` masked positions still visible.
double score_before(const Elimination& elimination, std::size_t kept) {
  const std::size_t masked = elimination.order.size() - kept;
  return masked == 0 ? elimination.initial : elimination.values[masked - 1];
}

void erase_all(std::vector<std::size_t>& from, const std::vector<std::size_t>& what) {
  const auto listed = [&what](std::size_t position) {
    return std::find(what.begin(), what.end(), position) != what.end();
  };
  from.erase(std::remove_if(from.begin(), from.end(), listed), from.end());
}

}  // namespace

Mask constant_mask(std::size_t length, const Column& column) { return Mask(length, column); }

Elimination back_select(Scorer& scorer, const std::vector<float>& onehot_cl, const Mask& mask,
                        const std::vector<std::size_t>& candidates, const KnownScores& known) {
  Elimination result;
  result.initial = known.initial ? *known.initial : score_unchanged(scorer, onehot_cl);
  std::vector<Edit> edits;
  edits.reserve(candidates.size());
  for (const auto position : candidates) edits.push_back({{position, mask[position]}});
  const auto walk = scorer.walk(onehot_cl, std::move(edits));
  auto visible = candidates;
  while (!visible.empty()) {
    const auto scores =
        visible.size() == 1 && known.masked ? std::vector<double>{*known.masked} : walk->scores();
    const auto best = std::max_element(scores.begin(), scores.end());  // the first of equals
    const auto place = best - scores.begin();
    walk->make(static_cast<std::size_t>(place));
    result.order.push_back(visible[static_cast<std::size_t>(place)]);
    result.values.push_back(*best);
    visible.erase(visible.begin() + place);
  }
  return result;
}

std::vector<std::size_t> find_sis(const Elimination& elimination, double threshold) {
  const std::size_t count = elimination.order.size();
  if (count == 0 || elimination.values.back() >= threshold) return {};
  std::size_t kept = 1;
  while (kept < count && score_before(elimination, kept) < threshold) ++kept;
  return {elimination.order.rbegin(),
          elimination.order.rbegin() + static_cast<std::ptrdiff_t>(kept)};
}

SisResult sufficient_subsets(Scorer& scorer, std::vector<float> onehot_cl, const Mask& mask,
                             const SisOptions& options) {
  SisResult result;
  result.score = options.score ? *options.score : score_unchanged(scorer, onehot_cl);
  if (result.score < options.threshold) {
    result.status = SisStatus::kBelowThreshold;
    return result;
  }
  auto candidates = positions_with_base(onehot_cl);
  const double masked_score = score_masked(scorer, onehot_cl, mask, candidates);
  result.masked_score = masked_score;
  if (masked_score >= options.threshold) {
    result.status = SisStatus::kMaskedAboveThreshold;
    return result;
  }
  double current = result.score;
  while (current >= options.threshold && !candidates.empty() &&
         result.subsets.size() < options.max_subsets) {
    const auto elimination =
        back_select(scorer, onehot_cl, mask, candidates, {current, masked_score});
    SufficientSubset subset;
    subset.positions = find_sis(elimination, options.threshold);
    subset.score = score_before(elimination, subset.positions.size());
    for (const auto position : subset.positions) {
      write_column(onehot_cl.data(), onehot_cl.size() / 4, position, mask[position]);
    }
    erase_all(candidates, subset.positions);
    current = candidates.empty() ? masked_score : score_unchanged(scorer, onehot_cl);
    subset.rest_score = current;
    result.subsets.push_back(std::move(subset));
  }
  return result;
}

}  // namespace siskin::blackbox
