#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "siskin/motif/contribution_alignment.hpp"
#include "siskin/motif/contribution_tracks.hpp"
#include "siskin/seq/motif.hpp"

namespace siskin::motif {

/// Where a pattern stands in a sequence.
struct PatternSite {
  std::size_t region = 0;  ///< the seqlet that it comes from
  std::size_t sequence = 0;
  std::int64_t start = 0;  ///< of the pattern's leftmost base in the sequence; may be negative
  bool reversed = false;   ///< the pattern is read from the other strand
  double similarity = 0;
  double weight = 1;  ///< in the shape; not in the mean contributions
};

/// What the sites of a pattern have in common, row by row as the pattern is read.
struct ContributionPattern {
  std::vector<PatternSite> sites;
  ContributionMatrix shape;          ///< weighted mean contribution of each base: what is aligned
  ContributionMatrix contributions;  ///< mean contribution of each base (CWM)
  ContributionMatrix frequencies;    ///< share of each base (PPM), 0.25 where no site has any

  std::size_t width() const { return shape.size(); }
};

struct PatternTrim {
  std::size_t flank = 10;           ///< rows looked at beyond either end
  std::size_t longest = 30;         ///< rows kept at most: those of the largest contributions
  double least_contribution = 0.2;  ///< a row at either end has this share of the largest
};

/// Means over sites of `width` rows, as they stand. Base r of a site is base start + r of its
/// sequence or, reversed, the complement of base start + width - 1 - r; beyond the ends there is
/// none. Throws Error for no sites.
ContributionPattern average_sites(const ContributionTracks& tracks, std::vector<PatternSite> sites,
                                  std::size_t width);

/// Means over sites of `width` rows, widened by trim.flank and then cut to the rows that
/// contribute: from the first to the last whose mean contribution is at least a share of the
/// largest. The sites are moved along.
ContributionPattern trim_sites(const ContributionTracks& tracks, std::vector<PatternSite> sites,
                               std::size_t width, const PatternTrim& trim);

/// Of sites of `width` rows that share more than half of their bases, only that of the largest
/// similarity stays (the first of equals). By sequence, then start.
std::vector<PatternSite> drop_overlaps(std::vector<PatternSite> sites, std::size_t width);

/// Mean over the sites. Throws Error for no sites.
double mean_similarity(const ContributionPattern& pattern);

/// The frequencies as a motif.
seq::Motif to_motif(const ContributionPattern& pattern, const std::string& id,
                    const std::string& name);

}  // namespace siskin::motif
