#pragma once

#include <functional>

#include "siskin/data/example_set.hpp"
#include "siskin/train/batch.hpp"
#include "siskin/train/evaluation.hpp"
#include "siskin/train/objective.hpp"
#include "siskin/train/settings.hpp"
#include "siskin/train/trainer.hpp"

namespace siskin::train {

/// Whether a network gave the same for all sequences, beside what it gave.
struct Judgement {
  SetResult result;
  bool constant = false;
};

/// What `predict` gives for every example of `set` as it stands, judged; `objective` tells the
/// loss.
Judgement judge(data::ExampleSet& set, const TrainingPlan& plan, const Objective& objective,
                const std::function<model::Outputs(const Batch&)>& predict);

/// judge() with the network in evaluation mode, without gradients.
Judgement judge_network(model::Network& network, data::ExampleSet& set, const TrainingPlan& plan,
                        const Objective& objective);

}  // namespace siskin::train
