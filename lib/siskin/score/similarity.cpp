#include "siskin/score/similarity.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <string>

#include "siskin/score/correlation.hpp"
#include "siskin/seq/alphabet.hpp"
#include "siskin/util/error.hpp"

namespace siskin::score {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

std::vector<double> importance_of(const std::vector<double>& values_cl, std::size_t length) {
  std::vector<double> importance(length, 0);
  for (std::size_t i = 0; i < values_cl.size(); ++i)
    importance[i % length] += std::abs(values_cl[i]);
  return importance;
}

std::vector<double> shares_of(const std::vector<double>& values_cl,
                              const std::vector<double>& importance) {
  auto shares = values_cl;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const double sum = importance[i % importance.size()];
    if (sum > 0) shares[i] /= sum;
  }
  return shares;
}

// Probabilities of the bases to be among the `top` largest; they sum to `top`. Empty where nothing
// is chosen: for a map of zeros and when all bases are asked for.
std::vector<double> weights_of_top(const std::vector<double>& importance, std::size_t top) {
  const auto is_zero = [](double value) { return value == 0; };
  if (top >= importance.size() || std::all_of(importance.begin(), importance.end(), is_zero))
    return {};
  std::vector<double> weights(importance.size(), 0);
  auto sorted = importance;
  std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(top - 1),
                   sorted.end(), std::greater<>());
  const double border = sorted[top - 1];
  const auto above = std::count_if(importance.begin(), importance.end(),
                                   [&](double value) { return value > border; });
  const auto tied = std::count(importance.begin(), importance.end(), border);
  const double share =
      (static_cast<double>(top) - static_cast<double>(above)) / static_cast<double>(tied);
  for (std::size_t i = 0; i < importance.size(); ++i)
    weights[i] = importance[i] > border ? 1 : (importance[i] == border ? share : 0);
  return weights;
}

double jaccard_of(const std::vector<double>& one, const std::vector<double>& other,
                  std::size_t length) {
  double sum = 0;
  for (std::size_t position = 0; position < length; ++position) {
    double common = 0;
    double either = 0;
    for (std::size_t base = 0; base < seq::kBases; ++base) {
      const double u = one[base * length + position];
      const double v = other[base * length + position];
      const double smaller = std::min(std::abs(u), std::abs(v));
      common += (u < 0) == (v < 0) ? smaller : -smaller;
      either += std::max(std::abs(u), std::abs(v));
    }
    if (either > 0) sum += common / either;
  }
  return sum;
}

double cosine_of(const std::vector<double>& one, const std::vector<double>& other) {
  double cross = 0;
  double one_square = 0;
  double other_square = 0;
  for (std::size_t i = 0; i < one.size(); ++i) {
    cross += one[i] * other[i];
    one_square += one[i] * one[i];
    other_square += other[i] * other[i];
  }
  if (one_square == 0 || other_square == 0) return 0;
  return std::clamp(cross / (std::sqrt(one_square) * std::sqrt(other_square)), -1.0, 1.0);
}

/// Bases that two choices of the top are expected to share, each drawing among its ties at random.
double expected_common(const std::vector<double>& one, const std::vector<double>& other) {
  if (one.empty() || other.empty()) return kNan;
  double sum = 0;
  for (std::size_t i = 0; i < one.size(); ++i) sum += one[i] * other[i];
  return sum;
}

}  // namespace

ComparableMap::ComparableMap(const float* map_cl, std::size_t length, std::size_t top)
    : length_(length),
      top_(std::min(top, length)),
      values_cl_(map_cl, map_cl + seq::kBases * length),
      ranks_cl_(average_ranks(values_cl_)) {
  const auto importance = importance_of(values_cl_, length);
  shares_cl_ = shares_of(values_cl_, importance);
  top_weight_ = weights_of_top(importance, top);
}

MapSimilarity MapSimilarity::between(const ComparableMap& one, const ComparableMap& other) {
  if (one.length_ != other.length_) {
    throw Error("found maps of " + std::to_string(one.length_) + " and " +
                std::to_string(other.length_) + " bases, expected one length");
  }
  const auto length = static_cast<double>(one.length_);
  MapSimilarity result;
  result.jaccard_sum = jaccard_of(one.shares_cl_, other.shares_cl_, one.length_);
  result.jaccard = result.jaccard_sum / length;
  result.cosine = cosine_of(one.values_cl_, other.values_cl_);
  result.pearson = score::pearson(one.values_cl_, other.values_cl_);
  result.spearman = score::pearson(one.ranks_cl_, other.ranks_cl_);
  result.top_overlap =
      expected_common(one.top_weight_, other.top_weight_) / static_cast<double>(one.top_);
  return result;
}

std::vector<float> shuffled_map(const float* map_cl, std::size_t length, MapShuffle how,
                                util::Random& random) {
  std::vector<float> map(map_cl, map_cl + seq::kBases * length);
  if (how == MapShuffle::kAll) {
    random.shuffle(map);
    return map;
  }
  std::vector<std::array<float, seq::kBases>> columns(length);
  for (std::size_t i = 0; i < map.size(); ++i) columns[i % length][i / length] = map[i];
  if (how == MapShuffle::kPositions) random.shuffle(columns);
  for (std::size_t position = 0; position < length; ++position) {
    std::vector<float> column(columns[position].begin(), columns[position].end());
    if (how == MapShuffle::kBases) random.shuffle(column);
    for (std::size_t base = 0; base < seq::kBases; ++base)
      map[base * length + position] = column[base];
  }
  return map;
}

}  // namespace siskin::score
