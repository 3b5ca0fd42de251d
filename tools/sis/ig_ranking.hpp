#pragma once

#include <cstddef>
#include <vector>

#include "siskin/model/function.hpp"

namespace siskin::tools {

/// Integrated gradients of the one output of a function along 300 steps from the same column
/// everywhere, as the study of Carter et al. 2019 has them.
struct IgContributions {
  std::vector<double> sums;        ///< by position, over the four channels
  std::vector<double> magnitudes;  ///< sum of absolute values
  double baseline_score = 0;       ///< f(baseline)
};

/// `baseline`: what each cell of the baseline holds, 0 or 0.25.
IgContributions ig_contributions(const model::Function& function, const float* onehot_cl,
                                 std::size_t length, float baseline, std::int64_t batch_size);

}  // namespace siskin::tools
