#include "siskin/figure/svg.hpp"

#include <array>
#include <charconv>
#include <cstddef>

namespace siskin::figure {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

std::string attribute(std::string_view name, std::string_view value) {
  return ' ' + std::string(name) + "=\"" + escape_xml(value) + '"';
}

std::string attribute(std::string_view name, double value) {
  return attribute(name, coordinate(value));
}

std::string stroke_attributes(const Stroke& stroke) {
  auto text = attribute("stroke", stroke.colour) + attribute("stroke-width", stroke.width);
  if (!stroke.dash.empty()) text += attribute("stroke-dasharray", stroke.dash);
  return text;
}

/// "x,y x,y".
std::string point_list(const std::vector<Point>& points) {
  std::string list;
  for (const auto& point : points) {
    if (!list.empty()) list += ' ';
    list += coordinate(point.x);
    list += ',';
    list += coordinate(point.y);
  }
  return list;
}

/// Length of the UTF-8 character at `text[0]`, or 0 when there is none.
std::size_t utf8_length(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  const std::size_t length = first < 0x80                    ? 1
                             : first >= 0xC2 && first < 0xE0 ? 2
                             : first >= 0xE0 && first < 0xF0 ? 3
                             : first >= 0xF0 && first < 0xF5 ? 4
                                                             : 0;
  if (length == 0 || length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) return 0;
  }
  return length;
}

std::string_view entity(char letter) {
  switch (letter) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

}  // namespace

std::string escape_xml(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = utf8_length(text);
    const bool control = static_cast<unsigned char>(text[0]) < 0x20 || text[0] == 0x7f;
    if (length == 0 || control) {
      escaped += kReplacement;
      text.remove_prefix(1);
      continue;
    }
    const auto special = entity(text[0]);
    escaped += special.empty() ? text.substr(0, length) : special;
    text.remove_prefix(length);
  }
  return escaped;
}

std::string coordinate(double value) {
  std::array<char, 64> buffer{};
  const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                    std::chars_format::fixed, 2);
  std::string text(buffer.data(), result.ptr);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

void Svg::open_group(std::string_view name) { body_ += "<g" + attribute("class", name) + ">\n"; }

void Svg::close_group() { body_ += "</g>\n"; }

void Svg::rect(const Box& box, std::string_view fill, double corner) {
  body_ += "<rect" + attribute("x", box.x) + attribute("y", box.y) + attribute("width", box.width) +
           attribute("height", box.height) + attribute("fill", fill);
  if (corner > 0) body_ += attribute("rx", corner);
  body_ += "/>\n";
}

void Svg::line(Point from, Point to, const Stroke& stroke) {
  body_ += "<line" + attribute("x1", from.x) + attribute("y1", from.y) + attribute("x2", to.x) +
           attribute("y2", to.y) + stroke_attributes(stroke) + "/>\n";
}

void Svg::polyline(const std::vector<Point>& points, const Stroke& stroke) {
  body_ += "<polyline" + attribute("points", point_list(points)) + attribute("fill", "none") +
           stroke_attributes(stroke) + attribute("stroke-linejoin", "round") + "/>\n";
}

void Svg::polygon(const std::vector<Point>& points, std::string_view fill, double opacity) {
  body_ += "<polygon" + attribute("points", point_list(points)) + attribute("fill", fill) +
           attribute("fill-opacity", opacity) + "/>\n";
}

void Svg::dot(Point centre, double radius, std::string_view fill) {
  body_ += "<circle" + attribute("cx", centre.x) + attribute("cy", centre.y) +
           attribute("r", radius) + attribute("fill", fill) + attribute("stroke", "#ffffff") +
           attribute("stroke-width", 0.6) + "/>\n";
}

void Svg::path(std::string_view data, std::string_view fill) {
  body_ += "<path" + attribute("d", data) + attribute("fill", fill) +
           attribute("fill-rule", "evenodd") + "/>\n";
}

void Svg::text(Point at, std::string_view content, const TextStyle& style) {
  body_ += "<text" + attribute("x", at.x) + attribute("y", at.y) +
           attribute("font-size", style.size) + attribute("fill", style.colour);
  if (style.anchor != Anchor::kStart) {
    body_ += attribute("text-anchor", style.anchor == Anchor::kMiddle ? "middle" : "end");
  }
  if (style.bold) body_ += attribute("font-weight", "bold");
  if (style.rotate != 0) {
    body_ += attribute("transform", "rotate(" + coordinate(style.rotate) + ' ' + coordinate(at.x) +
                                        ' ' + coordinate(at.y) + ')');
  }
  body_ += '>' + escape_xml(content) + "</text>\n";
}

std::string Svg::document(double width, double height, std::string_view title,
                          std::string_view description) const {
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg";
  text += attribute("xmlns", "http://www.w3.org/2000/svg") + attribute("width", width) +
          attribute("height", height);
  text += attribute("viewBox", "0 0 " + coordinate(width) + ' ' + coordinate(height));
  text += attribute("role", "img");
  text += attribute("font-family", "Helvetica, Arial, 'Liberation Sans', sans-serif") + ">\n";
  text += "<title>" + escape_xml(title) + "</title>\n";
  if (!description.empty()) text += "<desc>" + escape_xml(description) + "</desc>\n";
  text += "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n";
  return text + body_ + "</svg>\n";
}

}  // namespace siskin::figure
