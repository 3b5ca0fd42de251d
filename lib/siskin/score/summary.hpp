#pragma once

#include <cstddef>
#include <vector>

namespace siskin::score {

/// A mean and how many values it is of.
struct Mean {
  double value = 0;
  std::size_t count = 0;
};

/// Mean over the values that are not NaN (a metric that a task or sequence does not define must not
/// take the others with it); NaN with count 0 when there is none.
Mean mean_of_defined(const std::vector<double>& values);

}  // namespace siskin::score
