#pragma once

#include <optional>
#include <string>
#include <vector>

#include "siskin/cli/options.hpp"
#include "siskin/train/objective_settings.hpp"

namespace siskin::tools {

/// What siskin-train shall minimise: `settings` is complete once check_objective() has run.
struct ObjectiveOptions {
  train::ObjectiveSettings settings;
  /// --count-weight auto: whoever reads the data puts the mean count of a positive track into
  /// settings.profile.count_weight.
  bool count_weight_from_data = false;

  // Words as given.
  std::string loss = "bce";
  std::string task_weights;
  std::string profile_softmax = "strand";
  std::string profile_rows = "all";
  std::string count_weight = "20";
  std::string l2_over = "kernels";
  std::vector<std::string> l2_layers;
  std::optional<double> mixup;
  std::optional<double> manifold_mixup;
  std::string mixup_loss = "sum";
  std::string adversarial = "none";
  std::string adversarial_direction = "sign";
  std::string fourier_softness = "0.2";
  std::string prior_examples = "positives";
  std::string prior_statistics = "running";
  std::string profile_target = "softmax";
  std::vector<std::string> inflated;
  std::vector<std::string> deflated;
  std::vector<std::string> epochs;
};

void add_objective_options(cli::Options& options, ObjectiveOptions& settings);
/// Puts the words into `settings`. Throws UsageError for what is wrong or does not go together.
void check_objective(const cli::Options& options, ObjectiveOptions& settings);

}  // namespace siskin::tools
