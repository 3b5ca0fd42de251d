#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "sis/options.hpp"
#include "siskin/blackbox/maskable_sequence.hpp"
#include "siskin/blackbox/masks.hpp"
#include "siskin/io/sequence_source.hpp"

namespace siskin::tools {

/// What --mask puts into masked positions; some kinds are estimated from the sequences first.
class MaskColumns {
 public:
  MaskColumns(const MaskSettings& settings, std::uint64_t seed);

  /// Whether all sequences must be counted before masks() is asked.
  bool needs_counts() const { return needs_counts_; }
  /// Throws Error, naming the record, for another length under position-mean.
  void count(const io::SequenceRecord& record);
  /// One mask, or as many as --mask-samples, which depend on the number of the sequence alone.
  std::vector<blackbox::Mask> masks(std::size_t length, std::uint64_t number) const;
  /// Changes when the masks do.
  std::uint64_t checksum() const;

 private:
  blackbox::MaskSource source_;
  bool needs_counts_;
  std::size_t samples_;  ///< 0: not sampled
  std::uint64_t seed_;
  std::size_t counted_length_ = 1;
};

}  // namespace siskin::tools
