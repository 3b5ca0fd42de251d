#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>

namespace siskin::motif {

/// One value a base of several sequences of one length: (sequences, length), not owned.
struct TrackRows {
  const float* values_nl = nullptr;
  std::size_t count = 0;
  std::size_t length = 0;

  const float* row(std::size_t sequence) const { return values_nl + sequence * length; }
};

/// A stretch of a sequence that a network looks at: [start, end), 0-based half-open.
struct Seqlet {
  std::size_t sequence = 0;
  std::int64_t start = 0;
  std::int64_t end = 0;
  double attribution = 0;                                     ///< sum of the track over the seqlet
  double p_value = std::numeric_limits<double>::quiet_NaN();  ///< where the caller knows one

  std::int64_t length() const { return end - start; }
};

}  // namespace siskin::motif
