#include <cmath>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "score/labels.hpp"
#include "score/names.hpp"
#include "score/read_in_order.hpp"
#include "score/report.hpp"
#include "score/run.hpp"
#include "siskin/io/table.hpp"
#include "siskin/score/classification.hpp"
#include "siskin/score/correlation.hpp"
#include "siskin/score/summary.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

using Figures = std::vector<std::pair<std::string, double>>;  // metric, value

/// The pairs of one task whose label is known.
struct TaskData {
  std::vector<double> predicted;
  std::vector<double> labels;
};

NameList names_of(const LabelSet& labels) {
  NameList list{labels.source, {}};
  for (const auto& record : labels.records) list.names.push_back(record.name);
  return list;
}

NameList names_of(const io::Table& predictions) {
  const auto column = predictions.column("name");
  NameList list{predictions.source, {}};
  for (const auto& row : predictions.rows) list.names.push_back(row[column]);
  return list;
}

void check_names(const LabelSet& all, const LabelSet& wanted, const io::Table& predictions,
                 bool allow_missing) {
  const auto predicted = names_of(predictions);
  require_unique(predicted);
  require_unique(names_of(all));
  require_shared(names_of(wanted), predicted);
  if (allow_missing) return;
  const std::string remedy = "--allow-missing leaves them out";
  require_known(predicted, names_of(all), remedy);
  require_known(names_of(wanted), predicted, remedy);
}

std::vector<std::size_t> output_columns(const io::Table& predictions, const LabelSet& labels) {
  std::vector<std::size_t> outputs;
  for (std::size_t i = 0; i < predictions.columns.size(); ++i) {
    if (i != predictions.column("name")) outputs.push_back(i);
  }
  if (outputs.size() == labels.tasks()) return outputs;
  throw Error(predictions.source + ": found " + std::to_string(outputs.size()) +
              " outputs, expected " + std::to_string(labels.tasks()) +
              ", the number of labels in " + labels.source);
}

void check_label(double label, const LabelRecord& record, const AccuracyOptions& options) {
  if (options.task == "regression" || label == 0 || label == 1) return;
  throw Error(record.where + ": found the label " + util::format_double(label) +
              ", expected 0, 1 or NA (--task regression compares numbers)");
}

double read_prediction(const io::Table& predictions, std::size_t row, std::size_t column,
                       const AccuracyOptions& options) {
  const double value = predictions.number(row, column);
  const bool probability =
      options.task == "classification" && options.output_space == "probability";
  if (std::isnan(value) || (probability && (value < 0 || value > 1))) {
    throw Error(predictions.source + ":" + std::to_string(predictions.lines[row]) + ": column " +
                util::quoted(predictions.columns[column]) + ": found " +
                util::quoted(predictions.rows[row][column]) + ", expected a " +
                (probability ? "probability from 0 to 1" : "number"));
  }
  return value;
}

std::vector<TaskData> pair_up(const LabelSet& labels, const io::Table& predictions,
                              const std::vector<std::size_t>& outputs,
                              const AccuracyOptions& options) {
  std::unordered_map<std::string, std::size_t> row_of;
  const auto predicted = names_of(predictions);
  for (std::size_t row = 0; row < predicted.names.size(); ++row) row_of[predicted.names[row]] = row;
  std::vector<TaskData> tasks(outputs.size());
  for (const auto& record : labels.records) {
    const auto found = row_of.find(record.name);
    if (found == row_of.end()) continue;
    for (std::size_t task = 0; task < outputs.size(); ++task) {
      const double label = record.values[task];
      if (std::isnan(label)) continue;
      check_label(label, record, options);
      tasks[task].labels.push_back(label);
      tasks[task].predicted.push_back(
          read_prediction(predictions, found->second, outputs[task], options));
    }
  }
  return tasks;
}

Figures classify(const TaskData& task, const AccuracyOptions& options) {
  const std::vector<int> labels(task.labels.begin(), task.labels.end());
  Figures figures = {{"auroc", score::auroc(task.predicted, labels)},
                     {"aupr", score::aupr_trapezoid(task.predicted, labels)},
                     {"average_precision", score::average_precision(task.predicted, labels)}};
  if (options.output_space == "value") return figures;
  auto probabilities = task.predicted;
  if (options.output_space == "logit") {
    for (double& value : probabilities) value = 1 / (1 + std::exp(-value));
  }
  figures.emplace_back("log_loss", score::log_loss(probabilities, labels));
  figures.emplace_back("accuracy", score::accuracy(probabilities, labels, options.threshold));
  return figures;
}

Figures regress(const TaskData& task) {
  return {{"pearson", score::pearson(task.predicted, task.labels)},
          {"spearman", score::spearman(task.predicted, task.labels)},
          {"r2", score::r_squared(task.predicted, task.labels)},
          {"mse", score::mean_squared_error(task.predicted, task.labels)}};
}

void append_means(const std::vector<Figures>& by_task, std::vector<Metric>& metrics) {
  for (std::size_t i = 0; i < by_task.front().size(); ++i) {
    std::vector<double> values;
    values.reserve(by_task.size());
    for (const auto& figures : by_task) values.push_back(figures[i].second);
    const auto mean = score::mean_of_defined(values);
    metrics.push_back({by_task.front()[i].first, "mean", mean.value, mean.count});
  }
}

}  // namespace

void run_accuracy(const AccuracyOptions& options) {
  const auto [all, predictions] = read_in_order(
      options.predictions, [&] { return read_labels(options); },
      [&] { return io::read_table_file(options.predictions); });
  const auto labels = select_split(all, options.split);
  check_names(all, labels, predictions, options.allow_missing);
  const auto outputs = output_columns(predictions, labels);
  const auto tasks = pair_up(labels, predictions, outputs, options);
  std::vector<Metric> metrics;
  std::vector<Figures> by_task;
  for (std::size_t task = 0; task < tasks.size(); ++task) {
    by_task.push_back(options.task == "regression" ? regress(tasks[task])
                                                   : classify(tasks[task], options));
    for (const auto& [name, value] : by_task.back()) {
      metrics.push_back(
          {name, predictions.columns[outputs[task]], value, tasks[task].labels.size()});
    }
  }
  append_means(by_task, metrics);
  write_metrics(options.output, metrics);
}

}  // namespace siskin::tools
