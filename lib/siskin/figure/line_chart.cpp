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

namespace siskin::figure {
namespace {

constexpr double kMargin = 14;
constexpr double kPageWidth = 1080;
constexpr double kTitleText = 12;

struct Range {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();

  void include(double value) {
    low = std::min(low, value);
    high = std::max(high, value);
  }
};

/// Series beyond the colours of the palette take them again, dashed.
Stroke series_stroke(std::size_t index) {
  static const std::array<std::string, 3> dashes = {"", "6 3", "2 2.5"};
  return {series_colour(index), 1.6, dashes[index / kSeriesColours % dashes.size()]};
}

Range range_of(const CurvePanel& panel, double Point::*field) {
  Range range;
  for (const auto& curve : panel.curves) {
    for (const auto& point : curve) {
      if (std::isnan(point.y)) continue;
      if (!std::isfinite(point.*field)) {
        throw Error("line chart: '" + panel.title + "' has a value that is not finite");
      }
      range.include(point.*field);
    }
  }
  if (range.low > range.high) throw Error("line chart: '" + panel.title + "' has no values");
  return range;
}

void draw_curve(Svg& svg, const Curve& curve, const LinearScale& x, const LinearScale& y,
                const Stroke& stroke) {
  std::vector<Point> run;
  const auto finish = [&] {
    if (run.size() == 1) svg.dot(run.front(), 2.2, stroke.colour);
    if (run.size() > 1) svg.polyline(run, stroke);
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

void draw_panel(Svg& svg, const CurvePanel& panel, const Ticks& x_ticks, const Range& x_range,
                const Box& plot, const std::string& x_label) {
  const auto values = range_of(panel, &Point::y);
  const auto ticks = ticks_covering(values.low, values.high, 5);
  const LinearScale x{x_range.low, x_range.high, plot.x, plot.right()};
  const LinearScale y{ticks.low(), ticks.high(), plot.bottom(), plot.y};
  svg.open_group("panel");
  draw_grid(svg, y, ticks, plot);
  svg.text({plot.x, plot.y - 10}, with_exponent(panel.title, ticks.exponent),
           {kTitleText, Anchor::kStart, true, kInk, 0});
  Ticks plain = ticks;
  plain.exponent = 0;  // stands in the title
  draw_left_axis(svg, y, plain, plot.x, "");
  draw_bottom_axis(svg, x, x_ticks, plot.bottom(), x_label);
  for (std::size_t i = 0; i < panel.curves.size(); ++i) {
    draw_curve(svg, panel.curves[i], x, y, series_stroke(i));
  }
  svg.close_group();
}

void check(const LineChart& chart) {
  if (chart.panels.empty()) throw Error("line chart: found nothing to draw");
  for (const auto& panel : chart.panels) {
    if (panel.curves.size() != chart.labels.size()) {
      throw Error("line chart: '" + panel.title + "' has " + std::to_string(panel.curves.size()) +
                  " curves, expected " + std::to_string(chart.labels.size()));
    }
  }
}

std::string page_title(const LineChart& chart) {
  std::string title;
  for (const auto& panel : chart.panels) title += (title.empty() ? "" : ", ") + panel.title;
  return title + " by " + chart.x_label;
}

std::vector<LegendEntry> legend_of(const LineChart& chart) {
  std::vector<LegendEntry> entries;
  if (chart.labels.size() < 2) return entries;
  for (std::size_t i = 0; i < chart.labels.size(); ++i) {
    const auto stroke = series_stroke(i);
    entries.push_back({chart.labels[i], stroke.colour, stroke.dash, true});
  }
  return entries;
}

}  // namespace

std::string line_chart(const LineChart& chart) {
  check(chart);
  Range x_range;
  double axis = 0;
  for (const auto& panel : chart.panels) {
    const auto own = range_of(panel, &Point::x);
    x_range.include(own.low);
    x_range.include(own.high);
    const auto values = range_of(panel, &Point::y);
    axis = std::max(axis, left_axis_width(ticks_covering(values.low, values.high, 5), false));
  }
  if (x_range.low == x_range.high) {  // a single epoch stands in the middle
    x_range = {x_range.low - 0.5, x_range.high + 0.5};
  }
  const auto x_ticks = ticks_within(x_range.low, x_range.high,
                                    static_cast<int>(std::min(6.0, x_range.high - x_range.low)));
  const PanelMargins margins{axis + 2, 26, 18, kBottomAxisHeight + 6};
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
    draw_panel(svg, chart.panels[i], x_ticks, x_range, panels[i], chart.x_label);
  }
  return svg.document(2 * kMargin + grid_width,
                      panels.back().bottom() + margins.bottom + kMargin - 4, page_title(chart),
                      chart.provenance);
}

}  // namespace siskin::figure
