#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

namespace siskin::io {

/// A TSV with a header line. Lines that start with '#' are comments, "NA" is a missing number. No
/// quoting: a tab always separates.
struct Table {
  std::string source;  ///< file name for messages
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
  std::vector<std::int64_t> lines;  ///< line number of each row
  std::int64_t header_line = 0;     ///< line number of the header

  bool has(const std::string& column) const;
  /// Index of the column. Throws Error naming file, line and the columns there are.
  std::size_t column(const std::string& name) const;
  /// The cell as a number, NaN for NA. Throws Error naming file, line and column.
  double number(std::size_t row, std::size_t column) const;
};

/// Throws Error naming file and line when a row has another number of cells than the header, the
/// header names a column twice, or there is no header.
Table read_table(std::istream& in, const std::string& name);
Table read_table_file(const std::string& path);

/// Writes cells joined by tabs and a line end. Throws Error when a cell holds a tab or line break.
void write_row(std::ostream& out, const std::vector<std::string>& cells);

}  // namespace siskin::io
