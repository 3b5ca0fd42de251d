#include "unit/figure/svg_reader.hpp"

#include <algorithm>
#include <cctype>
#include <limits>
#include <sstream>
#include <stdexcept>

namespace siskin::test {
namespace {

class Reader {
 public:
  explicit Reader(const std::string& document) : text_(document) {}

  std::vector<Element> read() {
    if (text_.compare(0, 5, "<?xml") == 0) at_ = text_.find("?>") + 2;
    while (at_ < text_.size()) {
      if (text_[at_] == '<') {
        read_tag();
      } else {
        read_text();
      }
    }
    if (!open_.empty()) throw std::runtime_error("unclosed <" + all_[open_.back()].tag + ">");
    return all_;
  }

 private:
  void read_tag() {
    const auto end = text_.find('>', at_);
    if (end == std::string::npos) throw std::runtime_error("tag without end");
    std::string inside = text_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    if (inside.find('<') != std::string::npos) throw std::runtime_error("'<' within a tag");
    if (inside[0] == '/') {
      close(inside.substr(1));
      return;
    }
    const bool empty = inside.back() == '/';
    if (empty) inside.pop_back();
    if (open_.empty() && !all_.empty()) throw std::runtime_error("second root");
    add(inside);
    if (!empty) open_.push_back(all_.size() - 1);
  }

  void close(const std::string& tag) {
    if (open_.empty() || all_[open_.back()].tag != tag) {
      throw std::runtime_error("</" + tag + "> closes something else");
    }
    open_.pop_back();
  }

  void add(const std::string& inside) {
    Element element;
    auto at = std::min(inside.find(' '), inside.size());
    element.tag = inside.substr(0, at);
    while ((at = inside.find_first_not_of(' ', at)) != std::string::npos) {
      const auto equals = inside.find("=\"", at);
      const auto end = equals == std::string::npos ? equals : inside.find('"', equals + 2);
      if (end == std::string::npos) throw std::runtime_error("bad attribute in " + inside);
      const auto name = inside.substr(at, equals - at);
      const auto value = resolve(inside.substr(equals + 2, end - equals - 2));
      if (!element.attributes.emplace(name, value).second) {
        throw std::runtime_error("attribute twice: " + name);
      }
      at = end + 1;
    }
    for (const auto open : open_) {
      if (all_[open].tag == "g") element.groups += "/" + all_[open].attributes["class"];
    }
    all_.push_back(element);
  }

  void read_text() {
    const auto end = std::min(text_.find('<', at_), text_.size());
    const auto content = resolve(text_.substr(at_, end - at_));
    at_ = end;
    const bool blank = content.find_first_not_of(" \n") == std::string::npos;
    if (open_.empty() && !blank) throw std::runtime_error("text outside the root");
    if (!open_.empty()) all_[open_.back()].text += content;
  }

  static std::string resolve(const std::string& raw) {
    static const std::map<std::string, char> entities = {
        {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"#39", '\''}};
    std::string plain;
    for (std::size_t i = 0; i < raw.size(); ++i) {
      if (static_cast<unsigned char>(raw[i]) < 0x20 && raw[i] != '\n') {
        throw std::runtime_error("control character");
      }
      if (raw[i] != '&') {
        plain += raw[i];
        continue;
      }
      const auto end = raw.find(';', i);
      if (end == std::string::npos) throw std::runtime_error("stray '&'");
      plain += entities.at(raw.substr(i + 1, end - i - 1));
      i = end;
    }
    return plain;
  }

  const std::string& text_;
  std::size_t at_ = 0;
  std::vector<Element> all_;
  std::vector<std::size_t> open_;
};

class Bounds {
 public:
  void add(figure::Point point) {
    left_ = std::min(left_, point.x);
    right_ = std::max(right_, point.x);
    top_ = std::min(top_, point.y);
    bottom_ = std::max(bottom_, point.y);
  }
  figure::Box box() const { return {left_, top_, right_ - left_, bottom_ - top_}; }

 private:
  double left_ = std::numeric_limits<double>::infinity();
  double right_ = -left_;
  double top_ = left_;
  double bottom_ = -left_;
};

figure::Point read_point(std::istringstream& in) {
  figure::Point point;
  char comma = 0;
  if (!(in >> point.x >> comma >> point.y) || comma != ',') throw std::runtime_error("bad point");
  return point;
}

}  // namespace

double Element::number(const std::string& attribute) const {
  std::size_t used = 0;
  const auto& token = attributes.at(attribute);
  const double value = std::stod(token, &used);
  if (used != token.size()) throw std::runtime_error(attribute + " is no number: " + token);
  return value;
}

std::vector<Element> read_svg(const std::string& document) { return Reader(document).read(); }

std::vector<Element> elements(const std::vector<Element>& all, const std::string& tag) {
  std::vector<Element> found;
  std::copy_if(all.begin(), all.end(), std::back_inserter(found),
               [&tag](const Element& element) { return element.tag == tag; });
  return found;
}

std::vector<std::string> texts(const std::vector<Element>& all) {
  std::vector<std::string> found;
  for (const auto& element : elements(all, "text")) found.push_back(element.text);
  return found;
}

std::vector<figure::Point> points(const std::string& list) {
  std::istringstream in(list);
  std::vector<figure::Point> found;
  while (in >> std::ws && !in.eof()) found.push_back(read_point(in));
  return found;
}

figure::Box bounds(const std::string& path_data) {
  std::istringstream in(path_data);
  Bounds bounds;
  figure::Point last;
  char command = 0;
  while (in >> command) {
    if (command == 'Z') continue;
    const auto first = read_point(in);
    if (command != 'C') {
      bounds.add(last = first);
      continue;
    }
    const auto second = read_point(in);
    const auto end = read_point(in);
    constexpr int kSteps = 1000;
    for (int i = 0; i <= kSteps; ++i) {
      const double t = static_cast<double>(i) / kSteps;
      const double s = 1 - t;
      const auto along = [&](double a, double b, double c, double d) {
        return s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d;
      };
      bounds.add(
          {along(last.x, first.x, second.x, end.x), along(last.y, first.y, second.y, end.y)});
    }
    last = end;
  }
  return bounds.box();
}

}  // namespace siskin::test
