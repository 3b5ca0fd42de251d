#pragma once

#include <cstddef>

#include "siskin/blackbox/scorer.hpp"

namespace siskin::blackbox {

/// The column of a base, 0..3 (A, C, G, T).
inline Column base_column(std::size_t base) {
  Column column{};
  column.at(base) = 1;
  return column;
}

/// The edit that puts this base, 0..3, in place of what is there.
inline Edit substitution(std::size_t position, std::size_t base) {
  return {{position, base_column(base)}};
}

}  // namespace siskin::blackbox
