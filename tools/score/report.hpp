#pragma once

#include <cstddef>
#include <iosfwd>
#include <string>
#include <vector>

namespace siskin::tools {

/// One line of the result.
struct Metric {
  std::string name;
  std::string group;
  double value = 0;       ///< NaN is written NA
  std::size_t count = 0;  ///< column n: how many things the value is of
};

/// Writes the TSV `metric group value n` behind a line of provenance.
void write_metrics(std::ostream& out, const std::vector<Metric>& metrics);

}  // namespace siskin::tools
