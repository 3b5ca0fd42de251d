#include "siskin/blackbox/regression.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace siskin::blackbox {
namespace {

// Rows that are added at once to a line of the sums, and lines that stay in the cache meanwhile.
constexpr std::size_t kRowBlock = 4;
constexpr std::size_t kLineBlock = 32;
// A pivot below this share of its diagonal is rounding: the column depends on others.
constexpr double kSmallestPivot = 1e-12;
constexpr int kMostSweeps = 10000;
constexpr double kConverged = 1e-12;

// line[j] += the sum of factors[r] * row r [j], from `begin` on.
void add_rows(const DesignMatrix& design, std::size_t first_row,
              const std::array<double, kRowBlock>& factors, std::size_t begin, double* line) {
  const float* const row0 = design.values.data() + first_row * design.columns;
  const float* const row1 = row0 + design.columns;
  const float* const row2 = row1 + design.columns;
  const float* const row3 = row2 + design.columns;
  for (std::size_t j = begin; j < design.columns; ++j) {
    line[j] +=
        factors[0] * static_cast<double>(row0[j]) + factors[1] * static_cast<double>(row1[j]) +
        factors[2] * static_cast<double>(row2[j]) + factors[3] * static_cast<double>(row3[j]);
  }
}

void add_row(const float* row, std::size_t columns, double factor, std::size_t begin,
             double* line) {
  for (std::size_t j = begin; j < columns; ++j) line[j] += factor * static_cast<double>(row[j]);
}

// The upper half of X'WX, lines [begin, end).
void add_lines(const DesignMatrix& design, const std::vector<double>& weights, std::size_t begin,
               std::size_t end, std::vector<double>& gram) {
  const std::size_t columns = design.columns;
  const std::size_t whole = design.rows() / kRowBlock * kRowBlock;
  for (std::size_t row = 0; row < whole; row += kRowBlock) {
    for (std::size_t i = begin; i < end; ++i) {
      std::array<double, kRowBlock> factors{};
      bool any = false;
      for (std::size_t r = 0; r < kRowBlock; ++r) {
        factors[r] = weights[row + r] * static_cast<double>(design.values[(row + r) * columns + i]);
        any = any || factors[r] != 0;
      }
      if (any) add_rows(design, row, factors, i, gram.data() + i * columns);
    }
  }
  for (std::size_t row = whole; row < design.rows(); ++row) {
    const float* const values = design.values.data() + row * columns;
    for (std::size_t i = begin; i < end; ++i) {
      add_row(values, columns, weights[row] * static_cast<double>(values[i]), i,
              gram.data() + i * columns);
    }
  }
}

double soft_threshold(double value, double alpha) {
  if (value > alpha) return value - alpha;
  return value < -alpha ? value + alpha : 0;
}

}  // namespace

NormalEquations normal_equations(const DesignMatrix& design, const std::vector<double>& targets,
                                 const std::vector<double>& weights) {
  const std::size_t columns = design.columns;
  NormalEquations sums;
  sums.columns = columns;
  sums.gram.assign(columns * columns, 0.0);
  sums.moment.assign(columns, 0.0);
  for (std::size_t begin = 0; begin < columns; begin += kLineBlock) {
    add_lines(design, weights, begin, std::min(columns, begin + kLineBlock), sums.gram);
  }
  for (std::size_t i = 0; i < columns; ++i) {
    for (std::size_t j = 0; j < i; ++j) sums.gram[i * columns + j] = sums.gram[j * columns + i];
  }
  for (std::size_t row = 0; row < design.rows(); ++row) {
    add_row(design.values.data() + row * columns, columns, weights[row] * targets[row], 0,
            sums.moment.data());
  }
  return sums;
}

CenteredRegression center(const DesignMatrix& design, const std::vector<double>& targets,
                          const std::vector<double>& weights) {
  CenteredRegression result;
  const std::size_t columns = design.columns;
  result.means.assign(columns, 0.0);
  for (std::size_t row = 0; row < targets.size(); ++row) {
    result.total_weight += weights[row];
    // About the first, so that equal targets are their own mean to the last bit.
    result.target_mean += weights[row] * (targets[row] - targets.front());
    add_row(design.values.data() + row * columns, columns, weights[row], 0, result.means.data());
  }
  const double total = result.total_weight;
  result.target_mean = targets.front() + result.target_mean / total;
  for (double& mean : result.means) mean /= total;
  auto distances = targets;
  for (std::size_t row = 0; row < targets.size(); ++row) {
    distances[row] -= result.target_mean;
    result.target_variance += weights[row] * distances[row] * distances[row] / total;
  }
  auto& sums = result.equations;
  sums = normal_equations(design, distances, weights);
  for (std::size_t i = 0; i < columns; ++i) {
    sums.moment[i] /= total;
    for (std::size_t j = 0; j < columns; ++j) {
      auto& cell = sums.gram[i * columns + j];
      cell = cell / total - result.means[i] * result.means[j];
    }
  }
  return result;
}

std::vector<double> solve(const NormalEquations& equations, double alpha) {
  const std::size_t n = equations.columns;
  auto lower = equations.gram;
  auto solution = equations.moment;
  std::vector<bool> depends(n, false);
  for (std::size_t i = 0; i < n; ++i) {
    double* const line = lower.data() + i * n;
    for (std::size_t j = 0; j <= i; ++j) {
      const double* const other = lower.data() + j * n;
      double sum = line[j] + (i == j ? alpha : 0);
      const double diagonal = sum;
      for (std::size_t k = 0; k < j; ++k) sum -= line[k] * other[k];
      if (i == j) {
        depends[i] = !(sum > kSmallestPivot * diagonal);
        line[i] = depends[i] ? 1 : std::sqrt(sum);
      } else {
        line[j] = depends[j] ? 0 : sum / other[j];
      }
    }
  }
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < i; ++k) solution[i] -= lower[i * n + k] * solution[k];
    solution[i] = depends[i] ? 0 : solution[i] / lower[i * n + i];
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t k = i + 1; k < n; ++k) solution[i] -= lower[k * n + i] * solution[k];
    solution[i] = depends[i] ? 0 : solution[i] / lower[i * n + i];
  }
  return solution;
}

std::vector<double> ridge(const CenteredRegression& regression, double alpha) {
  return solve(regression.equations, alpha / regression.total_weight);
}

std::vector<double> lasso(const CenteredRegression& regression, double alpha) {
  const auto& sums = regression.equations;
  const std::size_t n = sums.columns;
  std::vector<double> coefficients(n, 0.0);
  auto rest = sums.moment;  // moment - gram * coefficients
  const double scale = std::sqrt(std::max(regression.target_variance, 0.0));
  for (int sweep = 0; sweep < kMostSweeps; ++sweep) {
    double largest = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const double own = sums.gram[i * n + i];
      if (!(own > kSmallestPivot)) continue;
      const double updated = soft_threshold(rest[i] + own * coefficients[i], alpha) / own;
      const double step = updated - coefficients[i];
      if (step == 0) continue;
      coefficients[i] = updated;
      for (std::size_t j = 0; j < n; ++j) rest[j] -= step * sums.gram[i * n + j];
      largest = std::max(largest, std::abs(step));
    }
    if (largest <= kConverged * scale) break;
  }
  return coefficients;
}

std::vector<std::size_t> forward_selection(const CenteredRegression& regression,
                                           std::size_t count) {
  const std::size_t n = regression.equations.columns;
  auto gram = regression.equations.gram;
  auto moment = regression.equations.moment;
  std::vector<std::size_t> chosen;
  std::vector<bool> taken(n, false);
  while (chosen.size() < std::min(count, n)) {
    double most = 0;
    std::size_t best = n;
    for (std::size_t i = 0; i < n; ++i) {
      const double own = gram[i * n + i];
      const bool depends = !(own > kSmallestPivot * regression.equations.gram[i * n + i]);
      if (taken[i] || depends || moment[i] * moment[i] / own <= most) continue;
      most = moment[i] * moment[i] / own;
      best = i;
    }
    if (best == n) break;
    taken[best] = true;
    chosen.push_back(best);
    // What is left of every other column and of the targets once the chosen one has explained its
    // part.
    const double pivot = gram[best * n + best];
    const std::vector<double> line(gram.begin() + static_cast<std::ptrdiff_t>(best * n),
                                   gram.begin() + static_cast<std::ptrdiff_t>((best + 1) * n));
    const double explained = moment[best] / pivot;
    for (std::size_t i = 0; i < n; ++i) {
      moment[i] -= line[i] * explained;
      for (std::size_t j = 0; j < n; ++j) gram[i * n + j] -= line[i] * line[j] / pivot;
    }
  }
  return chosen;
}

CenteredRegression only(const CenteredRegression& regression,
                        const std::vector<std::size_t>& columns) {
  auto part = regression;
  const std::size_t n = regression.equations.columns;
  part.equations = {columns.size(), {}, {}};
  part.means.clear();
  for (const auto i : columns) {
    part.means.push_back(regression.means[i]);
    part.equations.moment.push_back(regression.equations.moment[i]);
    for (const auto j : columns) {
      part.equations.gram.push_back(regression.equations.gram[i * n + j]);
    }
  }
  return part;
}

double intercept(const CenteredRegression& regression, const std::vector<double>& coefficients) {
  double value = regression.target_mean;
  for (std::size_t i = 0; i < coefficients.size(); ++i) {
    value -= regression.means[i] * coefficients[i];
  }
  return value;
}

double r_squared(const CenteredRegression& regression, const std::vector<double>& coefficients) {
  if (regression.target_variance == 0) return 1;
  const auto& sums = regression.equations;
  const std::size_t n = sums.columns;
  double left = regression.target_variance;  // the mean square of the residuals
  for (std::size_t i = 0; i < n; ++i) {
    double fitted = 0;
    for (std::size_t j = 0; j < n; ++j) fitted += sums.gram[i * n + j] * coefficients[j];
    left += coefficients[i] * (fitted - 2 * sums.moment[i]);
  }
  return 1 - std::max(left, 0.0) / regression.target_variance;
}

}  // namespace siskin::blackbox
