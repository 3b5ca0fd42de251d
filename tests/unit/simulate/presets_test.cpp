#include "siskin/simulate/presets.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>

#include "siskin/io/motif_file.hpp"
#include "siskin/simulate/grammar_json.hpp"
#include "siskin/simulate/truth.hpp"
#include "siskin/util/error.hpp"
#include "unit/simulate/sampling.hpp"

namespace siskin::simulate {
namespace {

const std::string kBundled = SISKIN_SOURCE_DIR "/test-data/motifs/siskin_consensus_motifs.meme";
const std::string kPublished =
    SISKIN_SOURCE_DIR "/../shared/real-data/motifs/JASPAR_2016_pfm_vertebrates.txt";

Grammar preset(const std::string& name) { return parse_grammar(preset_text(name), name); }

Simulator preset_simulator(const std::string& name, const std::string& motifs) {
  return {preset(name), {io::read_motif_file(motifs), motifs, {}}, 1};
}

// What the stored arrays of the published data sets are summarised by.
struct Summary {
  std::vector<double> label_share;
  double labels_per_sequence = 0;
  double sites_per_sequence = 0;
  double above_001 = 0;  // share of positions with more than 0.01 bits
  double above_01 = 0;
  double above_05 = 0;
};

Summary summarise(const Simulator& data, float only_label = -1) {
  Summary sum;
  double count = 0;
  double positions = 0;
  for (std::int64_t i = 0; i < data.size(); ++i) {
    const auto sequence = data.make(i);
    if (only_label >= 0 && sequence.labels.at(0) != only_label) continue;
    ++count;
    sum.label_share.resize(sequence.labels.size());
    for (std::size_t l = 0; l < sequence.labels.size(); ++l) {
      sum.label_share[l] += sequence.labels[l];
      sum.labels_per_sequence += sequence.labels[l];
    }
    sum.sites_per_sequence += static_cast<double>(sequence.sites.size());
    for (const float bits : information_track(sequence)) {
      ++positions;
      sum.above_001 += bits > 0.01F ? 1 : 0;
      sum.above_01 += bits > 0.1F ? 1 : 0;
      sum.above_05 += bits > 0.5F ? 1 : 0;
    }
  }
  for (double& share : sum.label_share) share /= count;
  for (double* value : {&sum.labels_per_sequence, &sum.sites_per_sequence}) *value /= count;
  for (double* value : {&sum.above_001, &sum.above_01, &sum.above_05}) *value /= positions;
  return sum;
}

TEST(Presets, HaveThePublishedSizes) {
  const Grammar task1 = preset("task1");
  EXPECT_THAT(split_ends(task1), testing::ElementsAre(21000, 24000, 30000));
  EXPECT_EQ(label_count(task1.groups.at(0)), 12U);
  for (const char* name : {"task3", "task3-printed"}) {
    const Grammar task3 = preset(name);
    EXPECT_THAT(split_ends(task3), testing::ElementsAre(14000, 16000, 20000));
    EXPECT_EQ(motifs_of(task3, task3.groups.at(0)).size(), 5U);
    EXPECT_EQ(motifs_of(task3, task3.groups.at(1)).size(), 55U);
    EXPECT_EQ(task3.length, 200);
  }
}

TEST(Presets, DifferInTheLookAlikesOfCoreMotifs) {
  const auto printed = preset("task3-printed").pools.at(1).motifs;
  const auto corrected = preset("task3").pools.at(1).motifs;
  for (const char* name :
       {"ETV5", "CEBPG", "KLF5", "MLX", "ZIC3", "ETV3", "PLAG1", "TCF4", "NFIC"}) {
    EXPECT_THAT(printed, testing::Contains(name));
    EXPECT_THAT(corrected, testing::Not(testing::Contains(name)));
  }
}

TEST(Presets, AllResolveInTheBundledMotifs) {
  for (const auto& name : preset_names()) {
    EXPECT_EQ(preset_simulator(name, kBundled).size(), name == "task1" ? 30000 : 20000);
  }
}

TEST(Presets, RefusesAnUnknownName) {
  EXPECT_EQ(message_of<Error>([] { preset_text("task2"); }),
            "there is no preset 'task2', expected task1, task3 or task3-printed");
}

// Number of motifs: 1 to 5, mean 1.86; a label is missed by k draws with probability (11/12)^k.
TEST(Presets, GiveTask1TheLabelFrequenciesOfItsGrammar) {
  const Summary summary = summarise(preset_simulator("task1", kBundled));
  EXPECT_NEAR(summary.sites_per_sequence, 1.86, 5 * 1.05 / std::sqrt(30000));
  const double p[] = {0.5, 0.25, 0.17, 0.05, 0.03};
  double present = 0;
  for (int k = 1; k <= 5; ++k) present += p[k - 1] * (1 - std::pow(11.0 / 12, k));
  for (const double share : summary.label_share) expect_share(30000 * share, 30000, present);
  EXPECT_NEAR(summary.labels_per_sequence, 12 * present, 0.03);
}

TEST(Presets, RepeatThePublishedStatisticsOfTask1) {
  if (!std::filesystem::exists(kPublished)) GTEST_SKIP() << "no file " << kPublished;
  const Summary summary = summarise(preset_simulator("task1", kPublished));
  for (const double share : summary.label_share) {
    EXPECT_GT(share, 0.138);  // 0.141 to 0.155 in the published set
    EXPECT_LT(share, 0.158);
  }
  EXPECT_NEAR(summary.labels_per_sequence, 1.75, 0.02);
  EXPECT_NEAR(summary.above_001, 0.1087, 0.003);
}

TEST(Presets, RepeatThePublishedStatisticsOfTask3) {
  if (!std::filesystem::exists(kPublished)) GTEST_SKIP() << "no file " << kPublished;
  const Summary positives = summarise(preset_simulator("task3", kPublished), 1);
  EXPECT_NEAR(positives.sites_per_sequence, 3.86, 5 * 1.05 / std::sqrt(10000));
  EXPECT_NEAR(positives.above_001, 0.209, 0.003);
  EXPECT_NEAR(positives.above_01, 0.201, 0.003);
  EXPECT_NEAR(positives.above_05, 0.159, 0.003);
}

TEST(Presets, DrawNegativesOfTask3MostlyFromDecoys) {
  const auto data = preset_simulator("task3", kBundled);
  const Grammar grammar = preset("task3");
  const auto& core = grammar.pools.at(0).motifs;
  double sites = 0;
  double of_core = 0;
  for (std::int64_t i = 0; i < data.size(); ++i) {
    const auto sequence = data.make(i);
    for (const Site& site : sequence.sites) {
      const bool is_core = std::count(core.begin(), core.end(), site.motif->name) > 0;
      if (sequence.labels[0] == 1) {
        EXPECT_TRUE(is_core);
        continue;
      }
      ++sites;
      of_core += is_core ? 1 : 0;
    }
  }
  expect_share(of_core, sites, 10.0 / 110);
}

}  // namespace
}  // namespace siskin::simulate
