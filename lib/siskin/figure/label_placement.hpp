#pragma once

#include <optional>
#include <vector>

#include "siskin/figure/svg.hpp"

namespace siskin::figure {

/// A disc that wants a label of this width; without one (width 0) it is only in the way.
struct LabelledDot {
  Point centre;
  double radius = 3;
  double label_width = 0;
};

/// Baseline and anchor of a label.
struct LabelSpot {
  Point at;
  Anchor anchor = Anchor::kStart;
};

/// A spot for each dot's label of this text size, in order: right, left, above, below, then the
/// corners, whichever first lies within `bounds` and touches no dot and no label placed before.
/// Nothing for a label that fits nowhere.
std::vector<std::optional<LabelSpot>> place_labels(const std::vector<LabelledDot>& dots,
                                                   double text_size, const Box& bounds);

}  // namespace siskin::figure
