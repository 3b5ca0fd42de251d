#pragma once

#include <string>

namespace siskin::tools {

/// A line of a result before its value is known.
struct Figure {
  std::string metric;
  std::string group;
};

}  // namespace siskin::tools
