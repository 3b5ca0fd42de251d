#pragma once

#include <iosfwd>
#include <vector>

#include "siskin/train/epoch_record.hpp"

namespace siskin::train {

/// Writes the history as TSV: epoch, train_loss, valid_loss, valid_<metric>..., learning_rate, then
/// train_<term> of every penalty, truth_<metric> and status. The provenance line comes first. Times
/// are left out, so that the same run gives the same bytes.
void write_history(std::ostream& out, const std::vector<EpochRecord>& history);

}  // namespace siskin::train
