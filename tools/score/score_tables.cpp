#include "score/score_tables.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>

#include "score/labelled_table.hpp"
#include "siskin/io/input.hpp"
#include "siskin/io/line_reader.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/parse.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

using Cells = std::vector<std::string_view>;

constexpr const char* kFileUnit = "file";
constexpr std::size_t kNoColumn = std::numeric_limits<std::size_t>::max();

bool wanted(const std::vector<std::string>& names, std::string_view name) {
  return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
}

/// Where a table has what.
struct Columns {
  std::size_t metric = 0;
  std::size_t group = 0;
  std::size_t value = 0;
  std::vector<std::size_t> by;
  std::size_t unit = kNoColumn;
};

class Joiner {
 public:
  explicit Joiner(const TableOptions& options) : options_(options) {}

  void read(const std::string& table) {
    const auto [label, path] = find_labelled(table);
    const auto in = io::open_input(path);
    io::LineReader reader(*in, io::input_name(path));
    std::string_view line;
    std::vector<std::string> header;
    Columns columns;
    while (reader.next(line)) {
      if (line.empty() || line.front() == '#') continue;
      const auto cells = util::split(line, '\t');
      if (header.empty()) {
        header.assign(cells.begin(), cells.end());
        columns = find_columns(header, reader.where());
        continue;
      }
      if (cells.size() != header.size()) {
        throw Error(reader.where() + ": found " + std::to_string(cells.size()) +
                    " cells, expected " + std::to_string(header.size()) + " as in the header");
      }
      add(label, cells, columns, reader);
    }
    if (header.empty()) throw Error(reader.name() + ": empty, expected a header line");
    ++files_;
  }

  JoinedTables finish() {
    if (joined_.metrics.empty()) throw Error("no line of these metrics and groups in the tables");
    joined_.named_units = named_ == files_;
    joined_.mixed_units = named_ > 0 && named_ < files_;
    for (auto& metric : joined_.metrics) metric.by_condition.resize(joined_.conditions.size());
    return std::move(joined_);
  }

 private:
  static std::size_t column(const std::vector<std::string>& header, const std::string& name,
                            const std::string& where) {
    const auto found = std::find(header.begin(), header.end(), name);
    if (found != header.end()) return static_cast<std::size_t>(found - header.begin());
    throw Error(where + ": no column " + util::quoted(name) +
                ", expected a score table with metric, group and value");
  }

  Columns find_columns(const std::vector<std::string>& header, const std::string& where) {
    Columns columns;
    columns.metric = column(header, "metric", where);
    columns.group = column(header, "group", where);
    columns.value = column(header, "value", where);
    for (const auto& name : options_.by) columns.by.push_back(column(header, name, where));
    const bool has_names = std::find(header.begin(), header.end(), "name") != header.end();
    if (options_.unit.empty() && has_names) columns.unit = column(header, "name", where);
    if (!options_.unit.empty() && options_.unit != kFileUnit)
      columns.unit = column(header, options_.unit, where);
    named_ += columns.unit == kNoColumn ? 0 : 1;
    return columns;
  }

  void add(const std::string& label, const Cells& cells, const Columns& columns,
           const io::LineReader& reader) {
    const auto metric = cells[columns.metric];
    const auto group = cells[columns.group];
    if (!wanted(options_.metrics, metric) || !wanted(options_.groups, group)) return;
    std::string condition = label;
    for (const auto by : columns.by)
      condition += (condition.empty() ? "" : "/") + std::string(cells[by]);
    const double value =
        cells[columns.value] == "NA"
            ? std::numeric_limits<double>::quiet_NaN()
            : util::require_real(cells[columns.value], reader.where() + ": column 'value'");
    series(std::string(metric), std::string(group), condition.empty() ? "all" : condition)
        .add(unit(cells, columns, reader), value);
  }

  /// A file counts as its number, a line without unit as its place: neither repeats.
  std::string unit(const Cells& cells, const Columns& columns, const io::LineReader& reader) const {
    if (columns.unit != kNoColumn) return std::string(cells[columns.unit]);
    const auto file = std::to_string(files_);
    return options_.unit == kFileUnit ? file : file + ":" + std::to_string(reader.number());
  }

  Series& series(const std::string& metric, const std::string& group,
                 const std::string& condition) {
    const auto [at, fresh] = metric_of_.try_emplace(metric + '\t' + group, joined_.metrics.size());
    if (fresh) joined_.metrics.push_back({metric, group, {}});
    const auto [place, unknown] = condition_of_.try_emplace(condition, joined_.conditions.size());
    if (unknown) joined_.conditions.push_back(condition);
    auto& by_condition = joined_.metrics[at->second].by_condition;
    if (by_condition.size() <= place->second) by_condition.resize(place->second + 1);
    return by_condition[place->second];
  }

  const TableOptions& options_;
  JoinedTables joined_;
  std::unordered_map<std::string, std::size_t> metric_of_;
  std::unordered_map<std::string, std::size_t> condition_of_;
  std::size_t files_ = 0;
  std::size_t named_ = 0;  // files with a column of units
};

}  // namespace

void Series::add(const std::string& unit, double value) {
  const auto [found, fresh] = index_.try_emplace(unit, sums_.size());
  if (fresh) {
    sums_.emplace_back();
    units_.push_back(unit);
  }
  if (std::isnan(value)) return;
  sums_[found->second].total += value;
  ++sums_[found->second].count;
}

std::vector<double> Series::values() const {
  std::vector<double> values;
  for (const Sum& sum : sums_) {
    if (sum.count > 0) values.push_back(sum.mean());
  }
  return values;
}

std::vector<double> Series::values_by_unit() const {
  std::vector<double> values;
  values.reserve(sums_.size());
  for (const Sum& sum : sums_)
    values.push_back(sum.count > 0 ? sum.mean() : std::numeric_limits<double>::quiet_NaN());
  return values;
}

std::size_t Series::shared_units(const Series& other) const {
  return static_cast<std::size_t>(
      std::count_if(units_.begin(), units_.end(),
                    [&](const std::string& unit) { return other.index_.count(unit) > 0; }));
}

std::vector<std::pair<double, double>> Series::pairs_with(const Series& other) const {
  std::vector<std::pair<double, double>> pairs;
  for (std::size_t i = 0; i < units_.size(); ++i) {
    const auto found = other.index_.find(units_[i]);
    if (found == other.index_.end()) continue;
    const Sum& theirs = other.sums_[found->second];
    if (sums_[i].count > 0 && theirs.count > 0) pairs.emplace_back(sums_[i].mean(), theirs.mean());
  }
  return pairs;
}

JoinedTables join_tables(const TableOptions& options) {
  Joiner joiner(options);
  for (const auto& table : options.tables) joiner.read(table);
  return joiner.finish();
}

}  // namespace siskin::tools
