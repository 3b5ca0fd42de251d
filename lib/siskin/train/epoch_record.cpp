#include "siskin/train/epoch_record.hpp"

#include <cmath>

namespace siskin::train {
namespace {

using nlohmann::json;

json number(double value) { return std::isfinite(value) ? json(value) : json(nullptr); }

double number_from(const json& value) {
  return value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>();
}

// As a list of pairs: an object would lose the order.
json pairs(const Metrics& metrics) {
  json list = json::array();
  for (const auto& [name, value] : metrics) list.push_back({name, number(value)});
  return list;
}

Metrics metrics_from(const json& list) {
  Metrics metrics;
  for (const auto& pair : list) {
    metrics.emplace_back(pair.at(0).get<std::string>(), number_from(pair.at(1)));
  }
  return metrics;
}

}  // namespace

std::string to_string(EpochStatus status) {
  if (status == EpochStatus::kConstant) return "constant";
  return status == EpochStatus::kNotFinite ? "not_finite" : "ok";
}

json to_json(const EpochRecord& record) {
  return {{"epoch", record.epoch},
          {"learning_rate", record.learning_rate},
          {"train", pairs(record.train)},
          {"valid_loss", number(record.valid_loss)},
          {"valid", pairs(record.valid)},
          {"truth", pairs(record.truth)},
          {"status", static_cast<int>(record.status)}};
}

EpochRecord epoch_record_from_json(const json& document) {
  EpochRecord record;
  record.epoch = document.at("epoch").get<std::int64_t>();
  record.learning_rate = document.at("learning_rate").get<double>();
  record.train = metrics_from(document.at("train"));
  record.valid_loss = number_from(document.at("valid_loss"));
  record.valid = metrics_from(document.at("valid"));
  record.truth = metrics_from(document.at("truth"));
  record.status = static_cast<EpochStatus>(document.at("status").get<int>());
  return record;
}

json to_json(const Metrics& metrics) {
  json document = json::object();
  for (const auto& [name, value] : metrics) document[name] = number(value);
  return document;
}

}  // namespace siskin::train
