#include "score/accuracy_scorer.hpp"

#include <cmath>
#include <utility>

#include "siskin/score/regression_metrics.hpp"
#include "siskin/score/summary.hpp"

namespace siskin::tools {

score::BinaryTask binary_task(const std::vector<double>& predicted,
                              const std::vector<double>& labels, const AccuracyOptions& options) {
  score::BinaryTask task{predicted, {}, std::vector<int>(labels.begin(), labels.end())};
  if (options.output_space == "probability") task.probabilities = predicted;
  if (options.output_space == "logit") {
    for (const double value : predicted) task.probabilities.push_back(1 / (1 + std::exp(-value)));
  }
  return task;
}

score::ClassificationSettings classification_settings(const AccuracyOptions& options) {
  return {options.threshold, options.negative_weight,
          static_cast<std::size_t>(options.calibration_bins)};
}

AccuracyScorer::Group AccuracyScorer::make_group(TaskData task, const AccuracyOptions& options,
                                                 bool other) const {
  Group group;
  group.sequence = std::move(task.sequence);
  auto& predicted = other ? task.other : task.predicted;
  if (options.task == "regression") {
    group.metrics =
        std::make_unique<score::RegressionMetrics>(std::move(predicted), std::move(task.labels));
  } else {
    group.metrics = std::make_unique<score::ClassificationMetrics>(
        binary_task(predicted, task.labels, options), classification_settings(options));
  }
  return group;
}

AccuracyScorer::AccuracyScorer(const AccuracyData& data, const AccuracyOptions& options, bool other)
    : outputs_(data.outputs) {
  for (const TaskData& task : data.tasks) groups_.push_back(make_group(task, options, other));
  if (data.tasks.size() > 1) groups_.push_back(make_group(data.pooled(), options, other));
}

std::vector<Figure> AccuracyScorer::figures() const {
  std::vector<Figure> figures;
  const auto append = [&](const std::string& group) {
    for (const auto& name : groups_.front().metrics->names()) figures.push_back({name, group});
  };
  for (const auto& output : outputs_) append(output);
  append("mean");
  if (groups_.size() > outputs_.size()) append("micro");
  return figures;
}

std::vector<double> AccuracyScorer::values(const std::vector<double>& weights) const {
  std::vector<std::vector<double>> by_group;
  for (const Group& group : groups_) {
    std::vector<double> own;
    own.reserve(group.sequence.size());
    for (const auto sequence : group.sequence) own.push_back(weights[sequence]);
    by_group.push_back(group.metrics->values(own));
  }
  std::vector<double> values;
  for (std::size_t output = 0; output < outputs_.size(); ++output)
    values.insert(values.end(), by_group[output].begin(), by_group[output].end());
  for (std::size_t metric = 0; metric < by_group.front().size(); ++metric) {
    std::vector<double> of_outputs;
    of_outputs.reserve(outputs_.size());
    for (std::size_t output = 0; output < outputs_.size(); ++output)
      of_outputs.push_back(by_group[output][metric]);
    values.push_back(score::mean_of_defined(of_outputs).value);
  }
  if (groups_.size() > outputs_.size())
    values.insert(values.end(), by_group.back().begin(), by_group.back().end());
  return values;
}

std::vector<std::size_t> AccuracyScorer::counts(const std::vector<double>& values) const {
  const std::size_t metrics = metric_count();
  std::vector<std::size_t> counts;
  for (std::size_t output = 0; output < outputs_.size(); ++output)
    counts.insert(counts.end(), metrics, groups_[output].sequence.size());
  for (std::size_t metric = 0; metric < metrics; ++metric) {
    std::size_t defined = 0;
    for (std::size_t output = 0; output < outputs_.size(); ++output)
      defined += std::isnan(values[output * metrics + metric]) ? 0 : 1;
    counts.push_back(defined);
  }
  if (groups_.size() > outputs_.size())
    counts.insert(counts.end(), metrics, groups_.back().sequence.size());
  return counts;
}

}  // namespace siskin::tools
