#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sis/explained.hpp"

namespace siskin::tools {

/// Bytes from which unpack() makes the same results again, on the same kind of machine.
std::string pack(const std::vector<Explained>& results);
/// Throws Error, beginning with `source`, for bytes that pack() did not make.
std::vector<Explained> unpack(std::string_view bytes, const std::string& source);

}  // namespace siskin::tools
