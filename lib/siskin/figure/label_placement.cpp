#include "siskin/figure/label_placement.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace siskin::figure {
namespace {

constexpr double kGap = 2.5;
constexpr double kAscent = 0.76;  // of the text size: above and below the baseline
constexpr double kDescent = 0.22;

/// Where a label may stand: -1 left or above, 0 in the middle, 1 right or below.
struct Side {
  int x;
  int y;
};

constexpr std::array<Side, 8> kSides = {
    {{1, 0}, {-1, 0}, {0, -1}, {0, 1}, {1, -1}, {-1, -1}, {1, 1}, {-1, 1}}};

struct Candidate {
  LabelSpot spot;
  Box box;
};

Candidate candidate(const LabelledDot& dot, double size, const Side& side) {
  const double away = dot.radius + kGap;
  // A label in a corner is as near as one beside: the disc leaves the corner free.
  const double reach = side.x != 0 && side.y != 0 ? 0.75 * away : away;
  const double height = (kAscent + kDescent) * size;
  double left = dot.centre.x - dot.label_width / 2;
  if (side.x > 0) left = dot.centre.x + reach;
  if (side.x < 0) left = dot.centre.x - reach - dot.label_width;
  double top = dot.centre.y - height / 2;
  if (side.y > 0) top = dot.centre.y + reach;
  if (side.y < 0) top = dot.centre.y - reach - height;
  Candidate found;
  found.box = {left, top, dot.label_width, height};
  found.spot.at.y = top + kAscent * size;
  found.spot.anchor = side.x > 0 ? Anchor::kStart : side.x < 0 ? Anchor::kEnd : Anchor::kMiddle;
  found.spot.at.x = side.x > 0 ? left : side.x < 0 ? left + dot.label_width : dot.centre.x;
  return found;
}

bool touch(const Box& a, const Box& b) {
  return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

bool within(const Box& inner, const Box& outer) {
  return inner.x >= outer.x && inner.right() <= outer.right() && inner.y >= outer.y &&
         inner.bottom() <= outer.bottom();
}

}  // namespace

std::vector<std::optional<LabelSpot>> place_labels(const std::vector<LabelledDot>& dots,
                                                   double text_size, const Box& bounds) {
  std::vector<Box> taken;
  taken.reserve(2 * dots.size());
  for (const auto& dot : dots) {
    taken.push_back(
        {dot.centre.x - dot.radius, dot.centre.y - dot.radius, 2 * dot.radius, 2 * dot.radius});
  }
  std::vector<std::optional<LabelSpot>> spots(dots.size());
  for (std::size_t i = 0; i < dots.size(); ++i) {
    if (dots[i].label_width <= 0) continue;
    for (const auto& side : kSides) {
      const auto [spot, box] = candidate(dots[i], text_size, side);
      const auto& place = box;
      const bool free = within(box, bounds) &&
                        std::none_of(taken.begin(), taken.end(),
                                     [&place](const Box& other) { return touch(place, other); });
      if (!free) continue;
      spots[i] = spot;
      taken.push_back(box);
      break;
    }
  }
  return spots;
}

}  // namespace siskin::figure
