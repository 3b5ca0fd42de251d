#pragma once

#include <vector>

#include "siskin/score/distributions.hpp"

namespace siskin::score {

/// A test of means by Student's law. NaN where a sample has fewer than two values.
///
/// Numbers in tables carry nine digits, and differences of equal numbers carry rounding. A spread
/// of less than 1e-9 of the largest value is none: then means that differ as little do not differ
/// (t 0, p 1), and of others nothing can be said (t, p, interval and effect are NaN), since how far
/// values scatter is not known.
struct MeanTest {
  double difference = 0;
  double t = 0;
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

/// first - second, pair by pair, rounded to eleven digits of the larger number: 0.9 - 0.8 and 0.8 -
/// 0.7 are then one number, which they are not as doubles. Throws Error for sizes that differ.
std::vector<double> paired_differences(const std::vector<double>& first,
                                       const std::vector<double>& second);

/// Mean of first - mean of second without assuming equal variances (Welch 1947). `effect` is
/// Hedges' g (1981): the difference over the pooled standard deviation, times 1 - 3 / (4 (n + m) -
/// 9).
MeanTest welch_test(const std::vector<double>& first, const std::vector<double>& second,
                    const TestQuestion& question);

/// Mean of paired_differences(). `effect` is Cohen's d_z: mean over standard deviation. Throws
/// Error for sizes that differ.
MeanTest paired_test(const std::vector<double>& first, const std::vector<double>& second,
                     const TestQuestion& question);

}  // namespace siskin::score
