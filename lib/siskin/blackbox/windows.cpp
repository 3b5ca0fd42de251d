#include "siskin/blackbox/windows.hpp"

#include <string>

#include "siskin/util/error.hpp"

namespace siskin::blackbox {

std::vector<std::size_t> window_starts(std::size_t length, const WindowOptions& options) {
  if (options.width == 0 || options.stride == 0 || options.stride > options.width) {
    throw Error("found windows of " + std::to_string(options.width) + " bases every " +
                std::to_string(options.stride) + ", expected a stride from 1 to the width");
  }
  if (length < options.width) {
    throw Error("found " + std::to_string(length) + " bases, expected at least the " +
                std::to_string(options.width) + " of a window");
  }
  std::vector<std::size_t> starts;
  const std::size_t last = length - options.width;
  for (std::size_t start = 0; start <= last; start += options.stride) starts.push_back(start);
  if (starts.back() != last) starts.push_back(last);
  return starts;
}

std::vector<double> mean_over_windows(const std::vector<double>& values, std::size_t length,
                                      const WindowOptions& options) {
  const auto starts = window_starts(length, options);
  std::vector<double> sums(length, 0.0);
  std::vector<double> counts(length, 0.0);
  for (std::size_t i = 0; i < starts.size(); ++i) {
    for (std::size_t position = starts[i]; position < starts[i] + options.width; ++position) {
      sums[position] += values.at(i);
      counts[position] += 1;
    }
  }
  for (std::size_t position = 0; position < length; ++position) sums[position] /= counts[position];
  return sums;
}

}  // namespace siskin::blackbox
