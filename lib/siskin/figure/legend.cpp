#include "siskin/figure/legend.hpp"

#include <algorithm>

#include "siskin/figure/text_width.hpp"

namespace siskin::figure {
namespace {

constexpr double kText = 10.5;
constexpr double kLine = 17;
constexpr double kLineKey = 20;
constexpr double kDotKey = 10;

double key_width(const LegendEntry& entry) { return entry.as_line ? kLineKey : kDotKey; }

double entry_width(const LegendEntry& entry) {
  return key_width(entry) + 5 + text_width(entry.label, kText);
}

}  // namespace

double widest_entry(const std::vector<LegendEntry>& entries) {
  double width = 0;
  for (const auto& entry : entries) width = std::max(width, entry_width(entry));
  return width;
}

double draw_legend(Svg& svg, const std::vector<LegendEntry>& entries, Point top, double width) {
  if (entries.empty()) return 0;
  svg.open_group("legend");
  double x = top.x;
  double y = top.y + kLine / 2;
  for (const auto& entry : entries) {
    const double key = key_width(entry);
    const double needed = entry_width(entry);
    if (x > top.x && x + needed > top.x + width) {
      x = top.x;
      y += kLine;
    }
    if (entry.as_line) {
      svg.line({x, y}, {x + key, y}, {entry.colour, 2, entry.dash});
    } else {
      svg.dot({x + key / 2, y}, 4, entry.colour);
      if (entry.hollow) svg.dot({x + key / 2, y}, 4 * kHole, "#ffffff");
    }
    svg.text({x + key + 5, y + 0.35 * kText}, entry.label, {kText, Anchor::kStart, false, kInk, 0});
    x += needed + 16;
  }
  svg.close_group();
  return y + kLine / 2 - top.y;
}

}  // namespace siskin::figure
