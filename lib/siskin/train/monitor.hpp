#pragma once

#include <string>

#include "siskin/data/example_set.hpp"
#include "siskin/train/evaluation.hpp"
#include "siskin/train/objective_settings.hpp"

namespace siskin::train {

/// The validation metric that early stopping, the plateau schedule and the choice of the best epoch
/// go by.
class Monitor {
 public:
  /// `name` is "loss" or one of metric_names(); empty: auroc for classes, profile_nll for profiles
  /// (Tseng et al. 2020 choose by the profile's own loss), else loss. Throws UsageError naming all
  /// of them.
  Monitor(const std::string& name, const data::Shape& shape, const ObjectiveSettings& objective);

  const std::string& metric() const { return metric_; }
  /// The metric, negated where smaller is better.
  double value(double loss, const Metrics& metrics) const;

 private:
  std::string metric_;
  bool smaller_is_better_ = false;
};

}  // namespace siskin::train
