#pragma once

#include <string>
#include <unordered_map>
#include <vector>

namespace siskin::data {

/// Which columns of a TSV hold what.
struct LabelTableQuery {
  std::string path;
  std::string name_column = "name";
  std::vector<std::string> label_columns;  ///< empty: every column but the name and split columns
  std::string split_column = "split";      ///< used where the table has it
};

/// Labels (and splits) by sequence name.
struct LabelTable {
  struct Entry {
    std::vector<float> labels;  ///< NaN for NA
    std::string split;          ///< empty without a split column
  };
  std::vector<std::string> task_names;
  std::unordered_map<std::string, Entry> entries;
};

/// Throws Error naming file, line and column for a missing column, a label that is no number, or a
/// name that comes twice.
LabelTable read_label_table(const LabelTableQuery& query);

}  // namespace siskin::data
