#include "siskin/io/chromosome_names.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "siskin/util/text.hpp"

namespace siskin::io {
namespace {

constexpr std::size_t kNamesShown = 5;
constexpr int kMostNumbered = 100;

std::string roman(int number) {
  static constexpr std::array<std::pair<int, const char*>, 9> kDigits{{{100, "c"},
                                                                       {90, "xc"},
                                                                       {50, "l"},
                                                                       {40, "xl"},
                                                                       {10, "x"},
                                                                       {9, "ix"},
                                                                       {5, "v"},
                                                                       {4, "iv"},
                                                                       {1, "i"}}};
  std::string text;
  for (const auto& [value, letters] : kDigits) {
    for (; number >= value; number -= value) text += letters;
  }
  return text;
}

// One spelling for all names of the same chromosome: lower case, no "chr", Arabic numerals.
std::string plain_spelling(const std::string& name, bool read_roman) {
  std::string text = name;
  for (char& letter : text) {
    letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  }
  if (util::starts_with(text, "chr")) text.erase(0, 3);
  if (text == "mt" || text == "mito") return "m";
  if (!read_roman) return text;
  for (int number = 1; number <= kMostNumbered; ++number) {
    if (roman(number) == text) return std::to_string(number);
  }
  return text;
}

std::string likely_name(const std::string& asked, const std::vector<std::string>& existing) {
  for (const bool read_roman : {false, true}) {  // X is a sex chromosome before it is ten
    const std::string wanted = plain_spelling(asked, read_roman);
    const auto found = std::find_if(existing.begin(), existing.end(), [&](const auto& name) {
      return plain_spelling(name, read_roman) == wanted;
    });
    if (found != existing.end()) return *found;
  }
  return {};
}

}  // namespace

Error unknown_chromosome(const std::string& path, const std::string& asked,
                         const std::vector<std::string>& existing) {
  std::string text = path + ": has no sequence " + util::quoted(asked);
  const std::string likely = likely_name(asked, existing);
  if (!likely.empty()) {
    return Error(text + ", perhaps " + util::quoted(likely) +
                 " is meant: names must be the same in all files");
  }
  text += ", it has ";
  const std::size_t shown = std::min(kNamesShown, existing.size());
  for (std::size_t i = 0; i < shown; ++i) text += (i > 0 ? ", " : "") + existing[i];
  if (shown < existing.size()) {
    text += " and " + std::to_string(existing.size() - shown) + " more";
  }
  return Error(text);
}

}  // namespace siskin::io
