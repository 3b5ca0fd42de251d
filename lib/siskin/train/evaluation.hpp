#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "siskin/data/example_set.hpp"
#include "siskin/model/network.hpp"
#include "siskin/train/batch.hpp"
#include "siskin/train/objective_settings.hpp"

namespace siskin::train {

/// Metric names and values, in the order of the history's columns.
using Metrics = std::vector<std::pair<std::string, double>>;

/// Collects what a network gives for a set, batch by batch, and judges it.
class Evaluation {
 public:
  virtual ~Evaluation() = default;
  virtual void add(const model::Outputs& outputs, const Batch& batch) = 0;
  virtual Metrics finish() const = 0;
  /// Whether all examples got the same outputs, up to 1e-4: the sign of a network that has
  /// collapsed. False for fewer than two.
  virtual bool is_constant() const = 0;
};

/// LabelEvaluation or ProfileEvaluation.
std::unique_ptr<Evaluation> make_evaluation(const data::Shape& shape,
                                            const ObjectiveSettings& objective);

/// Names of what make_evaluation() measures.
std::vector<std::string> metric_names(const data::Shape& shape, const ObjectiveSettings& objective);

}  // namespace siskin::train
