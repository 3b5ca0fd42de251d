#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "siskin/seq/motif.hpp"

namespace siskin::motif {

/// A known motif laid over another one.
struct MotifMatch {
  std::size_t index = 0;  ///< among the known
  double correlation = 0;
  std::int64_t offset = 0;  ///< of the known motif's first row as read, from the query's first row
  bool reversed = false;    ///< the known motif is read from the other strand
};

/// Pearson correlation of all entries of two matrices, `known` shifted by `offset` rows; where one
/// of them has no row it is 0.25 for each base, so that a short overlap is no advantage. From -1 to
/// 1; 0 when a matrix is uniform throughout.
double correlation(const seq::Motif& query, const seq::Motif& known, std::int64_t offset);

/// The known motif of the largest correlation over all offsets with at least one row in common and
/// both strands; ties go to the first motif, then to the forward strand, then to the left. A rank,
/// not a test: no p-value says how often chance does as well. Empty when there is no known motif.
std::optional<MotifMatch> best_match(const seq::Motif& query, const std::vector<seq::Motif>& known);

}  // namespace siskin::motif
