#pragma once

#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

#include "siskin/io/output.hpp"

namespace siskin::tools {

/// All files that one run writes. They are created before the work starts, so that a path that
/// cannot be written costs no work, and appear together at its end: a run that fails leaves none of
/// them behind.
class OutputFiles {
 public:
  /// `result` is what --output says: "" or "-" is standard output.
  explicit OutputFiles(const std::string& result);

  std::ostream& result() { return result_.stream(); }
  /// A file beside the result; nullptr for an empty path. Throws Error when it cannot be created.
  std::ostream* side(const std::string& path);
  /// All files appear, the result last. Throws Error when one could not be written.
  void close();

 private:
  io::Output result_;
  std::vector<std::unique_ptr<io::Output>> sides_;
};

}  // namespace siskin::tools
