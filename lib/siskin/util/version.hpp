#pragma once

namespace siskin::util {

/// The version of this build, such as "0.1.0".
const char* version();

}  // namespace siskin::util
