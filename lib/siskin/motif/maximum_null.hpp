#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "siskin/motif/integer_scores.hpp"

namespace siskin::motif {

/// How large the best complete score of a query is by chance, for motifs whose columns are drawn
/// from the database independently of each other.
///
/// The score of every stretch of the query has an exact distribution, which is built up row by row
/// (Gupta et al. 2007). A motif of n columns can be laid over a query of w rows in w + n - 1 ways;
/// the largest of their scores is taken as that of independent draws (Tanaka et al. 2011), which
/// they nearly are. Tails are added up from above and never as 1 - x, so that small ones keep their
/// digits.
class MaximumNull {
 public:
  /// `counts` and `unaligned` as of IntegerScores, `widths` those of the motifs to ask for. Only
  /// ways with `least_overlap` rows in common (or all of the shorter motif) count.
  MaximumNull(const std::vector<ScoreCounts>& counts, int unaligned,
              const std::vector<std::size_t>& widths, std::size_t least_overlap);

  /// Probability that the best score of a motif of this width, one of `widths`, on one strand, is
  /// `score` or more.
  double tail(std::size_t width, std::int64_t score) const;

 private:
  std::map<std::size_t, std::vector<double>> tails_;  // by width, then score
};

}  // namespace siskin::motif
