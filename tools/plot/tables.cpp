#include "plot/tables.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "plot/names.hpp"
#include "siskin/figure/line_chart.hpp"
#include "siskin/figure/strip_chart.hpp"
#include "siskin/io/table.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/provenance.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

using Conditions = std::vector<std::pair<std::string, std::string>>;

Conditions conditions_of(const StripsPlot& plot) {
  Conditions conditions = plot.where;
  if (!plot.metric.empty()) conditions.emplace_back("metric", plot.metric);
  return conditions;
}

bool fulfils(const io::Table& table, std::size_t row, const Conditions& conditions) {
  return std::all_of(conditions.begin(), conditions.end(), [&](const auto& condition) {
    return table.rows[row][table.column(condition.first)] == condition.second;
  });
}

/// Different values of the column of a condition, for the message when no row is left.
std::vector<std::string> values_in(const io::Table& table, const std::string& column) {
  std::vector<std::string> values;
  for (const auto& row : table.rows) {
    const auto& cell = row[table.column(column)];
    if (std::find(values.begin(), values.end(), cell) == values.end()) values.push_back(cell);
  }
  return values;
}

[[noreturn]] void refuse_empty(const io::Table& table, const Conditions& conditions) {
  for (const auto& [column, value] : conditions) {
    const auto values = values_in(table, column);
    if (std::find(values.begin(), values.end(), value) == values.end()) {
      throw Error(table.source + ": no row has " + column + "=" + util::quoted(value) +
                  ", there are " + suggest(values, value));
    }
  }
  throw Error(table.source + ": no number to draw");
}

/// Puts the rows of one table behind the points; returns how many were NA.
std::size_t collect(const StripsPlot& plot, const io::Table& table, const Conditions& conditions,
                    std::vector<figure::StripPoint>& points) {
  const auto cell = [&table](std::size_t row, const std::string& column) {
    return column.empty() ? std::string() : table.rows[row][table.column(column)];
  };
  std::size_t missing = 0;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    if (!fulfils(table, row, conditions)) continue;
    const double value = table.number(row, table.column(plot.value));
    if (std::isnan(value)) {
      ++missing;
      continue;
    }
    points.push_back({value, cell(row, plot.x), cell(row, plot.facet), cell(row, plot.colour)});
  }
  return missing;
}

/// One metric at a time: values of several on one axis would mean nothing.
void refuse_mixed_metrics(const StripsPlot& plot, const io::Table& table) {
  if (!plot.metric.empty() || !table.has("metric")) return;
  for (const auto& [column, value] : plot.where) {
    if (column == "metric") return;
  }
  for (const auto& column : {plot.x, plot.facet, plot.colour}) {
    if (column == "metric") return;
  }
  const auto metrics = values_in(table, "metric");
  if (metrics.size() > 1) {
    throw Error(table.source + ": " + std::to_string(metrics.size()) +
                " metrics, choose one with --metric: " + suggest(metrics, ""));
  }
}

std::string value_label(const StripsPlot& plot) {
  if (!plot.label.empty()) return plot.label;
  return plot.metric.empty() ? plot.value : plot.metric;
}

figure::Curve read_curve(const io::Table& table, const std::string& x, const std::string& y) {
  figure::Curve curve;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    curve.push_back({table.number(row, table.column(x)), table.number(row, table.column(y))});
  }
  return curve;
}

}  // namespace

std::string draw_strips(const StripsPlot& plot) {
  const auto conditions = conditions_of(plot);
  figure::StripChart chart;
  std::size_t missing = 0;
  io::Table last;
  for (const auto& path : plot.tables) {
    last = io::read_table_file(path);
    refuse_mixed_metrics(plot, last);
    missing += collect(plot, last, conditions, chart.points);
  }
  if (chart.points.empty()) refuse_empty(last, conditions);
  if (missing > 0) chart.note = std::to_string(missing) + " missing (NA), not shown";
  chart.value_label = value_label(plot);
  chart.category_label = plot.x;
  chart.reference = plot.reference;
  chart.panel_height = plot.height;
  chart.provenance = util::provenance();
  return figure::strip_chart(chart);
}

std::string draw_history(const HistoryPlot& plot) {
  std::vector<io::Table> tables;
  for (const auto& path : plot.files) tables.push_back(io::read_table_file(path));
  figure::LineChart chart;
  for (const auto& column : plot.columns) {
    figure::CurvePanel panel{column, {}};
    for (const auto& table : tables) panel.curves.push_back(read_curve(table, plot.x, column));
    chart.panels.push_back(std::move(panel));
  }
  for (std::size_t i = 0; i < plot.files.size(); ++i) {
    chart.labels.push_back(plot.labels.empty() ? stem(plot.files[i]) : plot.labels[i]);
  }
  chart.x_label = plot.x;
  chart.panel_width = plot.width;
  chart.panel_height = plot.height;
  chart.provenance = util::provenance();
  return figure::line_chart(chart);
}

}  // namespace siskin::tools
