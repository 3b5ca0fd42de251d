#include "siskin/figure/scatter_chart.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "siskin/figure/axis.hpp"
#include "siskin/figure/label_placement.hpp"
#include "siskin/figure/legend.hpp"
#include "siskin/figure/palette.hpp"
#include "siskin/figure/svg.hpp"
#include "siskin/figure/text_width.hpp"
#include "siskin/util/error.hpp"

namespace siskin::figure {
namespace {

constexpr double kMargin = 14;
constexpr double kLabelText = 9.5;
constexpr double kNoteText = 9.5;
constexpr double kNoteLine = 14;
constexpr std::size_t kMostSeries = 2 * kSeriesColours;  // discs and rings

std::vector<std::string> series_of(const ScatterChart& chart) {
  std::vector<std::string> names;
  for (const auto& point : chart.points) {
    if (std::find(names.begin(), names.end(), point.series) == names.end())
      names.push_back(point.series);
  }
  return names;
}

void check(const ScatterChart& chart) {
  if (chart.points.empty()) throw Error("scatter chart: found no points, expected at least one");
  for (const auto& point : chart.points) {
    if (!std::isfinite(point.x) || !std::isfinite(point.y))
      throw Error("scatter chart: '" + point.label + "' has a value that is not finite");
  }
  const auto count = series_of(chart).size();
  if (count > kMostSeries) {
    throw Error("scatter chart: found " + std::to_string(count) + " colours, expected at most " +
                std::to_string(kMostSeries) + ", which can be told apart");
  }
}

Ticks ticks_of(const ScatterChart& chart, double ScatterPoint::*field, double length) {
  double low = chart.points.front().*field;
  double high = low;
  for (const auto& point : chart.points) {
    low = std::min(low, point.*field);
    high = std::max(high, point.*field);
  }
  return ticks_covering(low, high, std::clamp(static_cast<int>(length / 55), 2, 6));
}

double radius_of(const ScatterChart& chart) { return chart.points.size() > 200 ? 2.2 : 3.4; }

/// Series beyond the colours of the palette take them again, as rings.
bool is_hollow(std::size_t series) { return series >= kSeriesColours; }

/// Draws the labels that have room; returns how many have not.
std::size_t draw_labels(Svg& svg, const ScatterChart& chart, const std::vector<Point>& centres,
                        const Box& plot) {
  std::vector<LabelledDot> dots;
  dots.reserve(centres.size());
  for (std::size_t i = 0; i < centres.size(); ++i) {
    dots.push_back({centres[i], radius_of(chart), text_width(chart.points[i].label, kLabelText)});
  }
  const auto spots = place_labels(dots, kLabelText, plot);
  std::size_t left_out = 0;
  for (std::size_t i = 0; i < spots.size(); ++i) {
    if (spots[i]) {
      svg.text(spots[i]->at, chart.points[i].label, {kLabelText, spots[i]->anchor, false, kInk, 0});
    } else if (!chart.points[i].label.empty()) {
      ++left_out;
    }
  }
  return left_out;
}

void draw_diagonal(Svg& svg, const LinearScale& x, const LinearScale& y) {
  const double low = std::max(x.low, y.low);
  const double high = std::min(x.high, y.high);
  if (low < high) svg.line({x(low), y(low)}, {x(high), y(high)}, {kQuiet, 1, "4 3"});
}

/// Draws axes, points and labels; returns how many labels have no room.
std::size_t draw_plot(Svg& svg, const ScatterChart& chart, const Box& plot) {
  const auto x_ticks = ticks_of(chart, &ScatterPoint::x, chart.width);
  const auto y_ticks = ticks_of(chart, &ScatterPoint::y, chart.height);
  const LinearScale x{x_ticks.low(), x_ticks.high(), plot.x, plot.right()};
  const LinearScale y{y_ticks.low(), y_ticks.high(), plot.bottom(), plot.y};
  const auto names = series_of(chart);
  draw_grid(svg, y, y_ticks, plot);
  for (const double value : x_ticks.values)
    svg.line({x(value), plot.y}, {x(value), plot.bottom()}, {kFaint, 0.8, ""});
  if (chart.diagonal) draw_diagonal(svg, x, y);
  draw_left_axis(svg, y, y_ticks, plot.x, chart.y_label);
  draw_bottom_axis(svg, x, x_ticks, plot.bottom(), chart.x_label);
  std::vector<Point> centres;
  centres.reserve(chart.points.size());
  svg.open_group("points");
  for (const auto& point : chart.points) {
    const auto series = static_cast<std::size_t>(
        std::find(names.begin(), names.end(), point.series) - names.begin());
    centres.push_back({x(point.x), y(point.y)});
    svg.dot(centres.back(), radius_of(chart), series_colour(series));
    if (is_hollow(series)) svg.dot(centres.back(), kHole * radius_of(chart), "#ffffff");
  }
  svg.close_group();
  return draw_labels(svg, chart, centres, plot);
}

std::vector<LegendEntry> legend_of(const ScatterChart& chart) {
  std::vector<LegendEntry> entries;
  const auto names = series_of(chart);
  if (names.size() < 2) return entries;
  entries.reserve(names.size());
  for (std::size_t i = 0; i < names.size(); ++i)
    entries.push_back({names[i], series_colour(i), "", false, is_hollow(i)});
  return entries;
}

}  // namespace

std::string scatter_chart(const ScatterChart& chart) {
  check(chart);
  const double left =
      kMargin + left_axis_width(ticks_of(chart, &ScatterPoint::y, chart.height), true);
  const auto legend = legend_of(chart);
  const double width =
      std::max({chart.width, widest_entry(legend), text_width(chart.note, kNoteText)});
  Svg svg;
  double top = kMargin + draw_legend(svg, legend, {left, kMargin}, width);
  if (!legend.empty()) top += 6;
  const auto left_out = draw_plot(svg, chart, {left, top, chart.width, chart.height});
  double bottom = top + chart.height + kBottomAxisHeight;
  std::vector<std::string> notes;
  if (!chart.note.empty()) notes.push_back(chart.note);
  if (left_out > 0)
    notes.push_back(std::to_string(left_out) + (left_out == 1 ? " name" : " names") +
                    " without room, not shown");
  for (const auto& note : notes) {
    bottom += kNoteLine;
    svg.text({left, bottom - 2}, note, {kNoteText, Anchor::kStart, false, kQuiet, 0});
  }
  return svg.document(left + width + kMargin + 4, bottom + kMargin,
                      chart.y_label + " against " + chart.x_label, chart.provenance);
}

}  // namespace siskin::figure
