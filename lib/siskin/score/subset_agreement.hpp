#pragma once

#include <cstdint>
#include <vector>

#include "siskin/score/subsets.hpp"

namespace siskin::score {

/// How far two sets of sufficient input subsets of one sequence agree: those of two models, or of
/// two thresholds. Counts add up, so that figures over many sequences can be pooled.
struct SubsetAgreement {
  std::int64_t subsets = 0;
  /// One single subset of the other set holds at least the asked share of its bases, and one base.
  std::int64_t subsets_matched = 0;
  std::int64_t others = 0;
  std::int64_t others_matched = 0;  ///< the same the other way
  std::int64_t bases = 0;           ///< in any subset of either
  std::int64_t common_bases = 0;    ///< in subsets of both

  SubsetAgreement& operator+=(const SubsetAgreement& added);
  /// NaN where the denominator is 0.
  double base_jaccard() const;  ///< common_bases / bases
  double matched() const;       ///< subsets_matched / subsets
  double other_matched() const;
};

/// Counts for one sequence. `minimum_cover` is a share of the bases of a subset, 0 to 1. Spans of a
/// subset may overlap.
SubsetAgreement compare_subsets(const std::vector<std::vector<Span>>& subsets,
                                const std::vector<std::vector<Span>>& others, double minimum_cover);

}  // namespace siskin::score
