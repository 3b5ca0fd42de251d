#include "siskin/blackbox/regression.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "siskin/util/random.hpp"

namespace siskin {
namespace {

using blackbox::CenteredRegression;
using blackbox::DesignMatrix;
using testing::DoubleNear;
using testing::ElementsAre;
using testing::Pointwise;

struct RegressionProblem {
  DesignMatrix design;
  std::vector<double> targets;
  std::vector<double> weights;

  RegressionProblem(std::size_t rows, std::size_t columns, std::uint64_t seed) {
    util::Random random(seed);
    design.columns = columns;
    for (std::size_t i = 0; i < rows * columns; ++i) {
      design.values.push_back(static_cast<float>(random.normal()));
    }
    for (std::size_t i = 0; i < rows; ++i) {
      targets.push_back(random.normal());
      weights.push_back(random.uniform());
    }
  }

  double cell(std::size_t row, std::size_t column) const {
    return static_cast<double>(design.values[row * design.columns + column]);
  }
  double residual(std::size_t row, double intercept, const std::vector<double>& b) const {
    double sum = targets[row] - intercept;
    for (std::size_t i = 0; i < b.size(); ++i) sum -= b[i] * cell(row, i);
    return sum;
  }
};

// Derivatives of half the weighted sum of squares by the intercept and by each coefficient.
std::vector<double> half_gradient(const RegressionProblem& problem, double intercept,
                                  const std::vector<double>& b) {
  std::vector<double> found(b.size() + 1, 0.0);
  for (std::size_t row = 0; row < problem.targets.size(); ++row) {
    const double pull = -problem.weights[row] * problem.residual(row, intercept, b);
    found[0] += pull;
    for (std::size_t i = 0; i < b.size(); ++i) found[i + 1] += pull * problem.cell(row, i);
  }
  return found;
}

double weighted_moment(const RegressionProblem& problem, std::size_t rows, std::size_t i) {
  double moment = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    moment += problem.weights[row] * problem.cell(row, i) * problem.targets[row];
  }
  return moment;
}

double weighted_product(const RegressionProblem& problem, std::size_t rows, std::size_t i,
                        std::size_t j) {
  double product = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    product += problem.weights[row] * problem.cell(row, i) * problem.cell(row, j);
  }
  return product;
}

TEST(NormalEquations, AreTheWeightedSums) {
  for (const std::size_t rows : {1U, 7U, 40U}) {
    const RegressionProblem problem(rows, 37, rows);
    const auto sums = blackbox::normal_equations(problem.design, problem.targets, problem.weights);
    for (std::size_t i = 0; i < 37; ++i) {
      EXPECT_NEAR(sums.moment[i], weighted_moment(problem, rows, i), 1e-12);
      for (std::size_t j = 0; j < 37; ++j) {
        EXPECT_NEAR(sums.gram[i * 37 + j], weighted_product(problem, rows, i, j), 1e-12);
      }
    }
  }
}

TEST(Solve, MeetsTheEquations) {
  const RegressionProblem problem(30, 9, 2);
  const auto sums = blackbox::normal_equations(problem.design, problem.targets, problem.weights);
  const auto solution = blackbox::solve(sums, 0.5);
  for (std::size_t i = 0; i < 9; ++i) {
    double left = 0.5 * solution[i];
    for (std::size_t j = 0; j < 9; ++j) left += sums.gram[i * 9 + j] * solution[j];
    EXPECT_NEAR(left, sums.moment[i], 1e-12);
  }
}

TEST(Solve, GivesDependentColumnsNothing) {
  RegressionProblem problem(20, 3, 3);
  for (std::size_t row = 0; row < 20; ++row) {
    problem.design.values[row * 3 + 1] = problem.design.values[row * 3];
    problem.targets[row] = 2 * problem.cell(row, 0) - problem.cell(row, 2);
  }
  EXPECT_THAT(blackbox::solve(
                  blackbox::normal_equations(problem.design, problem.targets, problem.weights), 0),
              ElementsAre(DoubleNear(2, 1e-9), 0, DoubleNear(-1, 1e-9)));
}

// The minimum is where the derivatives vanish; the intercept is not penalised.
TEST(Ridge, IsTheMinimum) {
  const RegressionProblem problem(50, 6, 4);
  const auto regression = blackbox::center(problem.design, problem.targets, problem.weights);
  const auto b = blackbox::ridge(regression, 3);
  const auto slope = half_gradient(problem, blackbox::intercept(regression, b), b);
  EXPECT_NEAR(slope[0], 0, 1e-12);
  for (std::size_t i = 0; i < 6; ++i) EXPECT_NEAR(slope[i + 1] + 3 * b[i], 0, 1e-12);
}

TEST(Lasso, IsTheMinimum) {
  const RegressionProblem problem(50, 12, 5);
  const auto regression = blackbox::center(problem.design, problem.targets, problem.weights);
  const double alpha = 0.08;
  const auto b = blackbox::lasso(regression, alpha);
  const auto slope = half_gradient(problem, blackbox::intercept(regression, b), b);
  const double total = regression.total_weight;
  EXPECT_NEAR(slope[0], 0, 1e-10);
  std::size_t zeros = 0;
  for (std::size_t i = 0; i < 12; ++i) {
    if (b[i] == 0) {
      ++zeros;
      EXPECT_LE(std::abs(slope[i + 1] / total), alpha);
    } else {
      EXPECT_NEAR(slope[i + 1] / total, b[i] > 0 ? -alpha : alpha, 1e-10);
    }
  }
  EXPECT_GT(zeros, 0U);
  EXPECT_LT(zeros, 12U);
}

TEST(RSquared, IsTheShareThatIsExplained) {
  const RegressionProblem problem(40, 5, 6);
  const auto regression = blackbox::center(problem.design, problem.targets, problem.weights);
  const auto b = blackbox::ridge(regression, 2);
  const double intercept = blackbox::intercept(regression, b);
  double left = 0;
  double all = 0;
  for (std::size_t row = 0; row < 40; ++row) {
    left += problem.weights[row] * std::pow(problem.residual(row, intercept, b), 2);
    all += problem.weights[row] * std::pow(problem.targets[row] - regression.target_mean, 2);
  }
  EXPECT_NEAR(blackbox::r_squared(regression, b), 1 - left / all, 1e-12);
}

TEST(RSquared, IsOneForTargetsThatAreAllEqual) {
  RegressionProblem problem(10, 2, 7);
  problem.targets.assign(10, 0.1);
  const auto regression = blackbox::center(problem.design, problem.targets, problem.weights);
  EXPECT_EQ(blackbox::r_squared(regression, blackbox::ridge(regression, 1)), 1);
}

// Tries every next column with a fit of its own.
std::vector<std::size_t> greedy(const CenteredRegression& regression, std::size_t count) {
  std::vector<std::size_t> chosen;
  while (chosen.size() < count) {
    double best = -1;
    std::size_t next = 0;
    for (std::size_t i = 0; i < regression.means.size(); ++i) {
      if (std::find(chosen.begin(), chosen.end(), i) != chosen.end()) continue;
      auto columns = chosen;
      columns.push_back(i);
      const auto part = blackbox::only(regression, columns);
      const double explained = blackbox::r_squared(part, blackbox::ridge(part, 0));
      if (explained > best) {
        best = explained;
        next = i;
      }
    }
    chosen.push_back(next);
  }
  return chosen;
}

TEST(ForwardSelection, AddsTheColumnThatExplainsMost) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const RegressionProblem problem(30, 8, 100 + seed);
    const auto regression = blackbox::center(problem.design, problem.targets, problem.weights);
    EXPECT_EQ(blackbox::forward_selection(regression, 5), greedy(regression, 5));
  }
}

TEST(ForwardSelection, StopsWhereNothingIsLeft) {
  RegressionProblem problem(20, 3, 8);
  for (std::size_t row = 0; row < 20; ++row) {
    problem.design.values[row * 3 + 1] = problem.design.values[row * 3];
  }
  const auto regression = blackbox::center(problem.design, problem.targets, problem.weights);
  EXPECT_EQ(blackbox::forward_selection(regression, 3).size(), 2U);
}

}  // namespace
}  // namespace siskin
