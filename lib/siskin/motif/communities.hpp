#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace siskin::motif {

/// A weighted link from one node to another.
struct Link {
  std::uint32_t to = 0;
  double weight = 0;
};

/// Links of each node. Undirected: a link stands with both of its ends, with one weight.
using Graph = std::vector<std::vector<Link>>;

/// Communities of high modularity (Blondel et al., J. Stat. Mech. P10008 (2008)): nodes move one
/// by one, in their order, to the neighbouring community that gains most, until none gains; then
/// communities become nodes. Higher `resolution` gives smaller ones. By node: the number of its
/// community, by falling size, then by first node. No randomness; nodes without links are alone.
std::vector<std::uint32_t> find_communities(const Graph& graph, double resolution = 1);

/// Modularity of a division: the share of link weight within communities beyond what nodes of the
/// same total weights would have by chance.
double modularity(const Graph& graph, const std::vector<std::uint32_t>& community,
                  double resolution = 1);

}  // namespace siskin::motif
