#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "siskin/blackbox/metric.hpp"

namespace siskin::blackbox {

/// Energy distance of two sets of positions (Szekely & Rizzo 2013): the root of 2 E|X-Y| - E|X-X'|
/// - E|Y-Y'|, where X and X' are drawn from one set and Y and Y' from the other, with replacement.
/// In one dimension that is the root of twice the integral of (F - G)^2 over the two distribution
/// functions, which takes one pass and no difference of large numbers. Both ascending, none empty.
double energy_distance(const std::vector<std::int64_t>& a, const std::vector<std::int64_t>& b);

/// Subsets by where their bases lie, whatever they say.
class PositionMetric : public Metric {
 public:
  /// One list a subset, each ascending and with at least one position.
  explicit PositionMetric(std::vector<std::vector<std::int64_t>> positions)
      : positions_(std::move(positions)) {}

  std::size_t size() const override { return positions_.size(); }
  double distance(std::size_t a, std::size_t b) const override {
    return energy_distance(positions_[a], positions_[b]);
  }

 private:
  std::vector<std::vector<std::int64_t>> positions_;
};

}  // namespace siskin::blackbox
