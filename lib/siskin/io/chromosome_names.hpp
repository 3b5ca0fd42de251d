#pragma once

#include <string>
#include <vector>

#include "siskin/util/error.hpp"

namespace siskin::io {

/// What to throw when `path` has no sequence `asked`: names a few of those that exist, and the one
/// that probably was meant where names differ by "chr", by case, by Roman numerals (chrIV, 4) or by
/// M for MT.
Error unknown_chromosome(const std::string& path, const std::string& asked,
                         const std::vector<std::string>& existing);

}  // namespace siskin::io
