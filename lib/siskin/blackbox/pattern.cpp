#include "siskin/blackbox/pattern.hpp"

#include <algorithm>

#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::blackbox {

Pattern trim_pattern(std::string_view window) {
  const auto strange = window.find_first_not_of("ACGTN");
  if (strange != std::string_view::npos) {
    throw Error("found " + util::quoted(window.substr(strange, 1)) +
                " in a pattern, expected only A, C, G, T and N");
  }
  const auto first = window.find_first_not_of('N');
  if (first == std::string_view::npos) {
    throw Error("found the pattern " + util::quoted(window) + ", expected at least one base");
  }
  const auto last = window.find_last_not_of('N');
  return {std::string(window.substr(first, last - first + 1)), first};
}

std::vector<Pattern> split_pattern(const Pattern& pattern, std::size_t max_gap) {
  const auto& text = pattern.text;
  std::vector<Pattern> pieces;
  std::size_t begin = text.find_first_not_of('N');
  while (begin != std::string::npos) {
    std::size_t end = begin;
    std::size_t next = begin;
    while (next != std::string::npos && next - end <= max_gap) {
      end = std::min(text.find('N', next), text.size());
      next = text.find_first_not_of('N', end);
    }
    pieces.push_back({text.substr(begin, end - begin), pattern.start + begin});
    begin = next;
  }
  return pieces;
}

std::vector<std::int64_t> base_positions(const Pattern& pattern) {
  std::vector<std::int64_t> positions;
  for (std::size_t i = 0; i < pattern.text.size(); ++i) {
    if (pattern.text[i] != 'N') positions.push_back(static_cast<std::int64_t>(pattern.start + i));
  }
  return positions;
}

}  // namespace siskin::blackbox
