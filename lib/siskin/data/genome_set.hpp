#pragma once

#include "siskin/data/example_set.hpp"
#include "siskin/data/query.hpp"

namespace siskin::data {

/// Windows of a genome: labelled regions, positives and negatives, profiles or labels from signals,
/// or bins labelled by peaks. See open_splits.
Splits open_genome(const Query& query);

}  // namespace siskin::data
