#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "siskin/motif/contribution_alignment.hpp"
#include "siskin/motif/contribution_tracks.hpp"

namespace siskin::motif {

// Where motifs stand in the tracks that they were found in: windows whose contributions have the
// shape of the motif (the idea of the scans of Avsec et al., Nature Genetics 53:354 (2021), which
// compare windows and motif by continuous Jaccard).
//
// The score of a window is cosine^2 * norm: the length of the window's contributions, as far as it
// lies along the motif, times the cosine. It needs the shape as well as the size. How many windows
// reach a score by chance is counted on decoys: the same motif with its rows and its bases in
// random order, held against the same tracks. (Shuffled tracks would be too easy: importance there
// stands nowhere close together.)

struct Hit {
  std::size_t sequence = 0;
  std::int64_t start = 0;  ///< [start, start + width of the motif), 0-based
  std::size_t pattern = 0;
  bool reversed = false;
  double score = 0;
  double similarity = 0;    ///< cosine of window and motif
  double contribution = 0;  ///< sum over the window
  double fdr = 0;           ///< least false discovery rate at which the hit would be called
};

struct HitRule {
  double fdr = 0.05;
  std::size_t decoys = 4;  ///< a motif
  std::uint64_t seed = 1;
  int threads = 1;
};

/// Windows of positive likeness to one motif, by sequence, then start; of windows that share more
/// than half of their bases only the best. `fdr` and `pattern` are not set.
std::vector<Hit> scan_motif(const ContributionTracks& tracks, const ContributionMatrix& motif,
                            int threads);

/// The motif with rows and bases in random orders: of 20, or `count`, those of the least cosine
/// with the motif over shifts and strands. (Rows alone would leave GGGGCGGGG what it is.)
std::vector<ContributionMatrix> decoy_motifs(const ContributionMatrix& motif, std::size_t count,
                                             std::uint64_t seed);

/// Sets `fdr` of hits from the scores of `decoys` decoys: false among those of at least its score,
/// (decoy scores of at least it / decoys) over their number, and the least of that over all lower
/// bounds that call it; at most 1.
void set_fdr(std::vector<Hit>& hits, std::vector<double> decoy_scores, std::size_t decoys);

/// Where hits of any motifs share more than half of the narrower's bases, the one of the higher
/// score stays (of equals the first in the sequence, then the first motif); of these, those with
/// fdr <= rule.fdr, by sequence, then start.
std::vector<Hit> call_hits(const ContributionTracks& tracks,
                           const std::vector<ContributionMatrix>& motifs, const HitRule& rule = {});

}  // namespace siskin::motif
