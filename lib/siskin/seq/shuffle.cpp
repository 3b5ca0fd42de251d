#include "siskin/seq/shuffle.hpp"

#include <array>
#include <cstddef>
#include <vector>

namespace siskin::seq {
namespace {

constexpr std::size_t kLetterCodes = 256;

// Followers of each letter in order of appearance: the edges of the dinucleotide multigraph.
using Followers = std::array<std::vector<unsigned char>, kLetterCodes>;

Followers followers_of(std::string_view sequence) {
  Followers followers;
  for (std::size_t i = 0; i + 1 < sequence.size(); ++i) {
    followers[static_cast<unsigned char>(sequence[i])].push_back(
        static_cast<unsigned char>(sequence[i + 1]));
  }
  return followers;
}

// For every letter the edge by which it is left for the last time: a random spanning tree towards
// `root`, drawn with the edge multiplicities as weights. Walks are loop-erased by overwriting.
std::array<std::size_t, kLetterCodes> draw_last_exits(const Followers& followers,
                                                      unsigned char root, util::Random& random) {
  std::array<std::size_t, kLetterCodes> exits{};
  std::array<bool, kLetterCodes> in_tree{};
  in_tree[root] = true;
  for (std::size_t start = 0; start < kLetterCodes; ++start) {
    if (followers[start].empty()) continue;
    for (std::size_t letter = start; !in_tree[letter]; letter = followers[letter][exits[letter]]) {
      exits[letter] = static_cast<std::size_t>(random.below(followers[letter].size()));
    }
    for (std::size_t letter = start; !in_tree[letter]; letter = followers[letter][exits[letter]]) {
      in_tree[letter] = true;
    }
  }
  return exits;
}

}  // namespace

std::string shuffle_mononucleotides(std::string_view sequence, util::Random& random) {
  std::vector<char> letters(sequence.begin(), sequence.end());
  random.shuffle(letters);
  return {letters.begin(), letters.end()};
}

std::string shuffle_dinucleotides(std::string_view sequence, util::Random& random) {
  if (sequence.size() < 3) return std::string(sequence);
  Followers followers = followers_of(sequence);
  const auto root = static_cast<unsigned char>(sequence.back());
  const auto exits = draw_last_exits(followers, root, random);
  for (std::size_t letter = 0; letter < kLetterCodes; ++letter) {
    auto& edges = followers[letter];
    if (edges.size() < 2) continue;
    if (letter == root) {
      random.shuffle(edges);
      continue;
    }
    std::swap(edges[exits[letter]], edges.back());
    const unsigned char last = edges.back();
    edges.pop_back();
    random.shuffle(edges);
    edges.push_back(last);
  }
  std::string result(1, sequence.front());
  std::array<std::size_t, kLetterCodes> used{};
  while (result.size() < sequence.size()) {
    const auto letter = static_cast<unsigned char>(result.back());
    result += static_cast<char>(followers[letter][used[letter]++]);
  }
  return result;
}

}  // namespace siskin::seq
