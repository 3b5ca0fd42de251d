#include "siskin/figure/strip_chart.hpp"

#include <algorithm>
#include <cmath>

#include "siskin/figure/axis.hpp"
#include "siskin/figure/box_summary.hpp"
#include "siskin/figure/legend.hpp"
#include "siskin/figure/palette.hpp"
#include "siskin/figure/panels.hpp"
#include "siskin/figure/svg.hpp"
#include "siskin/figure/text_width.hpp"
#include "siskin/util/error.hpp"

namespace siskin::figure {
namespace {

constexpr double kMargin = 14;
constexpr double kPageWidth = 960;
constexpr double kTitleText = 12;
constexpr double kCategoryText = 10.5;
constexpr double kTurn = -40;  // degrees, of category labels that do not fit
constexpr double kWidestSlot = 72;

struct Levels {
  std::vector<std::string> names;

  explicit Levels(const StripChart& chart, std::string StripPoint::*field) {
    for (const auto& point : chart.points) {
      if (std::find(names.begin(), names.end(), point.*field) == names.end()) {
        names.push_back(point.*field);
      }
    }
  }
  double widest() const {
    double width = 0;
    for (const auto& name : names) width = std::max(width, text_width(name, kCategoryText));
    return width;
  }
};

struct Layout {
  Levels categories;
  Levels facets;
  Levels series;
  Ticks ticks;
  double slot;          ///< width of a category
  bool turned;          ///< category labels do not fit level
  double label_height;  ///< room of the category labels

  explicit Layout(const StripChart& chart)
      : categories(chart, &StripPoint::category),
        facets(chart, &StripPoint::facet),
        series(chart, &StripPoint::series) {
    double low = chart.reference.value_or(chart.points.front().value);
    double high = low;
    for (const auto& point : chart.points) {
      low = std::min(low, point.value);
      high = std::max(high, point.value);
    }
    ticks = ticks_covering(low, high, 5);
    const double needed = 22 * static_cast<double>(series.names.size()) + 16;
    slot = std::max(needed, std::min(categories.widest() + 12, kWidestSlot));
    double title = 0;
    for (const auto& name : facets.names)
      title = std::max(title, text_width(name, kTitleText, true));
    slot = std::max(slot, title / static_cast<double>(categories.names.size()));
    turned = categories.widest() + 4 > slot;
    const double sine = std::sin(-kTurn * 3.14159265358979 / 180);
    label_height = turned ? categories.widest() * sine + 20 : 20;
  }

  double plot_width() const { return slot * static_cast<double>(categories.names.size()); }
  /// Labels turned by kTurn reach to the left of the first category.
  double overhang() const {
    return turned ? std::max(0.0, categories.widest() * 0.77 - slot / 2) : 0;
  }
};

void check(const StripChart& chart) {
  if (chart.points.empty()) throw Error("strip chart: found no values, expected at least one");
  for (const auto& point : chart.points) {
    if (!std::isfinite(point.value)) {
      throw Error("strip chart: '" + point.category + "' has a value that is not finite");
    }
  }
}

void draw_box(Svg& svg, const std::vector<double>& values, const LinearScale& y, Box place,
              const std::string& colour) {
  const auto box = summarise(values);
  const double middle = place.x + place.width / 2;
  if (values.size() >= kFewestForBox) {
    const Stroke stroke{tint(colour, 0.7), 1, ""};
    svg.line({middle, y(box.whisker_low)}, {middle, y(box.quartile_low)}, stroke);
    svg.line({middle, y(box.quartile_high)}, {middle, y(box.whisker_high)}, stroke);
    svg.rect(
        {place.x, y(box.quartile_high), place.width, y(box.quartile_low) - y(box.quartile_high)},
        tint(colour, 0.22), 1.5);
  }
  svg.line({place.x, y(box.median)}, {place.x + place.width, y(box.median)}, {colour, 2, ""});
}

/// Box and points of one category and series; `place` is their column.
void draw_group(Svg& svg, const std::vector<double>& values, const LinearScale& y, Box place,
                const std::string& colour) {
  if (values.empty()) return;
  draw_box(svg, values, y, place, colour);
  const double radius = values.size() > 60 ? 1.8 : 2.6;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double x = place.x + place.width * (0.5 + 0.8 * jitter(i));
    svg.dot({x, y(values[i])}, radius, colour);
  }
}

void draw_category_labels(Svg& svg, const Layout& layout, const Box& plot) {
  for (std::size_t i = 0; i < layout.categories.names.size(); ++i) {
    const double x = plot.x + (static_cast<double>(i) + 0.5) * layout.slot;
    if (layout.turned) {
      svg.text({x + 4, plot.bottom() + 14}, layout.categories.names[i],
               {kCategoryText, Anchor::kEnd, false, kInk, kTurn});
    } else {
      svg.text({x, plot.bottom() + 15}, layout.categories.names[i],
               {kCategoryText, Anchor::kMiddle, false, kInk, 0});
    }
  }
}

std::vector<double> values_of(const StripChart& chart, const std::string& facet,
                              const std::string& category, const std::string& series) {
  std::vector<double> values;
  for (const auto& point : chart.points) {
    if (point.facet == facet && point.category == category && point.series == series) {
      values.push_back(point.value);
    }
  }
  return values;
}

void draw_panel(Svg& svg, const StripChart& chart, const Layout& layout, std::size_t facet,
                const Box& plot) {
  const auto& name = layout.facets.names[facet];
  const LinearScale y{layout.ticks.low(), layout.ticks.high(), plot.bottom(), plot.y};
  svg.open_group("panel");
  draw_grid(svg, y, layout.ticks, plot);
  if (chart.reference) {
    svg.line({plot.x, y(*chart.reference)}, {plot.right(), y(*chart.reference)},
             {kQuiet, 1, "4 3"});
  }
  svg.text({plot.x, plot.y - 9}, name, {kTitleText, Anchor::kStart, true, kInk, 0});
  const auto count = static_cast<double>(layout.series.names.size());
  const double column = std::min(24.0, (layout.slot - 10) / count);
  for (std::size_t c = 0; c < layout.categories.names.size(); ++c) {
    const double middle = plot.x + (static_cast<double>(c) + 0.5) * layout.slot;
    for (std::size_t s = 0; s < layout.series.names.size(); ++s) {
      const double left = middle + (static_cast<double>(s) - count / 2) * column;
      draw_group(svg, values_of(chart, name, layout.categories.names[c], layout.series.names[s]), y,
                 {left + 1.5, plot.y, column - 3, plot.height}, series_colour(s));
    }
  }
  draw_category_labels(svg, layout, plot);
  svg.close_group();
}

std::vector<LegendEntry> legend_of(const Layout& layout) {
  std::vector<LegendEntry> entries;
  if (layout.series.names.size() < 2) return entries;
  for (std::size_t i = 0; i < layout.series.names.size(); ++i) {
    entries.push_back({layout.series.names[i], series_colour(i), "", false});
  }
  return entries;
}

}  // namespace

double jitter(std::size_t index) {
  double place = -0.5;
  double digit = 0.5;
  for (std::size_t rest = index + 1; rest > 0; rest /= 2, digit /= 2) {
    if (rest % 2 == 1) place += digit;
  }
  return place;
}

std::string strip_chart(const StripChart& chart) {
  check(chart);
  const Layout layout(chart);
  const double tick_width = left_axis_width(layout.ticks, false);
  const double label_width = left_axis_width(layout.ticks, true) - tick_width;
  const bool titled = layout.facets.names.size() > 1 || !layout.facets.names.front().empty();
  const PanelMargins margins{std::max(tick_width + 4, layout.overhang()), titled ? 24.0 : 6.0, 14,
                             layout.label_height};
  const double cell = margins.left + layout.plot_width() + margins.right;
  const auto count = static_cast<double>(layout.facets.names.size());
  const auto legend = legend_of(layout);
  const double grid_width =
      std::max(std::min(count, std::max(1.0, std::floor(kPageWidth / cell))) * cell,
               margins.left + widest_entry(legend));

  Svg svg;
  const double left = kMargin + label_width;
  const double top =
      kMargin + draw_legend(svg, legend, {left + margins.left, kMargin}, grid_width - margins.left);
  const auto panels =
      lay_out_panels(layout.facets.names.size(),
                     {left, top, layout.plot_width(), chart.panel_height}, margins, kPageWidth);
  for (std::size_t i = 0; i < panels.size(); ++i) {
    const auto& plot = panels[i];
    draw_panel(svg, chart, layout, i, plot);
    const bool first = plot.x == panels.front().x;
    draw_left_axis(svg, {layout.ticks.low(), layout.ticks.high(), plot.bottom(), plot.y},
                   layout.ticks, plot.x, first ? chart.value_label : "");
  }
  double bottom = panels.back().bottom() + layout.label_height;
  if (!chart.category_label.empty()) {
    bottom += 14;
    svg.text({left + margins.left + (grid_width - margins.left - margins.right) / 2, bottom - 2},
             chart.category_label, {11, Anchor::kMiddle, false, kInk, 0});
  }
  if (!chart.note.empty()) {
    bottom += 16;
    svg.text({left + margins.left, bottom - 2}, chart.note,
             {9.5, Anchor::kStart, false, kQuiet, 0});
  }
  return svg.document(left + grid_width + kMargin, bottom + kMargin,
                      chart.value_label + " by " + chart.category_label, chart.provenance);
}

}  // namespace siskin::figure
