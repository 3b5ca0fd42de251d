#include "siskin/cli/remark.hpp"

#include <iostream>

namespace siskin::cli {

void remark(const std::string& tool, bool quiet, const std::string& text) {
  if (!quiet) std::cerr << tool << ": " << text << '\n';
}

}  // namespace siskin::cli
