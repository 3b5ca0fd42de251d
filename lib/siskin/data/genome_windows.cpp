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

void GenomeWindows::read(std::uint32_t chrom, std::int64_t start, const Row& row) const {
  read_sequence(chrom, start, row);
  if (has_tracks()) place_tracks(fetch_tracks(chrom, start, 0), 0, 0, row);
}

void GenomeWindows::read_sequence(std::uint32_t chrom, std::int64_t start, const Row& row) const {
  genome_->fetch(chrom, start, shape_.length, row.codes_l);
  const std::uint8_t* const behind = row.codes_l + shape_.length;
  if (!refuse_ambiguous_ ||
      std::find(row.codes_l, row.codes_l + shape_.length, seq::kAmbiguous) == behind) {
    return;
  }
  const auto end = start + static_cast<std::int64_t>(shape_.length);
  throw Error(genome_->path() + ": window " + seq::to_string({genome_->name(chrom), start, end}) +
              " has a letter other than A, C, G and T (see --ambiguous)");
}

std::size_t GenomeWindows::signal_span() const {
  return shape_.has_profiles() ? shape_.profile_length : shape_.length;
}

std::vector<float> GenomeWindows::fetch_tracks(std::uint32_t chrom, std::int64_t start,
                                               std::int64_t margin) const {
  const auto more = static_cast<std::size_t>(2 * margin);
  const std::size_t signal = signal_span() + more;
  const std::size_t control = shape_.length + more;
  const auto inset = static_cast<std::int64_t>((shape_.length - signal_span()) / 2);
  std::vector<float> values(signals_.size() * signal + controls_.size() * control);
  float* to = values.data();
  for (std::size_t track = 0; track < signals_.size(); ++track, to += signal) {
    signals_.read(track, *genome_, {chrom, start + inset - margin, signal}, to, 1);
  }
  for (std::size_t track = 0; track < controls_.size(); ++track, to += control) {
    controls_.read(track, *genome_, {chrom, start - margin, control}, to, 1);
  }
  return values;
}

void GenomeWindows::place_signal(std::size_t track, const float* values, const Row& row) const {
  const std::size_t span = signal_span();
  if (shape_.has_profiles()) {
    float* to =
        row.profiles_tos + track / shape_.strands * span * shape_.strands + track % shape_.strands;
    for (std::size_t i = 0; i < span; ++i) to[i * shape_.strands] = values[i];
    return;
  }
  double total = 0;
  for (std::size_t i = 0; i < span; ++i) total += static_cast<double>(values[i]);
  if (!sum_) total /= static_cast<double>(span);
  row.labels_t[track] = static_cast<float>(total);
}

void GenomeWindows::place_tracks(const std::vector<float>& values, std::int64_t margin,
                                 std::int64_t shift, const Row& row) const {
  const auto more = static_cast<std::size_t>(2 * margin);
  auto from = static_cast<std::size_t>(margin + shift);
  for (std::size_t track = 0; track < signals_.size(); ++track, from += signal_span() + more) {
    place_signal(track, values.data() + from, row);
  }
  for (std::size_t track = 0; track < controls_.size(); ++track, from += shape_.length + more) {
    std::copy_n(values.data() + from, shape_.length, row.controls_cl + track * shape_.length);
  }
}

double GenomeWindows::total_counts(std::uint32_t chrom, std::int64_t start) const {
  const auto values = fetch_tracks(chrom, start, 0);
  double total = 0;
  for (std::size_t i = 0; i < signals_.size() * signal_span(); ++i) {
    total += static_cast<double>(values[i]);
  }
  return total;
}

bool GenomeWindows::has_ambiguous(std::uint32_t chrom, std::int64_t start) const {
  std::vector<std::uint8_t> codes(shape_.length);
  genome_->fetch(chrom, start, codes.size(), codes.data());
  return std::find(codes.begin(), codes.end(), seq::kAmbiguous) != codes.end();
}

RegionRecords::RegionRecords(std::unique_ptr<RecordStore> store,
                             std::shared_ptr<GenomeWindows> windows, std::int64_t margin)
    : store_(std::move(store)),
      windows_(std::move(windows)),
      margin_(margin),
      record_(store_->record_bytes(), '\0') {
  if (windows_->has_tracks()) tracks_.emplace(store_->size());
}

void RegionRecords::read(std::size_t index, std::int64_t shift, const Row& row) {
  store_->read(index, record_.data());
  Region region;
  std::memcpy(&region, record_.data(), sizeof(region));
  if (row.labels_t != nullptr) {
    std::fill_n(row.labels_t, windows_->shape().tasks, 0.0F);
    std::memcpy(row.labels_t, record_.data() + sizeof(region), record_.size() - sizeof(region));
  }
  const std::uint32_t chrom = chrom_of(region.place);
  const std::int64_t start = start_of(region.place);
  windows_->read_sequence(chrom, start + shift, row);
  if (!tracks_) return;
  if (!tracks_->read(index, values_)) {
    values_ = windows_->fetch_tracks(chrom, start, margin_);
    tracks_->write(index, values_);
  }
  windows_->place_tracks(values_, margin_, shift, row);
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
