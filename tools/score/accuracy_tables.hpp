#pragma once

#include "score/accuracy_data.hpp"
#include "score/options.hpp"

namespace siskin::tools {

/// Writes each sequence's own part of the metrics that are means over sequences: `name metric group
/// value`. Nothing without --per-sequence.
void write_per_sequence(const AccuracyData& data, const AccuracyOptions& options);

/// Writes the bins of the reliability diagram of every output. Nothing without --calibration.
void write_calibration(const AccuracyData& data, const AccuracyOptions& options);

/// Writes the points of the ROC and the precision-recall curve of every output: `output curve x y`.
/// Nothing without --curves.
void write_curves(const AccuracyData& data, const AccuracyOptions& options);

}  // namespace siskin::tools
