#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <vector>

#include "siskin/train/epoch_record.hpp"
#include "siskin/train/schedule.hpp"

namespace siskin::train {

/// How far training is, apart from the weights and the optimiser.
struct ProgressState {
  std::vector<EpochRecord> history;
  std::int64_t kept_epoch = 0;
  bool finished = false;
  LearningRate::State rate;
  WaitState stopping;
};

/// As JSON and back, without loss.
nlohmann::json to_json(const ProgressState& state);
ProgressState progress_state_from_json(const nlohmann::json& document);

}  // namespace siskin::train
