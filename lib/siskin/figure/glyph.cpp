#include "siskin/figure/glyph.hpp"

#include <array>
#include <vector>

#include "siskin/figure/palette.hpp"
#include "siskin/seq/alphabet.hpp"

namespace siskin::figure {
namespace {

/// A piece of an outline in the unit square, y downwards: command M or L with one point, C with
/// three, Z with none.
struct Segment {
  char command;
  std::vector<Point> points;
};

using Outline = std::vector<Segment>;

Outline outline_a() {
  return {{'M', {{0, 1}}},
          {'L', {{0.36, 0}}},
          {'L', {{0.64, 0}}},
          {'L', {{1, 1}}},
          {'L', {{0.765, 1}}},
          {'L', {{0.685, 0.778}}},
          {'L', {{0.315, 0.778}}},
          {'L', {{0.235, 1}}},
          {'Z', {}},
          {'M', {{0.374, 0.613}}},
          {'L', {{0.626, 0.613}}},
          {'L', {{0.5, 0.245}}},
          {'Z', {}}};
}

Outline outline_c() {
  return {{'M', {{1, 0.345}}},
          {'C', {{0.965, 0.125}, {0.785, 0}, {0.53, 0}}},
          {'C', {{0.205, 0}, {0, 0.195}, {0, 0.5}}},
          {'C', {{0, 0.805}, {0.205, 1}, {0.53, 1}}},
          {'C', {{0.79, 1}, {0.97, 0.872}, {1, 0.642}}},
          {'L', {{0.762, 0.615}}},
          {'C', {{0.738, 0.755}, {0.66, 0.83}, {0.532, 0.83}}},
          {'C', {{0.352, 0.83}, {0.248, 0.707}, {0.248, 0.5}}},
          {'C', {{0.248, 0.293}, {0.352, 0.17}, {0.532, 0.17}}},
          {'C', {{0.652, 0.17}, {0.736, 0.243}, {0.765, 0.385}}},
          {'Z', {}}};
}

Outline outline_g() {
  return {{'M', {{0.985, 0.318}}},
          {'C', {{0.945, 0.115}, {0.775, 0}, {0.525, 0}}},
          {'C', {{0.205, 0}, {0, 0.195}, {0, 0.505}}},
          {'C', {{0, 0.805}, {0.195, 1}, {0.495, 1}}},
          {'C', {{0.625, 1}, {0.735, 0.95}, {0.81, 0.86}}},
          {'L', {{0.836, 0.978}}},
          {'L', {{1, 0.978}}},
          {'L', {{1, 0.458}}},
          {'L', {{0.545, 0.458}}},
          {'L', {{0.545, 0.612}}},
          {'L', {{0.79, 0.612}}},
          {'C', {{0.765, 0.752}, {0.67, 0.83}, {0.53, 0.83}}},
          {'C', {{0.352, 0.83}, {0.248, 0.71}, {0.248, 0.5}}},
          {'C', {{0.248, 0.293}, {0.355, 0.17}, {0.53, 0.17}}},
          {'C', {{0.648, 0.17}, {0.722, 0.225}, {0.75, 0.34}}},
          {'Z', {}}};
}

Outline outline_t() {
  return {{'M', {{0, 0}}},         {'L', {{1, 0}}},     {'L', {{1, 0.175}}},
          {'L', {{0.622, 0.175}}}, {'L', {{0.622, 1}}}, {'L', {{0.378, 1}}},
          {'L', {{0.378, 0.175}}}, {'L', {{0, 0.175}}}, {'Z', {}}};
}

const Outline& outline(int base) {
  static const std::array<Outline, seq::kBases> outlines = {outline_a(), outline_c(), outline_g(),
                                                            outline_t()};
  return outlines[static_cast<std::size_t>(base)];
}

}  // namespace

std::string glyph_path(int base, const Box& box, bool upside_down) {
  std::string data;
  for (const auto& [command, points] : outline(base)) {
    data += command;
    for (std::size_t i = 0; i < points.size(); ++i) {
      const double y = upside_down ? 1 - points[i].y : points[i].y;
      if (i > 0) data += ' ';
      data +=
          coordinate(box.x + points[i].x * box.width) + ',' + coordinate(box.y + y * box.height);
    }
  }
  return data;
}

void draw_letter(Svg& svg, int base, const Box& box, bool upside_down) {
  if (base >= 0 && base < seq::kBases) {
    svg.path(glyph_path(base, box, upside_down), base_colour(base));
  } else {
    svg.rect(box, base_colour(seq::kAmbiguous));
  }
}

}  // namespace siskin::figure
