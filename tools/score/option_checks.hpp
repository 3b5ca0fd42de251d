#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "common/refuse_same_path.hpp"
#include "siskin/util/error.hpp"

namespace siskin::tools {

inline void refuse_second_stdin(const std::vector<std::string>& paths) {
  if (std::count(paths.begin(), paths.end(), "-") > 1)
    throw UsageError("found '-' for two inputs, expected standard input once");
}

/// For an option that names a second file beside --output.
inline void refuse_second_stdout(const std::string& option, const std::string& path,
                                 const std::string& output) {
  const bool to_stdout = output.empty() || output == "-";
  if (path == "-" && to_stdout)
    throw UsageError("option --" + option +
                     ": found '-', expected a file unless --output names one");
}

/// A zip file is read from its end, which a pipe does not have.
inline void refuse_piped_map(const std::string& what, const std::string& path) {
  if (path == "-")
    throw UsageError(what + ": found '-', expected a file (a .npz cannot come through a pipe)");
}

}  // namespace siskin::tools
