#pragma once

#include <sstream>
#include <string>
#include <variant>
#include <vector>

#include "plot/options.hpp"
#include "siskin/util/error.hpp"

namespace siskin::tools {

/// The options of one subcommand of siskin-plot, read from its words.
template <typename Plot>
Plot parsed_plot(const std::vector<std::string>& arguments) {
  std::ostringstream out;
  return std::get<Plot>(parse_plot_options(arguments, out).value());
}

/// What is said of a mistaken command line; "accepted" of a good one.
inline std::string plot_usage_error(const std::vector<std::string>& arguments) {
  std::ostringstream out;
  try {
    parse_plot_options(arguments, out);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "accepted";
}

}  // namespace siskin::tools
