#pragma once

#include "train/options.hpp"

namespace siskin::tools {

/// Reads the data, trains, and writes model and history. Progress goes to standard error.
void run_train(const TrainOptions& options);

}  // namespace siskin::tools
