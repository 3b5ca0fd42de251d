#pragma once

#include "predict/options.hpp"

namespace siskin::tools {

/// Streams the sequences through the model, batch by batch, and writes one row each.
void run_predict(const PredictOptions& options);

}  // namespace siskin::tools
