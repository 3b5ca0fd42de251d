#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace siskin::data {

/// Room for one example, as many numbers as data::Shape says; null where a set has none.
struct Row {
  std::uint8_t* codes_l = nullptr;
  float* labels_t = nullptr;
  float* profiles_tos = nullptr;
  float* controls_cl = nullptr;
};

/// Examples that can be read in any order.
class Source {
 public:
  virtual ~Source() = default;
  virtual std::size_t size() const = 0;
  /// Sources that draw their examples give others in each epoch.
  virtual void start_epoch(std::int64_t /*epoch*/) {}
  /// Fills `row` with example `index` (< size()), its window moved to the right by `shift` bases.
  virtual void read(std::size_t index, std::int64_t shift, const Row& row) = 0;
  /// Name of the FASTA record, or chrom:start-end; empty for examples that are drawn.
  virtual std::string name(std::size_t /*index*/) { return {}; }
};

}  // namespace siskin::data
