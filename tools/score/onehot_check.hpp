#pragma once

#include <cstddef>
#include <string>

namespace siskin::tools {

/// Throws Error, naming file, sequence and base, unless all values of the sequence (4, length) are
/// 0 or 1 with at most one 1 a base: a map that was given for the sequences is no one-hot.
void require_onehot(const std::string& path, const std::string& name, const float* onehot_cl,
                    std::size_t length);

}  // namespace siskin::tools
