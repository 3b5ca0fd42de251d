#include "plot/curves.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <map>
#include <utility>
#include <vector>

#include "plot/names.hpp"
#include "plot/table_rows.hpp"
#include "siskin/figure/line_chart.hpp"
#include "siskin/figure/mean_curve.hpp"
#include "siskin/figure/palette.hpp"
#include "siskin/io/table.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/provenance.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kNormal95 = 1.959963984540054;  // 97.5 % quantile of the normal distribution
constexpr std::size_t kGrey = figure::kSeriesColours - 1;

/// One row of a table that is drawn.
struct CurveRow {
  figure::Point point;
  double low = kNan;
  double high = kNan;
  std::string unit;  ///< what the mean is over
};

/// A line: the rows of a file with one value of --colour.
struct SeriesKey {
  std::size_t file = 0;
  std::string value;

  bool operator==(const SeriesKey& other) const {
    return file == other.file && value == other.value;
  }
};

template <typename Value>
std::size_t index_or_add(std::vector<Value>& values, const Value& value) {
  const auto found = std::find(values.begin(), values.end(), value);
  if (found != values.end()) return static_cast<std::size_t>(found - values.begin());
  values.push_back(value);
  return values.size() - 1;
}

/// The table of siskin-score faithfulness: which panel and line a test belongs to.
struct Perturbation {
  std::string panel;  ///< empty: the test is no curve
  bool random = false;
};

Perturbation perturbation_of(const std::string& test) {
  if (test == "deletion" || test == "insertion") return {test, false};
  if (test == "deletion_random") return {"deletion", true};
  if (test == "insertion_random") return {"insertion", true};
  return {};
}

class CurveData {
 public:
  explicit CurveData(const CurvesPlot& plot) : plot_(plot) {
    for (std::size_t i = 0; i < plot.tables.size(); ++i)
      read(i, io::read_table_file(plot.tables[i]));
    if (rows_.empty()) throw Error("curves: found no row to draw");
  }

  figure::LineChart chart() const {
    figure::LineChart chart;
    chart.series = looks();
    for (std::size_t i = 0; i < facets_.size(); ++i) chart.panels.push_back(panel(i));
    return chart;
  }

 private:
  bool perturbation() const { return plot_.kind == "perturbation"; }

  void read(std::size_t file, const io::Table& table) {
    const std::size_t before = taken_;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      if (fulfils(table, row, plot_.where)) add(file, table, row);
    }
    if (taken_ == before) refuse_empty(table, plot_.where);
  }

  void add(std::size_t file, const io::Table& table, std::size_t row) {
    auto facet = cell_or_empty(table, row, plot_.facet);
    SeriesKey key{file, cell_or_empty(table, row, plot_.colour)};
    if (perturbation()) {
      const auto test = perturbation_of(table.rows[row][table.column("test")]);
      if (test.panel.empty()) return;
      facet = test.panel;
      key.value = test.random ? "random order" : "most important first";
    }
    const auto number = [&](const std::string& column) {
      return column.empty() ? kNan : table.number(row, table.column(column));
    };
    CurveRow read{{number(plot_.x), number(plot_.y)},
                  number(plot_.low),
                  number(plot_.high),
                  cell_or_empty(table, row, plot_.over)};
    if (std::isnan(read.point.x)) return;
    ++taken_;
    const auto place = std::pair(index_or_add(facets_, facet), index_or_add(series_, key));
    rows_[place].push_back(std::move(read));
  }

  std::string label_of(const SeriesKey& key) const {
    auto file = plot_.labels.empty() ? stem(plot_.tables[key.file]) : plot_.labels[key.file];
    const bool one_value = std::all_of(series_.begin(), series_.end(),
                                       [&](const auto& other) { return other.value == key.value; });
    const bool one_file = plot_.tables.size() == 1 && plot_.labels.empty();
    if (key.value.empty() || (one_value && !one_file)) return file;
    return one_file ? key.value : file + ", " + key.value;
  }

  /// Random orders are dashed, in the colour of their file, or grey where there is one file only.
  std::vector<figure::LineSeries> looks() const {
    std::vector<std::string> labels;
    labels.reserve(series_.size());
    for (const auto& key : series_) labels.push_back(label_of(key));
    auto looks = figure::line_series(labels);
    if (!perturbation()) return looks;
    for (std::size_t i = 0; i < series_.size(); ++i) {
      const bool random = series_[i].value == "random order";
      looks[i].colour = random && plot_.tables.size() == 1 ? kGrey : series_[i].file;
      looks[i].dash = random ? 1 : 0;
    }
    return looks;
  }

  figure::CurvePanel panel(std::size_t facet) const {
    figure::CurvePanel panel;
    panel.title = facets_[facet];
    panel.curves.resize(series_.size());
    panel.bands.resize(series_.size());
    for (std::size_t i = 0; i < series_.size(); ++i) {
      const auto found = rows_.find({facet, i});
      if (found == rows_.end()) continue;
      if (plot_.over.empty()) {
        take_rows(found->second, panel.curves[i], panel.bands[i]);
      } else {
        take_means(found->second, panel.curves[i], panel.bands[i]);
      }
    }
    panel.levels = levels(panel);
    return panel;
  }

  void take_rows(const std::vector<CurveRow>& rows, figure::Curve& curve,
                 figure::Band& band) const {
    curve.reserve(rows.size());
    for (const auto& row : rows) {
      curve.push_back(row.point);
      if (!plot_.low.empty()) band.push_back({row.point.x, row.low, row.high});
    }
  }

  void take_means(const std::vector<CurveRow>& rows, figure::Curve& curve,
                  figure::Band& band) const {
    std::map<std::string, figure::Curve> units;
    for (const auto& row : rows) units[row.unit].push_back(row.point);
    std::vector<figure::Curve> curves;
    curves.reserve(units.size());
    for (auto& unit : units) curves.push_back(std::move(unit.second));
    for (const auto& point : figure::mean_curve(curves)) {
      curve.push_back({point.x, point.mean});
      if (plot_.band == "none") continue;
      const double half = plot_.band == "deviation" ? point.deviation
                          : plot_.band == "error"   ? point.error
                                                    : kNormal95 * point.error;
      band.push_back({point.x, point.mean - half, point.mean + half});
    }
  }

  /// What guessing reaches: the last precision of a curve is the share of positives.
  std::vector<figure::Level> levels(const figure::CurvePanel& panel) const {
    std::vector<figure::Level> levels;
    if (plot_.reference) levels.push_back({*plot_.reference, {}});
    if (plot_.kind != "precision-recall") return levels;
    for (std::size_t i = 0; i < panel.curves.size(); ++i) {
      if (panel.curves[i].empty()) continue;
      const double share = panel.curves[i].back().y;
      const bool known = std::any_of(levels.begin(), levels.end(), [&](const auto& level) {
        return level.series && level.y == share;
      });
      if (!known && !std::isnan(share)) levels.push_back({share, i});
    }
    // Models of the same data share one line, which is no one's own.
    if (levels.size() == 1) levels.front().series.reset();
    return levels;
  }

  const CurvesPlot& plot_;
  std::vector<std::string> facets_;
  std::vector<SeriesKey> series_;
  std::map<std::pair<std::size_t, std::size_t>, std::vector<CurveRow>> rows_;  // facet, series
  std::size_t taken_ = 0;
};

}  // namespace

std::string draw_curves(const CurvesPlot& plot) {
  auto chart = CurveData(plot).chart();
  chart.x_label = plot.x_label;
  chart.y_label = plot.y_label;
  if (plot.kind != "plain" && plot.kind != "perturbation") {
    chart.x_bounds = figure::AxisBounds{0, 1};
    chart.y_bounds = figure::AxisBounds{0, 1};
  }
  chart.dots = plot.kind == "calibration";
  chart.diagonal = plot.diagonal;
  chart.legend = !plot.labels.empty();
  chart.panel_width = plot.width;
  chart.panel_height = plot.height;
  chart.provenance = util::provenance();
  return figure::line_chart(chart);
}

}  // namespace siskin::tools
