#pragma once

#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>

#include "siskin/train/evaluation.hpp"

namespace siskin::train {

/// What can be wrong with an epoch.
enum class EpochStatus {
  kOk,
  kConstant,   ///< the network gives the same for every validation sequence: it has collapsed
  kNotFinite,  ///< the loss is no number any more; training ended here
};

/// "ok", "constant" or "not_finite", as in the history.
std::string to_string(EpochStatus status);

/// One line of the history.
struct EpochRecord {
  std::int64_t epoch = 0;    ///< from 1
  double learning_rate = 0;  ///< that the epoch was trained with
  Metrics train;             ///< terms of the objective, mean over the sequences: "loss" first
  double valid_loss = std::numeric_limits<double>::quiet_NaN();
  Metrics valid;
  Metrics truth;  ///< attribution against the truth; empty when not asked for
  EpochStatus status = EpochStatus::kOk;
};

/// As JSON and back, without loss: numbers that are not finite are null and come back as NaN.
nlohmann::json to_json(const EpochRecord& record);
EpochRecord epoch_record_from_json(const nlohmann::json& document);

/// {"auroc": 0.9, ...}; null for what is not finite.
nlohmann::json to_json(const Metrics& metrics);

}  // namespace siskin::train
