#include "siskin/data/genome_windows.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "siskin/data/region.hpp"
#include "siskin/seq/alphabet.hpp"
#include "siskin/seq/interval.hpp"
#include "siskin/util/error.hpp"

namespace siskin::data {

GenomeWindows::GenomeWindows(std::shared_ptr<GenomeCodes> genome, const SignalQuery& signals,
                             Shape shape, bool refuse_ambiguous)
    : genome_(std::move(genome)),
      shape_(std::move(shape)),
      signals_(signals.tracks),
      controls_(signals.controls),
      sum_(signals.sum),
      refuse_ambiguous_(refuse_ambiguous) {}

void GenomeWindows::check_chromosome(std::uint32_t chrom) const {
  signals_.check_chromosome(*genome_, chrom);
  controls_.check_chromosome(*genome_, chrom);
}

void GenomeWindows::read(std::uint32_t chrom, std::int64_t start, const Row& row) const {
  genome_->fetch(chrom, start, shape_.length, row.codes_l);
  if (refuse_ambiguous_ && std::find(row.codes_l, row.codes_l + shape_.length, seq::kAmbiguous) !=
                               row.codes_l + shape_.length) {
    const auto end = start + static_cast<std::int64_t>(shape_.length);
    throw Error(genome_->path() + ": window " + seq::to_string({genome_->name(chrom), start, end}) +
                " has a letter other than A, C, G and T (see --ambiguous)");
  }
  if (shape_.has_profiles()) {
    read_profiles(chrom, start, row.profiles_tos);
  } else if (signals_.size() > 0) {
    read_labels(chrom, start, row.labels_t);
  }
  for (std::size_t track = 0; track < controls_.size(); ++track) {
    controls_.read(track, *genome_, {chrom, start, shape_.length},
                   row.controls_cl + track * shape_.length, 1);
  }
}

void GenomeWindows::read_profiles(std::uint32_t chrom, std::int64_t start,
                                  float* profiles_tos) const {
  const std::size_t positions = shape_.profile_length;
  const std::int64_t first = start + static_cast<std::int64_t>((shape_.length - positions) / 2);
  for (std::size_t track = 0; track < signals_.size(); ++track) {
    float* const task = profiles_tos + track / shape_.strands * positions * shape_.strands;
    signals_.read(track, *genome_, {chrom, first, positions}, task + track % shape_.strands,
                  shape_.strands);
  }
}

void GenomeWindows::read_labels(std::uint32_t chrom, std::int64_t start, float* labels_t) const {
  std::vector<float> values(shape_.length);
  for (std::size_t track = 0; track < signals_.size(); ++track) {
    signals_.read(track, *genome_, {chrom, start, shape_.length}, values.data(), 1);
    double total = 0;
    for (const float value : values) total += static_cast<double>(value);
    if (!sum_) total /= static_cast<double>(shape_.length);
    labels_t[track] = static_cast<float>(total);
  }
}

double GenomeWindows::total_counts(std::uint32_t chrom, std::int64_t start) const {
  std::vector<float> profiles(shape_.tasks * shape_.profile_length * shape_.strands);
  read_profiles(chrom, start, profiles.data());
  double total = 0;
  for (const float value : profiles) total += static_cast<double>(value);
  return total;
}

bool GenomeWindows::has_ambiguous(std::uint32_t chrom, std::int64_t start) const {
  std::vector<std::uint8_t> codes(shape_.length);
  genome_->fetch(chrom, start, codes.size(), codes.data());
  return std::find(codes.begin(), codes.end(), seq::kAmbiguous) != codes.end();
}

RegionRecords::RegionRecords(std::unique_ptr<RecordStore> store,
                             std::shared_ptr<GenomeWindows> windows)
    : store_(std::move(store)),
      windows_(std::move(windows)),
      record_(store_->record_bytes(), '\0') {}

void RegionRecords::read(std::size_t index, std::int64_t shift, const Row& row) {
  store_->read(index, record_.data());
  Region region;
  std::memcpy(&region, record_.data(), sizeof(region));
  if (row.labels_t != nullptr) {
    std::fill_n(row.labels_t, windows_->shape().tasks, 0.0F);
    std::memcpy(row.labels_t, record_.data() + sizeof(region), record_.size() - sizeof(region));
  }
  windows_->read(chrom_of(region.place), start_of(region.place) + shift, row);
}

std::string RegionRecords::name(std::size_t index) {
  store_->read(index, record_.data());
  Region region;
  std::memcpy(&region, record_.data(), sizeof(region));
  const auto start = start_of(region.place);
  const auto length = static_cast<std::int64_t>(windows_->shape().length);
  return seq::to_string({windows_->genome().name(chrom_of(region.place)), start, start + length});
}

}  // namespace siskin::data
