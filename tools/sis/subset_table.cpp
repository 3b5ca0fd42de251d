#include "sis/subset_table.hpp"

#include <cmath>
#include <limits>

#include "siskin/io/table.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

class SubsetReader {
 public:
  explicit SubsetReader(const std::string& path)
      : table_(io::read_table_file(path)),
        name_(table_.column("name")),
        index_(table_.column("index")),
        threshold_(table_.column("threshold")),
        score_(table_.column("subset_score")),
        pattern_(table_.column("pattern")),
        status_(table_.column("status")) {}

  std::vector<SubsetLine> read() const {
    std::vector<SubsetLine> lines;
    for (std::size_t row = 0; row < table_.rows.size(); ++row) {
      if (is_subset(row)) lines.push_back(line(row));
    }
    return lines;
  }

 private:
  std::string where(std::size_t row) const {
    return table_.source + ":" + std::to_string(table_.lines[row]);
  }

  bool is_subset(std::size_t row) const {
    const auto& cells = table_.rows[row];
    if (cells[status_] == "ok") return true;
    if (cells[pattern_] == "NA") return false;
    throw Error(where(row) + ": column 'status': found " + util::quoted(cells[status_]) +
                " with a pattern, expected ok");
  }

  double number_if_there(std::size_t row, const std::string& column) const {
    return table_.has(column) ? table_.number(row, table_.column(column))
                              : std::numeric_limits<double>::quiet_NaN();
  }

  double number(std::size_t row, std::size_t column) const {
    const double value = table_.number(row, column);
    if (!std::isnan(value)) return value;
    throw Error(where(row) + ": column " + util::quoted(table_.columns[column]) +
                ": found 'NA', expected a number for a subset");
  }

  SubsetLine line(std::size_t row) const {
    const auto& cells = table_.rows[row];
    SubsetLine result;
    result.name = cells[name_];
    result.index = cells[index_];
    result.window = cells[pattern_];
    result.threshold = number(row, threshold_);
    result.score = number(row, score_);
    result.masked_score = number_if_there(row, "masked_score");
    result.delta_inside = number_if_there(row, "delta_inside");
    result.delta_outside = number_if_there(row, "delta_outside");
    result.where = where(row);
    try {
      result.pattern = blackbox::trim_pattern(result.window);
    } catch (const Error& error) {
      throw Error(result.where + ": column 'pattern': " + error.what());
    }
    return result;
  }

  io::Table table_;
  std::size_t name_;
  std::size_t index_;
  std::size_t threshold_;
  std::size_t score_;
  std::size_t pattern_;
  std::size_t status_;
};

}  // namespace

std::vector<SubsetLine> read_subset_table(const std::string& path) {
  return SubsetReader(path).read();
}

}  // namespace siskin::tools
