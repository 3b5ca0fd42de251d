#pragma once

#include <iosfwd>
#include <memory>
#include <string>

namespace siskin::io {

/// A text file being written: "-" or "" is standard output, a name ending in .gz is
/// bgzip-compressed, anything else plain. Files appear under their name at close() only
/// (util::OutputFile).
class Output {
 public:
  explicit Output(const std::string& path);
  ~Output();
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  std::ostream& stream();
  /// Throws Error when anything could not be written. Without it nothing appears.
  void close();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace siskin::io
