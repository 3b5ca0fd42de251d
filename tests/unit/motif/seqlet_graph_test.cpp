#include "siskin/motif/seqlet_graph.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "unit/motif/contribution_support.hpp"

namespace siskin::motif {
namespace {

std::vector<Seqlet> seqlets_of(const PlantedTracks& planted) {
  std::vector<Seqlet> seqlets;
  for (const auto& site : planted.sites) {
    Seqlet seqlet;
    seqlet.sequence = site.sequence;
    seqlet.start = site.start;
    seqlet.end = site.start + 8;
    seqlets.push_back(seqlet);
  }
  return seqlets;
}

TEST(ShuffleColumns, KeepsBaseAndContributionTogether) {
  const auto bases = codes_of("ACGTACGT");
  const std::vector<float> values = {1, 2, 3, 4, 5, 6, 7, 8};
  util::Random random(1);
  const auto shuffled = shuffle_columns(bases.data(), values.data(), 8, random);
  auto sorted = shuffled.values;
  std::sort(sorted.begin(), sorted.end());
  EXPECT_EQ(sorted, values);
  EXPECT_NE(shuffled.values, values);
  for (std::size_t i = 0; i < 8; ++i)
    EXPECT_EQ(shuffled.bases[i], bases[static_cast<std::size_t>(shuffled.values[i]) - 1]);
}

// One contribution anywhere fits a motif of one row whatever its place; two in a row seldom do.
TEST(NullSimilarity, IsWhatNoOrderReaches) {
  const auto planted = plant_words({"ACGGATTC"}, 40, 60, 3);
  const Regions regions(planted.tracks, seqlets_of(planted), 40);
  const ContributionAligner motif(regions.matrix(0, 16, 8), 40);
  const double chance = null_similarity(motif, regions, 40, 0.99, 1);
  EXPECT_GT(chance, 0.2);
  EXPECT_LT(chance, 0.85);
  EXPECT_EQ(null_similarity(motif, regions, 40, 0.99, 1), chance);
  EXPECT_GE(null_similarity(motif, regions, 40, 1, 1), chance);
  for (std::size_t i = 0; i < regions.count(); ++i)
    EXPECT_GT(motif.best(regions.bases(i), regions.values(i)).similarity, chance);
}

TEST(SeqletGraph, LinksSeqletsOfOneWordAcrossStrands) {
  const auto planted = plant_words({"ACGGATTC", "TTTGCAAC"}, 60, 60, 2);
  const Regions regions(planted.tracks, seqlets_of(planted), 36);
  SeqletGraphRule rule;
  rule.first = 10;
  rule.width = 16;
  rule.neighbours = 6;
  const auto graph = seqlet_graph(regions, rule);
  ASSERT_EQ(graph.size(), 60U);
  bool across = false;
  for (std::size_t i = 0; i < graph.size(); ++i) {
    EXPECT_FALSE(graph[i].empty());
    for (std::size_t k = 0; k < graph[i].size(); ++k) {
      const Link& link = graph[i][k];
      if (k > 0) {
        EXPECT_LT(graph[i][k - 1].to, link.to);
      }
      EXPECT_EQ(link.to % 2, i % 2);
      EXPECT_GT(link.weight, 0);
      EXPECT_LE(link.weight, 2 + 1e-6);
      across = across || planted.sites[i].reversed != planted.sites[link.to].reversed;
      const auto& back = graph[link.to];
      const auto found =
          std::find_if(back.begin(), back.end(), [&](const Link& other) { return other.to == i; });
      ASSERT_NE(found, back.end());
      EXPECT_EQ(found->weight, link.weight);
    }
  }
  EXPECT_TRUE(across);
  rule.threads = 3;
  const auto threaded = seqlet_graph(regions, rule);
  for (std::size_t i = 0; i < graph.size(); ++i) {
    ASSERT_EQ(threaded[i].size(), graph[i].size());
    for (std::size_t k = 0; k < graph[i].size(); ++k)
      EXPECT_EQ(threaded[i][k].weight, graph[i][k].weight);
  }
}

// A run of one base is the same in any order: chance reaches all that there is.
TEST(SeqletGraph, HasFiniteWeightsWhereChanceReachesEverything) {
  ContributionTracks tracks(30);
  std::vector<Seqlet> seqlets;
  for (std::size_t i = 0; i < 20; ++i) {
    add_track(tracks, std::string(30, 'C'), std::vector<float>(30, 0.7F));
    Seqlet seqlet;
    seqlet.sequence = i;
    seqlet.start = 12;
    seqlet.end = 18;
    seqlets.push_back(seqlet);
  }
  SeqletGraphRule rule;
  rule.first = 6;
  rule.width = 12;
  for (const auto& links : seqlet_graph(Regions(tracks, seqlets, 24), rule)) {
    EXPECT_FALSE(links.empty());
    for (const Link& link : links) {
      EXPECT_GT(link.weight, 0);
      EXPECT_LE(link.weight, 2 + 1e-3);
    }
  }
}

}  // namespace
}  // namespace siskin::motif
