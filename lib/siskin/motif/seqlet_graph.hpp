#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "siskin/motif/communities.hpp"
#include "siskin/motif/contribution_alignment.hpp"
#include "siskin/util/random.hpp"

namespace siskin::motif {

struct SeqletGraphRule {
  std::size_t first = 0;        ///< of the bases of a region that are compared as the seqlet
  std::size_t width = 0;        ///< their number
  std::size_t neighbours = 16;  ///< most similar seqlets that each is linked with
  std::uint64_t seed = 1;
  int threads = 1;
};

/// A region with its columns (base and contribution) in random order.
struct ShuffledRegion {
  std::vector<std::uint8_t> bases;
  std::vector<float> values;
};
ShuffledRegion shuffle_columns(const std::uint8_t* bases, const float* values, std::size_t width,
                               util::Random& random);

/// The `quantile` of the best similarity of a motif and regions whose columns are shuffled: what
/// contributions of the same sizes in no order reach. Of regions evenly spread, at
/// least `samples` of them where there are as many, and fewer than twice as many.
double null_similarity(const ContributionAligner& aligner, const Regions& regions,
                       std::size_t samples, double quantile, std::uint64_t seed);

/// Nearest neighbours among regions that share gapped k-mers (gapped_kmers.hpp), by the similarity
/// of their contributions over strands and shifts (contribution_alignment.hpp). A link weighs what
/// the similarity has above the 99 % quantile of shuffled regions, as a share of what it could have
/// above it, summed over both directions. The same for any number of threads.
Graph seqlet_graph(const Regions& regions, const SeqletGraphRule& rule);

}  // namespace siskin::motif
