#pragma once

#include "siskin/data/example_set.hpp"
#include "siskin/model/metadata.hpp"
#include "siskin/model/network.hpp"
#include "siskin/train/trainer.hpp"
#include "train/options.hpp"

namespace siskin::tools {

/// What stands in siskin.json inside the model: what it takes and gives, how it was made and how
/// good it is.
model::Metadata describe_run(const TrainOptions& options, const train::TrainingPlan& plan,
                             const model::Network& network, const data::Shape& shape,
                             const train::TrainingResult& result);

}  // namespace siskin::tools
