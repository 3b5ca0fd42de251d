#include "siskin/score/consistency.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <string>

#include "siskin/seq/alphabet.hpp"
#include "siskin/util/error.hpp"

namespace siskin::score {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kPi = 3.14159265358979323846;
constexpr double kBox = 0.1;
constexpr std::size_t kBoxes = 31;  // whole boxes from 0 to pi
constexpr std::size_t kReach = 3;

using Boxes = std::vector<double>;  // (kBoxes, kBoxes)

std::size_t box_of(double angle) {
  return std::min(static_cast<std::size_t>(std::max(0.0, angle) / kBox), kBoxes - 1);
}

double mean_around(const Boxes& density, std::size_t row, std::size_t column) {
  double sum = 0;
  std::size_t count = 0;
  const auto first = [](std::size_t centre) { return centre > kReach ? centre - kReach : 1; };
  for (std::size_t i = first(row); i < std::min(kBoxes, row + kReach); ++i) {
    for (std::size_t j = first(column); j < std::min(kBoxes, column + kReach); ++j) {
      sum += density[i * kBoxes + j];
      ++count;
    }
  }
  return sum / static_cast<double>(count);
}

double divergence_of(const Boxes& density) {
  double sum = 0;
  for (std::size_t i = 1; i + 1 < kBoxes; ++i) {
    for (std::size_t j = 1; j + 1 < kBoxes; ++j) {
      const double here = density[i * kBoxes + j];
      if (here > 0) sum += here * std::log(here / mean_around(density, i, j));
    }
  }
  return sum * kBox * kBox;
}

double sum_of_column_lengths(const std::vector<double>& map_cl, std::size_t length) {
  double sum = 0;
  for (std::size_t position = 0; position < length; ++position) {
    double square = 0;
    for (std::size_t base = 0; base < seq::kBases; ++base)
      square += map_cl[base * length + position] * map_cl[base * length + position];
    sum += std::sqrt(square);
  }
  return sum;
}

}  // namespace

std::vector<double> corrected_map(const float* map_cl, std::size_t length) {
  std::vector<double> corrected(map_cl, map_cl + seq::kBases * length);
  for (std::size_t position = 0; position < length; ++position) {
    double mean = 0;
    for (std::size_t base = 0; base < seq::kBases; ++base)
      mean += corrected[base * length + position] / static_cast<double>(seq::kBases);
    for (std::size_t base = 0; base < seq::kBases; ++base)
      corrected[base * length + position] -= mean;
  }
  return corrected;
}

std::vector<double> simplex_angles(const float* gradient_cl, std::size_t length) {
  std::vector<double> angles;
  for (std::size_t position = 0; position < length; ++position) {
    double sum = 0;
    double square = 0;
    for (std::size_t base = 0; base < seq::kBases; ++base) {
      const double value = gradient_cl[base * length + position];
      sum += value;
      square += value * value;
    }
    if (square == 0) continue;
    angles.push_back(std::asin(std::min(1.0, std::abs(sum) / (2 * std::sqrt(square)))) * 180 / kPi);
  }
  return angles;
}

std::vector<double> observed_map(const std::vector<double>& map_cl, const float* onehot_cl) {
  auto observed = map_cl;
  for (std::size_t i = 0; i < observed.size(); ++i) observed[i] *= onehot_cl[i];
  return observed;
}

void WindowDirections::add(const std::vector<double>& map_cl) {
  const std::size_t length = map_cl.size() / seq::kBases;
  const double lengths = sum_of_column_lengths(map_cl, length);
  const double scale = lengths > 0 ? 1 / lengths : 0;
  for (std::size_t start = 0; start < length; ++start) {
    std::array<double, seq::kBases> sum{};
    for (std::size_t base = 0; base < seq::kBases; ++base) {
      for (std::size_t i = 0; i < window_; ++i)
        sum[base] += map_cl[base * length + (start + i) % length];
      sum[base] *= scale;
    }
    x_.push_back(static_cast<float>((sum[1] - sum[0]) / std::sqrt(2.0)));
    y_.push_back(static_cast<float>(std::sqrt(2.0 / 3) * (sum[2] - (sum[0] + sum[1]) / 2)));
    z_.push_back(static_cast<float>(std::sqrt(0.75) * (sum[3] - (sum[0] + sum[1] + sum[2]) / 3)));
  }
}

double WindowDirections::length_of(std::size_t base) const {
  const double x = x_[base];
  const double y = y_[base];
  const double z = z_[base];
  return std::sqrt(x * x + y * y + z * z);
}

double WindowDirections::divergence(double kept) const {
  const auto wanted = static_cast<std::size_t>(kept * static_cast<double>(bases()));
  if (wanted == 0) return kNan;
  std::vector<double> sorted(bases());
  for (std::size_t i = 0; i < bases(); ++i) sorted[i] = length_of(i);
  std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(wanted - 1),
                   sorted.end(), std::greater<>());
  const double border = sorted[wanted - 1];
  Boxes density(kBoxes * kBoxes, 0);
  for (std::size_t i = 0; i < bases(); ++i) {
    const double length = length_of(i);
    if (length < border || length == 0) continue;
    const double azimuth = std::atan2(y_[i], x_[i]) / 2 + kPi / 2;
    const double polar = std::acos(std::clamp(z_[i] / length, -1.0, 1.0));
    density[box_of(azimuth) * kBoxes + box_of(polar)] += length * length;
  }
  const double total = std::accumulate(density.begin(), density.end(), 0.0) * kBox * kBox;
  if (total == 0) return kNan;
  for (double& value : density) value /= total;
  return divergence_of(density);
}

double column_range_cosine(const std::vector<double>& one_cl, const std::vector<double>& other_cl,
                           std::size_t shift) {
  if (one_cl.size() != other_cl.size()) {
    throw Error("found maps of " + std::to_string(one_cl.size()) + " and " +
                std::to_string(other_cl.size()) + " values, expected as many of both");
  }
  const std::size_t length = one_cl.size() / seq::kBases;
  double cross = 0;
  double one_square = 0;
  double other_square = 0;
  for (std::size_t base = 0; base < seq::kBases; ++base) {
    for (std::size_t i = shift; i < length; ++i) {
      const double one = one_cl[base * length + i];
      const double other = other_cl[base * length + i - shift];
      cross += one * other;
      one_square += one * one;
      other_square += other * other;
    }
  }
  if (one_square == 0 || other_square == 0) return 0;
  return std::clamp(cross / (std::sqrt(one_square) * std::sqrt(other_square)), -1.0, 1.0);
}

}  // namespace siskin::score
