#include "siskin/motif/isotonic.hpp"

#include <algorithm>
#include <cstddef>

namespace siskin::motif {
namespace {

struct Block {
  double sum = 0;  // weight * y
  double weight = 0;
  std::size_t end = 0;

  double mean() const { return sum / weight; }
};

}  // namespace

std::vector<Observation> isotonic_fit(std::vector<Observation> observations) {
  std::stable_sort(observations.begin(), observations.end(),
                   [](const Observation& a, const Observation& b) { return a.x < b.x; });
  std::vector<Block> blocks;
  for (std::size_t i = 0; i < observations.size();) {
    Block block;
    const double x = observations[i].x;
    for (; i < observations.size() && observations[i].x == x; ++i) {
      block.sum += observations[i].weight * observations[i].y;
      block.weight += observations[i].weight;
    }
    block.end = i;
    while (!blocks.empty() && blocks.back().mean() >= block.mean()) {
      block.sum += blocks.back().sum;
      block.weight += blocks.back().weight;
      blocks.pop_back();
    }
    blocks.push_back(block);
  }
  std::size_t i = 0;
  for (const Block& block : blocks) {
    for (; i < block.end; ++i) observations[i].y = block.mean();
  }
  return observations;
}

}  // namespace siskin::motif
