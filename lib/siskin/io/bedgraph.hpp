#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <string>

#include "siskin/seq/interval.hpp"

namespace siskin::io {

struct BedGraphRecord {
  seq::Interval interval;
  float value = 0;
};

/// Calls `take` for each line in file order. Skips empty lines, '#', "track" and "browser". Throws
/// Error naming file and line: four columns expected, bad numbers, end <= start, start < 0.
void read_bedgraph(std::istream& in, const std::string& name,
                   const std::function<void(const BedGraphRecord&)>& take);

}  // namespace siskin::io
