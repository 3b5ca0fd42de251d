#include "score/accuracy_tables.hpp"

#include <cstddef>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "score/accuracy_scorer.hpp"
#include "score/number_cell.hpp"
#include "siskin/io/table.hpp"
#include "siskin/score/calibration.hpp"
#include "siskin/score/classification.hpp"
#include "siskin/score/regression_metrics.hpp"
#include "siskin/util/provenance.hpp"

namespace siskin::tools {
namespace {

using Parts = std::vector<std::pair<std::string, std::vector<double>>>;  // metric, one value a pair

Parts parts_of(const TaskData& task, const AccuracyOptions& options) {
  if (options.task == "regression")
    return {{"mse", score::RegressionMetrics(task.predicted, task.labels).squared_errors()}};
  const score::ClassificationMetrics metrics(binary_task(task.predicted, task.labels, options),
                                             classification_settings(options));
  return {{"log_loss", metrics.log_losses()},
          {"brier", metrics.squared_errors()},
          {"accuracy", metrics.hits()}};
}

void write_bins(const std::string& group, const TaskData& task, const AccuracyOptions& options,
                std::ostream& out) {
  const auto binary = binary_task(task.predicted, task.labels, options);
  const std::vector<double> weights(binary.labels.size(), 1);
  const auto bins = score::calibration_bins({binary.probabilities, binary.labels, weights},
                                            static_cast<std::size_t>(options.calibration_bins));
  for (const auto& bin : bins) {
    const auto interval =
        score::wilson_interval(bin.observed * bin.count, bin.count, options.confidence);
    io::write_row(out, {group, number_cell(bin.low), number_cell(bin.high), number_cell(bin.count),
                        number_cell(bin.predicted), number_cell(bin.observed),
                        number_cell(interval.low), number_cell(interval.high)});
  }
}

}  // namespace

void write_per_sequence(const AccuracyData& data, const AccuracyOptions& options,
                        std::ostream& out) {
  out << "# " << util::provenance() << '\n';
  io::write_row(out, {"name", "metric", "group", "value"});
  for (std::size_t i = 0; i < data.tasks.size(); ++i) {
    const TaskData& task = data.tasks[i];
    for (const auto& [metric, values] : parts_of(task, options)) {
      for (std::size_t pair = 0; pair < values.size(); ++pair) {
        io::write_row(out, {data.names[task.sequence[pair]], metric, data.outputs[i],
                            number_cell(values[pair])});
      }
    }
  }
}

void write_calibration(const AccuracyData& data, const AccuracyOptions& options,
                       std::ostream& out) {
  out << "# " << util::provenance() << '\n';
  io::write_row(
      out, {"group", "low", "high", "n", "predicted", "observed", "observed_low", "observed_high"});
  for (std::size_t i = 0; i < data.tasks.size(); ++i)
    write_bins(data.outputs[i], data.tasks[i], options, out);
}

void write_curves(const AccuracyData& data, const AccuracyOptions& options, std::ostream& out) {
  out << "# " << util::provenance() << '\n';
  io::write_row(out, {"output", "curve", "x", "y"});
  const auto write = [&](const std::string& group, const std::string& curve,
                         const std::vector<score::RatePoint>& points) {
    for (const auto& point : points)
      io::write_row(out, {group, curve, number_cell(point.x), number_cell(point.y)});
  };
  for (std::size_t i = 0; i < data.tasks.size(); ++i) {
    const auto task = binary_task(data.tasks[i].predicted, data.tasks[i].labels, options);
    write(data.outputs[i], "roc", score::roc_curve(task.scores, task.labels));
    write(data.outputs[i], "precision_recall",
          score::precision_recall_curve(task.scores, task.labels,
                                        options.negative_weight.value_or(1)));
  }
}

}  // namespace siskin::tools
