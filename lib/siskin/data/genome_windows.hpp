#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "siskin/data/example_set.hpp"
#include "siskin/data/genome_codes.hpp"
#include "siskin/data/query.hpp"
#include "siskin/data/record_store.hpp"
#include "siskin/data/run_store.hpp"
#include "siskin/data/source.hpp"
#include "siskin/data/tracks.hpp"

namespace siskin::data {

/// Reads windows of a genome with the tracks beside them. Not thread-safe.
class GenomeWindows {
 public:
  /// Throws Error for a signal or control that is no bigWig.
  GenomeWindows(std::shared_ptr<GenomeCodes> genome, const SignalQuery& signals, Shape shape,
                bool refuse_ambiguous);

  GenomeCodes& genome() const { return *genome_; }
  const Shape& shape() const { return shape_; }
  bool has_tracks() const { return signals_.size() + controls_.size() > 0; }
  /// Fills sequence, profiles and controls of the window that begins at `start`. Labels: mean or
  /// sum of each signal over the window where there are signals but no profiles; else untouched.
  /// Throws Error for an ambiguous letter where these are refused.
  void read(std::uint32_t chrom, std::int64_t start, const Row& row) const;
  /// The sequence alone.
  void read_sequence(std::uint32_t chrom, std::int64_t start, const Row& row) const;
  /// The values of all tracks that windows beginning at start - margin ... start + margin need.
  std::vector<float> fetch_tracks(std::uint32_t chrom, std::int64_t start,
                                  std::int64_t margin) const;
  /// Fills profiles or labels, and controls, of the window at start + shift (-margin ... margin)
  /// from what fetch_tracks(chrom, start, margin) gave.
  void place_tracks(const std::vector<float>& values, std::int64_t margin, std::int64_t shift,
                    const Row& row) const;
  /// Sum over the profiles of all tasks and strands.
  double total_counts(std::uint32_t chrom, std::int64_t start) const;
  bool has_ambiguous(std::uint32_t chrom, std::int64_t start) const;

 private:
  std::size_t signal_span() const;
  void place_signal(std::size_t track, const float* values, const Row& row) const;

  std::shared_ptr<GenomeCodes> genome_;
  Shape shape_;
  Tracks signals_;
  Tracks controls_;
  bool sum_;
  bool refuse_ambiguous_;
};

/// Regions in a RecordStore: a Region, then a float for each label (or no label at all: 0). What
/// the tracks say within `margin` bases is kept in a temporary file when it is first read: bigWig
/// blocks take a hundred times longer to unpack.
class RegionRecords : public Source {
 public:
  RegionRecords(std::unique_ptr<RecordStore> store, std::shared_ptr<GenomeWindows> windows,
                std::int64_t margin);
  std::size_t size() const override { return store_->size(); }
  void read(std::size_t index, std::int64_t shift, const Row& row) override;
  std::string name(std::size_t index) override;

 private:
  std::unique_ptr<RecordStore> store_;
  std::shared_ptr<GenomeWindows> windows_;
  std::int64_t margin_;
  std::optional<RunStore> tracks_;
  std::vector<float> values_;
  std::string record_;
};

}  // namespace siskin::data
