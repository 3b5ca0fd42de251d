#include "siskin/blackbox/subset_clusters.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "siskin/blackbox/edit_distance.hpp"

namespace siskin {
namespace {

using blackbox::PooledSubset;
using blackbox::Strands;
using testing::ElementsAre;

// Model 0 reads TGACTC, on either strand; model 1 reads GATAAG, and once what model 0 reads.
std::vector<PooledSubset> two_models() {
  return {{0, {"TGACTC", 3}, 2.0}, {0, {"GAGTCA", 9}, 4.0}, {0, {"TGACTC", 0}, 3.0},
          {1, {"GATAAG", 5}, 1.0}, {1, {"TGACTC", 8}, 7.0}, {1, {"GATAAG", 6}, 2.0},
          {1, {"GATNAG", 6}, 3.0}, {0, {"CCCCCCC", 6}, 9.0}};
}

blackbox::PatternMetric metric_of(const std::vector<PooledSubset>& subsets) {
  std::vector<std::string> patterns;
  patterns.reserve(subsets.size());
  for (const auto& subset : subsets) patterns.push_back(subset.pattern.text);
  return {patterns, Strands::kBoth};
}

TEST(ModelParts, TellWhoHoldsTheMembers) {
  const auto parts = blackbox::model_parts(two_models(), {0, 1, 2, 4}, 3);
  ASSERT_EQ(parts.size(), 3U);
  EXPECT_EQ(parts[0].members, 3U);
  EXPECT_EQ(parts[0].share, 0.75);
  EXPECT_EQ(parts[0].mean_score, 3);
  EXPECT_EQ(parts[1].members, 1U);
  EXPECT_EQ(parts[1].share, 0.25);
  EXPECT_EQ(parts[1].mean_score, 7);
  EXPECT_EQ(parts[2].members, 0U);
  EXPECT_EQ(parts[2].share, 0);
  EXPECT_TRUE(std::isnan(parts[2].mean_score));
  EXPECT_TRUE(std::isnan(blackbox::model_parts(two_models(), {}, 1)[0].share));
}

TEST(ReadClusters, FindsTheMotifsOfTwoModels) {
  const auto subsets = two_models();
  const auto metric = metric_of(subsets);
  const auto clustering = blackbox::dbscan(blackbox::neighbourhoods(metric, 1, 1), 1, 3);
  const auto clusters = blackbox::read_clusters(subsets, metric, clustering, Strands::kBoth, 2);
  ASSERT_EQ(clusters.size(), 2U);
  EXPECT_THAT(clusters[0].members, ElementsAre(0, 1, 2, 4));
  EXPECT_EQ(clusters[0].cores, 4U);
  EXPECT_EQ(clusters[0].medoid, 0U);
  EXPECT_TRUE(clusters[0].alignment.placements[1].reversed);
  EXPECT_THAT(clusters[0].alignment.motif.rows[0], ElementsAre(0, 0, 0, 1));
  EXPECT_THAT(clusters[1].members, ElementsAre(3, 5, 6));
  EXPECT_EQ(clusters[1].medoid, 3U);
  EXPECT_DOUBLE_EQ(clusters[1].alignment.motif.rows[3][0], 0.75);
  EXPECT_DOUBLE_EQ(clusters[1].alignment.motif.rows[3][1], 0.25 / 3);
}

TEST(Describe, CountsClustersAndNoise) {
  blackbox::Clustering clustering;
  clustering.labels = {0, 0, 1, -1, 0, -1, 1, 0};
  clustering.core.assign(8, true);
  clustering.clusters = 2;
  const auto line = blackbox::describe(clustering, 1.5, 4);
  EXPECT_EQ(line.eps, 1.5);
  EXPECT_EQ(line.min_samples, 4U);
  EXPECT_EQ(line.clusters, 2U);
  EXPECT_EQ(line.noise_share, 0.25);
  EXPECT_EQ(line.largest, 4U);
}

}  // namespace
}  // namespace siskin
