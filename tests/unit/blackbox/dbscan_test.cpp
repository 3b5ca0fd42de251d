#include "siskin/blackbox/dbscan.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "siskin/util/random.hpp"
#include "unit/blackbox/line_metric.hpp"

namespace siskin {
namespace {

using blackbox::Clustering;
using blackbox::kNoise;
using testing::ElementsAre;
using testing::IsEmpty;

Clustering cluster_line(const std::vector<double>& points, double eps, std::size_t min_samples) {
  return blackbox::dbscan(blackbox::neighbourhoods(test::LineMetric(points), eps + 1, 1), eps,
                          min_samples);
}

// By the definition: components of the graph of cores, numbered by their lowest core, found by
// lowering labels until nothing changes.
std::vector<std::int32_t> slow_labels(const std::vector<double>& points, double eps,
                                      std::size_t min_samples) {
  const test::LineMetric line(points);
  const std::size_t n = points.size();
  std::vector<bool> core(n);
  for (std::size_t i = 0; i < n; ++i) {
    std::size_t near = 0;
    for (std::size_t j = 0; j < n; ++j) near += line.distance(i, j) <= eps ? 1 : 0;
    core[i] = near >= min_samples;
  }
  std::vector<std::size_t> lowest(n);
  std::iota(lowest.begin(), lowest.end(), 0U);
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) {
        if (!core[i] || !core[j] || line.distance(i, j) > eps || lowest[j] >= lowest[i]) continue;
        lowest[i] = lowest[j];
        changed = true;
      }
    }
  }
  std::vector<std::size_t> roots;
  for (std::size_t i = 0; i < n; ++i) {
    if (core[i] && lowest[i] == i) roots.push_back(i);
  }
  std::vector<std::int32_t> labels(n, kNoise);
  for (std::size_t i = 0; i < n; ++i) {
    std::size_t root = n;
    for (std::size_t j = 0; j < n; ++j) {
      if (core[j] && (core[i] ? i == j : line.distance(i, j) <= eps))
        root = std::min(root, lowest[j]);
    }
    const auto place = std::find(roots.begin(), roots.end(), root);
    if (place != roots.end()) labels[i] = static_cast<std::int32_t>(place - roots.begin());
  }
  return labels;
}

// Few places, so that many distances are the same as eps.
std::vector<double> crowded_line(util::Random& random) {
  std::vector<double> points(1 + random.below(40));
  for (double& point : points) point = static_cast<double>(random.below(60)) / 2;
  return points;
}

const std::vector<double> kLine{0, 1, 2, 3, 10, 11, 12, 20, 5};

TEST(Dbscan, LabelsPointsOnALine) {
  const auto three = cluster_line(kLine, 1, 3);
  EXPECT_THAT(three.labels, ElementsAre(0, 0, 0, 0, 1, 1, 1, -1, -1));
  EXPECT_THAT(three.core, ElementsAre(false, true, true, false, false, true, false, false, false));
  EXPECT_EQ(three.clusters, 2);
  const auto two = cluster_line(kLine, 1, 2);
  EXPECT_EQ(two.labels, three.labels);
  EXPECT_THAT(two.core, ElementsAre(true, true, true, true, true, true, true, false, false));
  EXPECT_THAT(cluster_line(kLine, 2, 3).labels, ElementsAre(0, 0, 0, 0, 1, 1, 1, -1, 0));
}

TEST(Dbscan, GivesABorderPointToTheFirstCluster) {
  // Point 0 is near the cores 2 and 5, and no core itself.
  const auto result = cluster_line({10, 8, 9, 8.5, 12, 11, 11.5}, 1, 4);
  EXPECT_THAT(result.labels, ElementsAre(0, 0, 0, 0, 1, 1, 1));
  EXPECT_THAT(result.core, ElementsAre(false, false, true, false, false, true, false));
}

TEST(Dbscan, OfNothingHasNoCluster) { EXPECT_EQ(blackbox::dbscan({}, 1, 1).clusters, 0); }

TEST(Dbscan, EqualsItsDefinition) {
  util::Random random(11);
  for (int round = 0; round < 400; ++round) {
    const auto points = crowded_line(random);
    const double eps = static_cast<double>(random.below(5)) / 2;
    const auto min_samples = static_cast<std::size_t>(1 + random.below(6));
    EXPECT_EQ(cluster_line(points, eps, min_samples).labels, slow_labels(points, eps, min_samples));
  }
}

TEST(Dbscan, DoesNotDependOnTheOrderOfCores) {
  util::Random random(12);
  for (int round = 0; round < 200; ++round) {
    const auto points = crowded_line(random);
    std::vector<std::size_t> order(points.size());
    std::iota(order.begin(), order.end(), 0U);
    random.shuffle(order);
    std::vector<double> shuffled;
    shuffled.reserve(points.size());
    for (const auto place : order) shuffled.push_back(points[place]);
    const auto before = cluster_line(points, 1, 4);
    const auto after = cluster_line(shuffled, 1, 4);
    for (std::size_t i = 0; i < points.size(); ++i) {
      EXPECT_EQ(after.core[i], before.core[order[i]]);
      EXPECT_EQ(after.labels[i] == kNoise, before.labels[order[i]] == kNoise);
      for (std::size_t j = 0; j < i; ++j) {
        if (!after.core[i] || !after.core[j]) continue;
        EXPECT_EQ(after.labels[i] == after.labels[j],
                  before.labels[order[i]] == before.labels[order[j]]);
      }
    }
  }
}

TEST(Dbscan, KeepsTogetherWhatASmallerEpsJoined) {
  util::Random random(13);
  for (int round = 0; round < 200; ++round) {
    const auto points = crowded_line(random);
    const auto narrow = cluster_line(points, 1, 3);
    const auto wide = cluster_line(points, 2.5, 3);
    for (std::size_t i = 0; i < points.size(); ++i) {
      EXPECT_TRUE(!narrow.core[i] || wide.core[i]);
      EXPECT_TRUE(narrow.labels[i] == kNoise || wide.labels[i] != kNoise);
      for (std::size_t j = 0; j < i; ++j) {
        const bool joined =
            narrow.core[i] && narrow.core[j] && narrow.labels[i] == narrow.labels[j];
        EXPECT_TRUE(!joined || wide.labels[i] == wide.labels[j]);
      }
    }
  }
}

TEST(ClusterMembers, AreThePointsOfEachLabel) {
  const auto result = cluster_line(kLine, 1, 3);
  EXPECT_THAT(blackbox::cluster_members(result),
              ElementsAre(ElementsAre(0, 1, 2, 3), ElementsAre(4, 5, 6)));
  EXPECT_THAT(blackbox::noise_points(result), ElementsAre(7, 8));
  EXPECT_THAT(blackbox::noise_points(cluster_line({1, 1}, 0, 2)), IsEmpty());
}

}  // namespace
}  // namespace siskin
