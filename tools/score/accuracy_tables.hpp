#pragma once

#include <iosfwd>

#include "score/accuracy_data.hpp"
#include "score/options.hpp"

namespace siskin::tools {

/// Writes each sequence's own part of the metrics that are means over sequences: `name metric group
/// value`.
void write_per_sequence(const AccuracyData& data, const AccuracyOptions& options,
                        std::ostream& out);

/// Writes the bins of the reliability diagram of every output.
void write_calibration(const AccuracyData& data, const AccuracyOptions& options, std::ostream& out);

/// Writes the points of the ROC and the precision-recall curve of every output: `output curve x y`.
void write_curves(const AccuracyData& data, const AccuracyOptions& options, std::ostream& out);

}  // namespace siskin::tools
