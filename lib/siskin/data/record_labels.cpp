#include "siskin/data/record_labels.hpp"

#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::data {

RecordLabels::RecordLabels(const Query& query) : table_path_(query.labels.path), rule_(query) {
  if (table_path_.empty()) return;
  table_ = read_label_table(query.labels);
  task_names_ = table_->task_names;
}

const LabelTable::Entry& RecordLabels::entry_of(const io::SequenceRecord& record) const {
  const auto found = table_->entries.find(record.name);
  if (found == table_->entries.end()) {
    throw Error(record.where + ": " + util::quoted(record.name) + " has no line in " + table_path_);
  }
  return found->second;
}

RecordLabels::Answer RecordLabels::of(const io::SequenceRecord& record,
                                      const std::optional<std::vector<float>>& fixed) {
  const bool use_table = table_ && !(fixed && rule_.by_chromosome());
  const LabelTable::Entry* const entry = use_table ? &entry_of(record) : nullptr;
  Answer answer;
  if (fixed) {
    answer.labels = *fixed;
  } else {
    answer.labels = entry != nullptr ? entry->labels : record.labels;
  }
  if (answer.labels.empty()) {
    throw Error(record.where +
                ": found no label (label= in the header, BED column 5, --labels, or --positives "
                "and --negatives)");
  }
  const bool split_in_table = entry != nullptr && !entry->split.empty();
  answer.split = rule_.of(record.chrom, split_in_table ? entry->split : record.split, record.where);
  if (task_names_.empty()) {
    for (std::size_t task = 0; task < answer.labels.size(); ++task) {
      task_names_.push_back("output" + std::to_string(task));
    }
  }
  if (answer.labels.size() != task_names_.size()) {
    throw Error(record.where + ": found " + std::to_string(answer.labels.size()) +
                " labels, expected " + std::to_string(task_names_.size()));
  }
  return answer;
}

}  // namespace siskin::data
