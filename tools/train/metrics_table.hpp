#pragma once

#include <iosfwd>
#include <vector>

#include "siskin/train/trainer.hpp"

namespace siskin::tools {

/// Writes metrics of the kept weights as TSV: metric, group (the set), value, n (examples).
void write_metrics_table(std::ostream& out, const std::vector<train::SetResult>& sets);

}  // namespace siskin::tools
