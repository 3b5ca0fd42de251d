#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "siskin/data/genome_codes.hpp"
#include "siskin/data/interval_set.hpp"
#include "siskin/data/record_store.hpp"

namespace siskin::data {

/// Number of GC bins of width 0.02, the first and the last half as wide.
inline constexpr std::size_t kGcBins = 51;

/// Bin of the share of G and C among A, C, G and T, rounded to the nearest 0.02; 0 without any.
std::size_t gc_bin(const std::uint8_t* codes, std::size_t count);

/// How many to take from each bin so that `wanted` are met as well as `available` allow: its own
/// bin first, what is missing from the nearest bins that have some left, lower before upper. Bins
/// that want more themselves come first.
std::vector<std::size_t> match_bins(const std::vector<std::size_t>& wanted,
                                    const std::vector<std::size_t>& available);

/// Chooses windows with the GC contents of others, after the rules of bpnet-lite 1.0 and
/// tangermeme: tiles of the genome side by side, at most 10 % N, away from all regions.
class GcMatcher {
 public:
  GcMatcher(std::shared_ptr<GenomeCodes> genome, std::size_t width,
            std::shared_ptr<const IntervalSet> blacklist);

  /// Takes the tiles that share a base with this window out of the choice.
  void exclude(std::uint32_t chrom, std::int64_t start);
  /// Regions for the regions in `like` (records that begin with a Region), on their chromosomes:
  /// `ratio` for each, rounded down over all. Tiles that were chosen are not chosen again. Fewer
  /// when the genome does not have them; throws Error when there is none.
  std::unique_ptr<RecordStore> match(RecordStore& like, double ratio, std::uint64_t seed);

 private:
  struct Candidates;
  void find_candidates(const std::vector<bool>& chromosomes, Candidates& found) const;

  std::shared_ptr<GenomeCodes> genome_;
  std::size_t width_;
  std::shared_ptr<const IntervalSet> blacklist_;
  std::vector<std::vector<bool>> taken_;  // tile by tile, by chromosome
};

}  // namespace siskin::data
