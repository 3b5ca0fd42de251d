#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "score/options.hpp"

namespace siskin::tools {

/// The pairs of one output whose label is known, in the order of the labels.
struct TaskData {
  std::vector<double> predicted;
  std::vector<double> other;  ///< of the file --against; empty without
  std::vector<double> labels;
  std::vector<std::size_t> sequence;  ///< index into AccuracyData::names
};

struct AccuracyData {
  std::vector<std::string> names;    ///< of the sequences that are scored
  std::vector<std::string> outputs;  ///< columns of the predictions
  std::vector<TaskData> tasks;       ///< one an output

  /// The pairs of all outputs together.
  TaskData pooled() const;
};

/// Reads labels and predictions and pairs them by name. Throws Error for files that are wrong or do
/// not go together.
AccuracyData read_accuracy_data(const AccuracyOptions& options);

}  // namespace siskin::tools
