#include "siskin/motif/communities.hpp"

#include <algorithm>
#include <map>
#include <numeric>

namespace siskin::motif {
namespace {

constexpr int kMostRounds = 100;

// A graph whose nodes may hold links to themselves (both ends counted).
struct Level {
  Graph links;
  std::vector<double> own;     // weight within the node, both ends
  std::vector<double> degree;  // of all links, own included
  double total = 0;            // of all degrees
};

Level make_level(Graph links, std::vector<double> own) {
  Level level{std::move(links), std::move(own), {}, 0};
  for (std::size_t i = 0; i < level.links.size(); ++i) {
    double degree = level.own[i];
    for (const Link& link : level.links[i]) degree += link.weight;
    level.degree.push_back(degree);
    level.total += degree;
  }
  return level;
}

class Mover {
 public:
  Mover(const Level& level, double resolution, std::vector<std::uint32_t>& community)
      : level_(level),
        resolution_(resolution),
        community_(community),
        weight_of_(level.degree),
        to_(level.links.size(), 0) {}

  // Moves nodes until nothing gains; true when any moved.
  bool run() {
    bool any = false;
    bool moved = level_.total > 0;
    for (int round = 0; moved && round < kMostRounds; ++round) {
      moved = false;
      for (std::size_t node = 0; node < to_.size(); ++node) {
        if (move(node)) moved = true;
      }
      any = any || moved;
    }
    return any;
  }

 private:
  // To the community where the node gains most; true when that is another.
  bool move(std::size_t node) {
    const auto from = community_[node];
    touched_.assign(1, from);
    for (const Link& link : level_.links[node]) {
      const auto c = community_[link.to];
      if (to_[c] == 0 && c != from) touched_.push_back(c);
      to_[c] += link.weight;
    }
    weight_of_[from] -= level_.degree[node];
    const auto gain = [&](std::uint32_t c) {
      return to_[c] - resolution_ * level_.degree[node] * weight_of_[c] / level_.total;
    };
    std::uint32_t best = from;
    double best_gain = gain(from);
    for (const auto c : touched_) {
      // A gain within rounding is none, or two communities could swap a node for ever.
      if (gain(c) > best_gain + 1e-12 * level_.total) {
        best = c;
        best_gain = gain(c);
      }
    }
    weight_of_[best] += level_.degree[node];
    community_[node] = best;
    for (const auto c : touched_) to_[c] = 0;
    return best != from;
  }

  const Level& level_;
  double resolution_;
  std::vector<std::uint32_t>& community_;
  std::vector<double> weight_of_;  // of every community
  std::vector<double> to_;         // weight from the node to every community it touches
  std::vector<std::uint32_t> touched_;
};

// Numbers 0, 1, ... in the order of first appearance; gives their count.
std::size_t renumber(std::vector<std::uint32_t>& community) {
  std::map<std::uint32_t, std::uint32_t> number;
  for (auto& c : community) {
    const auto next = static_cast<std::uint32_t>(number.size());
    c = number.emplace(c, next).first->second;
  }
  return number.size();
}

Level contract(const Level& level, const std::vector<std::uint32_t>& community, std::size_t count) {
  std::vector<std::map<std::uint32_t, double>> sums(count);
  std::vector<double> own(count, 0);
  for (std::size_t i = 0; i < level.links.size(); ++i) {
    const auto c = community[i];
    own[c] += level.own[i];
    for (const Link& link : level.links[i]) {
      const auto other = community[link.to];
      (other == c ? own[c] : sums[c][other]) += link.weight;
    }
  }
  Graph links(count);
  for (std::size_t c = 0; c < count; ++c) {
    for (const auto& [other, weight] : sums[c]) links[c].push_back({other, weight});
  }
  return make_level(std::move(links), std::move(own));
}

void order_by_size(std::vector<std::uint32_t>& community) {
  const auto count = renumber(community);
  std::vector<std::size_t> size(count, 0);
  for (const auto c : community) ++size[c];
  std::vector<std::uint32_t> order(count);
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return size[a] > size[b]; });
  std::vector<std::uint32_t> rank(count);
  for (std::uint32_t i = 0; i < count; ++i) rank[order[i]] = i;
  for (auto& c : community) c = rank[c];
}

}  // namespace

std::vector<std::uint32_t> find_communities(const Graph& graph, double resolution) {
  std::vector<std::uint32_t> community(graph.size());
  std::iota(community.begin(), community.end(), 0U);
  Level level = make_level(graph, std::vector<double>(graph.size(), 0));
  while (true) {
    std::vector<std::uint32_t> step(level.links.size());
    std::iota(step.begin(), step.end(), 0U);
    if (!Mover(level, resolution, step).run()) break;
    const auto count = renumber(step);
    for (auto& c : community) c = step[c];
    level = contract(level, step, count);
  }
  order_by_size(community);
  return community;
}

double modularity(const Graph& graph, const std::vector<std::uint32_t>& community,
                  double resolution) {
  std::map<std::uint32_t, double> inside;
  std::map<std::uint32_t, double> degree;
  double total = 0;
  for (std::size_t i = 0; i < graph.size(); ++i) {
    for (const Link& link : graph[i]) {
      degree[community[i]] += link.weight;
      total += link.weight;
      if (community[link.to] == community[i]) inside[community[i]] += link.weight;
    }
  }
  if (!(total > 0)) return 0;
  double sum = 0;
  for (const auto& [c, weight] : degree)
    sum += inside[c] / total - resolution * (weight / total) * (weight / total);
  return sum;
}

}  // namespace siskin::motif
