#pragma once

#include <optional>
#include <string>
#include <vector>

#include "siskin/data/label_table.hpp"
#include "siskin/data/query.hpp"
#include "siskin/data/split_rule.hpp"
#include "siskin/io/sequence_source.hpp"

namespace siskin::data {

/// Decides the labels and the split of each sequence, and holds all of them to the number of labels
/// of the first.
class RecordLabels {
 public:
  /// Reads the table of labels, if there is one. Throws Error as read_label_table does.
  explicit RecordLabels(const Query& query);

  /// What to learn about `record`; its sequence is not looked at.
  struct Answer {
    std::vector<float> labels;
    Split split = Split::kNone;
  };
  /// `fixed`: the labels of a file of positives or negatives. Throws Error naming the record: no
  /// label, another number of labels, no line in the table, an unknown split.
  Answer of(const io::SequenceRecord& record, const std::optional<std::vector<float>>& fixed);
  /// Of the table's columns, else "output0", "output1", ...; empty before the first record.
  const std::vector<std::string>& task_names() const { return task_names_; }

 private:
  const LabelTable::Entry& entry_of(const io::SequenceRecord& record) const;

  std::string table_path_;
  std::optional<LabelTable> table_;
  SplitRule rule_;
  std::vector<std::string> task_names_;
};

}  // namespace siskin::data
