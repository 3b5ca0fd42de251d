#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "sis/cluster_options.hpp"
#include "sis/compare_options.hpp"
#include "sis/evaluate_options.hpp"
#include "sis/options.hpp"

namespace siskin::tools {

/// The search, or what a subcommand does.
using SisRequest = std::variant<SisOptions, ClusterOptions, CompareOptions, EvaluateOptions>;

/// Reads a subcommand, `cluster`, `compare` or `evaluate`, and its options; without one those of
/// the search. Empty after --help or --version. Throws UsageError. Reads no file.
std::optional<SisRequest> parse_sis_request(const std::vector<std::string>& arguments,
                                            std::ostream& out);

}  // namespace siskin::tools
