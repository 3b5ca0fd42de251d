#pragma once

#include <memory>
#include <string>
#include <vector>

#include "score/accuracy_data.hpp"
#include "score/figure.hpp"
#include "siskin/score/classification_metrics.hpp"
#include "siskin/score/task_metrics.hpp"

namespace siskin::tools {

/// Every figure of one set of predictions: by output, their mean, and with several outputs micro,
/// all pairs of sequence and output in one pool.
class AccuracyScorer {
 public:
  /// `other`: score the predictions --against instead.
  AccuracyScorer(const AccuracyData& data, const AccuracyOptions& options, bool other);

  std::vector<Figure> figures() const;
  /// Figures a group; those of a group follow each other, the outputs first.
  std::size_t metric_count() const { return groups_.front().metrics->names().size(); }
  /// One value a figure when every sequence stands `weights[i]` times.
  std::vector<double> values(const std::vector<double>& weights) const;
  /// What the figures are of: pairs, or for the mean the outputs where the metric is defined.
  std::vector<std::size_t> counts(const std::vector<double>& values) const;

 private:
  struct Group {
    std::unique_ptr<score::TaskMetrics> metrics;
    std::vector<std::size_t> sequence;
  };
  Group make_group(TaskData task, const AccuracyOptions& options, bool other) const;

  std::vector<std::string> outputs_;
  std::vector<Group> groups_;  // the outputs, then the pool
};

/// The binary task that these pairs are: what is ranked, and the probabilities that they mean.
score::BinaryTask binary_task(const std::vector<double>& predicted,
                              const std::vector<double>& labels, const AccuracyOptions& options);

score::ClassificationSettings classification_settings(const AccuracyOptions& options);

}  // namespace siskin::tools
