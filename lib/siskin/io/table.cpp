#include "siskin/io/table.hpp"

#include <algorithm>
#include <limits>
#include <ostream>

#include "siskin/io/input.hpp"
#include "siskin/io/line_reader.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/parse.hpp"
#include "siskin/util/text.hpp"

namespace siskin::io {
namespace {

std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> cells;
  for (const auto part : util::split(line, '\t')) cells.emplace_back(part);
  return cells;
}

void refuse_repeated_columns(const std::vector<std::string>& columns, const std::string& where) {
  std::vector<std::string> sorted = columns;
  std::sort(sorted.begin(), sorted.end());
  const auto twice = std::adjacent_find(sorted.begin(), sorted.end());
  if (twice != sorted.end()) {
    throw Error(where + ": column " + util::quoted(*twice) + " stands twice in the header");
  }
}

}  // namespace

bool Table::has(const std::string& column) const {
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

std::size_t Table::column(const std::string& name) const {
  const auto found = std::find(columns.begin(), columns.end(), name);
  if (found != columns.end()) return static_cast<std::size_t>(found - columns.begin());
  std::string known;
  for (const auto& one : columns) known += (known.empty() ? "" : ", ") + util::quoted(one);
  throw Error(source + ":" + std::to_string(header_line) + ": no column " + util::quoted(name) +
              ", found " + known);
}

double Table::number(std::size_t row, std::size_t column) const {
  const std::string& cell = rows.at(row).at(column);
  if (cell == "NA") return std::numeric_limits<double>::quiet_NaN();
  const auto value = util::parse_real(cell);
  if (value) return *value;
  throw Error(source + ":" + std::to_string(lines.at(row)) + ": column " +
              util::quoted(columns.at(column)) + ": found " + util::quoted(cell) +
              ", expected a number or NA");
}

Table read_table(std::istream& in, const std::string& name) {
  Table table;
  table.source = name;
  LineReader reader(in, name);
  std::string_view line;
  while (reader.next(line)) {
    if (line.empty() || line.front() == '#') continue;
    auto cells = cells_of(line);
    if (table.columns.empty()) {
      refuse_repeated_columns(cells, reader.where());
      table.columns = std::move(cells);
      table.header_line = reader.number();
      continue;
    }
    if (cells.size() != table.columns.size()) {
      throw Error(reader.where() + ": found " + std::to_string(cells.size()) + " cells, expected " +
                  std::to_string(table.columns.size()) + " as in the header");
    }
    table.rows.push_back(std::move(cells));
    table.lines.push_back(reader.number());
  }
  if (table.columns.empty()) throw Error(name + ": empty, expected a header line");
  return table;
}

Table read_table_file(const std::string& path) {
  const auto in = open_input(path);
  return read_table(*in, input_name(path));
}

void write_row(std::ostream& out, const std::vector<std::string>& cells) {
  std::string line;
  for (const auto& cell : cells) {
    if (cell.find_first_of("\t\n\r") != std::string::npos) {
      throw Error("table: the cell " + util::quoted(cell) + " holds a tab or line break");
    }
    if (&cell != &cells.front()) line += '\t';
    line += cell;
  }
  line += '\n';
  out.write(line.data(), static_cast<std::streamsize>(line.size()));
}

}  // namespace siskin::io
