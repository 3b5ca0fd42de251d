#include "siskin/figure/map_heatmap.hpp"

#include <algorithm>
#include <cmath>

#include "siskin/figure/axis.hpp"
#include "siskin/figure/colour_bar.hpp"
#include "siskin/figure/glyph.hpp"
#include "siskin/figure/text_width.hpp"
#include "siskin/seq/alphabet.hpp"
#include "siskin/util/error.hpp"

namespace siskin::figure {
namespace {

constexpr double kMargin = 12;
constexpr double kPlotWidth = 900;     // what automatic cell widths aim at
constexpr double kLettersHeight = 13;  // of the line of letters above the cells
constexpr double kLetterHeight = 10;
constexpr double kTitleText = 12;
constexpr double kBaseText = 10;
constexpr double kLabelText = 11;
constexpr double kGap = 10;
constexpr double kTicksHeight = 16;
constexpr std::size_t kMostLetters = 20000;

void check(const MapHeatmap& figure) {
  const auto count = figure.letters.size();
  if (count == 0) throw Error("heat map: found no letters, expected at least one");
  if (count > kMostLetters) {
    throw Error("heat map: found " + std::to_string(count) + " letters, expected at most " +
                std::to_string(kMostLetters) + ": choose a smaller region");
  }
  if (figure.values_cl.size() != seq::kBases * count) {
    throw Error("heat map: found " + std::to_string(figure.values_cl.size()) +
                " values, expected four for each of " + std::to_string(count) + " letters");
  }
  if (figure.limit && !(*figure.limit > 0 && std::isfinite(*figure.limit)))
    throw Error("heat map: expected a limit above 0");
}

ColourBar colours_of(const MapHeatmap& figure) {
  double largest = 0;
  for (const double value : figure.values_cl) {
    if (!std::isfinite(value)) throw Error("heat map: found a value that is not finite");
    largest = std::max(largest, std::abs(value));
  }
  if (figure.limit) return {*figure.limit, largest > *figure.limit, figure.value_label};
  return {largest > 0 ? largest : 1, false, figure.value_label};
}

/// What stands on one line of the page.
struct Line {
  std::size_t first = 0;
  std::size_t count = 0;
};

std::vector<Line> lines_of(const MapHeatmap& figure) {
  const auto each = std::max<std::size_t>(1, figure.bases_a_line);
  std::vector<Line> lines;
  for (std::size_t first = 0; first < figure.letters.size(); first += each)
    lines.push_back({first, std::min(each, figure.letters.size() - first)});
  return lines;
}

/// Whole units: cells of broken widths show seams.
double cell_width(const MapHeatmap& figure, std::size_t bases) {
  if (figure.cell_width > 0) return figure.cell_width;
  return std::clamp(std::floor(kPlotWidth / static_cast<double>(bases)), 4.0, 18.0);
}

void draw_cells(Svg& svg, const MapHeatmap& figure, const ColourBar& colours, const Line& line,
                const Box& plot) {
  const double width = plot.width / static_cast<double>(line.count);
  const double height = plot.height / static_cast<double>(seq::kBases);
  const double dot = std::min(0.17 * height, 0.28 * width);
  for (std::size_t i = 0; i < line.count; ++i) {
    const std::size_t position = line.first + i;
    const double x = plot.x + static_cast<double>(i) * width;
    for (std::size_t c = 0; c < seq::kBases; ++c) {
      const float value = figure.values_cl[c * figure.letters.size() + position];
      const auto fill = colours.colour(value);
      if (fill == "#ffffff") continue;
      svg.rect({x, plot.y + static_cast<double>(c) * height, width, height}, fill);
    }
    const auto base = seq::code(figure.letters[position]);
    if (base == seq::kAmbiguous) continue;
    svg.dot({x + width / 2, plot.y + (static_cast<double>(base) + 0.5) * height}, dot, kInk);
    const double letter = std::min(0.84 * width, kLetterHeight);
    draw_letter(svg, base,
                {x + (width - letter) / 2, plot.y - kLettersHeight + 1, letter, kLetterHeight});
  }
}

void draw_frame(Svg& svg, const Box& plot) {
  const Stroke stroke{kQuiet, 0.7, ""};
  svg.line({plot.x, plot.y}, {plot.right(), plot.y}, stroke);
  svg.line({plot.x, plot.bottom()}, {plot.right(), plot.bottom()}, stroke);
  svg.line({plot.x, plot.y}, {plot.x, plot.bottom()}, stroke);
  svg.line({plot.right(), plot.y}, {plot.right(), plot.bottom()}, stroke);
}

void draw_base_names(Svg& svg, const Box& plot) {
  const double height = plot.height / static_cast<double>(seq::kBases);
  for (std::size_t c = 0; c < seq::kBases; ++c) {
    const double middle = plot.y + (static_cast<double>(c) + 0.5) * height;
    svg.text({plot.x - 6, middle + 0.35 * kBaseText}, std::string(1, seq::kLetters[c]),
             {kBaseText, Anchor::kEnd, false, kQuiet, 0});
  }
}

/// Draws one line below y = `top`; returns where the next one begins.
double draw_line(Svg& svg, const MapHeatmap& figure, const ColourBar& colours, const Line& line,
                 const Box& place) {
  const auto start = figure.start + static_cast<std::int64_t>(line.first);
  const auto end = start + static_cast<std::int64_t>(line.count);
  const Box plot = {place.x, place.y + kLettersHeight, place.width, 4 * figure.cell_height};
  svg.open_group("map");
  draw_cells(svg, figure, colours, line, plot);
  draw_frame(svg, plot);
  draw_base_names(svg, plot);
  svg.close_group();
  const auto low = static_cast<double>(start);
  const auto high = static_cast<double>(end);
  double y = plot.bottom() + 4;
  const double sites =
      draw_sites(svg, clip_sites(figure.sites, start, end), {low, high, plot.x, plot.right()}, y);
  if (sites > 0) y += sites + 4;
  draw_bottom_axis(svg, {low - 0.5, high - 0.5, plot.x, plot.right()},
                   position_ticks(start, end - start, plot.width), y, "");
  return y + kTicksHeight + kGap;
}

}  // namespace

std::string map_heatmap(const MapHeatmap& figure) {
  check(figure);
  const auto colours = colours_of(figure);
  const auto lines = lines_of(figure);
  const double cell = cell_width(figure, lines.front().count);
  const double left = std::ceil(kMargin + text_width("sites", 10) + 10);
  const double width = cell * static_cast<double>(lines.front().count);
  const double title = text_width(figure.name, kTitleText, true) + 20;
  const double page = std::max(width, title + colour_bar_width(colours));

  Svg svg;
  svg.text({left, kMargin + 10}, figure.name, {kTitleText, Anchor::kStart, true, kInk, 0});
  draw_colour_bar(svg, colours, {left + page, kMargin});
  double y = kMargin + kColourBarHeight + 6;
  for (const auto& line : lines) {
    y = draw_line(svg, figure, colours, line, {left, y, cell * static_cast<double>(line.count), 0});
  }
  svg.text({left + page / 2, y + 4}, "position in " + figure.name + " (0-based)",
           {kLabelText, Anchor::kMiddle, false, kInk, 0});
  return svg.document(left + page + kMargin, y + kMargin, "Heat map of " + figure.name,
                      figure.provenance);
}

}  // namespace siskin::figure
