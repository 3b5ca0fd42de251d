#include "siskin/seq/motif.hpp"

#include <algorithm>
#include <cmath>

namespace siskin::seq {

Motif reverse_complement(const Motif& motif) {
  Motif result = motif;
  std::reverse(result.rows.begin(), result.rows.end());
  for (auto& row : result.rows) std::reverse(row.begin(), row.end());
  return result;
}

double information_content(const std::array<double, 4>& row) {
  double bits = 2;
  for (const double p : row) {
    if (p > 0) bits += p * std::log2(p);
  }
  return bits;
}

double information_content(const Motif& motif) {
  double bits = 0;
  for (const auto& row : motif.rows) bits += information_content(row);
  return bits;
}

}  // namespace siskin::seq
