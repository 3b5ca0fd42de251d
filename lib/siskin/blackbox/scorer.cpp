#include "siskin/blackbox/scorer.hpp"

#include <algorithm>

namespace siskin::blackbox {

std::vector<double> Scorer::score_changes(const float* base_cl, std::size_t length,
                                          const std::vector<ColumnChange>& changes) {
  std::vector<double> scores;
  scores.reserve(changes.size());
  const std::size_t map_size = 4 * length;
  std::vector<float> changed_ncl(std::min(batch_size(), changes.size()) * map_size);
  for (std::size_t begin = 0; begin < changes.size(); begin += batch_size()) {
    const std::size_t count = std::min(batch_size(), changes.size() - begin);
    for (std::size_t i = 0; i < count; ++i) {
      float* const map = changed_ncl.data() + i * map_size;
      std::copy(base_cl, base_cl + map_size, map);
      const auto& change = changes[begin + i];
      for (std::size_t channel = 0; channel < 4; ++channel) {
        map[channel * length + change.position] = change.column[channel];
      }
    }
    const auto part = score(changed_ncl.data(), count, length);
    scores.insert(scores.end(), part.begin(), part.end());
  }
  return scores;
}

}  // namespace siskin::blackbox
