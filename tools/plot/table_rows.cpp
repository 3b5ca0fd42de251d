#include "plot/table_rows.hpp"

#include <algorithm>

#include "plot/names.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {

bool fulfils(const io::Table& table, std::size_t row, const Conditions& conditions) {
  return std::all_of(conditions.begin(), conditions.end(), [&](const auto& condition) {
    return table.rows[row][table.column(condition.first)] == condition.second;
  });
}

std::vector<std::string> values_in(const io::Table& table, const std::string& column) {
  std::vector<std::string> values;
  for (const auto& row : table.rows) {
    const auto& cell = row[table.column(column)];
    if (std::find(values.begin(), values.end(), cell) == values.end()) values.push_back(cell);
  }
  return values;
}

void refuse_empty(const io::Table& table, const Conditions& conditions) {
  for (const auto& [column, value] : conditions) {
    const auto values = values_in(table, column);
    if (std::find(values.begin(), values.end(), value) == values.end()) {
      throw Error(table.source + ": no row has " + column + "=" + util::quoted(value) +
                  ", there are " + suggest(values, value));
    }
  }
  throw Error(table.source + ": no number to draw");
}

std::string cell_or_empty(const io::Table& table, std::size_t row, const std::string& column) {
  return column.empty() ? std::string() : table.rows[row][table.column(column)];
}

}  // namespace siskin::tools
