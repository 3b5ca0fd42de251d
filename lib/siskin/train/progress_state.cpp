#include "siskin/train/progress_state.hpp"

#include <cmath>
#include <limits>

namespace siskin::train {
namespace {

using nlohmann::json;

// Before the first epoch the best is minus infinity, which JSON cannot say.
json wait_to_json(const WaitState& state) {
  return {{"best", std::isfinite(state.best) ? json(state.best) : json(nullptr)},
          {"waited", state.waited}};
}

WaitState wait_from_json(const json& document) {
  WaitState state;
  if (!document.at("best").is_null()) state.best = document.at("best").get<double>();
  state.waited = document.at("waited").get<std::int64_t>();
  return state;
}

}  // namespace

json to_json(const ProgressState& state) {
  json history = json::array();
  for (const auto& record : state.history) history.push_back(to_json(record));
  return {{"history", history},
          {"kept_epoch", state.kept_epoch},
          {"finished", state.finished},
          {"rate", state.rate.rate},
          {"rate_epochs", state.rate.epochs_done},
          {"rate_plateau", wait_to_json(state.rate.plateau)},
          {"stopping", wait_to_json(state.stopping)}};
}

ProgressState progress_state_from_json(const json& document) {
  ProgressState state;
  for (const auto& record : document.at("history")) {
    state.history.push_back(epoch_record_from_json(record));
  }
  state.kept_epoch = document.at("kept_epoch").get<std::int64_t>();
  state.finished = document.at("finished").get<bool>();
  state.rate.rate = document.at("rate").get<double>();
  state.rate.epochs_done = document.at("rate_epochs").get<std::int64_t>();
  state.rate.plateau = wait_from_json(document.at("rate_plateau"));
  state.stopping = wait_from_json(document.at("stopping"));
  return state;
}

}  // namespace siskin::train
