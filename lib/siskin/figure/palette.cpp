#include "siskin/figure/palette.hpp"

#include <array>
#include <cmath>

namespace siskin::figure {
namespace {

int channel(const std::string& colour, std::size_t index) {
  const auto digit = [](char letter) {
    return letter <= '9' ? letter - '0' : (letter | 0x20) - 'a' + 10;
  };
  return 16 * digit(colour[1 + 2 * index]) + digit(colour[2 + 2 * index]);
}

/// `from` (weight 0) to `to` (weight 1), channel by channel.
std::string mix(const std::string& from, const std::string& to, double weight) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string result = "#";
  for (std::size_t i = 0; i < 3; ++i) {
    const auto mixed = static_cast<unsigned>(
        std::lround(channel(from, i) + weight * (channel(to, i) - channel(from, i))));
    result += {kHex[mixed >> 4], kHex[mixed & 15]};
  }
  return result;
}

}  // namespace

const std::string& base_colour(int base) {
  static const std::array<std::string, 5> colours = {"#15924a", "#22589f", "#f5a300", "#d4213d",
                                                     "#9a9a9a"};
  return colours[base >= 0 && base < 4 ? static_cast<std::size_t>(base) : 4];
}

const std::string& series_colour(std::size_t index) {
  static const std::array<std::string, kSeriesColours> colours = {
      "#0072b2", "#d55e00", "#009e73", "#e69f00", "#cc79a7", "#56b4e9", "#555555"};
  return colours[index % kSeriesColours];
}

std::string diverging_colour(double share) {
  // Two steps a side: straight to the dark end, the middle of the scale would look grey.
  static const std::array<std::string, 3> below = {"#ffffff", "#6aaed6", "#0b3c7d"};
  static const std::array<std::string, 3> above = {"#ffffff", "#f79a4d", "#8a3203"};
  const auto& stops = share < 0 ? below : above;
  const double place = 2 * std::abs(share);
  return place <= 1 ? mix(stops[0], stops[1], place) : mix(stops[1], stops[2], place - 1);
}

std::string tint(const std::string& colour, double weight) {
  return mix("#ffffff", colour, weight);
}

}  // namespace siskin::figure
