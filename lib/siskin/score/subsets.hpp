#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace siskin::score {

/// Bases from first to second, 0-based half-open.
using Span = std::pair<std::int64_t, std::int64_t>;

/// The same bases as sorted spans that neither touch nor overlap.
std::vector<Span> merge_spans(std::vector<Span> spans);

/// Number of bases in merged spans.
std::int64_t base_count(const std::vector<Span>& merged);

/// Number of bases in both; both merged.
std::int64_t shared_bases(const std::vector<Span>& a, const std::vector<Span>& b);

/// What sufficient input subsets (Carter, Mueller, Jain & Gifford 2019) found of the sites planted
/// in a sequence. Counts add up, so that figures over many sequences can be pooled.
struct SubsetCounts {
  std::int64_t subsets = 0;
  std::int64_t subsets_inside = 0;  ///< all bases within sites
  std::int64_t sites = 0;
  std::int64_t sites_hit = 0;     ///< one single subset covers at least the asked share of the site
  std::int64_t subset_bases = 0;  ///< bases in at least one subset
  std::int64_t site_bases = 0;    ///< bases in at least one site
  std::int64_t common_bases = 0;  ///< bases in both

  SubsetCounts& operator+=(const SubsetCounts& other);
  /// NaN where the denominator is 0.
  double base_precision() const;  ///< common_bases / subset_bases
  double base_recall() const;     ///< common_bases / site_bases
  /// Harmonic mean of both (2 common / (subset + site bases)).
  double f1() const;
  double site_recall() const;       ///< sites_hit / sites
  double subset_precision() const;  ///< subsets_inside / subsets
};

/// Counts for one sequence. `minimum_cover` is the share of a site, in (0, 1].
SubsetCounts count_subsets(const std::vector<Span>& sites,
                           const std::vector<std::vector<Span>>& subsets, double minimum_cover);

}  // namespace siskin::score
