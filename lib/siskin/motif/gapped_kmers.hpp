#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "siskin/motif/contribution_alignment.hpp"

namespace siskin::motif {

// Which seqlets may be alike, without comparing all pairs: those that share gapped k-mers of their
// most important bases, as in TF-MoDISco (Shrikumar et al., arXiv 1811.00416), read on either
// strand. Memory and time grow with the number of seqlets, however many share a k-mer: each k-mer
// keeps its seqlets in a pseudo-random order, and a seqlet meets those next to it.

struct GappedKmerRule {
  std::size_t first = 0;        ///< of the bases looked at within a region
  std::size_t width = 0;        ///< their number, at most 32
  std::size_t top = 10;         ///< bases of the largest contributions from which k-mers are made
  std::size_t reach = 4;        ///< places looked at to either side in the order of a k-mer
  std::size_t candidates = 48;  ///< seqlets kept, of those met most often
};

/// The gapped 4-mers of one region, sorted, each once: four of the top bases with their distances,
/// as on the strand that gives the smaller number. Bases of no or negative contribution are in
/// none.
std::vector<std::uint32_t> gapped_kmers(const std::uint8_t* bases, const float* values,
                                        const GappedKmerRule& rule);

/// By region: the regions that share most with it, without itself, by rising index.
std::vector<std::vector<std::uint32_t>> similar_candidates(const Regions& regions,
                                                           const GappedKmerRule& rule);

}  // namespace siskin::motif
