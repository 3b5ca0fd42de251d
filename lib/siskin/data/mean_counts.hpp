#pragma once

#include "siskin/data/example_set.hpp"

namespace siskin::data {

/// Mean total count of a profile track of the positive examples, the set as it stands: what
/// bpnet-lite weighs the loss of counts with. 0 without such examples. Leaves the set at the end of
/// epoch 0.
double mean_track_counts(ExampleSet& set);

}  // namespace siskin::data
