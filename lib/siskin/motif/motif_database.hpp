#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "siskin/motif/column_scores.hpp"
#include "siskin/seq/motif.hpp"

namespace siskin::motif {

struct ComparisonSettings {
  ColumnScore score = ColumnScore::kEuclidean;
  bool both_strands = true;
  std::size_t least_overlap = 1;  ///< rows in common; the whole of a motif that is shorter
  double pseudocount = 0.1;       ///< sites added to each motif, a quarter of each base
};

/// How well a motif of a database fits a query, at the best of all offsets and strands.
struct Comparison {
  std::size_t target = 0;  ///< index in the database
  double p_value = 1;      ///< of a match this good with one motif of this width by chance
  double e_value = 1;      ///< expected number of such matches in a database of this size
  double q_value = 1;      ///< false discovery rate over the database, for this query
  /// Column of the target, as read, under the first row of the query; negative when the query
  /// begins first. Tomtom's "Optimal_offset".
  std::int64_t offset = 0;
  std::size_t overlap = 0;  ///< rows in common
  bool reversed = false;    ///< the target is read from the other strand
};

/// Compares motifs with those of a database by Tomtom's statistics (Gupta et al. 2007), with the
/// complete scores of Tanaka et al. (2011) that became its default.
///
/// The null model draws columns from the database, those of both strands where both are compared;
/// so p-values from a database of a few dozen columns are coarse. The best offset is that of the
/// largest score, then of the largest overlap, then the leftmost; the forward strand before the
/// other. Both strands count as two independent draws, which they are not for a palindromic query:
/// its p-values are up to twice too large. Against Tomtom: offsets that `least_overlap`
/// rules out do not count in the null either.
class MotifDatabase {
 public:
  /// Throws Error for no targets, a motif without rows, or as ColumnTable.
  MotifDatabase(std::vector<seq::Motif> targets, const ComparisonSettings& settings);

  const std::vector<seq::Motif>& targets() const { return targets_; }

  /// One a target, in their order. May be called from several threads at once. Throws Error for a
  /// query without rows or of more than 327.
  std::vector<Comparison> compare(const seq::Motif& query) const;

 private:
  ComparisonSettings settings_;
  std::vector<seq::Motif> targets_;
  std::vector<std::size_t> widths_;  // of the targets on the forward strand, then on the other
  ColumnTable columns_;
};

/// Whether `a` stands before `b` in a list of the best: smaller p-value, then larger overlap.
bool better_comparison(const Comparison& a, const Comparison& b);

/// The first of the best of comparisons; null for none.
const Comparison* best_comparison(const std::vector<Comparison>& comparisons);

}  // namespace siskin::motif
