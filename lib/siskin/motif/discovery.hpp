#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "siskin/motif/contribution_pattern.hpp"
#include "siskin/motif/contribution_tracks.hpp"
#include "siskin/motif/seqlet.hpp"

namespace siskin::motif {

// Motifs from seqlets. The task and its parts (gapped k-mers to find candidates, similarity of
// contributions over shifts and strands, communities of a nearest-neighbour graph, aggregation,
// merging) are those of TF-MoDISco (Shrikumar et al., arXiv 1811.00416); how they are done is
// siskin's own:
//
// 1. Seqlets are linked with their nearest neighbours (seqlet_graph.hpp) and divided into
//    communities (communities.hpp), finely. Each community of some size is a first pattern.
// 2. Every seqlet is laid under every pattern. Its fit is the similarity above what shuffled
//    seqlets reach (their 99 % quantile), as a share of what it could be above it.
// 3. Two patterns are one when the seqlets of each fit the other about as well as their own.
// 4. Seqlets go to the pattern that they fit best, none where they fit none; patterns are made
//    anew from their seqlets, and 2 to 4 repeated until nothing is merged and few seqlets move.
// 5. A pattern is a motif when, among other things, at least half of its sites have a false
//    discovery rate of at most 5 %: their fit against that of all seqlets under four decoys of the
//    pattern (hit_calling.hpp), where it is above the seqlet's own. Seqlets of noise that is alike
//    from base to base make patterns, but decoys of these find as many that fit them.
//
// Because communities need not be right, only pure, there is no resolution to choose; because
// every seqlet is held against every pattern, a motif in two communities ends as one.

struct DiscoveryRule {
  std::size_t window = 24;  ///< bases of a seqlet that are compared with other seqlets
  std::size_t margin = 10;  ///< bases beyond, by which the other may be shifted
  std::size_t neighbours = 16;
  std::size_t least_sites = 20;  ///< of a pattern
  double least_information = 6;  ///< bits of a pattern's base frequencies
  double least_fit = 0.4;        ///< mean fit of a pattern's seqlets
  double merge = 0.5;            ///< patterns whose seqlets fit each other by this share are one
  PatternTrim trim;              ///< no pattern is wider than window + 2 * margin
  std::uint64_t seed = 1;
  int threads = 1;
};

/// Sites of the patterns carry their fit as similarity; their regions are seqlets.
struct Discovery {
  std::vector<ContributionPattern> patterns;  ///< most sites first
  /// By seqlet: its pattern, or none.
  std::vector<std::optional<std::size_t>> pattern_of;
};

/// Motifs of seqlets with positive contributions (for negative ones, negate the tracks).
Discovery discover_motifs(const ContributionTracks& tracks, const std::vector<Seqlet>& seqlets,
                          const DiscoveryRule& rule = {});

}  // namespace siskin::motif
