#include "siskin/motif/trim.hpp"

#include <algorithm>
#include <cmath>

namespace siskin::motif {

double floored_information(const std::array<double, 4>& row) {
  constexpr double kFloor = 1e-7;
  double bits = 2;
  for (const double p : row) bits += p * std::log2(p + kFloor);
  return bits;
}

seq::Motif trim(const seq::Motif& motif, const TrimRule& rule) {
  const auto informs = [&](const auto& row) { return floored_information(row) > rule.least_bits; };
  const auto& rows = motif.rows;
  const auto first = std::find_if(rows.begin(), rows.end(), informs);
  if (first == rows.end()) return motif;
  const auto after_last = std::find_if(rows.rbegin(), rows.rend(), informs).base();
  const auto left =
      std::min<std::ptrdiff_t>(first - rows.begin(), static_cast<std::ptrdiff_t>(rule.flank));
  const auto right =
      std::min<std::ptrdiff_t>(rows.end() - after_last, static_cast<std::ptrdiff_t>(rule.flank));
  seq::Motif result = motif;
  result.rows.assign(first - left, after_last + right);
  return result;
}

}  // namespace siskin::motif
