#pragma once

#include <cstddef>
#include <vector>

namespace siskin::blackbox {

/// Windows that slide over a sequence.
struct WindowOptions {
  std::size_t width = 1;   ///< bases
  std::size_t stride = 1;  ///< bases from one start to the next, at most the width
};

/// First positions of the windows, ascending. Where the stride does not reach the end of the
/// sequence, a last window that ends there follows, so that every position is covered. Throws Error
/// for sequences shorter than a window and for a stride that would leave gaps.
std::vector<std::size_t> window_starts(std::size_t length, const WindowOptions& options);

/// For each position the mean of the values of the windows that cover it (Captum 0.8 divides the
/// sum by their number as well). `values`: one for each of window_starts().
std::vector<double> mean_over_windows(const std::vector<double>& values, std::size_t length,
                                      const WindowOptions& options);

}  // namespace siskin::blackbox
