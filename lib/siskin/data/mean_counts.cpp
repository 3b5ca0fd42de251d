#include "siskin/data/mean_counts.hpp"

#include <numeric>

namespace siskin::data {
namespace {

constexpr std::size_t kRows = 64;

}  // namespace

double mean_track_counts(ExampleSet& set) {
  const auto& shape = set.shape();
  const auto values =
      static_cast<std::ptrdiff_t>(shape.tasks * shape.profile_length * shape.strands);
  const std::size_t tracks = shape.tasks * shape.strands;
  double sum = 0;
  std::size_t positives = 0;
  set.start_epoch(0);
  Examples examples;
  while (set.next(kRows, examples)) {
    auto profile = examples.profiles_ntos.begin();
    for (std::size_t row = 0; row < examples.rows; ++row, profile += values) {
      if (examples.positive_n[row] == 0) continue;
      sum = std::accumulate(profile, profile + values, sum);
      ++positives;
    }
  }
  return positives == 0 ? 0 : sum / static_cast<double>(positives * tracks);
}

}  // namespace siskin::data
