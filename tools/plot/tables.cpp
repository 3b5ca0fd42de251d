#include "plot/tables.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "plot/names.hpp"
#include "plot/table_rows.hpp"
#include "siskin/figure/line_chart.hpp"
#include "siskin/figure/strip_chart.hpp"
#include "siskin/io/table.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/provenance.hpp"

namespace siskin::tools {
namespace {

Conditions conditions_of(const StripsPlot& plot) {
  Conditions conditions = plot.where;
  if (!plot.metric.empty()) conditions.emplace_back("metric", plot.metric);
  return conditions;
}

/// Puts the rows of one table behind the points; returns how many were NA.
std::size_t collect(const StripsPlot& plot, const io::Table& table, const Conditions& conditions,
                    std::vector<figure::StripPoint>& points) {
  std::size_t missing = 0;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    if (!fulfils(table, row, conditions)) continue;
    const double value = table.number(row, table.column(plot.value));
    if (std::isnan(value)) {
      ++missing;
      continue;
    }
    points.push_back({value, cell_or_empty(table, row, plot.x),
                      cell_or_empty(table, row, plot.facet),
                      cell_or_empty(table, row, plot.colour)});
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
    figure::CurvePanel panel;
    panel.title = column;
    for (const auto& table : tables) panel.curves.push_back(read_curve(table, plot.x, column));
    chart.panels.push_back(std::move(panel));
  }
  std::vector<std::string> labels;
  for (std::size_t i = 0; i < plot.files.size(); ++i) {
    labels.push_back(plot.labels.empty() ? stem(plot.files[i]) : plot.labels[i]);
  }
  chart.series = figure::line_series(labels);
  chart.legend = !plot.labels.empty();
  chart.x_label = plot.x;
  chart.panel_width = plot.width;
  chart.panel_height = plot.height;
  chart.provenance = util::provenance();
  return figure::line_chart(chart);
}

}  // namespace siskin::tools
