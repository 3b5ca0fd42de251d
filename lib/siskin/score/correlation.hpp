#pragma once

#include <vector>

namespace siskin::score {

/// Agreement of predicted with measured numbers, pair by pair. All throw Error when the sizes
/// differ. Nothing to score, or a NaN on either side, gives NaN.

/// Product-moment correlation. NaN for fewer than two pairs or when a side is constant.
double pearson(const std::vector<double>& predicted, const std::vector<double>& measured);

/// Pearson correlation of the ranks, ties having their average rank (Spearman 1904).
double spearman(const std::vector<double>& predicted, const std::vector<double>& measured);

/// Coefficient of determination 1 - sum (y - f)^2 / sum (y - mean y)^2: 1 at best, 0 for the mean
/// of what was measured, negative for worse. NaN when the measured side is constant.
double r_squared(const std::vector<double>& predicted, const std::vector<double>& measured);

double mean_squared_error(const std::vector<double>& predicted,
                          const std::vector<double>& measured);

/// Ranks 1 .. n in ascending order, equal values sharing the mean of their ranks. Throws Error for
/// NaN.
std::vector<double> average_ranks(const std::vector<double>& values);

}  // namespace siskin::score
