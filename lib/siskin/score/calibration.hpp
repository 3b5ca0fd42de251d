#pragma once

#include <cstddef>
#include <vector>

namespace siskin::score {

/// Predictions of a binary task, each standing for `weights[i]` samples.
struct WeightedPredictions {
  const std::vector<double>& probabilities;  ///< of label 1, from 0 to 1
  const std::vector<int>& labels;            ///< 0 and 1
  const std::vector<double>& weights;
};

/// The predictions whose probability lies in [low, high), the last bin being closed.
struct CalibrationBin {
  double low = 0;
  double high = 0;
  double count = 0;
  double predicted = 0;  ///< mean probability; NaN in an empty bin
  double observed = 0;   ///< share of label 1; NaN in an empty bin
};

/// Equally wide bins over [0, 1]: a reliability diagram (DeGroot & Fienberg 1983).
std::vector<CalibrationBin> calibration_bins(const WeightedPredictions& predictions,
                                             std::size_t bins);

/// Mean over the samples of |observed - predicted| of their bin. NaN without samples.
double calibration_error(const std::vector<CalibrationBin>& bins);

/// Interval of a share `part` / `whole` (Wilson 1927), which stays within [0, 1]. NaN for whole 0.
struct ShareInterval {
  double low = 0;
  double high = 0;
};
ShareInterval wilson_interval(double part, double whole, double confidence);

}  // namespace siskin::score
