#pragma once

#include <vector>

#include "siskin/attribute/record_batches.hpp"
#include "siskin/attribute/record_result.hpp"
#include "siskin/gradient/explanation.hpp"

namespace siskin::attribute {

/// What is to be written of each sequence of a batch, from the explanations by one or more models
/// (of the same K outputs): mean and spread over them, and their numbers side by side. Throws
/// UsageError for a reduction that this kind of map does not have.
std::vector<RecordResult> combine(const RecordBatch& batch,
                                  const std::vector<gradient::Explanation>& by_model, MapKind kind,
                                  const ResultParts& parts);

}  // namespace siskin::attribute
