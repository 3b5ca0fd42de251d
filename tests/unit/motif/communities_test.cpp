#include "siskin/motif/communities.hpp"

#include <gtest/gtest.h>

#include "siskin/util/random.hpp"

namespace siskin::motif {
namespace {

using Division = std::vector<std::uint32_t>;

void join(Graph& graph, std::uint32_t a, std::uint32_t b, double weight = 1) {
  graph[a].push_back({b, weight});
  graph[b].push_back({a, weight});
}

// Two triangles 0 1 2 and 3 4 5, joined by 2 - 3.
Graph two_triangles() {
  Graph graph(6);
  for (std::uint32_t first : {0U, 3U}) {
    join(graph, first, first + 1);
    join(graph, first, first + 2);
    join(graph, first + 1, first + 2);
  }
  join(graph, 2, 3);
  return graph;
}

// Q = sum over communities of inside / 2m - (degrees / 2m)^2, with 2m = 14, inside 6, degrees 7.
TEST(Modularity, IsWhatThePaperDefines) {
  EXPECT_NEAR(modularity(two_triangles(), {0, 0, 0, 1, 1, 1}), 2 * (6.0 / 14 - 0.25), 1e-12);
  EXPECT_NEAR(modularity(two_triangles(), {0, 0, 0, 0, 0, 0}), 0, 1e-12);
  EXPECT_NEAR(modularity(two_triangles(), {0, 0, 0, 1, 1, 1}, 2), 2 * (6.0 / 14 - 0.5), 1e-12);
  EXPECT_EQ(modularity(Graph(3), {0, 1, 2}), 0);
}

// All 203 divisions of six nodes: none is better than the one found.
TEST(FindCommunities, FindsTheBestDivisionOfASmallGraph) {
  const Graph graph = two_triangles();
  const Division found = find_communities(graph);
  EXPECT_EQ(found, (Division{0, 0, 0, 1, 1, 1}));
  const double best = modularity(graph, found);
  Division all(6, 0);
  for (std::uint32_t code = 0; code < 46656; ++code) {  // 6^6 assignments hold every division
    std::uint32_t rest = code;
    for (auto& one : all) {
      one = rest % 6;
      rest /= 6;
    }
    ASSERT_LE(modularity(graph, all), best + 1e-12);
  }
}

TEST(FindCommunities, LeavesNodesWithoutLinksAlone) {
  Graph graph(4);
  join(graph, 1, 3);
  EXPECT_EQ(find_communities(graph), (Division{1, 0, 2, 0}));
  EXPECT_EQ(find_communities(Graph(2)), (Division{0, 1}));
  EXPECT_TRUE(find_communities({}).empty());
}

TEST(FindCommunities, CutsFinerAtHigherResolution) {
  EXPECT_EQ(find_communities(two_triangles(), 0.01), Division(6, 0));
  EXPECT_EQ(find_communities(two_triangles(), 20), (Division{0, 1, 2, 3, 4, 5}));
}

TEST(FindCommunities, FindsPlantedGroupsOfManyNodes) {
  constexpr std::uint32_t kNodes = 120;
  util::Random random(5);
  Graph graph(kNodes);
  for (std::uint32_t a = 0; a < kNodes; ++a) {
    for (std::uint32_t b = a + 1; b < kNodes; ++b) {
      if (random.uniform() < (a % 3 == b % 3 ? 0.5 : 0.02)) join(graph, a, b);
    }
  }
  const Division found = find_communities(graph);
  for (std::uint32_t a = 0; a < kNodes; ++a) EXPECT_EQ(found[a], found[a % 3]) << a;
}

}  // namespace
}  // namespace siskin::motif
