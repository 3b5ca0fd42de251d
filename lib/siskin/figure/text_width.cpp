#include "siskin/figure/text_width.hpp"

#include <array>

namespace siskin::figure {
namespace {

constexpr int kFirst = 0x20;
constexpr int kDigit = 556;

// Advance widths in thousandths of the size, from blank to tilde.
constexpr std::array<int, 95> kAdvance = {
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333,  278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667,  611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278,  556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,  500, 334, 260, 334, 584};

constexpr double kBoldFactor = 1.07;

}  // namespace

double text_width(std::string_view text, double size, bool bold) {
  int total = 0;
  for (const char letter : text) {
    const int byte = static_cast<unsigned char>(letter);
    const bool continues = (byte & 0xC0) == 0x80;  // later bytes of a UTF-8 character
    if (continues) continue;
    const int index = byte - kFirst;
    total += index >= 0 && index < static_cast<int>(kAdvance.size())
                 ? kAdvance[static_cast<std::size_t>(index)]
                 : kDigit;
  }
  return total * size / 1000 * (bold ? kBoldFactor : 1);
}

}  // namespace siskin::figure
