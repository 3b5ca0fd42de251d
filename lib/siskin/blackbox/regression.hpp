#pragma once

#include <cstddef>
#include <vector>

namespace siskin::blackbox {

/// A table of numbers, row by row.
struct DesignMatrix {
  std::size_t columns = 0;
  std::vector<float> values;

  std::size_t rows() const { return columns == 0 ? 0 : values.size() / columns; }
};

/// Weighted sums of a regression without intercept: X'WX (columns x columns, row-major, symmetric)
/// and X'Wy.
struct NormalEquations {
  std::size_t columns = 0;
  std::vector<double> gram;
  std::vector<double> moment;
};

/// One target and one weight (of at least 0) a row.
NormalEquations normal_equations(const DesignMatrix& design, const std::vector<double>& targets,
                                 const std::vector<double>& weights);

/// What a regression with intercept needs: sums about the weighted means, divided by the sum of the
/// weights.
struct CenteredRegression {
  NormalEquations equations;
  std::vector<double> means;  ///< of the columns
  double target_mean = 0;
  double target_variance = 0;
  double total_weight = 0;
};

CenteredRegression center(const DesignMatrix& design, const std::vector<double>& targets,
                          const std::vector<double>& weights);

/// Solves (gram + alpha I) b = moment by Cholesky factors; a column that depends on those before it
/// gets 0.
std::vector<double> solve(const NormalEquations& equations, double alpha);

/// The coefficients that minimise sum w (y - intercept - X b)^2 + alpha |b|^2, which is what Ridge
/// of scikit-learn minimises.
std::vector<double> ridge(const CenteredRegression& regression, double alpha);

/// The coefficients that minimise sum w (y - intercept - X b)^2 / (2 sum w) + alpha |b|_1, which is
/// what Lasso of scikit-learn minimises; by coordinate descent.
std::vector<double> lasso(const CenteredRegression& regression, double alpha);

/// The columns that explain most: one after the other, each time the one that raises the weighted
/// R^2 of the least-squares fit most, ties to the lowest; in the order found. Fewer than `count`
/// when no other raises it.
std::vector<std::size_t> forward_selection(const CenteredRegression& regression, std::size_t count);

/// The same regression with these columns alone.
CenteredRegression only(const CenteredRegression& regression,
                        const std::vector<std::size_t>& columns);

double intercept(const CenteredRegression& regression, const std::vector<double>& coefficients);

/// 1 - sum w (y - fit)^2 / sum w (y - mean)^2; 1 when all targets are equal.
double r_squared(const CenteredRegression& regression, const std::vector<double>& coefficients);

}  // namespace siskin::blackbox
