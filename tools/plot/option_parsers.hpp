#pragma once

#include <cstddef>
#include <iosfwd>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "plot/options.hpp"
#include "siskin/cli/options.hpp"

namespace siskin::tools {

using Arguments = std::vector<std::string>;

inline constexpr double kLargest = 10000;  // user units
inline constexpr std::size_t kAnyNumber = std::numeric_limits<std::size_t>::max();

inline void add_output(cli::Options& options, std::string* output) {
  options.text("output,o", output, "FILE", "the figure; '-' is standard output");
}

/// The run of RUN=FILE, empty where it has no name, and the file. A '=' behind a '/' belongs to the
/// path.
inline std::pair<std::string, std::string> run_and_path(const std::string& text) {
  const auto equals = text.find('=');
  if (equals == std::string::npos || equals == 0 || text.find('/') < equals) return {"", text};
  return {text.substr(0, equals), text.substr(equals + 1)};
}

/// Figures of tables: each reads the arguments behind its subcommand. Nothing after --help; throw
/// UsageError.
std::optional<PlotOptions> parse_strips(const Arguments& arguments, std::ostream& out);
std::optional<PlotOptions> parse_history(const Arguments& arguments, std::ostream& out);
std::optional<PlotOptions> parse_curves(const Arguments& arguments, std::ostream& out);
std::optional<PlotOptions> parse_scatter(const Arguments& arguments, std::ostream& out);

}  // namespace siskin::tools
