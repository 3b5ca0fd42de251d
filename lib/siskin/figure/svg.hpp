#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace siskin::figure {

/// Coordinates are SVG user units: 1/96 inch, x to the right, y downwards.
struct Point {
  double x = 0;
  double y = 0;
};

struct Box {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;

  double right() const { return x + width; }
  double bottom() const { return y + height; }
};

enum class Anchor { kStart, kMiddle, kEnd };

inline constexpr const char* kInk = "#222222";    ///< titles, labels
inline constexpr const char* kQuiet = "#666666";  ///< axes, secondary labels
inline constexpr const char* kFaint = "#e6e6e6";  ///< grid lines

struct TextStyle {
  double size = 11;
  Anchor anchor = Anchor::kStart;
  bool bold = false;
  std::string colour = kInk;
  double rotate = 0;  ///< degrees clockwise around the anchor point
};

struct Stroke {
  std::string colour = kQuiet;
  double width = 1;
  std::string dash;  ///< SVG dash array; empty for a solid line
};

/// `text` with the five XML characters escaped and control characters, which XML cannot hold,
/// replaced by U+FFFD; so are bytes that are no UTF-8.
std::string escape_xml(std::string_view text);

/// A coordinate with at most two decimals and no trailing zeros: the same bytes everywhere.
std::string coordinate(double value);

/// Collects the elements of one drawing. Everything is spelt out in attributes, without style
/// sheets, scripts or references, so that editors and word processors show what browsers show.
class Svg {
 public:
  /// Groups nest; `name` becomes the class of the <g>, by which an editor finds it.
  void open_group(std::string_view name);
  void close_group();

  void rect(const Box& box, std::string_view fill, double corner = 0);
  void line(Point from, Point to, const Stroke& stroke);
  void polyline(const std::vector<Point>& points, const Stroke& stroke);
  /// A filled shape that lets through what is below it.
  void polygon(const std::vector<Point>& points, std::string_view fill, double opacity);
  /// A filled disc with a thin white edge, which keeps neighbours apart.
  void dot(Point centre, double radius, std::string_view fill);
  /// `data` is SVG path data; holes by the even-odd rule.
  void path(std::string_view data, std::string_view fill);
  /// `at` is on the baseline.
  void text(Point at, std::string_view content, const TextStyle& style);

  /// The whole file: a white page of this size with `title` (read out by screen readers) and
  /// `description` (provenance).
  std::string document(double width, double height, std::string_view title,
                       std::string_view description) const;

 private:
  std::string body_;
};

}  // namespace siskin::figure
