#include "siskin/motif/pattern_divergence.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "siskin/seq/alphabet.hpp"
#include "siskin/util/error.hpp"

namespace siskin::motif {
namespace {

using Row = std::array<double, 4>;

constexpr double kFloor = 1e-6;
constexpr Row kAnyBase{0.25, 0.25, 0.25, 0.25};

Row letter_row(char letter) {
  const auto base = seq::code(letter);
  if (base >= seq::kBases) return kAnyBase;
  Row row{};
  row[base] = 1;
  return row;
}

Row floored(Row row) {
  double sum = 0;
  for (auto& share : row) sum += share = std::max(share, kFloor);
  for (auto& share : row) share /= sum;
  return row;
}

double log_match(const Row& motif, const Row& letter) {
  double share = 0;
  for (std::size_t base = 0; base < motif.size(); ++base) share += motif[base] * letter[base];
  return std::log2(share);
}

double divergence(const Row& letter, const Row& motif) {
  double nats = 0;
  for (std::size_t base = 0; base < motif.size(); ++base) {
    if (letter[base] > 0) nats += letter[base] * std::log(letter[base] / motif[base]);
  }
  return nats;
}

}  // namespace

PatternDivergence pattern_divergence(std::string_view window, const seq::Motif& motif) {
  const std::size_t width = motif.width();
  if (width == 0 || window.size() < width) {
    throw Error("found a window of " + std::to_string(window.size()) + " bases and a motif of " +
                std::to_string(width) + " rows, expected a window that holds the motif");
  }
  std::vector<Row> rows;
  for (const auto& row : motif.rows) rows.push_back(floored(row));
  std::vector<Row> letters;
  for (const char letter : window) letters.push_back(letter_row(letter));
  PatternDivergence result;
  double best = -std::numeric_limits<double>::infinity();
  for (std::size_t start = 0; start + width <= letters.size(); ++start) {
    double sum = 0;
    for (std::size_t i = 0; i < width; ++i) sum += log_match(rows[i], letters[start + i]);
    if (sum <= best) continue;
    best = sum;
    result.start = start;
  }
  result.mean_log_match = best / static_cast<double>(width);
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const bool inside = i >= result.start && i < result.start + width;
    result.nats += divergence(letters[i], inside ? rows[i - result.start] : kAnyBase);
  }
  return result;
}

}  // namespace siskin::motif
