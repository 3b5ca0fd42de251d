#pragma once

#include <string>
#include <vector>

namespace siskin::score {

/// All metrics of one task, prepared once so that the same items can be scored again and again with
/// other weights: a bootstrap resample is the number of times that each item was drawn. What takes
/// sorting is sorted once, so a resample costs a few passes over the items and no sort.
class TaskMetrics {
 public:
  virtual ~TaskMetrics() = default;
  virtual const std::vector<std::string>& names() const = 0;
  /// One value a name. `weights` are whole numbers, one an item; the result is that of a sample in
  /// which each item stands that many times. NaN where a metric is not defined.
  virtual std::vector<double> values(const std::vector<double>& weights) const = 0;
  virtual std::size_t size() const = 0;
};

}  // namespace siskin::score
