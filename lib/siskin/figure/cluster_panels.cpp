#include "siskin/figure/cluster_panels.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "siskin/figure/legend.hpp"
#include "siskin/figure/palette.hpp"
#include "siskin/figure/text_width.hpp"
#include "siskin/util/error.hpp"

namespace siskin::figure {
namespace {

constexpr double kMargin = 12;
constexpr double kTitleHeight = 16;
constexpr double kTitleText = 12;
constexpr double kNoteText = 10.5;
constexpr double kTextGap = 8;
constexpr double kBarHeight = 8;
constexpr double kBarWidth = 160;
constexpr double kPercentText = 9.5;
constexpr double kBarGap = 12;
constexpr double kGap = 24;

void check(const std::vector<ClusterPanel>& panels, const ClusterPanelsStyle& style) {
  if (panels.empty()) throw Error("cluster panels: found no cluster, expected at least one");
  for (const auto& panel : panels) {
    check_motif_pair(panel.motifs, "cluster panels");
    if (panel.shares.size() != style.models.size()) {
      throw Error("cluster panels: '" + panel.title + "' has " +
                  std::to_string(panel.shares.size()) + " shares, expected one for each of " +
                  std::to_string(style.models.size()) + " models");
    }
    for (const double share : panel.shares) {
      if (!(share >= 0 && share <= 1))
        throw Error("cluster panels: '" + panel.title + "' has a share that is not from 0 to 1");
    }
  }
}

bool has_bars(const ClusterPanelsStyle& style) { return style.models.size() > 1; }

/// Above the logos: title and, where there are several models, their bar.
double head_height(const ClusterPanelsStyle& style) {
  return kTitleHeight + (has_bars(style) ? kBarHeight + kBarGap : 4);
}

/// "75 % 25 %", the parts in the order of the models.
std::string percentages(const ClusterPanel& panel) {
  std::string text;
  for (const double share : panel.shares) {
    text += text.empty() ? "" : " : ";
    text += std::to_string(std::lround(100 * share));
  }
  return text + " %";
}

void draw_bar(Svg& svg, const ClusterPanel& panel, Point at) {
  svg.open_group("shares");
  double x = at.x;
  for (std::size_t i = 0; i < panel.shares.size(); ++i) {
    const double width = panel.shares[i] * kBarWidth;
    if (width > 0) svg.rect({x, at.y, width, kBarHeight}, series_colour(i));
    x += width;
  }
  svg.text({at.x + kBarWidth + kTextGap, at.y + kBarHeight}, percentages(panel),
           {kPercentText, Anchor::kStart, false, kQuiet, 0});
  svg.close_group();
}

double panel_width(const ClusterPanel& panel, const ClusterPanelsStyle& style) {
  const double title =
      text_width(panel.title, kTitleText, true) + kTextGap + text_width(panel.note, kNoteText);
  const double bar =
      has_bars(style) ? kBarWidth + kTextGap + text_width(percentages(panel), kPercentText) : 0;
  return std::max({title, bar, motif_pair_width(panel.motifs, {style.letter_width, style.height})});
}

void draw_panel(Svg& svg, const ClusterPanel& panel, Point at, const ClusterPanelsStyle& style) {
  svg.open_group("cluster");
  svg.text({at.x, at.y + 11}, panel.title, {kTitleText, Anchor::kStart, true, kInk, 0});
  svg.text({at.x + text_width(panel.title, kTitleText, true) + kTextGap, at.y + 11}, panel.note,
           {kNoteText, Anchor::kStart, false, kQuiet, 0});
  if (has_bars(style)) draw_bar(svg, panel, {at.x, at.y + kTitleHeight + 2});
  draw_motif_pair(svg, panel.motifs, {at.x, at.y + head_height(style)},
                  {style.letter_width, style.height});
  svg.close_group();
}

std::vector<LegendEntry> legend_of(const ClusterPanelsStyle& style) {
  std::vector<LegendEntry> entries;
  if (!has_bars(style)) return entries;
  entries.reserve(style.models.size());
  for (std::size_t i = 0; i < style.models.size(); ++i)
    entries.push_back({style.models[i], series_colour(i), "", false});
  return entries;
}

}  // namespace

std::string cluster_panels(const std::vector<ClusterPanel>& panels,
                           const ClusterPanelsStyle& style) {
  check(panels, style);
  double content = 0;
  double logos = 0;
  for (const auto& panel : panels) {
    content = std::max(content, panel_width(panel, style));
    logos = std::max(logos, motif_pair_height(panel.motifs, {style.letter_width, style.height}));
  }
  const double axis = motif_pair_axis_width();
  const auto columns =
      std::clamp(static_cast<std::size_t>(style.columns), std::size_t{1}, panels.size());
  const auto rows = (panels.size() + columns - 1) / columns;
  const double cell_width = axis + content + kGap;
  const double cell_height = head_height(style) + logos + kGap;
  const auto legend = legend_of(style);
  const double width =
      std::max(static_cast<double>(columns) * cell_width - kGap, axis + widest_entry(legend));
  Svg svg;
  double top = kMargin + draw_legend(svg, legend, {kMargin + axis, kMargin}, width - axis);
  if (!legend.empty()) top += 8;
  for (std::size_t i = 0; i < panels.size(); ++i) {
    const std::size_t row = i / columns;
    draw_panel(svg, panels[i],
               {kMargin + static_cast<double>(i % columns) * cell_width + axis,
                top + static_cast<double>(row) * cell_height},
               style);
  }
  const std::string title =
      std::to_string(panels.size()) + (panels.size() == 1 ? " cluster" : " clusters");
  return svg.document(2 * kMargin + width,
                      top + static_cast<double>(rows) * cell_height - kGap + kMargin, title,
                      style.provenance);
}

}  // namespace siskin::figure
