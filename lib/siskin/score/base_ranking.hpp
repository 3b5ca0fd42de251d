#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace siskin::score {

/// How well importance ranks the bases of many sequences together: those inside of regions (peaks,
/// footprints, motif hits) above those outside. Holds four bytes a base; equal scores are one point
/// of a curve.
class BaseRanking {
 public:
  /// Throws Error for NaN, which has no rank.
  void add(float score, bool inside) {
    if (score != score) refuse_nan();
    (inside ? inside_ : outside_).push_back(score);
  }
  /// To be called once, when all bases are there.
  void sort();

  std::size_t inside() const { return inside_.size(); }
  std::size_t outside() const { return outside_.size(); }
  std::size_t bases() const { return inside_.size() + outside_.size(); }

  /// The figures are NaN when no base or every base is inside.
  double auroc() const;
  /// Trapezoid over the points of the precision-recall curve from the highest score on, without the
  /// point of recall 0 and precision 1, as Tseng, Shrikumar & Kundaje (2020) compute it.
  double aupr() const;
  double average_precision() const;
  /// Share of inside bases among the `fraction` (above 0, at most 1) of all bases with the highest
  /// scores, by their share among all. Of bases tied at the border the expected number counts.
  double enrichment(double fraction) const;

  /// A point of the curves: all bases with at least this score are called.
  struct Point {
    float threshold = 0;
    double called = 0;  ///< share of all bases
    double recall = 0;
    double precision = 0;
    double enrichment = 0;
  };
  /// Points from the highest score down, at most about `count`: those where `called` has grown by
  /// 1 / count, and the last.
  std::vector<Point> curve(std::size_t count) const;

 private:
  [[noreturn]] static void refuse_nan();
  /// Calls `take` for every distinct score, from the highest down.
  void for_each_score(
      const std::function<void(float score, double inside, double outside)>& take) const;
  bool defined() const { return !inside_.empty() && !outside_.empty(); }
  std::vector<float> inside_;
  std::vector<float> outside_;
};

}  // namespace siskin::score
