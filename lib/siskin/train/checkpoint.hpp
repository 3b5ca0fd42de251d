#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "siskin/train/optimiser.hpp"
#include "siskin/train/progress_state.hpp"
#include "siskin/train/weights.hpp"

namespace siskin::train {

/// All that decides how training goes on after an epoch, but for the optimiser's state.
struct Checkpoint {
  ProgressState progress;
  Weights weights;
  Weights best;  ///< may be empty
};

/// Writes `checkpoint` and the state of `optimiser` to one file, which is replaced in one step, so
/// that a run that is killed at any moment leaves the last complete one. `request` is what the run
/// was asked to do, by name and value. Throws Error when the disk is full.
void write_checkpoint(const std::string& path, const nlohmann::json& request,
                      const Checkpoint& checkpoint, const Optimiser& optimiser);

/// Reads `path` and puts the optimiser in its state. Throws Error for a file that is no checkpoint
/// or damaged, and for one of another request, naming the first value that differs.
Checkpoint read_checkpoint(const std::string& path, const nlohmann::json& request,
                           Optimiser& optimiser);

}  // namespace siskin::train
