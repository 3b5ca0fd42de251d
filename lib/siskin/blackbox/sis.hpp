#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "siskin/blackbox/maskable_sequence.hpp"
#include "siskin/blackbox/negated_scorer.hpp"
#include "siskin/blackbox/scorer.hpp"

// Sufficient input subsets (Carter, Mueller, Jain & Gifford 2019, "What made you do this?
// Understanding black-box decisions with sufficient input subsets", AISTATS).
//
// What differs from the published code: a fully masked sequence that still reaches the threshold is
// reported instead of giving an empty or wrong subset, and positions of an earlier subset are never
// candidates again.

namespace siskin::blackbox {

/// A back-selection: units in the order in which they were masked.
struct Elimination {
  double initial = 0;              ///< score before anything was masked
  std::vector<std::size_t> order;  ///< units, first masked first
  /// values[i]: score after order[0..i] were masked; NaN where it was not asked for, because
  /// several units were masked at once.
  std::vector<double> values;
};

/// What is known before a search begins and need not be evaluated again.
struct KnownScores {
  std::optional<double> initial;  ///< nothing but the candidates visible
  std::optional<double> masked;   ///< all candidates masked
};

/// BackSelect: masks the `candidates` (ascending numbers of units) one by one, each time the one
/// that leaves the largest score; ties go to the lowest number. All other units are masked from the
/// start. With one mask d (d + 1) / 2 evaluations and one more for the initial score, less one for
/// each that is known.
Elimination back_select(Scorer& scorer, const MaskableSequence& sequence,
                        const std::vector<std::size_t>& candidates, const KnownScores& known = {});

/// Score with only the `kept` units visible that were masked last.
double score_of_last(const Elimination& elimination, std::size_t kept);

/// FindSIS: the shortest non-empty suffix of the order that still reaches the threshold when all
/// else is masked, last masked unit first; all units when only the unmasked sequence reaches it, or
/// not even that. Empty when the fully masked sequence reaches the threshold: then no unit is
/// needed. For an ascending threshold the subsets are nested.
std::vector<std::size_t> find_sis(const Elimination& elimination, double threshold);

/// On which side of the threshold the decision lies that is explained.
enum class Decision {
  kMaximise,  ///< f >= threshold
  kMinimise,  ///< f <= threshold, which is -f >= -threshold
};

/// "maximise" or "minimise". Throws UsageError otherwise.
Decision parse_decision(const std::string& word);
/// The same word.
std::string decision_word(Decision decision);
/// Whether a score makes the decision.
bool reaches(double score, double threshold, Decision decision);

enum class SisStatus {
  kOk,                    ///< at least one subset
  kBelowThreshold,        ///< f(x) misses the threshold: no decision to explain
  kMaskedAboveThreshold,  ///< f(all masked) reaches it: every subset would be sufficient
};

struct SufficientSubset {
  std::vector<std::size_t> units;      ///< last masked (most needed) first
  std::vector<std::size_t> positions;  ///< of these units in that order, 0-based
  double score = 0;                    ///< f with only this subset visible
  /// f after this and all earlier subsets are masked; empty when it is not known.
  std::optional<double> rest_score;
};

/// All scores are those of f, whatever the decision.
struct SisResult {
  SisStatus status = SisStatus::kOk;
  double score = 0;                    ///< f(x)
  std::optional<double> masked_score;  ///< f(all masked); empty below the threshold
  std::vector<SufficientSubset> subsets;
  std::vector<Elimination> eliminations;  ///< one a subset, with SisOptions::keep_orders
};

struct SisOptions {
  double threshold = 0;
  Decision decision = Decision::kMaximise;
  std::size_t max_subsets = std::numeric_limits<std::size_t>::max();
  /// f(x) when it is known already. A threshold taken from predictions must meet the same numbers
  /// again, or rounding decides about the sequence that lies on it.
  std::optional<double> score;
  /// Keep the eliminations, and make the first one even where there is nothing to explain: it
  /// answers for every other threshold (first_subset).
  bool keep_orders = false;
  /// Search each subset again among its own units, which makes minimal what is not.
  bool polish = false;
};

/// SIScollection as a loop that others drive: disjoint subsets, each sufficient, until the rest is
/// not, or as many as asked for.
///
///   while (search.open()) search.take(search.back_select());
class SubsetSearch {
 public:
  /// Scores the sequence, and where that reaches the threshold the fully masked one, so that a
  /// threshold that explains nothing costs two evaluations. Scorer and sequence must outlive this.
  SubsetSearch(Scorer& scorer, const MaskableSequence& sequence, const SisOptions& options);
  SubsetSearch(const SubsetSearch&) = delete;
  SubsetSearch& operator=(const SubsetSearch&) = delete;

  /// Whether another elimination is wanted.
  bool open() const;
  /// The units that it masks one after the other, ascending.
  const std::vector<std::size_t>& candidates() const { return candidates_; }
  /// What is made large: f, or -f for a minimising decision. All below is in its terms.
  Scorer& goal() { return is_negated_ ? negated_ : scorer_; }
  double sign() const { return is_negated_ ? -1 : 1; }
  double threshold() const { return threshold_; }
  /// With the candidates visible.
  double score() const { return current_; }
  KnownScores known() const { return {current_, result_.masked_score}; }
  Elimination back_select();
  /// An elimination over candidates(): keeps the subset that stands at its end.
  void take(const Elimination& elimination);
  /// Keeps these candidates as a subset, last masked first, whatever their score.
  void record(std::vector<std::size_t> units, double score);
  /// Ends the search.
  SisResult result();

 private:
  void keep(const Elimination& elimination);

  Scorer& scorer_;
  NegatedScorer negated_;
  const MaskableSequence& sequence_;
  SisOptions options_;
  bool is_negated_;
  double threshold_;  // of goal(), as all scores here
  double current_;
  std::vector<std::size_t> candidates_;
  SisResult result_;
};

/// All or the first subsets of a sequence by exact back-selection. Each is minimal: without any one
/// of its units the threshold is missed.
SisResult sufficient_subsets(Scorer& scorer, const MaskableSequence& sequence,
                             const SisOptions& options);

/// The first subset that sufficient_subsets() would find, from an elimination of f (for a
/// minimising decision: one that was made by such) over `units`, without any evaluation. Its
/// rest_score is not known. Of `options` threshold and decision are read.
SisResult first_subset(const Elimination& elimination, const std::vector<Unit>& units,
                       const SisOptions& options);

}  // namespace siskin::blackbox
