#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "siskin/data/temporary_file.hpp"

namespace siskin::data {

/// Rows of numbers in a temporary file, each written once and in any order. Runs of one value, as
/// counts and coverage have them, take eight bytes.
class RunStore {
 public:
  explicit RunStore(std::size_t rows);

  /// False when row `index` (< rows) was not written yet; `values` is then left alone.
  bool read(std::size_t index, std::vector<float>& values);
  void write(std::size_t index, const std::vector<float>& values);

 private:
  TemporaryFile places_;  // where each row begins and ends in runs_
  TemporaryFile runs_;
  std::int64_t end_ = 0;
  std::string buffer_;
};

}  // namespace siskin::data
