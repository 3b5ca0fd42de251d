#include "siskin/motif/consensus.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "siskin/seq/alphabet.hpp"

namespace siskin::motif {
namespace {

// By the two bases as bits: A 1, C 2, G 4, T 8.
constexpr const char* kPairCode = "NNNMNRSNNWYNKNNN";

char letter(const std::array<double, 4>& row) {
  std::array<std::size_t, 4> order{0, 1, 2, 3};
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return row[a] > row[b]; });
  const double first = row[order[0]];
  const double second = row[order[1]];
  if (first > 0.5 && first > 2 * second) return seq::kLetters[order[0]];
  if (first + second > 0.75) return kPairCode[(1U << order[0]) | (1U << order[1])];
  return 'N';
}

}  // namespace

std::string consensus(const seq::Motif& motif) {
  std::string text;
  for (const auto& row : motif.rows) text += letter(row);
  return text;
}

}  // namespace siskin::motif
