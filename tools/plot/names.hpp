#pragma once

#include <string>
#include <vector>

namespace siskin::tools {

/// "a, b, c": names that hold `wanted` in either case, or else the first ones; at most five, with
/// "..." for the rest. For messages about a name that is not there.
std::string suggest(const std::vector<std::string>& names, const std::string& wanted);

/// File name without folder and last extension: the title of what has none.
std::string stem(const std::string& path);

}  // namespace siskin::tools
