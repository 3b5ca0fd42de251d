#include "plot/scatter.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <limits>
#include <utility>
#include <vector>

#include "plot/names.hpp"
#include "plot/option_parsers.hpp"
#include "plot/table_rows.hpp"
#include "siskin/figure/scatter_chart.hpp"
#include "siskin/io/table.hpp"
#include "siskin/score/correlation.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/provenance.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

struct Run {
  std::string name;
  double x = kNan;
  double y = kNan;
  bool has_x = false;
  bool has_y = false;
  std::string colour;
};

class RunTable {
 public:
  explicit RunTable(const ScatterPlot& plot) : plot_(plot) {
    for (const auto& text : plot.tables) {
      const auto [name, path] = run_and_path(text);
      const auto run = name.empty() ? stem(path) : name;
      const auto table = io::read_table_file(path);
      has_metrics_ = has_metrics_ || table.has("metric");
      std::size_t taken = 0;
      for (std::size_t row = 0; row < table.rows.size(); ++row) {
        if (!fulfils(table, row, plot.where)) continue;
        ++taken;
        if (table.has("metric")) {
          take_metric(table, row, run);
        } else {
          take_columns(table, row, run);
        }
      }
      if (taken == 0) refuse_empty(table, plot.where);
    }
    if (!has_metrics_) refuse_metric_options();
  }

  const std::vector<Run>& runs() const { return runs_; }

 private:
  /// Without metrics each row holds both figures.
  void refuse_metric_options() const {
    if (plot_.where_x.empty() && plot_.where_y.empty() && plot_.value == ScatterPlot().value)
      return;
    throw Error(
        "scatter: found --where-x, --where-y or --value, which choose among the rows of a metric, "
        "but no table with a column 'metric'; --where chooses rows, --x and --y columns");
  }

  std::string name_of(const io::Table& table, std::size_t row, const std::string& run) const {
    return plot_.run.empty() ? run : table.rows[row][table.column(plot_.run)];
  }

  Run& run_named(const std::string& name) {
    const auto found =
        std::find_if(runs_.begin(), runs_.end(), [&](const Run& run) { return run.name == name; });
    if (found != runs_.end()) return *found;
    runs_.push_back({});
    runs_.back().name = name;
    return runs_.back();
  }

  /// Tables in which every row is a run of its own.
  void take_columns(const io::Table& table, std::size_t row, const std::string& run) {
    runs_.push_back({name_of(table, row, run), table.number(row, table.column(plot_.x)),
                     table.number(row, table.column(plot_.y)), true, true,
                     cell_or_empty(table, row, plot_.colour)});
  }

  void take_metric(const io::Table& table, std::size_t row, const std::string& run) {
    const auto& metric = table.rows[row][table.column("metric")];
    const bool is_x = metric == plot_.x && fulfils(table, row, plot_.where_x);
    const bool is_y = metric == plot_.y && fulfils(table, row, plot_.where_y);
    if (!is_x && !is_y) return;
    Run& own = run_named(name_of(table, row, run));
    const double value = table.number(row, table.column(plot_.value));
    const auto colour = cell_or_empty(table, row, plot_.colour);
    if (own.colour.empty()) own.colour = colour;
    const auto take = [&](bool& has, double& target, const char* option) {
      if (has) {
        throw Error(table.source + ":" + std::to_string(table.lines[row]) + ": a second " +
                    util::quoted(metric) + " of the run " + util::quoted(own.name) +
                    ", choose one with --where-" + option);
      }
      has = true;
      target = value;
    };
    if (is_x) take(own.has_x, own.x, "x");
    if (is_y) take(own.has_y, own.y, "y");
  }

  const ScatterPlot& plot_;
  std::vector<Run> runs_;
  bool has_metrics_ = false;
};

std::string coefficient(const char* name, double value) {
  if (std::isnan(value)) return std::string(name) + " not defined";
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", std::abs(value));
  return std::string(name) + (value < 0 ? " \u2212" : " ") + text;
}

std::string correlation_note(const ScatterPlot& plot,
                             const std::vector<figure::ScatterPoint>& points) {
  if (plot.correlation == "none") return "";
  std::vector<double> x;
  std::vector<double> y;
  x.reserve(points.size());
  y.reserve(points.size());
  for (const auto& point : points) {
    x.push_back(point.x);
    y.push_back(point.y);
  }
  std::string note;
  if (plot.correlation != "spearman") note = coefficient("Pearson", score::pearson(x, y));
  if (plot.correlation != "pearson")
    note += (note.empty() ? "" : ", ") + coefficient("Spearman", score::spearman(x, y));
  return note + " (n = " + std::to_string(points.size()) + ")";
}

}  // namespace

std::string draw_scatter(const ScatterPlot& plot) {
  figure::ScatterChart chart;
  std::size_t missing = 0;
  bool any_x = false;
  bool any_y = false;
  const RunTable table(plot);
  for (const auto& run : table.runs()) {
    any_x = any_x || run.has_x;
    any_y = any_y || run.has_y;
    if (std::isnan(run.x) || std::isnan(run.y)) {
      ++missing;
      continue;
    }
    chart.points.push_back({run.x, run.y, plot.names ? run.name : "", run.colour});
  }
  for (const auto& [any, metric] : {std::pair(any_x, plot.x), std::pair(any_y, plot.y)}) {
    if (!any) throw Error("scatter: no row has the metric " + util::quoted(metric));
  }
  if (chart.points.empty()) throw Error("scatter: no run has both metrics");
  chart.note = correlation_note(plot, chart.points);
  if (missing > 0) {
    chart.note += (chart.note.empty() ? "" : "; ") + std::to_string(missing) +
                  (missing == 1 ? " run" : " runs") + " without both, not shown";
  }
  chart.x_label = plot.x_label;
  chart.y_label = plot.y_label;
  chart.diagonal = plot.diagonal;
  chart.width = plot.width;
  chart.height = plot.height;
  chart.provenance = util::provenance();
  return figure::scatter_chart(chart);
}

}  // namespace siskin::tools
