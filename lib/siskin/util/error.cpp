#include "siskin/util/error.hpp"

#include <cerrno>
#include <cstring>

namespace siskin {

Error system_error(const std::string& path, const std::string& action) {
  const int code = errno;
  return Error(path + ": " + action + ": " + std::strerror(code));
}

}  // namespace siskin
