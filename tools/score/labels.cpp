#include "score/labels.hpp"

#include <algorithm>
#include <istream>
#include <iterator>
#include <set>

#include "siskin/io/fasta_header.hpp"
#include "siskin/io/fasta_stream.hpp"
#include "siskin/io/input.hpp"
#include "siskin/io/table.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

constexpr const char* kSplitColumn = "split";

LabelSet read_fasta_labels(std::istream& in, const std::string& source, bool allow_missing) {
  LabelSet labels{source, {}, {}};
  io::FastaStream fasta(in, source);
  io::FastaRecord record;
  while (fasta.next(record)) {
    const std::string where = source + ": record " + util::quoted(record.name);
    const auto header = io::parse_fasta_comment(record.comment, where);
    if (header.values.empty() && allow_missing) continue;
    if (header.values.empty())
      throw Error(where + ": no label= in the header; --allow-missing leaves such records out");
    labels.records.push_back(
        {record.name, header.split, {header.values.begin(), header.values.end()}, where});
  }
  return labels;
}

std::vector<std::size_t> task_columns(const io::Table& table, const AccuracyOptions& options) {
  std::vector<std::size_t> tasks;
  for (const auto& name : options.label_columns) tasks.push_back(table.column(name));
  if (!tasks.empty()) return tasks;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const auto& column = table.columns[i];
    if (column != options.name_column && column != kSplitColumn) tasks.push_back(i);
  }
  if (tasks.empty())
    throw Error(table.source + ": no column of labels beside " + util::quoted(options.name_column));
  return tasks;
}

double read_label(const io::Table& table, std::size_t row, std::size_t column,
                  bool columns_chosen) {
  try {
    return table.number(row, column);
  } catch (const Error& error) {
    if (columns_chosen) throw;
    throw Error(std::string(error.what()) + "; --label-column names the columns that are labels");
  }
}

LabelSet read_table_labels(std::istream& in, const std::string& source,
                           const AccuracyOptions& options) {
  const auto table = io::read_table(in, source);
  const auto name_column = table.column(options.name_column);
  const auto tasks = task_columns(table, options);
  if (!options.split.empty()) table.column(kSplitColumn);
  LabelSet labels{source, {}, {}};
  for (const auto column : tasks) labels.task_names.push_back(table.columns[column]);
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    LabelRecord record;
    record.name = table.rows[row][name_column];
    record.where = source + ":" + std::to_string(table.lines[row]);
    if (table.has(kSplitColumn)) record.split = table.rows[row][table.column(kSplitColumn)];
    for (const auto column : tasks)
      record.values.push_back(read_label(table, row, column, !options.label_columns.empty()));
    labels.records.push_back(std::move(record));
  }
  return labels;
}

// Asked of the buffer, because the reader that follows wants the stream as it was.
bool starts_as_fasta(std::istream& in) { return in.rdbuf()->sgetc() == '>'; }

void check_tasks(const LabelSet& labels) {
  if (labels.records.empty()) throw Error(labels.source + ": no labels found");
  for (const auto& record : labels.records) {
    if (record.values.size() != labels.tasks()) {
      throw Error(record.where + ": found " + std::to_string(record.values.size()) +
                  " labels, expected " + std::to_string(labels.tasks()) +
                  " as in the first record");
    }
  }
}

}  // namespace

LabelSet read_labels(const AccuracyOptions& options) {
  const auto in = io::open_input(options.labels);
  const auto source = io::input_name(options.labels);
  LabelSet labels;
  if (starts_as_fasta(*in)) {
    if (!options.label_columns.empty())
      throw Error(source + ": --label-column names columns of a TSV, found FASTA");
    labels = read_fasta_labels(*in, source, options.allow_missing);
  } else {
    labels = read_table_labels(*in, source, options);
  }
  check_tasks(labels);
  return labels;
}

LabelSet select_split(const LabelSet& labels, const std::string& split) {
  if (split.empty()) return labels;
  LabelSet selected{labels.source, {}, labels.task_names};
  std::copy_if(labels.records.begin(), labels.records.end(), std::back_inserter(selected.records),
               [&](const LabelRecord& record) { return record.split == split; });
  if (!selected.records.empty()) return selected;
  std::set<std::string> splits;
  for (const auto& record : labels.records) splits.insert(record.split);
  std::string known;
  for (const auto& one : splits) known += (known.empty() ? "" : ", ") + util::quoted(one);
  throw Error(labels.source + ": no sequence of split " + util::quoted(split) + ", found " + known);
}

}  // namespace siskin::tools
