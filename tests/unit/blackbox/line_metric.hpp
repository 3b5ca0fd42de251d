#pragma once

#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

#include "siskin/blackbox/metric.hpp"

namespace siskin::test {

/// Points on a line.
class LineMetric : public blackbox::Metric {
 public:
  explicit LineMetric(std::vector<double> points) : points_(std::move(points)) {}
  std::size_t size() const override { return points_.size(); }
  double distance(std::size_t a, std::size_t b) const override {
    ++asked;
    return std::abs(points_[a] - points_[b]);
  }

  mutable std::size_t asked = 0;

 private:
  std::vector<double> points_;
};

}  // namespace siskin::test
