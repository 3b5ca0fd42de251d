#include "siskin/data/label_table.hpp"

#include "siskin/io/table.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::data {

LabelTable read_label_table(const LabelTableQuery& query) {
  const io::Table table = io::read_table_file(query.path);
  const std::size_t name_column = table.column(query.name_column);
  const bool has_split = table.has(query.split_column);
  LabelTable result;
  result.task_names = query.label_columns;
  if (result.task_names.empty()) {
    for (const auto& column : table.columns) {
      if (column != query.name_column && column != query.split_column) {
        result.task_names.push_back(column);
      }
    }
  }
  if (result.task_names.empty()) throw Error(query.path + ": has no column of labels");
  std::vector<std::size_t> label_columns;
  for (const auto& name : result.task_names) label_columns.push_back(table.column(name));
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    LabelTable::Entry entry;
    for (const auto column : label_columns) {
      entry.labels.push_back(static_cast<float>(table.number(row, column)));
    }
    if (has_split) entry.split = table.rows[row][table.column(query.split_column)];
    const auto& name = table.rows[row][name_column];
    if (!result.entries.emplace(name, std::move(entry)).second) {
      throw Error(query.path + ":" + std::to_string(table.lines[row]) + ": name " +
                  util::quoted(name) + " comes twice");
    }
  }
  return result;
}

}  // namespace siskin::data
