#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace siskin::train {

/// Names and values of what a loss consists of, in the order of the history's columns: "loss" (the
/// task's own) first, then every penalty that is on, unweighted ("fourier", "l1", ...).
using LossTerms = std::vector<std::pair<std::string, double>>;

/// Where training is.
struct StepPlace {
  std::int64_t epoch = 1;  ///< from 1
  std::int64_t step = 0;   ///< within the epoch, from 0
  std::uint64_t seed = 1;  ///< of the run: what is random derives from (seed, epoch, step)
};

}  // namespace siskin::train
