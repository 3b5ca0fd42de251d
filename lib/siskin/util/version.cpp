#include "siskin/util/version.hpp"

namespace siskin::util {

const char* version() { return SISKIN_VERSION; }

}  // namespace siskin::util
