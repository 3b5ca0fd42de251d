#include "siskin/figure/attribution_logo.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "siskin/figure/glyph.hpp"
#include "siskin/figure/text_width.hpp"
#include "siskin/seq/alphabet.hpp"
#include "siskin/util/error.hpp"

namespace siskin::figure {
namespace {

constexpr double kMargin = 12;
constexpr double kTitleHeight = 20;
constexpr double kTitleText = 12;
constexpr double kGap = 10;
constexpr double kPlotWidth = 960;  // what automatic letter widths aim at
constexpr std::size_t kMostLetters = 20000;

/// Values a row shows: zero, which letters grow from, and the extremes with a little air.
struct Range {
  double low = 0;
  double high = 0;

  void include(const Range& other) {
    low = std::min(low, other.low);
    high = std::max(high, other.high);
  }
};

void check(const AttributionFigure& figure) {
  const auto count = figure.letters.size();
  if (count == 0) throw Error("attribution logo: found no letters, expected at least one");
  if (count > kMostLetters) {
    throw Error("attribution logo: found " + std::to_string(count) + " letters, expected at most " +
                std::to_string(kMostLetters) + ": choose a smaller region");
  }
  if (figure.rows.empty()) throw Error("attribution logo: found no map, expected at least one");
  for (const auto& row : figure.rows) {
    if (row.values.size() != count) {
      throw Error("attribution logo: '" + row.title + "' has " + std::to_string(row.values.size()) +
                  " values, expected one for each of " + std::to_string(count) + " letters");
    }
  }
}

Range value_range(const AttributionRow& row) {
  Range range;
  bool any = false;
  for (const double value : row.values) {
    if (std::isinf(value))
      throw Error("attribution logo: '" + row.title + "' has an infinite value");
    if (std::isnan(value)) continue;
    any = true;
    range.include({value, value});
  }
  if (!any) throw Error("attribution logo: '" + row.title + "' has no value in this region");
  const double air = 0.04 * (range.high - range.low);
  if (range.low < 0) range.low -= air;
  if (range.high > 0) range.high += air;
  if (range.low == range.high) range.high = 1;  // all zero: an empty axis from 0 to 1
  return range;
}

void draw_row(Svg& svg, const AttributionFigure& figure, const AttributionRow& row,
              const Range& range, const Box& plot) {
  const LinearScale y{range.low, range.high, plot.bottom(), plot.y};
  svg.open_group("map");
  if (!row.title.empty()) {
    svg.text({plot.x, plot.y - 8}, row.title, {kTitleText, Anchor::kStart, true, kInk, 0});
  }
  auto ticks = ticks_within(range.low, range.high, 3);
  // Labels of all rows stand under one another, whatever the width of their ticks.
  draw_turned_label(svg, y, kMargin + 11, with_exponent(figure.value_label, ticks.exponent));
  ticks.exponent = 0;
  draw_left_axis(svg, y, ticks, plot.x - 4, "");
  svg.line({plot.x - 4, y(0)}, {plot.right(), y(0)}, {kQuiet, 0.6, ""});
  const double width = plot.width / static_cast<double>(row.values.size());
  const double side = width > 6 ? 0.03 * width : 0;
  for (std::size_t i = 0; i < row.values.size(); ++i) {
    const double value = row.values[i];
    const double height = std::abs(y(value) - y(0));
    if (!(height > 0.005)) continue;  // below the resolution of coordinate(); also NaN
    draw_letter(svg, seq::code(figure.letters[i]),
                {plot.x + static_cast<double>(i) * width + side, std::min(y(value), y(0)),
                 width - 2 * side, height},
                value < 0);
  }
  svg.close_group();
}

double letter_width(const AttributionFigure& figure) {
  if (figure.letter_width > 0) return figure.letter_width;
  return std::clamp(kPlotWidth / static_cast<double>(figure.letters.size()), 4.0, 20.0);
}

std::vector<Range> row_ranges(const AttributionFigure& figure) {
  std::vector<Range> ranges;
  Range all;
  for (const auto& row : figure.rows) {
    ranges.push_back(value_range(row));
    all.include(ranges.back());
  }
  if (figure.same_scale) std::fill(ranges.begin(), ranges.end(), all);
  return ranges;
}

double left_margin(const AttributionFigure& figure, const std::vector<Range>& ranges) {
  double width = figure.sites.empty() ? 0 : text_width("sites", 10) + 10;
  for (const auto& range : ranges) {
    const auto ticks = ticks_within(range.low, range.high, 3);
    width = std::max(width, left_axis_width(ticks, true) + 4);
  }
  for (const auto& set : figure.subsets) width = std::max(width, text_width(set.label, 10) + 10);
  return kMargin + width;
}

}  // namespace

std::string attribution_logo(const AttributionFigure& figure) {
  check(figure);
  const auto ranges = row_ranges(figure);
  const auto count = static_cast<std::int64_t>(figure.letters.size());
  const double left = left_margin(figure, ranges);
  const double width = letter_width(figure) * static_cast<double>(count);
  const auto start = static_cast<double>(figure.start);
  const LinearScale edges{start, start + static_cast<double>(count), left, left + width};

  Svg svg;
  double y = kMargin;
  for (std::size_t i = 0; i < figure.rows.size(); ++i) {
    y += figure.rows[i].title.empty() ? 4 : kTitleHeight;
    draw_row(svg, figure, figure.rows[i], ranges[i], {left, y, width, figure.row_height});
    y += figure.row_height + kGap;
  }
  const auto sites = clip_sites(figure.sites, figure.start, figure.start + count);
  const auto subsets = clip_blocks(figure.subsets, figure.start, figure.start + count);
  const double sites_height = draw_sites(svg, sites, edges, y);
  if (sites_height > 0) y += sites_height + kGap;
  const double subsets_height = draw_block_sets(svg, subsets, edges, y);
  if (subsets_height > 0) y += subsets_height + kGap;

  const LinearScale centres{start - 0.5, start + static_cast<double>(count) - 0.5, left,
                            left + width};
  draw_bottom_axis(svg, centres, position_ticks(figure.start, count, width), y,
                   "position in " + figure.name + " (0-based)");
  return svg.document(left + width + kMargin, y + kBottomAxisHeight + kMargin,
                      "Attribution of " + figure.name, figure.provenance);
}

}  // namespace siskin::figure
