#pragma once

#include <string>
#include <utility>
#include <vector>

#include "attribute/options.hpp"

namespace siskin::tools {

/// The options that results depend on, by name and value: a run may go on from the journal of
/// another one when these are the same. Those that only say where results go or how fast they come
/// (--threads, --report, --overlap, ...) are left out, and --tolerance where it does not steer what
/// is computed.
std::vector<std::pair<std::string, std::string>> journal_head(const AttributeOptions& options);

/// Where the journal of this run belongs: beside its first output. Empty when an output is no file.
std::string journal_path(const AttributeOptions& options);

}  // namespace siskin::tools
