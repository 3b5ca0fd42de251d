#include "siskin/figure/colour_bar.hpp"

#include <algorithm>

#include "siskin/figure/axis.hpp"
#include "siskin/figure/palette.hpp"
#include "siskin/figure/text_width.hpp"

namespace siskin::figure {
namespace {

constexpr double kBarWidth = 162;
constexpr double kBarHeight = 9;
constexpr int kSteps = 81;  // odd: the middle one is white
constexpr double kText = 10;
constexpr double kLabelText = 11;
constexpr double kGap = 10;

/// Ticks of the scale; the ends belong to them only where they are round.
Ticks ticks_of(const ColourBar& bar) { return ticks_within(-bar.limit, bar.limit, 4); }

std::string caption_of(const ColourBar& bar) {
  return with_exponent(bar.label, ticks_of(bar).exponent);
}

}  // namespace

std::string ColourBar::colour(double value) const {
  return diverging_colour(std::clamp(value / limit, -1.0, 1.0));
}

double colour_bar_width(const ColourBar& bar) {
  return kBarWidth + kGap + text_width(caption_of(bar), kLabelText) + 2 * kGap;
}

void draw_colour_bar(Svg& svg, const ColourBar& bar, Point right_top) {
  const double right = right_top.x - kGap;
  const double left = right - kBarWidth;
  const double step = kBarWidth / kSteps;
  const LinearScale x{-bar.limit, bar.limit, left, right};
  const auto ticks = ticks_of(bar);
  svg.open_group("colours");
  for (int i = 0; i < kSteps; ++i) {
    const double share = 2.0 * i / (kSteps - 1) - 1;
    // Each reaches to the end, so that no seam shows the page between two.
    svg.rect({left + i * step, right_top.y, right - left - i * step, kBarHeight},
             diverging_colour(share));
  }
  for (std::size_t i = 0; i < ticks.values.size(); ++i) {
    const double at = x(ticks.values[i]);
    svg.line({at, right_top.y + kBarHeight}, {at, right_top.y + kBarHeight + 3}, {kQuiet, 0.9, ""});
    svg.text({at, right_top.y + kBarHeight + 13}, ticks.labels[i],
             {kText, Anchor::kMiddle, false, kQuiet, 0});
  }
  if (bar.clipped) {
    const double middle = right_top.y + kBarHeight / 2;
    svg.text({right + 3, middle + 3.5}, ">", {kText, Anchor::kStart, false, kQuiet, 0});
    svg.text({left - 3, middle + 3.5}, "<", {kText, Anchor::kEnd, false, kQuiet, 0});
  }
  svg.text({left - kGap - 4, right_top.y + kBarHeight}, caption_of(bar),
           {kLabelText, Anchor::kEnd, false, kInk, 0});
  svg.close_group();
}

}  // namespace siskin::figure
