#include "siskin/score/faithfulness.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace siskin::score {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

void sort_by_fraction(std::vector<CurvePoint>& points) {
  std::stable_sort(points.begin(), points.end(), [](const CurvePoint& a, const CurvePoint& b) {
    return a.fraction < b.fraction;
  });
}

}  // namespace

std::vector<CurvePoint> mean_curve(std::vector<CurvePoint> points) {
  sort_by_fraction(points);
  std::vector<CurvePoint> means;
  std::size_t count = 0;  // at the last fraction
  for (const CurvePoint& point : points) {
    if (means.empty() || means.back().fraction != point.fraction) {
      means.push_back(point);
      count = 1;
      continue;
    }
    ++count;
    means.back().value += (point.value - means.back().value) / static_cast<double>(count);
  }
  return means;
}

double curve_area(std::vector<CurvePoint> points) {
  sort_by_fraction(points);
  if (points.empty() || points.front().fraction == points.back().fraction) return kNan;
  double area = 0;
  for (std::size_t i = 1; i < points.size(); ++i) {
    area += (points[i].fraction - points[i - 1].fraction) * 0.5 *
            (points[i].value + points[i - 1].value);
  }
  return area / (points.back().fraction - points.front().fraction);
}

double relative_area(double area, double whole, double nothing) {
  return whole > nothing ? (area - nothing) / (whole - nothing) : kNan;
}

double infidelity(const std::vector<ChangePair>& pairs) {
  if (pairs.empty()) return kNan;
  double sum = 0;
  for (const ChangePair& pair : pairs)
    sum += (pair.predicted - pair.found) * (pair.predicted - pair.found);
  return sum / static_cast<double>(pairs.size());
}

double relative_infidelity(const std::vector<ChangePair>& pairs) {
  double cross = 0;
  double predicted_square = 0;
  double found_square = 0;
  for (const ChangePair& pair : pairs) {
    cross += pair.predicted * pair.found;
    predicted_square += pair.predicted * pair.predicted;
    found_square += pair.found * pair.found;
  }
  if (found_square == 0) return kNan;
  const double explained = cross > 0 ? cross * cross / predicted_square : 0;
  return std::max(0.0, 1 - explained / found_square);
}

double largest_sensitivity(const std::vector<ChangePair>& pairs) {
  double largest = kNan;
  for (const ChangePair& pair : pairs) {
    if (pair.predicted == 0) return kNan;
    largest = std::fmax(largest, pair.found / pair.predicted);
  }
  return largest;
}

double completeness_error(const std::vector<ChangePair>& pairs) {
  double sum = 0;
  std::size_t count = 0;
  for (const ChangePair& pair : pairs) {
    if (pair.found == 0) continue;
    sum += std::abs(pair.predicted - pair.found) / std::abs(pair.found);
    ++count;
  }
  return count == 0 ? kNan : sum / static_cast<double>(count);
}

}  // namespace siskin::score
