#include "siskin/score/base_ranking.hpp"

#include <algorithm>
#include <limits>

#include "siskin/util/error.hpp"

namespace siskin::score {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

double size_of(const std::vector<float>& values) { return static_cast<double>(values.size()); }

}  // namespace

void BaseRanking::refuse_nan() { throw Error("found NaN for a base to rank, expected a number"); }

void BaseRanking::sort() {
  std::sort(inside_.begin(), inside_.end(), std::greater<>());
  std::sort(outside_.begin(), outside_.end(), std::greater<>());
}

void BaseRanking::for_each_score(
    const std::function<void(float score, double inside, double outside)>& take) const {
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < inside_.size() || j < outside_.size()) {
    const bool from_inside =
        j == outside_.size() || (i < inside_.size() && inside_[i] > outside_[j]);
    const float score = from_inside ? inside_[i] : outside_[j];
    const std::size_t first_i = i;
    const std::size_t first_j = j;
    while (i < inside_.size() && inside_[i] == score) ++i;
    while (j < outside_.size() && outside_[j] == score) ++j;
    take(score, static_cast<double>(i - first_i), static_cast<double>(j - first_j));
  }
}

double BaseRanking::auroc() const {
  if (!defined()) return kNan;
  double won = 0;
  double outside_left = size_of(outside_);
  for_each_score([&](float, double inside, double outside) {
    outside_left -= outside;
    won += inside * (outside_left + 0.5 * outside);
  });
  return won / (size_of(inside_) * size_of(outside_));
}

double BaseRanking::aupr() const {
  if (!defined()) return kNan;
  double area = 0;
  double hits = 0;
  double called = 0;
  double precision_before = 0;
  for_each_score([&](float, double inside, double outside) {
    const bool first = called == 0;
    hits += inside;
    called += inside + outside;
    const double precision = hits / called;
    if (!first) area += inside * 0.5 * (precision + precision_before);
    precision_before = precision;
  });
  return area / size_of(inside_);
}

double BaseRanking::average_precision() const {
  if (!defined()) return kNan;
  double sum = 0;
  double hits = 0;
  double called = 0;
  for_each_score([&](float, double inside, double outside) {
    hits += inside;
    called += inside + outside;
    sum += inside * hits / called;
  });
  return sum / size_of(inside_);
}

double BaseRanking::enrichment(double fraction) const {
  if (!defined()) return kNan;
  const double wanted = fraction * static_cast<double>(bases());
  double hits = 0;
  double called = 0;
  for_each_score([&](float, double inside, double outside) {
    if (called >= wanted) return;
    const double tied = inside + outside;
    hits += inside * std::min(1.0, (wanted - called) / tied);
    called += tied;
  });
  return hits / wanted / (size_of(inside_) / static_cast<double>(bases()));
}

std::vector<BaseRanking::Point> BaseRanking::curve(std::size_t count) const {
  std::vector<Point> points;
  if (!defined()) return points;
  const auto all = static_cast<double>(bases());
  const double step = 1 / static_cast<double>(count);
  const double base_rate = size_of(inside_) / all;
  double hits = 0;
  double called = 0;
  for_each_score([&](float score, double inside, double outside) {
    hits += inside;
    called += inside + outside;
    const bool last = called == all;
    const double before = points.empty() ? 0 : points.back().called;
    if (!last && called / all < before + step && !points.empty()) return;
    const double precision = hits / called;
    points.push_back(
        {score, called / all, hits / size_of(inside_), precision, precision / base_rate});
  });
  return points;
}

}  // namespace siskin::score
