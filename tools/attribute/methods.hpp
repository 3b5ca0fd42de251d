#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace siskin::tools {

/// What a method of siskin-attribute reads of the command line, and what it takes where nothing is
/// given.
struct Method {
  std::string name;
  std::set<std::string> reads;  ///< among method_options()
  std::string reduce = "observed";
  std::string references;            ///< empty for methods without
  std::int64_t reference_count = 0;  ///< of shuffles
  std::int64_t steps = 0;
  std::string rule;
  std::int64_t samples = 0;
  std::int64_t window = 0;
  double noise = 0;
  std::optional<double> tolerance;

  bool has(const std::string& option) const { return reads.count(option) > 0; }
};

/// All methods, in the order of --help.
const std::vector<Method>& methods();
/// Throws std::out_of_range for a name that is none of method_names().
const Method& method_of(const std::string& name);
std::vector<std::string> method_names();

/// The options (long names) that not all methods read.
std::set<std::string> method_options();

}  // namespace siskin::tools
