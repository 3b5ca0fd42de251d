#pragma once

#include <map>
#include <string>
#include <vector>

#include "siskin/figure/svg.hpp"

namespace siskin::test {

/// An element of a drawing, in document order.
struct Element {
  std::string tag;
  std::map<std::string, std::string> attributes;
  std::string text;    ///< entities resolved
  std::string groups;  ///< classes of the enclosing <g>, as "/outer/inner"

  double number(const std::string& attribute) const;
};

/// A small, strict XML reader of its own: throws std::runtime_error for unclosed or crossing tags,
/// stray '<' or '&', unquoted or repeated attributes, or text outside the root.
std::vector<Element> read_svg(const std::string& document);

std::vector<Element> elements(const std::vector<Element>& all, const std::string& tag);

/// The texts of all <text> elements.
std::vector<std::string> texts(const std::vector<Element>& all);

/// The points of a polyline, "x,y x,y".
std::vector<figure::Point> points(const std::string& list);

/// The box around SVG path data with M, L, C and Z in absolute coordinates; curves are followed in
/// small steps.
figure::Box bounds(const std::string& path_data);

}  // namespace siskin::test
