#pragma once

#include <cstddef>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {

/// Paths as they are compared: without "./" and the like. Links are not followed, as options are
/// read without looking at files.
inline std::string plain_path(const std::string& path) {
  return std::filesystem::path(path).lexically_normal().string();
}

/// Refuses a run that writes one file twice, or over one of its inputs. `outputs` are that of
/// --output, where nothing is standard output, and those beside it, where nothing is none.
inline void refuse_same_path(const std::vector<std::string>& inputs,
                             const std::vector<std::string>& outputs) {
  std::set<std::string> read;
  for (const auto& path : inputs) {
    if (!path.empty() && path != "-") read.insert(plain_path(path));
  }
  std::set<std::string> written;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    if (outputs[i].empty() && i > 0) continue;
    const std::string path = outputs[i].empty() ? "-" : plain_path(outputs[i]);
    if (read.count(path) > 0)
      throw UsageError("found " + util::quoted(path) + " for an input and an output, expected " +
                       "different files");
    if (!written.insert(path).second)
      throw UsageError("found " + util::quoted(path) +
                       " for two outputs, expected a file for each");
  }
}

}  // namespace siskin::tools
