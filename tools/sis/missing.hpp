#pragma once

namespace siskin::tools {

/// A cell that has no value; as which util::format_double() writes NaN, too.
inline constexpr const char* kMissing = "NA";

}  // namespace siskin::tools
