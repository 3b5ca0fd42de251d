#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "siskin/util/random.hpp"

namespace siskin::score {

/// What the comparison of one attribution map with others needs, computed once a map.
class ComparableMap {
 public:
  /// `map_cl` is (4, length), channel by channel; `top` (at least 1) is how many bases count as the
  /// most important ones.
  ComparableMap(const float* map_cl, std::size_t length, std::size_t top);

 private:
  friend struct MapSimilarity;
  std::size_t length_;
  std::size_t top_;
  std::vector<double> shares_cl_;  ///< every position divided by its sum of absolute values
  std::vector<double> values_cl_;
  std::vector<double> ranks_cl_;
  std::vector<double> top_weight_;  ///< empty without a choice; 1 for the top bases, a share for
                                    ///< those tied at the border
};

/// How alike two maps of one sequence are.
struct MapSimilarity {
  /// Continuous Jaccard (Tseng, Shrikumar & Kundaje 2020): every position of both is divided by its
  /// sum of absolute values; the sum over the positions of
  /// [sum over bases of min(|u|,|v|) sgn(u) sgn(v)] / [sum over bases of max(|u|,|v|)], 0 where
  /// both are 0. As published, from -length to length; a map and itself: the positions that are not
  /// 0.
  double jaccard_sum = 0;
  double jaccard = 0;   ///< by position: jaccard_sum / length
  double cosine = 0;    ///< of all 4 length values; 0 when one map is 0
  double pearson = 0;   ///< of all 4 length values; NaN when one map is constant
  double spearman = 0;  ///< as pearson, of the average ranks
  /// Share of the `top` bases of largest importance (sum over the four of the absolute values) that
  /// both have: the expected one where each map draws among the bases tied at its border. NaN for a
  /// map of zeros, and when there are not more than `top` bases.
  double top_overlap = 0;

  /// Throws Error for maps of different lengths.
  static MapSimilarity between(const ComparableMap& one, const ComparableMap& other);
};

/// Ways to destroy a map, as lower bounds of what similarity means.
enum class MapShuffle {
  kBases,      ///< the four values within each position
  kPositions,  ///< the positions as wholes
  kAll,        ///< all values
};

inline constexpr std::array<MapShuffle, 3> kMapShuffles = {
    MapShuffle::kBases, MapShuffle::kPositions, MapShuffle::kAll};

/// The values of a (4, length) map in another order.
std::vector<float> shuffled_map(const float* map_cl, std::size_t length, MapShuffle how,
                                util::Random& random);

}  // namespace siskin::score
