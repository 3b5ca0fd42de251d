#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "siskin/figure/svg.hpp"

namespace siskin::figure {

/// Marks at multiples of 1, 2 or 5 times a power of ten, in increasing order, with their labels.
/// Very large and very small numbers are labelled in units of 10^exponent.
struct Ticks {
  std::vector<double> values;
  std::vector<std::string> labels;  ///< with a true minus sign (U+2212)
  int exponent = 0;

  double low() const { return values.front(); }
  double high() const { return values.back(); }
};

/// About `about` ticks (at least two) whose first and last enclose [low, high]. An empty range is
/// widened around its value. Throws Error when a bound is not finite or beyond 1e300, or high <
/// low.
Ticks ticks_covering(double low, double high, int about);

/// Those ticks of [low, high] that lie within it; zero is among them when it is in the range.
Ticks ticks_within(double low, double high, int about);

/// Ticks at whole positions among `count` (at least one) from `start` on, as many as the labels,
/// written digit by digit, leave room for on `width` user units.
Ticks position_ticks(std::int64_t start, std::int64_t count, double width);

/// "label (×10⁻⁴)", or the label alone for exponent 0.
std::string with_exponent(const std::string& label, int exponent);

/// Maps [low, high] of the data linearly onto [from, to] of the page.
struct LinearScale {
  double low = 0;
  double high = 1;
  double from = 0;
  double to = 1;

  double operator()(double value) const {
    return from + (value - low) / (high - low) * (to - from);
  }
};

/// Room that draw_left_axis needs to the left of its line.
double left_axis_width(const Ticks& ticks, bool has_label);

/// A vertical axis line at `x` with ticks to its left and the label, turned, beside them.
void draw_left_axis(Svg& svg, const LinearScale& scale, const Ticks& ticks, double x,
                    const std::string& label);

/// The turned label of a vertical axis, `x` being its baseline.
void draw_turned_label(Svg& svg, const LinearScale& scale, double x, const std::string& label);

/// Room that draw_bottom_axis needs below its line.
inline constexpr double kBottomAxisHeight = 34;

void draw_bottom_axis(Svg& svg, const LinearScale& scale, const Ticks& ticks, double y,
                      const std::string& label);

/// Thin lines across `plot` at the ticks of a vertical scale.
void draw_grid(Svg& svg, const LinearScale& scale, const Ticks& ticks, const Box& plot);

}  // namespace siskin::figure
