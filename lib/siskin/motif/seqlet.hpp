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
  double attribution = 0;  ///< sum of the track over the seqlet without its flanks
  double p_value = std::numeric_limits<double>::quiet_NaN();  ///< where the caller knows one

  std::int64_t before = 0;  ///< bases of it that are flank, at its start
  std::int64_t after = 0;   ///< the same at its end

  std::int64_t length() const { return end - start; }
  /// Of what is between the flanks, rounded down.
  std::int64_t middle() const { return start + before + (length() - before - after) / 2; }
};

}  // namespace siskin::motif
