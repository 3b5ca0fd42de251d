#pragma once

#include <string>
#include <vector>

namespace siskin::util {

/// Sets what provenance() says; run_tool calls it once at start.
void set_provenance(const std::string& tool, const std::vector<std::string>& arguments);

/// "siskin-score 0.1.0 siskin-score accuracy ...": tool, version and command line, without line
/// break. Text outputs carry it in their first line behind "# ". Dates and host names stay out, so
/// that the same command gives the same bytes.
const std::string& provenance();

}  // namespace siskin::util
