#pragma once

#include <vector>

namespace siskin::motif {

/// One observation of a monotone regression.
struct Observation {
  double x = 0;
  double y = 0;
  double weight = 1;
};

/// The rising function of x that is nearest to the observations in weighted least squares
/// (pooling of adjacent violators; Ayer et al. 1955), at each observation in rising order of x.
/// Equal x have one value. Weights are positive.
std::vector<Observation> isotonic_fit(std::vector<Observation> observations);

}  // namespace siskin::motif
