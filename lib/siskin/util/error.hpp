#pragma once

#include <stdexcept>
#include <string>

namespace siskin {

/// Something in the data or the machine is wrong. The message names the culprit (file, line or
/// record), what was found and what was expected, on one line; the tool adds its own name.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The command line is wrong: exit status 2.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// "path: reason" from the current errno, for failed system calls.
Error system_error(const std::string& path, const std::string& action);

}  // namespace siskin
