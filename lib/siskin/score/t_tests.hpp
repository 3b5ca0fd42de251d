#pragma once

#include <vector>

#include "siskin/score/distributions.hpp"

namespace siskin::score {

/// A test of means by Student's law. NaN where a sample has fewer than two values.
struct MeanTest {
  double difference = 0;
  double t = 0;  ///< 0 when there is neither difference nor spread, infinite for no spread alone
  double freedom = 0;  ///< degrees of freedom
  double p = 0;
  double low = 0;  ///< interval of the difference
  double high = 0;
  double effect = 0;  ///< standardised difference; NaN without spread
};

/// How sure, and in which direction.
struct TestQuestion {
  Alternative alternative = Alternative::kTwoSided;
  double confidence = 0.95;  ///< of the interval, which is two-sided always
};

/// Mean of first - mean of second without assuming equal variances (Welch 1947). `effect` is
/// Hedges' g (1981): the difference over the pooled standard deviation, times 1 - 3 / (4 (n + m) -
/// 9).
MeanTest welch_test(const std::vector<double>& first, const std::vector<double>& second,
                    const TestQuestion& question);

/// Mean of paired differences. `effect` is Cohen's d_z: mean over standard deviation.
MeanTest paired_test(const std::vector<double>& differences, const TestQuestion& question);

}  // namespace siskin::score
