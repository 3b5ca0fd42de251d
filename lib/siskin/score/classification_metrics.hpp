#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "siskin/score/task_metrics.hpp"
#include "siskin/score/tied_groups.hpp"

namespace siskin::score {

/// A binary task.
struct BinaryTask {
  std::vector<double> scores;         ///< what is ranked; no NaN
  std::vector<double> probabilities;  ///< of label 1; empty when the scores mean no probability
  std::vector<int> labels;            ///< 0 and 1
};

struct ClassificationSettings {
  double threshold = 0.5;                 ///< probability from which on a call is 1
  std::optional<double> negative_weight;  ///< > 0; adds the corrected areas (tied_groups.hpp)
  std::size_t calibration_bins = 10;
};

/// auroc, aupr, average_precision, then with a negative weight aupr_corrected and
/// average_precision_corrected. With probabilities also log_loss (clipped as log_loss() does),
/// accuracy, precision, recall, specificity, f1, mcc (Matthews 1975), brier (Brier 1950) and
/// calibration_error (expected, equally wide bins; Naeini, Cooper & Hauskrecht 2015).
class ClassificationMetrics : public TaskMetrics {
 public:
  /// Throws Error for sizes that differ, a label that is neither 0 nor 1, or a probability outside
  /// [0, 1].
  ClassificationMetrics(BinaryTask task, const ClassificationSettings& settings);

  const std::vector<std::string>& names() const override { return names_; }
  std::vector<double> values(const std::vector<double>& weights) const override;
  std::size_t size() const override { return task_.labels.size(); }

  /// Each item's own part of log_loss, brier and accuracy; empty vectors without probabilities.
  const std::vector<double>& log_losses() const { return log_losses_; }
  const std::vector<double>& squared_errors() const { return squared_errors_; }
  const std::vector<double>& hits() const { return hits_; }

 private:
  std::vector<TiedGroup> groups(const std::vector<double>& weights) const;
  void append_calls(const std::vector<double>& weights, std::vector<double>& values) const;

  BinaryTask task_;
  ClassificationSettings settings_;
  std::vector<std::string> names_;
  std::vector<std::size_t> group_of_;  // by item, from the highest score down
  std::size_t groups_ = 0;
  std::vector<double> log_losses_;
  std::vector<double> squared_errors_;
  std::vector<double> hits_;
};

}  // namespace siskin::score
