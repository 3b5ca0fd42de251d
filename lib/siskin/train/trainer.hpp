#pragma once

#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "siskin/data/example_set.hpp"
#include "siskin/model/network.hpp"
#include "siskin/train/epoch_record.hpp"
#include "siskin/train/objective_settings.hpp"
#include "siskin/train/settings.hpp"
#include "siskin/train/truth_watch.hpp"

namespace siskin::train {

/// Loss and metrics of a set.
struct SetResult {
  std::string name;  ///< "valid", "test", or with "_mean_profile" behind it for the baseline
  double loss = 0;
  Metrics metrics;
  std::int64_t examples = 0;
};

struct TrainingResult {
  std::vector<EpochRecord> history;
  std::int64_t kept_epoch = 0;  ///< whose weights the network has
  /// Of the kept weights: validation set, test set when there is one, and for profiles the mean
  /// profile on each of them.
  std::vector<SetResult> sets;
  /// Why training broke off, in one line; empty when it did not. The network is then of no use.
  std::string failure;
};

/// What training needs besides data and settings.
struct TrainingPlan {
  TrainingSettings settings;
  ObjectiveSettings objective;
  const TruthWatch* truth = nullptr;
  /// File that holds the state after every finished epoch; empty: none.
  std::string checkpoint;
  bool resume = false;     ///< go on from that file, if there is one
  nlohmann::json request;  ///< what a checkpoint must agree on, by name and value
};

/// What the caller hears of while it waits.
struct TrainingListener {
  std::function<void(std::int64_t sequences)> batch_done = [](std::int64_t) {};
  std::function<void(const EpochRecord&)> epoch_done = [](const EpochRecord&) {};
};

/// Trains `network` in place and leaves it in evaluation mode. The same plan, data and number of
/// threads give the same weights, whether or not the run was interrupted and resumed. Throws Error
/// where data do not suit the loss or the network.
TrainingResult train_network(model::Network& network, data::Splits& splits,
                             const TrainingPlan& plan, const TrainingListener& listener);

}  // namespace siskin::train
