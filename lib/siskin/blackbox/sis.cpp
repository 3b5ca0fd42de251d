#include "siskin/blackbox/sis.hpp"

#include <algorithm>
#include <utility>

#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::blackbox {
namespace {

// 0 - x rather than -x, for which zero would become -0.
double negated(double value) { return 0.0 - value; }

Elimination negated(Elimination elimination) {
  elimination.initial = negated(elimination.initial);
  for (auto& value : elimination.values) value = negated(value);
  return elimination;
}

void erase_all(std::vector<std::size_t>& from, const std::vector<std::size_t>& what) {
  const auto listed = [&what](std::size_t unit) {
    return std::find(what.begin(), what.end(), unit) != what.end();
  };
  from.erase(std::remove_if(from.begin(), from.end(), listed), from.end());
}

// What first_subset() finds for a goal that is made large.
SisResult first_of_goal(const Elimination& elimination, const std::vector<Unit>& units,
                        double threshold) {
  SisResult result;
  result.score = elimination.initial;
  if (result.score < threshold) {
    result.status = SisStatus::kBelowThreshold;
    return result;
  }
  result.masked_score = elimination.order.empty() ? result.score : elimination.values.back();
  SufficientSubset subset;
  subset.units = find_sis(elimination, threshold);
  if (subset.units.empty()) {
    result.status = SisStatus::kMaskedAboveThreshold;
    return result;
  }
  subset.positions = positions_of(units, subset.units);
  subset.score = score_of_last(elimination, subset.units.size());
  result.subsets.push_back(std::move(subset));
  return result;
}

void negate(SisResult& result) {
  result.score = negated(result.score);
  if (result.masked_score) result.masked_score = negated(*result.masked_score);
  for (auto& subset : result.subsets) {
    subset.score = negated(subset.score);
    if (subset.rest_score) subset.rest_score = negated(*subset.rest_score);
  }
  for (auto& elimination : result.eliminations) elimination = negated(std::move(elimination));
}

}  // namespace

Decision parse_decision(const std::string& word) {
  if (word == "maximise") return Decision::kMaximise;
  if (word == "minimise") return Decision::kMinimise;
  throw UsageError("found " + util::quoted(word) + ", expected maximise or minimise");
}

std::string decision_word(Decision decision) {
  return decision == Decision::kMaximise ? "maximise" : "minimise";
}

bool reaches(double score, double threshold, Decision decision) {
  return decision == Decision::kMaximise ? score >= threshold : score <= threshold;
}

Elimination back_select(Scorer& scorer, const MaskableSequence& sequence,
                        const std::vector<std::size_t>& candidates, const KnownScores& known) {
  Elimination result;
  result.initial = known.initial
                       ? *known.initial
                       : score_masked(scorer, sequence, other_units(sequence, candidates));
  const auto walk = masking_walk(scorer, sequence, candidates);
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

double score_of_last(const Elimination& elimination, std::size_t kept) {
  const std::size_t masked = elimination.order.size() - kept;
  return masked == 0 ? elimination.initial : elimination.values[masked - 1];
}

std::vector<std::size_t> find_sis(const Elimination& elimination, double threshold) {
  const std::size_t count = elimination.order.size();
  if (count == 0 || elimination.values.back() >= threshold) return {};
  const auto suffices = [&](std::size_t kept) {  // false for NaN
    return score_of_last(elimination, kept) >= threshold;
  };
  std::size_t kept = 1;
  while (kept < count && !suffices(kept)) ++kept;
  return {elimination.order.rbegin(),
          elimination.order.rbegin() + static_cast<std::ptrdiff_t>(kept)};
}

SubsetSearch::SubsetSearch(Scorer& scorer, const MaskableSequence& sequence,
                           const SisOptions& options)
    : scorer_(scorer),
      negated_(scorer),
      sequence_(sequence),
      options_(options),
      is_negated_(options.decision == Decision::kMinimise),
      threshold_(is_negated_ ? negated(options.threshold) : options.threshold),
      current_(options.score ? (is_negated_ ? negated(*options.score) : *options.score)
                             : score_masked(goal(), sequence, {})),
      candidates_(all_units(sequence)) {
  result_.score = current_;
  if (current_ < threshold_) {
    result_.status = SisStatus::kBelowThreshold;
    return;
  }
  result_.masked_score =
      candidates_.empty() ? current_ : score_masked(goal(), sequence, candidates_);
  if (*result_.masked_score >= threshold_) result_.status = SisStatus::kMaskedAboveThreshold;
}

bool SubsetSearch::open() const {
  if (candidates_.empty()) return false;
  if (result_.status != SisStatus::kOk) {
    return options_.keep_orders && result_.eliminations.empty();
  }
  return current_ >= threshold_ && result_.subsets.size() < options_.max_subsets;
}

Elimination SubsetSearch::back_select() {
  return blackbox::back_select(goal(), sequence_, candidates_, known());
}

void SubsetSearch::take(const Elimination& elimination) {
  if (options_.keep_orders) result_.eliminations.push_back(elimination);
  if (result_.status == SisStatus::kOk) keep(elimination);
}

void SubsetSearch::keep(const Elimination& elimination) {
  auto units = find_sis(elimination, threshold_);
  double score = score_of_last(elimination, units.size());
  if (options_.polish) {
    std::sort(units.begin(), units.end());
    const auto polished =
        blackbox::back_select(goal(), sequence_, units, {score, result_.masked_score});
    units = find_sis(polished, threshold_);
    score = score_of_last(polished, units.size());
  }
  record(std::move(units), score);
}

void SubsetSearch::record(std::vector<std::size_t> units, double score) {
  SufficientSubset subset;
  subset.units = std::move(units);
  subset.score = score;
  subset.positions = positions_of(sequence_.units, subset.units);
  erase_all(candidates_, subset.units);
  current_ = candidates_.empty()
                 ? *result_.masked_score
                 : score_masked(goal(), sequence_, other_units(sequence_, candidates_));
  subset.rest_score = current_;
  result_.subsets.push_back(std::move(subset));
}

SisResult SubsetSearch::result() {
  if (is_negated_) negate(result_);
  return std::move(result_);
}

SisResult sufficient_subsets(Scorer& scorer, const MaskableSequence& sequence,
                             const SisOptions& options) {
  SubsetSearch search(scorer, sequence, options);
  while (search.open()) search.take(search.back_select());
  return search.result();
}

SisResult first_subset(const Elimination& elimination, const std::vector<Unit>& units,
                       const SisOptions& options) {
  if (options.decision == Decision::kMaximise) {
    return first_of_goal(elimination, units, options.threshold);
  }
  auto result = first_of_goal(negated(elimination), units, negated(options.threshold));
  negate(result);
  return result;
}

}  // namespace siskin::blackbox
