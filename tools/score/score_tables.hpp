#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "score/table_options.hpp"

namespace siskin::tools {

/// The values of one metric and group under one condition, one a unit: the mean of what the tables
/// say of it.
class Series {
 public:
  void add(const std::string& unit, double value);
  /// Defined values in the order in which their units came.
  std::vector<double> values() const;
  /// One value a unit, in the same order; NaN for those that have none.
  std::vector<double> values_by_unit() const;
  /// Units that both name, with a value or without.
  std::size_t shared_units(const Series& other) const;
  /// Value pairs of the units that both have, in the order of this one.
  std::vector<std::pair<double, double>> pairs_with(const Series& other) const;

 private:
  struct Sum {
    double total = 0;
    std::size_t count = 0;
    double mean() const { return total / static_cast<double>(count); }
  };
  std::vector<Sum> sums_;
  std::unordered_map<std::string, std::size_t> index_;  // of units
  std::vector<std::string> units_;
};

/// One metric and group under all conditions.
struct MetricSeries {
  std::string metric;
  std::string group;
  std::vector<Series> by_condition;  ///< as JoinedTables::conditions
};

struct JoinedTables {
  std::vector<std::string> conditions;  ///< in the order of their appearance
  std::vector<MetricSeries> metrics;    ///< likewise
  bool named_units = false;  ///< units come from a column, and so mean the same everywhere
  bool mixed_units = false;  ///< they do in some of the tables only
};

/// Reads all tables, line by line. Throws Error naming file and line for what is no score table,
/// and when nothing is left.
JoinedTables join_tables(const TableOptions& options);

}  // namespace siskin::tools
