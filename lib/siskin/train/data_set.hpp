#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace siskin::train {

/// Sequences of one length with their labels, a byte a base (seq::code).
struct LabelledSet {
  std::size_t length = 0;
  std::size_t tasks = 0;
  std::vector<std::uint8_t> codes_nl;
  std::vector<float> labels_nt;  ///< NaN = unknown

  std::size_t size() const { return length == 0 ? 0 : codes_nl.size() / length; }
  /// Appends a sequence; it must have `length` letters and `tasks` labels.
  void add(std::string_view sequence, const std::vector<float>& labels);
  /// Appends the reverse complement of every sequence, with its labels (Koo & Ploenzke 2021, tasks
  /// 4-6).
  void append_reverse_complements();
};

struct DataSet {
  LabelledSet train;
  LabelledSet valid;
  LabelledSet test;  ///< may be empty
  std::vector<std::string> task_names;
};

}  // namespace siskin::train
