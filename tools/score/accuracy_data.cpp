#include "score/accuracy_data.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <unordered_map>
#include <utility>

#include "score/labels.hpp"
#include "score/names.hpp"
#include "score/read_in_order.hpp"
#include "siskin/cli/remark.hpp"
#include "siskin/io/input.hpp"
#include "siskin/io/table.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

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

std::string names_of(const io::Table& predictions, const std::vector<std::size_t>& columns) {
  std::string names;
  for (const auto column : columns)
    names.append(names.empty() ? "" : ", ").append(util::quoted(predictions.columns[column]));
  return names;
}

/// Outputs and labels that have the same names belong together by these, others by their order.
std::vector<std::size_t> in_order_of(const LabelSet& labels, const io::Table& predictions,
                                     const std::vector<std::size_t>& outputs) {
  const auto& names = labels.task_names;
  std::vector<std::size_t> matched;
  std::size_t in_place = 0;
  for (std::size_t task = 0; task < names.size(); ++task) {
    const auto found = std::find_if(outputs.begin(), outputs.end(), [&](std::size_t column) {
      return predictions.columns[column] == names[task];
    });
    if (found == outputs.end()) continue;
    matched.push_back(*found);
    in_place += *found == outputs[task] ? 1 : 0;
  }
  if (matched.size() == outputs.size()) return matched;
  if (matched.size() == in_place) return outputs;
  throw Error(predictions.source + ": found the outputs " + names_of(predictions, outputs) +
              ", of which only some are columns of " + labels.source +
              " and stand in another order; expected the same names, or --label-column");
}

/// Both models say what their outputs are; a single one may be called anything.
std::vector<std::size_t> in_order_of(const io::Table& first,
                                     const std::vector<std::size_t>& first_outputs,
                                     const io::Table& second,
                                     const std::vector<std::size_t>& outputs) {
  if (outputs.size() == 1) return outputs;
  std::vector<std::size_t> matched;
  for (const auto column : first_outputs) {
    if (second.has(first.columns[column])) matched.push_back(second.column(first.columns[column]));
  }
  if (matched.size() == outputs.size()) return matched;
  throw Error(second.source + ": found the outputs " + names_of(second, outputs) + ", expected " +
              names_of(first, first_outputs) + " as in " + first.source);
}

std::vector<std::size_t> output_columns(const io::Table& predictions, const LabelSet& labels) {
  std::vector<std::size_t> outputs;
  for (std::size_t i = 0; i < predictions.columns.size(); ++i) {
    if (i != predictions.column("name")) outputs.push_back(i);
  }
  if (outputs.size() == labels.tasks()) return in_order_of(labels, predictions, outputs);
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

/// A table of predictions that can be asked for a sequence.
class Predictions {
 public:
  Predictions(const std::string& path, const AccuracyOptions& options)
      : table_(io::read_table_file(path)), options_(options) {
    const auto column = table_.column("name");
    for (std::size_t row = 0; row < table_.rows.size(); ++row)
      row_of_.emplace(table_.rows[row][column], row);
  }

  const io::Table& table() const { return table_; }

  void match(const LabelSet& all, const LabelSet& wanted) {
    check_names(all, wanted, table_, options_.allow_missing);
    outputs_ = output_columns(table_, wanted);
  }

  /// To be called behind match() of both.
  void follow(const Predictions& first) {
    outputs_ = in_order_of(first.table_, first.outputs_, table_, outputs_);
  }

  bool has(const std::string& name) const { return row_of_.count(name) > 0; }

  double value(const std::string& name, std::size_t output) const {
    return read_prediction(table_, row_of_.at(name), outputs_[output], options_);
  }

  std::vector<std::string> output_names() const {
    std::vector<std::string> names;
    names.reserve(outputs_.size());
    for (const auto column : outputs_) names.push_back(table_.columns[column]);
    return names;
  }

 private:
  io::Table table_;
  const AccuracyOptions& options_;
  std::vector<std::size_t> outputs_;
  std::unordered_map<std::string, std::size_t> row_of_;
};

struct Scored {
  Predictions first;
  std::optional<Predictions> second;
};

Scored read_scored(const AccuracyOptions& options) {
  Scored scored{Predictions(options.predictions, options), std::nullopt};
  if (!options.against.empty()) scored.second.emplace(options.against, options);
  return scored;
}

void add_record(const LabelRecord& record, const Scored& scored, const AccuracyOptions& options,
                AccuracyData& data) {
  const std::size_t sequence = data.names.size();
  data.names.push_back(record.name);
  for (std::size_t output = 0; output < data.tasks.size(); ++output) {
    const double label = record.values[output];
    if (std::isnan(label)) continue;
    check_label(label, record, options);
    TaskData& task = data.tasks[output];
    task.labels.push_back(label);
    task.sequence.push_back(sequence);
    task.predicted.push_back(scored.first.value(record.name, output));
    if (scored.second) task.other.push_back(scored.second->value(record.name, output));
  }
}

/// Logits that all lie in [0, 1] are most often probabilities.
void remark_on_probabilities(const AccuracyData& data, const AccuracyOptions& options) {
  if (options.task != "classification" || options.output_space != "logit") return;
  if (options.output_space_given) return;
  const auto outside = [](double value) { return value < 0 || value > 1; };
  for (const TaskData& task : data.tasks) {
    if (std::any_of(task.predicted.begin(), task.predicted.end(), outside)) return;
  }
  cli::remark("siskin-score", false,
              io::input_name(options.predictions) +
                  ": all predictions lie in [0, 1] and are read as logits; if they are "
                  "probabilities, give --output-space probability");
}

}  // namespace

TaskData AccuracyData::pooled() const {
  TaskData all;
  const auto append = [](auto& to, const auto& from) {
    to.insert(to.end(), from.begin(), from.end());
  };
  for (const TaskData& task : tasks) {
    append(all.predicted, task.predicted);
    append(all.other, task.other);
    append(all.labels, task.labels);
    append(all.sequence, task.sequence);
  }
  return all;
}

AccuracyData read_accuracy_data(const AccuracyOptions& options) {
  const std::string piped = options.against == "-" ? "-" : options.predictions;
  auto [all, scored] = read_in_order(
      piped, [&] { return read_labels(options); }, [&] { return read_scored(options); });
  const auto labels = select_split(all, options.split);
  scored.first.match(all, labels);
  if (scored.second) {
    scored.second->match(all, labels);
    scored.second->follow(scored.first);
  }
  AccuracyData data;
  data.outputs = scored.first.output_names();
  refuse_summary_names({io::input_name(options.predictions), data.outputs}, {"mean", "micro"});
  data.tasks.resize(data.outputs.size());
  for (const auto& record : labels.records) {
    if (!scored.first.has(record.name)) continue;
    if (scored.second && !scored.second->has(record.name)) continue;
    add_record(record, scored, options, data);
  }
  remark_on_probabilities(data, options);
  return data;
}

}  // namespace siskin::tools
