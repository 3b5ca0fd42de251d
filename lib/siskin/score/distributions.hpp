#pragma once

namespace siskin::score {

/// Which difference a test looks for.
enum class Alternative {
  kTwoSided,
  kGreater,  ///< the first is larger
  kLess,     ///< the first is smaller
};

/// Probability, under the standard normal law, of what is at least as far out as z.
double normal_p(double z, Alternative alternative);
/// As normal_p() for Student's law with `freedom` > 0 degrees of freedom, which need not be whole.
double student_p(double t, double freedom, Alternative alternative);

/// The z below which the standard normal law has the probability `p`, 0 < p < 1.
double normal_quantile(double p);
/// As normal_quantile() for Student's law.
double student_quantile(double p, double freedom);

/// The part of an interval of this confidence that stands outside on one side, as a quantile: 0.975
/// for 0.95.
inline double upper_quantile(double confidence) { return 0.5 + confidence / 2; }

}  // namespace siskin::score
