#include "siskin/train/monitor.hpp"

#include <algorithm>
#include <limits>

#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::train {
namespace {

std::string default_metric(const data::Shape& shape, Loss loss) {
  if (shape.has_profiles()) return "profile_nll";
  return is_classification(loss) ? "auroc" : "loss";
}

bool measures_error(const std::string& metric) {
  return metric == "loss" || util::ends_with(metric, "_nll") || util::ends_with(metric, "_jsd") ||
         util::ends_with(metric, "_mse");
}

}  // namespace

Monitor::Monitor(const std::string& name, const data::Shape& shape,
                 const ObjectiveSettings& objective)
    : metric_(name.empty() ? default_metric(shape, objective.loss) : name) {
  const auto known = metric_names(shape, objective);
  if (metric_ != "loss" && std::find(known.begin(), known.end(), metric_) == known.end()) {
    std::string list = "loss";
    for (const auto& one : known) list += ", " + one;
    throw UsageError("option --monitor: found " + util::quoted(name) + ", expected one of " + list);
  }
  smaller_is_better_ = measures_error(metric_);
}

double Monitor::value(double loss, const Metrics& metrics) const {
  double value = loss;
  if (metric_ != "loss") {
    value = std::numeric_limits<double>::quiet_NaN();
    for (const auto& [name, number] : metrics) {
      if (name == metric_) value = number;
    }
  }
  return smaller_is_better_ ? -value : value;
}

}  // namespace siskin::train
