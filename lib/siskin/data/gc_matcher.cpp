#include "siskin/data/gc_matcher.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>
#include <utility>

#include "siskin/data/region.hpp"
#include "siskin/seq/alphabet.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/random.hpp"

namespace siskin::data {
namespace {

constexpr std::size_t kLargestShareOfN = 10;  // one in ten

std::size_t count_ambiguous(const std::vector<std::uint8_t>& codes) {
  return static_cast<std::size_t>(std::count(codes.begin(), codes.end(), seq::kAmbiguous));
}

// floor(ratio * sum) in all, spread over the bins by rounding the cumulative sum down.
std::vector<std::size_t> wanted_of(const std::vector<std::size_t>& counts, double ratio) {
  constexpr double kRounding = 1e-9;
  std::vector<std::size_t> wanted(counts.size());
  std::size_t sum = 0;
  std::size_t before = 0;
  for (std::size_t bin = 0; bin < counts.size(); ++bin) {
    sum += counts[bin];
    const auto until =
        static_cast<std::size_t>(std::floor(static_cast<double>(sum) * ratio + kRounding));
    wanted[bin] = until - before;
    before = until;
  }
  return wanted;
}

}  // namespace

std::size_t gc_bin(const std::uint8_t* codes, std::size_t count) {
  std::size_t bases = 0;
  std::size_t strong = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (codes[i] == seq::kAmbiguous) continue;
    ++bases;
    if (codes[i] == 1 || codes[i] == 2) ++strong;
  }
  if (bases == 0) return 0;
  const std::size_t steps = kGcBins - 1;
  return (2 * strong * steps + bases) / (2 * bases);
}

std::vector<std::size_t> match_bins(const std::vector<std::size_t>& wanted,
                                    const std::vector<std::size_t>& available) {
  std::vector<std::size_t> take(wanted.size());
  for (std::size_t bin = 0; bin < wanted.size(); ++bin) {
    take[bin] = std::min(wanted[bin], available[bin]);
  }
  const auto use = [&](std::size_t bin, std::size_t& missing) {
    const std::size_t more = std::min(missing, available[bin] - take[bin]);
    take[bin] += more;
    missing -= more;
  };
  for (std::size_t bin = 0; bin < wanted.size(); ++bin) {
    std::size_t missing = wanted[bin] - std::min(wanted[bin], available[bin]);
    for (std::size_t away = 1; away < wanted.size() && missing > 0; ++away) {
      if (away <= bin) use(bin - away, missing);
      if (bin + away < wanted.size()) use(bin + away, missing);
    }
  }
  return take;
}

struct GcMatcher::Candidates {
  struct Tile {
    std::uint64_t place = 0;
    std::uint64_t bin = 0;
  };
  RecordStore tiles{sizeof(Tile)};
  std::vector<std::size_t> counts = std::vector<std::size_t>(kGcBins);
};

GcMatcher::GcMatcher(std::shared_ptr<GenomeCodes> genome, std::size_t width,
                     std::shared_ptr<const IntervalSet> blacklist)
    : genome_(std::move(genome)), width_(width), blacklist_(std::move(blacklist)) {
  for (const auto& entry : genome_->chromosomes()) {
    taken_.emplace_back(static_cast<std::size_t>(entry.second) / width);
  }
}

void GcMatcher::exclude(std::uint32_t chrom, std::int64_t start) {
  const auto width = static_cast<std::int64_t>(width_);
  const std::int64_t last = std::max<std::int64_t>(0, start + width - 1) / width;
  for (std::int64_t tile = std::max<std::int64_t>(0, start) / width; tile <= last; ++tile) {
    const auto number = static_cast<std::size_t>(tile);
    if (number < taken_[chrom].size()) taken_[chrom][number] = true;
  }
}

void GcMatcher::find_candidates(const std::vector<bool>& chromosomes, Candidates& found) const {
  std::vector<std::uint8_t> codes(width_);
  for (std::uint32_t chrom = 0; chrom < taken_.size(); ++chrom) {
    if (!chromosomes[chrom]) continue;
    for (std::size_t tile = 0; tile < taken_[chrom].size(); ++tile) {
      const auto start = static_cast<std::int64_t>(tile * width_);
      const auto end = start + static_cast<std::int64_t>(width_);
      if (taken_[chrom][tile] || blacklist_->overlaps(genome_->name(chrom), start, end)) continue;
      genome_->fetch(chrom, start, width_, codes.data());
      if (count_ambiguous(codes) * kLargestShareOfN > width_) continue;
      const Candidates::Tile one = {place_of(chrom, start), gc_bin(codes.data(), width_)};
      found.tiles.append(&one);
      ++found.counts[one.bin];
    }
  }
}

std::unique_ptr<RecordStore> GcMatcher::match(RecordStore& like, double ratio, std::uint64_t seed) {
  std::vector<std::size_t> counts(kGcBins);
  std::vector<bool> chromosomes(taken_.size());
  std::vector<std::uint8_t> codes(width_);
  std::string record(like.record_bytes(), '\0');
  Region region;
  for (std::size_t i = 0; i < like.size(); ++i) {
    like.read(i, record.data());
    std::memcpy(&region, record.data(), sizeof(region));
    const std::uint32_t chrom = chrom_of(region.place);
    chromosomes[chrom] = true;
    genome_->fetch(chrom, start_of(region.place), width_, codes.data());
    ++counts[gc_bin(codes.data(), width_)];
  }
  Candidates found;
  find_candidates(chromosomes, found);
  if (found.tiles.size() == 0 && like.size() > 0) {
    throw Error(genome_->path() + ": found no window of " + std::to_string(width_) +
                " bases beside the regions for --negatives gc-matched");
  }
  auto take = match_bins(wanted_of(counts, ratio), found.counts);
  // Selection sampling (Knuth, TAOCP 2, 3.4.2, algorithm S) within each bin.
  auto left = found.counts;
  auto chosen = std::make_unique<RecordStore>(sizeof(Region));
  util::Random random(seed);
  for (std::size_t i = 0; i < found.tiles.size(); ++i) {
    Candidates::Tile tile;
    found.tiles.read(i, &tile);
    if (random.below(left[tile.bin]--) >= take[tile.bin]) continue;
    --take[tile.bin];
    region = Region();
    region.place = tile.place;
    chosen->append(&region);
    exclude(chrom_of(tile.place), start_of(tile.place));
  }
  return chosen;
}

}  // namespace siskin::data
