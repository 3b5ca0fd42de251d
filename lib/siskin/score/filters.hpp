#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "siskin/motif/motif_database.hpp"
#include "siskin/seq/motif.hpp"

namespace siskin::score {

/// What a network was meant to find, and the motifs of a database that show it found it.
struct TruthMotif {
  std::string name;
  /// Ids as in the database; one without a version (MA0079) stands for all versions (MA0079.3).
  std::vector<std::string> ids;
};

/// The twelve planted motifs of task 1 of Koo & Ploenzke, Nature Machine Intelligence 3:258 (2021).
/// "koo2021-published": the ids of their scripts. Three of the twelve sets hold other factors there
/// (Arid3b MA0601.1 under Arid3; NFYA MA0060 under NFYB; MEF2B MA0660.1 and MEF2D MA0773.1 under
/// STAT1). "koo2021": the planted factors alone, in any version. Throws Error for another name.
std::vector<TruthMotif> named_truth(const std::string& name);

/// For each motif of the database the index of the truth motif it stands for. Throws Error when one
/// stands for two, or none for a truth motif: that one could never be found.
std::vector<std::optional<std::size_t>> assign_truth(const std::vector<seq::Motif>& database,
                                                     const std::vector<TruthMotif>& truth);

enum class MatchMeasure { kPValue, kEValue, kQValue };

/// From which comparison on a filter has found a motif.
struct MatchRule {
  MatchMeasure measure = MatchMeasure::kEValue;
  double threshold = 0.1;  ///< inclusive

  bool accepts(const motif::Comparison& comparison) const;
};

/// What one filter has found.
struct FilterMatch {
  std::vector<motif::Comparison> hits;  ///< best first: by p-value, overlap, place in the database
  std::optional<std::size_t> truth;     ///< of the hits, the truth motif of the smallest q-value
  double truth_q = 1;                   ///< that q-value; 1 without
};

/// Sorts out the comparisons of one filter with a database; `truth_of` as of assign_truth.
FilterMatch match_filter(const std::vector<motif::Comparison>& comparisons, const MatchRule& rule,
                         const std::vector<std::optional<std::size_t>>& truth_of);

/// The figures of Koo & Ploenzke 2021 over all filters of a layer.
struct FilterSummary {
  struct Found {
    std::size_t filters = 0;  ///< filters whose truth motif this is
    double best_q = 1;        ///< the smallest of their q-values; NaN for none
  };
  double match_any = 0;       ///< share of filters with any hit; NaN without filters
  double match_fraction = 0;  ///< share of filters that found a truth motif
  double recovered = 0;       ///< share of truth motifs that a filter found
  std::vector<Found> motifs;  ///< by truth motif
};

FilterSummary summarise_filters(const std::vector<FilterMatch>& filters, std::size_t truth_motifs);

}  // namespace siskin::score
