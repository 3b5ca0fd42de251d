#pragma once

#include <array>
#include <cstddef>

namespace siskin::blackbox {

/// The four channels of one position.
using Column = std::array<float, 4>;

/// Column `position` of a (4, length) map.
inline Column column_of(const float* map_cl, std::size_t length, std::size_t position) {
  return {map_cl[position], map_cl[length + position], map_cl[2 * length + position],
          map_cl[3 * length + position]};
}

/// Writes a column into a (4, length) map.
inline void write_column(float* map_cl, std::size_t length, std::size_t position,
                         const Column& column) {
  for (std::size_t channel = 0; channel < 4; ++channel) {
    map_cl[channel * length + position] = column[channel];
  }
}

/// True when a column prefers no base: N, written as four zeros or as 0.25 each.
inline bool is_ambiguous(const Column& column) {
  return column[0] == column[1] && column[1] == column[2] && column[2] == column[3];
}

}  // namespace siskin::blackbox
