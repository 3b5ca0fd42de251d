#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "siskin/score/task_metrics.hpp"

namespace siskin::score {

/// pearson, spearman, r2, mse and mae of predicted against measured numbers, defined as in
/// correlation.hpp; mae is the mean absolute error.
class RegressionMetrics : public TaskMetrics {
 public:
  /// Throws Error for sizes that differ. No NaN among the values.
  RegressionMetrics(std::vector<double> predicted, std::vector<double> measured);

  const std::vector<std::string>& names() const override { return names_; }
  std::vector<double> values(const std::vector<double>& weights) const override;
  std::size_t size() const override { return predicted_.values.size(); }

  /// Each item's own part of mse.
  const std::vector<double>& squared_errors() const { return squared_errors_; }

 private:
  /// One side with its order, which does not change with the weights.
  struct Side {
    explicit Side(std::vector<double> given);
    std::vector<double> ranks(const std::vector<double>& weights) const;
    std::vector<double> values;
    std::vector<std::size_t> order;
  };

  std::vector<std::string> names_ = {"pearson", "spearman", "r2", "mse", "mae"};
  Side predicted_;
  Side measured_;
  std::vector<double> squared_errors_;
  std::vector<double> absolute_errors_;
};

}  // namespace siskin::score
