#include "siskin/figure/mean_curve.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace siskin::figure {
namespace {

/// In order of x, one point an x.
Curve tidy(Curve curve) {
  curve.erase(
      std::remove_if(curve.begin(), curve.end(),
                     [](const Point& point) { return std::isnan(point.x) || std::isnan(point.y); }),
      curve.end());
  std::stable_sort(curve.begin(), curve.end(),
                   [](const Point& a, const Point& b) { return a.x < b.x; });
  Curve merged;
  for (std::size_t i = 0; i < curve.size();) {
    const double x = curve[i].x;
    double sum = 0;
    double count = 0;
    for (; i < curve.size() && curve[i].x == x; ++i, ++count) sum += curve[i].y;
    merged.push_back({x, sum / count});
  }
  return merged;
}

/// Adds the y of a tidy curve at each of the ascending `x`, NaN beyond its ends.
void interpolate(const Curve& curve, const std::vector<double>& x, std::vector<double>& y) {
  std::size_t next = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    while (next < curve.size() && curve[next].x < x[i]) ++next;
    if (next == curve.size()) return;
    if (curve[next].x == x[i]) {
      y[i] = curve[next].y;
    } else if (next > 0) {
      const auto& a = curve[next - 1];
      const auto& b = curve[next];
      y[i] = a.y + (x[i] - a.x) / (b.x - a.x) * (b.y - a.y);
    }
  }
}

}  // namespace

std::vector<MeanPoint> mean_curve(const std::vector<Curve>& curves) {
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
  std::vector<Curve> tidied;
  std::vector<double> x;
  tidied.reserve(curves.size());
  for (const auto& curve : curves) {
    tidied.push_back(tidy(curve));
    for (const auto& point : tidied.back()) x.push_back(point.x);
  }
  std::sort(x.begin(), x.end());
  x.erase(std::unique(x.begin(), x.end()), x.end());

  std::vector<MeanPoint> means(x.size());
  std::vector<double> squares(x.size(), 0);  // sums of squared deviations (Welford 1962)
  for (const auto& curve : tidied) {
    std::vector<double> y(x.size(), kNan);
    interpolate(curve, x, y);
    for (std::size_t i = 0; i < x.size(); ++i) {
      if (std::isnan(y[i])) continue;
      auto& point = means[i];
      const double before = y[i] - point.mean;
      point.mean += before / static_cast<double>(++point.count);
      squares[i] += before * (y[i] - point.mean);
    }
  }
  for (std::size_t i = 0; i < x.size(); ++i) {
    const auto count = static_cast<double>(means[i].count);
    means[i].x = x[i];
    means[i].deviation = means[i].count > 1 ? std::sqrt(squares[i] / (count - 1)) : kNan;
    means[i].error = means[i].deviation / std::sqrt(count);
  }
  return means;
}

}  // namespace siskin::figure
