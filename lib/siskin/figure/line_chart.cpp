#include "siskin/figure/line_chart.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

#include "siskin/figure/axis.hpp"
#include "siskin/figure/legend.hpp"
#include "siskin/figure/palette.hpp"
#include "siskin/figure/panels.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::figure {
namespace {

constexpr double kMargin = 14;
constexpr double kPageWidth = 1080;
constexpr double kTitleText = 12;
constexpr double kBandOpacity = 0.18;
constexpr double kNearest = 0.34;  // user units: what lies nearer to the last point is not seen
const Stroke kReferenceStroke{kQuiet, 1, "4 3"};

struct Range {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();

  void include(double value) {
    low = std::min(low, value);
    high = std::max(high, value);
  }
  bool empty() const { return low > high; }
};

Stroke series_stroke(const LineSeries& series) {
  static const std::array<std::string, 3> dashes = {"", "6 3", "2 2.5"};
  return {series_colour(series.colour), 1.6, dashes[series.dash % dashes.size()]};
}

void include_finite(Range& range, const CurvePanel& panel, double value) {
  if (!std::isfinite(value))
    throw Error("line chart: '" + panel.title + "' has a value that is not finite");
  range.include(value);
}

/// Where there is no y, there is nothing to see.
Range x_range_of(const CurvePanel& panel) {
  Range range;
  for (const auto& curve : panel.curves) {
    for (const auto& point : curve) {
      if (!std::isnan(point.y)) include_finite(range, panel, point.x);
    }
  }
  if (range.empty()) throw Error("line chart: '" + panel.title + "' has no values");
  return range;
}

Range y_range_of(const CurvePanel& panel) {
  Range range;
  for (const auto& curve : panel.curves) {
    for (const auto& point : curve) {
      if (!std::isnan(point.y)) include_finite(range, panel, point.y);
    }
  }
  for (const auto& band : panel.bands) {
    for (const auto& point : band) {
      if (std::isnan(point.low) || std::isnan(point.high)) continue;
      include_finite(range, panel, point.low);
      include_finite(range, panel, point.high);
    }
  }
  for (const auto& level : panel.levels) include_finite(range, panel, level.y);
  return range;
}

/// Panels of one quantity have one axis; those with titles of their own have their own.
Ticks value_ticks(const LineChart& chart, const CurvePanel& panel) {
  if (chart.y_bounds) return ticks_within(chart.y_bounds->low, chart.y_bounds->high, 5);
  auto values = y_range_of(panel);
  if (!chart.y_label.empty()) {
    for (const auto& other : chart.panels) {
      const auto range = y_range_of(other);
      values.include(range.low);
      values.include(range.high);
    }
  }
  return ticks_covering(values.low, values.high, 5);
}

bool far_enough(Point a, Point b) {
  return std::abs(a.x - b.x) >= kNearest || std::abs(a.y - b.y) >= kNearest;
}

/// The points without those that cannot be told from their neighbours; both ends stay.
std::vector<Point> thin_out(const std::vector<Point>& points) {
  std::vector<Point> kept;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const bool end = i == 0 || i + 1 == points.size();
    if (end || far_enough(points[i], kept.back())) kept.push_back(points[i]);
  }
  return kept;
}

void draw_curve(Svg& svg, const Curve& curve, const LinearScale& x, const LinearScale& y,
                const Stroke& stroke) {
  std::vector<Point> run;
  const auto finish = [&] {
    if (run.size() == 1) svg.dot(run.front(), 2.2, stroke.colour);
    if (run.size() > 1) svg.polyline(thin_out(run), stroke);
    run.clear();
  };
  for (const auto& point : curve) {
    if (std::isnan(point.y)) {
      finish();
    } else {
      run.push_back({x(point.x), y(point.y)});
    }
  }
  finish();
}

void draw_band(Svg& svg, const Band& band, const LinearScale& x, const LinearScale& y,
               const std::string& colour) {
  std::vector<Point> upper;
  std::vector<Point> lower;
  const auto finish = [&] {
    auto outline = thin_out(upper);
    const auto back = thin_out(lower);
    outline.insert(outline.end(), back.rbegin(), back.rend());
    if (upper.size() > 1) svg.polygon(outline, colour, kBandOpacity);
    upper.clear();
    lower.clear();
  };
  for (const auto& point : band) {
    if (std::isnan(point.low) || std::isnan(point.high)) {
      finish();
      continue;
    }
    upper.push_back({x(point.x), y(point.high)});
    lower.push_back({x(point.x), y(point.low)});
  }
  finish();
}

void draw_references(Svg& svg, const LineChart& chart, const CurvePanel& panel,
                     const LinearScale& x, const LinearScale& y) {
  const double low = std::max(x.low, y.low);
  const double high = std::min(x.high, y.high);
  if (chart.diagonal && low < high)
    svg.line({x(low), y(low)}, {x(high), y(high)}, kReferenceStroke);
  for (const auto& level : panel.levels) {
    auto stroke = kReferenceStroke;
    if (level.series) stroke.colour = series_colour(chart.series[*level.series].colour);
    svg.line({x.from, y(level.y)}, {x.to, y(level.y)}, stroke);
  }
}

/// All panels have it.
struct HorizontalAxis {
  AxisBounds bounds;
  Ticks ticks;
};

void draw_panel(Svg& svg, const LineChart& chart, const CurvePanel& panel,
                const HorizontalAxis& axis, const Box& plot, bool first) {
  const LinearScale x{axis.bounds.low, axis.bounds.high, plot.x, plot.right()};
  const auto ticks = value_ticks(chart, panel);
  const auto bounds = chart.y_bounds.value_or(AxisBounds{ticks.low(), ticks.high()});
  const LinearScale y{bounds.low, bounds.high, plot.bottom(), plot.y};
  svg.open_group("panel");
  draw_grid(svg, y, ticks, plot);
  Ticks shown = ticks;
  auto title = panel.title;
  if (chart.y_label.empty()) {  // the title names the values, and their power of ten
    title = with_exponent(title, ticks.exponent);
    shown.exponent = 0;
  }
  if (!title.empty())
    svg.text({plot.x, plot.y - 10}, title, {kTitleText, Anchor::kStart, true, kInk, 0});
  draw_left_axis(svg, y, shown, plot.x, first ? chart.y_label : "");
  draw_bottom_axis(svg, x, axis.ticks, plot.bottom(), chart.x_label);
  draw_references(svg, chart, panel, x, y);
  for (std::size_t i = 0; i < panel.bands.size(); ++i)
    draw_band(svg, panel.bands[i], x, y, series_colour(chart.series[i].colour));
  for (std::size_t i = 0; i < panel.curves.size(); ++i) {
    const auto stroke = series_stroke(chart.series[i]);
    draw_curve(svg, panel.curves[i], x, y, stroke);
    if (!chart.dots || panel.curves[i].size() < 2) continue;
    for (const auto& point : panel.curves[i]) {
      if (!std::isnan(point.y)) svg.dot({x(point.x), y(point.y)}, 3, stroke.colour);
    }
  }
  svg.close_group();
}

void check(const LineChart& chart) {
  if (chart.panels.empty()) throw Error("line chart: found nothing to draw");
  for (const auto& panel : chart.panels) {
    if (panel.curves.size() != chart.series.size() ||
        (!panel.bands.empty() && panel.bands.size() != chart.series.size())) {
      throw Error("line chart: '" + panel.title + "' has " + std::to_string(panel.curves.size()) +
                  " curves and " + std::to_string(panel.bands.size()) + " bands, expected " +
                  std::to_string(chart.series.size()));
    }
  }
}

void check_within(const std::optional<AxisBounds>& bounds, const Range& range, const char* axis) {
  constexpr double kRounding = 1e-9;
  if (!bounds || (range.low >= bounds->low - kRounding && range.high <= bounds->high + kRounding))
    return;
  const double value = range.low < bounds->low - kRounding ? range.low : range.high;
  throw Error("line chart: found " + util::format_double(value) + " on the " + axis +
              " axis, expected values from " + util::format_double(bounds->low) + " to " +
              util::format_double(bounds->high));
}

/// What lies outside of fixed axes would be drawn outside of the plot.
void check_bounds(const LineChart& chart) {
  for (const auto& panel : chart.panels) {
    check_within(chart.x_bounds, x_range_of(panel), "horizontal");
    check_within(chart.y_bounds, y_range_of(panel), "vertical");
  }
}

std::string page_title(const LineChart& chart) {
  std::string title = chart.y_label;
  if (title.empty()) {
    for (const auto& panel : chart.panels) title += (title.empty() ? "" : ", ") + panel.title;
  }
  return title + " by " + chart.x_label;
}

std::vector<LegendEntry> legend_of(const LineChart& chart) {
  std::vector<LegendEntry> entries;
  if (chart.series.size() < 2 && !chart.legend) return entries;
  for (const auto& series : chart.series) {
    const auto stroke = series_stroke(series);
    entries.push_back({series.label, stroke.colour, stroke.dash, true});
  }
  return entries;
}

AxisBounds x_bounds_of(const LineChart& chart) {
  Range range;
  for (const auto& panel : chart.panels) {
    const auto own = x_range_of(panel);
    range.include(own.low);
    range.include(own.high);
  }
  if (chart.x_bounds) return *chart.x_bounds;
  // A single epoch stands in the middle.
  if (range.low == range.high) return {range.low - 0.5, range.high + 0.5};
  return {range.low, range.high};
}

/// Whole numbers, such as epochs, have no ticks between them.
Ticks x_ticks_of(const LineChart& chart, const AxisBounds& bounds) {
  bool whole = true;
  for (const auto& panel : chart.panels) {
    for (const auto& curve : panel.curves) {
      for (const auto& point : curve) whole = whole && point.x == std::floor(point.x);
    }
  }
  const double most = whole && !chart.x_bounds ? std::min(6.0, bounds.high - bounds.low) : 6.0;
  const auto about = static_cast<int>(std::min(most, chart.panel_width / 40));
  return ticks_within(bounds.low, bounds.high, about);
}

/// Room left of the plots for the widest axis.
double axis_width(const LineChart& chart) {
  double width = 0;
  for (const auto& panel : chart.panels)
    width = std::max(width, left_axis_width(value_ticks(chart, panel), !chart.y_label.empty()));
  return width;
}

}  // namespace

std::vector<LineSeries> line_series(const std::vector<std::string>& labels) {
  std::vector<LineSeries> series;
  series.reserve(labels.size());
  for (std::size_t i = 0; i < labels.size(); ++i)
    series.push_back({labels[i], i % kSeriesColours, i / kSeriesColours});
  return series;
}

std::string line_chart(const LineChart& chart) {
  check(chart);
  check_bounds(chart);
  const auto bounds = x_bounds_of(chart);
  const HorizontalAxis axis{bounds, x_ticks_of(chart, bounds)};
  const bool titled = std::any_of(chart.panels.begin(), chart.panels.end(),
                                  [](const CurvePanel& panel) { return !panel.title.empty(); });
  const PanelMargins margins{axis_width(chart) + 2, titled ? 26.0 : 12.0, 18,
                             kBottomAxisHeight + 6};
  const double cell = margins.left + chart.panel_width + margins.right;
  const auto count = static_cast<double>(chart.panels.size());
  const auto legend = legend_of(chart);
  const double grid_width =
      std::max(std::min(count, std::max(1.0, std::floor(kPageWidth / cell))) * cell,
               margins.left + widest_entry(legend));

  Svg svg;
  const double top = kMargin + draw_legend(svg, legend, {kMargin + margins.left, kMargin},
                                           grid_width - margins.left);
  const auto panels =
      lay_out_panels(chart.panels.size(), {kMargin, top, chart.panel_width, chart.panel_height},
                     margins, kPageWidth);
  for (std::size_t i = 0; i < panels.size(); ++i) {
    draw_panel(svg, chart, chart.panels[i], axis, panels[i], panels[i].x == panels[0].x);
  }
  return svg.document(2 * kMargin + grid_width,
                      panels.back().bottom() + margins.bottom + kMargin - 4, page_title(chart),
                      chart.provenance);
}

}  // namespace siskin::figure
