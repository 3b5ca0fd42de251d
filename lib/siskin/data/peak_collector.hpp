#pragma once

#include <memory>
#include <string>
#include <vector>

#include "siskin/data/genome_codes.hpp"
#include "siskin/data/interval_set.hpp"
#include "siskin/data/query.hpp"
#include "siskin/data/split_rule.hpp"

namespace siskin::data {

/// The bins of a genome with their labels. Positive: records of a Region and a label (0, 1, NaN) a
/// task. Negative: only the Region.
struct BinPools {
  explicit BinPools(std::size_t tasks);
  PoolStores positives;
  PoolStores negatives;
};

/// Labels the bins of all chromosomes that have a peak (label_bins). A bin is positive when it is
/// positive for some task, negative when it is negative for all, and else not used. Its window of
/// query.sequences.width is centred on it; windows that leave their chromosome (unless edge is
/// "pad"), overlap the blacklist, or hold ambiguous letters where these are refused, are not used.
/// With top_fraction, training positives are those that one of the strongest peaks of the training
/// chromosomes of some task makes positive. Holds the peaks, and the bins of one chromosome, in
/// memory. Throws Error naming file and line for a chromosome that the genome lacks.
BinPools collect_bins(const Query& query, GenomeCodes& genome, const IntervalSet& blacklist);

}  // namespace siskin::data
