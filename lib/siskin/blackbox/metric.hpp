#pragma once

#include <cstddef>
#include <optional>

namespace siskin::blackbox {

/// Distances between the points 0 .. size()-1: symmetric, 0 from a point to itself, and no way
/// round is shorter (triangle inequality). Several threads may ask at once.
class Metric {
 public:
  virtual ~Metric() = default;

  virtual std::size_t size() const = 0;
  virtual double distance(std::size_t a, std::size_t b) const = 0;

  /// The distance when it is at most `limit`, else nothing. Whoever can tell without computing the
  /// distance overrides this.
  virtual std::optional<double> distance_within(std::size_t a, std::size_t b, double limit) const {
    const double value = distance(a, b);
    return value <= limit ? std::optional<double>(value) : std::nullopt;
  }
};

}  // namespace siskin::blackbox
