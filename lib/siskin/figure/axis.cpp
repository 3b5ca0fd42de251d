#include "siskin/figure/axis.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "siskin/figure/text_width.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::figure {
namespace {

constexpr double kTickLength = 4;
constexpr double kTickText = 10;
constexpr double kLabelText = 11;
// Far enough from the ends of double that neither spans and steps nor ticks beside a bound leave
// it.
constexpr double kLargest = 1e300;
constexpr double kSmallest = 1e-300;
constexpr double kSlack = 1e-9;  // in steps: a bound that misses a tick by rounding still has it
const Stroke kAxisStroke{kQuiet, 0.9, ""};

/// mantissa * 10^power with mantissa 1, 2 or 5.
struct Step {
  int mantissa;
  int power;

  double size() const { return mantissa * std::pow(10.0, power); }
  /// Division by a power of ten rounds correctly, multiplication by 0.1 does not: 0.3, never
  /// 0.30000000000000004.
  double multiple(double count) const {
    return power < 0 ? count * mantissa / std::pow(10.0, -power)
                     : count * mantissa * std::pow(10.0, power);
  }
};

Step nice_step(double span, int about) {
  const double raw = span / std::max(1, about);
  const int power = static_cast<int>(std::floor(std::log10(raw)));
  const double lead = raw / std::pow(10.0, power);
  // Whichever of 1, 2, 5 and 10 is nearest on the logarithmic scale: bounds are geometric means.
  if (lead < std::sqrt(2.0)) return {1, power};
  if (lead < std::sqrt(10.0)) return {2, power};
  if (lead < std::sqrt(50.0)) return {5, power};
  return {1, power + 1};
}

void check_range(double low, double high) {
  if (low >= -kLargest && high <= kLargest && low <= high) return;
  throw Error("axis: found the range " + util::format_double(low) + " to " +
              util::format_double(high) + ", expected two numbers in order, of at most 1e300");
}

/// A range of no width becomes one around its value.
void widen(double& low, double& high) {
  const double size = std::max(std::abs(low), std::abs(high));
  if (high - low > std::max(1e-12 * size, kSmallest)) return;
  const double margin = size > kSmallest ? 0.5 * size : 1;
  low -= margin;
  high += margin;
}

std::string fixed(double value, int decimals) {
  std::array<char, 64> buffer{};
  const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::abs(value),
                                    std::chars_format::fixed, decimals);
  std::string text(buffer.data(), result.ptr);
  const bool zero = text.find_first_not_of("0.") == std::string::npos;
  return value < 0 && !zero ? "\u2212" + text : text;
}

Ticks make_ticks(const Step& step, double first, double last) {
  Ticks ticks;
  for (double count = first; count <= last; ++count) ticks.values.push_back(step.multiple(count));
  double size = 0;
  for (const double value : ticks.values) size = std::max(size, std::abs(value));
  if (size >= 1e5 || (size > 0 && size < 1e-2)) {
    ticks.exponent = static_cast<int>(std::floor(std::log10(size) + kSlack));
  }
  const int decimals = std::max(0, ticks.exponent - step.power);
  for (const double value : ticks.values) {
    ticks.labels.push_back(fixed(value / std::pow(10.0, ticks.exponent), decimals));
  }
  return ticks;
}

double widest(const std::vector<std::string>& labels) {
  double width = 0;
  for (const auto& label : labels) width = std::max(width, text_width(label, kTickText));
  return width;
}

}  // namespace

Ticks ticks_covering(double low, double high, int about) {
  check_range(low, high);
  widen(low, high);
  const auto step = nice_step(high - low, about);
  return make_ticks(step, std::floor(low / step.size() + kSlack),
                    std::ceil(high / step.size() - kSlack));
}

Ticks ticks_within(double low, double high, int about) {
  check_range(low, high);
  widen(low, high);
  const auto step = nice_step(high - low, about);
  return make_ticks(step, std::ceil(low / step.size() - kSlack),
                    std::floor(high / step.size() + kSlack));
}

Ticks position_ticks(std::int64_t start, std::int64_t count, double width) {
  Ticks first_only{{static_cast<double>(start)}, {std::to_string(start)}, 0};
  if (count == 1) return first_only;
  const auto last = start + count - 1;
  const double room = text_width(std::to_string(last), kTickText) + 30;
  const int about = std::clamp(static_cast<int>(width / room), 1, 12);
  auto ticks = ticks_within(static_cast<double>(start), static_cast<double>(last),
                            static_cast<int>(std::min<std::int64_t>(about, count - 1)));
  if (ticks.values.empty()) return first_only;
  ticks.exponent = 0;
  for (std::size_t i = 0; i < ticks.values.size(); ++i)
    ticks.labels[i] = std::to_string(std::llround(ticks.values[i]));
  return ticks;
}

std::string with_exponent(const std::string& label, int exponent) {
  static const std::array<std::string, 10> superscripts = {"\u2070", "\u00b9", "\u00b2", "\u00b3",
                                                           "\u2074", "\u2075", "\u2076", "\u2077",
                                                           "\u2078", "\u2079"};
  if (exponent == 0) return label;
  std::string power = exponent < 0 ? "\u207b" : "";
  for (const char digit : std::to_string(std::abs(exponent))) {
    power += superscripts[static_cast<std::size_t>(digit - '0')];
  }
  return label + (label.empty() ? "" : " ") + "(\u00d710" + power + ")";
}

double left_axis_width(const Ticks& ticks, bool has_label) {
  return widest(ticks.labels) + kTickLength + 4 + (has_label ? kLabelText + 8 : 0);
}

void draw_left_axis(Svg& svg, const LinearScale& scale, const Ticks& ticks, double x,
                    const std::string& label) {
  svg.open_group("axis");
  svg.line({x, scale.from}, {x, scale.to}, kAxisStroke);
  TextStyle style{kTickText, Anchor::kEnd, false, kQuiet, 0};
  for (std::size_t i = 0; i < ticks.values.size(); ++i) {
    const double y = scale(ticks.values[i]);
    svg.line({x - kTickLength, y}, {x, y}, kAxisStroke);
    svg.text({x - kTickLength - 3, y + 0.35 * kTickText}, ticks.labels[i], style);
  }
  const std::string caption = with_exponent(label, ticks.exponent);
  if (!caption.empty()) {
    draw_turned_label(svg, scale, x - widest(ticks.labels) - kTickLength - 11, caption);
  }
  svg.close_group();
}

void draw_turned_label(Svg& svg, const LinearScale& scale, double x, const std::string& label) {
  svg.text({x, (scale.from + scale.to) / 2}, label,
           {kLabelText, Anchor::kMiddle, false, kInk, -90});
}

void draw_bottom_axis(Svg& svg, const LinearScale& scale, const Ticks& ticks, double y,
                      const std::string& label) {
  svg.open_group("axis");
  svg.line({scale.from, y}, {scale.to, y}, kAxisStroke);
  const TextStyle style{kTickText, Anchor::kMiddle, false, kQuiet, 0};
  for (std::size_t i = 0; i < ticks.values.size(); ++i) {
    const double x = scale(ticks.values[i]);
    svg.line({x, y}, {x, y + kTickLength}, kAxisStroke);
    svg.text({x, y + kTickLength + kTickText}, ticks.labels[i], style);
  }
  const std::string caption = with_exponent(label, ticks.exponent);
  if (!caption.empty()) {
    svg.text({(scale.from + scale.to) / 2, y + kBottomAxisHeight - 4}, caption,
             {kLabelText, Anchor::kMiddle, false, kInk, 0});
  }
  svg.close_group();
}

void draw_grid(Svg& svg, const LinearScale& scale, const Ticks& ticks, const Box& plot) {
  for (const double value : ticks.values) {
    const double y = scale(value);
    svg.line({plot.x, y}, {plot.right(), y}, {kFaint, 0.8, ""});
  }
}

}  // namespace siskin::figure
