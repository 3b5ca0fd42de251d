#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "siskin/data/query.hpp"

namespace siskin::data {

/// What a bin is to a task. Values as they are stored.
enum class BinLabel : std::int8_t { kAmbiguous = -1, kNegative = 0, kPositive = 1 };

/// A stretch of a chromosome, 0-based half-open.
using Stretch = std::pair<std::int64_t, std::int64_t>;

/// Bins [i stride, i stride + bin) that lie on a chromosome of `length` bases.
std::int64_t count_bins(const PeakQuery& query, std::int64_t length);

/// First and behind-the-last of the bins that share at least round(min(bin, length of the peak) /
/// 2) bases with a peak (halves to even, but at least one base), among `bins`.
Stretch bins_of_peak(const PeakQuery& query, const Stretch& peak, std::int64_t bins);

/// Labels the bins of one chromosome for one task: positive where a peak has them; ambiguous, which
/// goes before positive, the bin on either side of each peak's bins (with
/// query.ambiguous_neighbours) and those of ambiguous peaks; else negative.
std::vector<BinLabel> label_bins(const PeakQuery& query, const std::vector<Stretch>& peaks,
                                 const std::vector<Stretch>& ambiguous, std::int64_t bins);

}  // namespace siskin::data
