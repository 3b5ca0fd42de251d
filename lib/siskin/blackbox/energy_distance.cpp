#include "siskin/blackbox/energy_distance.hpp"

#include <algorithm>
#include <cmath>

namespace siskin::blackbox {

double energy_distance(const std::vector<std::int64_t>& a, const std::vector<std::int64_t>& b) {
  const double step_a = 1 / static_cast<double>(a.size());
  const double step_b = 1 / static_cast<double>(b.size());
  std::size_t i = 0;
  std::size_t j = 0;
  double integral = 0;
  std::int64_t here = std::min(a.front(), b.front());
  // After the last position of either set the difference is what the other one still lacks.
  while (i < a.size() || j < b.size()) {
    const std::int64_t next = j == b.size() || (i < a.size() && a[i] < b[j]) ? a[i] : b[j];
    const double difference = static_cast<double>(i) * step_a - static_cast<double>(j) * step_b;
    integral += difference * difference * static_cast<double>(next - here);
    here = next;
    while (i < a.size() && a[i] == here) ++i;
    while (j < b.size() && b[j] == here) ++j;
  }
  return std::sqrt(2 * integral);
}

}  // namespace siskin::blackbox
