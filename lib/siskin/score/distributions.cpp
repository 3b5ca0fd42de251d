#include "siskin/score/distributions.hpp"

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>

namespace siskin::score {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// P of the asked side from the law's probability of exceeding a number; a symmetric law.
template <typename Law>
double tail(const Law& law, double x, Alternative alternative) {
  const auto above = [&](double at) { return boost::math::cdf(boost::math::complement(law, at)); };
  if (alternative == Alternative::kGreater) return above(x);
  if (alternative == Alternative::kLess) return above(-x);
  return 2 * above(std::abs(x));
}

/// Boost refuses infinite arguments, which a difference without any spread gives.
double infinite_tail(double x, Alternative alternative) {
  if (alternative == Alternative::kTwoSided) return 0;
  return (x > 0) == (alternative == Alternative::kGreater) ? 0 : 1;
}

}  // namespace

double normal_p(double z, Alternative alternative) {
  if (std::isnan(z)) return kNan;
  if (std::isinf(z)) return infinite_tail(z, alternative);
  return tail(boost::math::normal(), z, alternative);
}

double student_p(double t, double freedom, Alternative alternative) {
  if (std::isnan(t) || std::isnan(freedom)) return kNan;
  if (std::isinf(t)) return infinite_tail(t, alternative);
  return tail(boost::math::students_t(freedom), t, alternative);
}

double normal_quantile(double p) { return boost::math::quantile(boost::math::normal(), p); }

double student_quantile(double p, double freedom) {
  return boost::math::quantile(boost::math::students_t(freedom), p);
}

}  // namespace siskin::score
