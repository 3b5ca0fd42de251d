#include "siskin/data/uniform_source.hpp"

#include <algorithm>
#include <utility>

#include "siskin/data/streams.hpp"
#include "siskin/util/error.hpp"

namespace siskin::data {

UniformSource::UniformSource(std::shared_ptr<GenomeWindows> windows,
                             std::shared_ptr<const IntervalSet> blacklist, const Settings& settings)
    : windows_(std::move(windows)), blacklist_(std::move(blacklist)), settings_(settings) {
  const auto width = static_cast<std::int64_t>(windows_->shape().length);
  std::uint64_t total = 0;
  for (const auto chrom : settings_.chromosomes) {
    const std::int64_t starts = windows_->genome().length(chrom) - width + 1;
    total += static_cast<std::uint64_t>(std::max<std::int64_t>(0, starts));
    starts_before_.push_back(total);
  }
  if (total == 0) {
    throw Error(windows_->genome().path() + ": no chromosome with regions has " +
                std::to_string(width) + " bases, so that no negatives can be drawn");
  }
}

void UniformSource::read(std::size_t index, std::int64_t /*shift*/, const Row& row) {
  constexpr int kTries = 1000;
  util::Random random(stream_seed(settings_.seed, epoch_, Purpose::kNegatives), index);
  const auto width = static_cast<std::int64_t>(windows_->shape().length);
  for (int i = 0; i < kTries; ++i) {
    const std::uint64_t drawn = random.below(starts_before_.back());
    const auto found = std::upper_bound(starts_before_.begin(), starts_before_.end(), drawn);
    const auto number = static_cast<std::size_t>(found - starts_before_.begin());
    const std::uint32_t chrom = settings_.chromosomes[number];
    const auto start =
        static_cast<std::int64_t>(drawn - (number == 0 ? 0 : starts_before_[number - 1]));
    if (blacklist_->overlaps(windows_->genome().name(chrom), start, start + width)) continue;
    if (settings_.refuse_ambiguous && windows_->has_ambiguous(chrom, start)) continue;
    if (row.labels_t != nullptr) std::fill_n(row.labels_t, windows_->shape().tasks, 0.0F);
    windows_->read(chrom, start, row);
    return;
  }
  throw Error(windows_->genome().path() + ": found no window for a negative in " +
              std::to_string(kTries) + " that were drawn: all overlap the blacklist, or have N");
}

}  // namespace siskin::data
