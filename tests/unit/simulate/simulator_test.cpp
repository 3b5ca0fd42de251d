#include "siskin/simulate/simulator.hpp"

#include <gmock/gmock.h>

#include <map>
#include <set>

#include "siskin/simulate/grammar_json.hpp"
#include "siskin/util/error.hpp"
#include "unit/simulate/sampling.hpp"

namespace siskin::simulate {
namespace {

using testing::HasSubstr;

const std::vector<seq::Motif> kMotifs = {
    {"M1", "skewed", {{0.7, 0.1, 0.1, 0.1}, {0, 0.5, 0.5, 0}, {0.1, 0.2, 0.3, 0.4}}, 20},
    {"M2", "poly-c", {{0, 1, 0, 0}, {0, 1, 0, 0}, {0, 1, 0, 0}, {0, 1, 0, 0}, {0, 1, 0, 0}}, 20},
    {"M3", "wide", std::vector<std::array<double, 4>>(99, {1, 0, 0, 0}), 20},
};

Simulator simulator(const std::string& more, const std::string& groups, std::uint64_t seed = 1) {
  const std::string text = "{" + more + ", \"groups\": [" + groups + "]}";
  return {parse_grammar(text, "g.json"), {kMotifs, "m.meme", {}}, seed};
}

constexpr const char* kGroup =
    R"({"count": 3000, "motifs": ["skewed", "poly-c"], "motif_count": {"1": 0.6, "3": 0.4},
        "label": {"presence": ["poly-c", "M1"]}})";

TEST(Simulator, MakesEachSequenceFromSeedAndIndexAlone) {
  const auto one = simulator("\"length\": 60", kGroup, 7);
  const auto two = simulator("\"length\": 60", kGroup, 7);
  const auto other = simulator("\"length\": 60", kGroup, 8);
  int equal = 0;
  for (std::int64_t index = 99; index >= 0; --index) {
    EXPECT_EQ(one.make(index).letters, two.make(index).letters);
    equal += one.make(index).letters == other.make(index).letters ? 1 : 0;
  }
  EXPECT_EQ(equal, 0);
}

TEST(Simulator, DrawsNumbersOfMotifsAndMotifsAsAsked) {
  const auto data = simulator("\"length\": 60", kGroup);
  std::map<std::size_t, int> numbers;
  std::map<std::pair<std::string, bool>, int> kinds;
  double sites = 0;
  for (std::int64_t i = 0; i < data.size(); ++i) {
    const auto sequence = data.make(i);
    ++numbers[sequence.sites.size()];
    for (const Site& site : sequence.sites) ++kinds[{site.motif->name, site.motif->reverse}];
    sites += static_cast<double>(sequence.sites.size());
  }
  expect_share(numbers[1], 3000, 0.6);
  expect_share(numbers[3], 3000, 0.4);
  ASSERT_EQ(kinds.size(), 4U);
  for (const auto& [kind, count] : kinds) expect_share(count, sites, 0.25, kind.first);
}

TEST(Simulator, DrawsLettersOfSitesFromTheMatrix) {
  const auto data = simulator(R"("length": 20, "strands": "forward")",
                              R"({"count": 30000, "motifs": ["M1"], "motif_count": {"1": 1},
                                  "label": 1})");
  std::array<std::map<char, int>, 3> seen;
  for (std::int64_t i = 0; i < data.size(); ++i) {
    const auto sequence = data.make(i);
    for (std::size_t row = 0; row < 3; ++row) {
      ++seen[row][sequence.letters[static_cast<std::size_t>(sequence.sites[0].start) + row]];
    }
  }
  for (std::size_t row = 0; row < 3; ++row) {
    for (std::size_t base = 0; base < 4; ++base) {
      expect_share(seen[row]["ACGT"[base]], 30000, kMotifs[0].rows[row][base]);
    }
  }
}

TEST(Simulator, LeavesTheBackgroundAloneOutsideSites) {
  const auto data = simulator(R"("length": 40, "background": [0.4, 0.3, 0.2, 0.1])",
                              R"({"count": 5000, "motifs": ["poly-c"], "motif_count": {"2": 1},
                                  "label": 1})");
  std::map<char, int> seen;
  for (std::int64_t i = 0; i < data.size(); ++i) {
    auto sequence = data.make(i);
    for (const Site& site : sequence.sites) {
      sequence.letters.replace(static_cast<std::size_t>(site.start), 5, "-----");
    }
    for (const char letter : sequence.letters) ++seen[letter];
  }
  EXPECT_EQ(seen['-'], 50000);
  expect_share(seen['A'], 150000, 0.4);
  expect_share(seen['C'], 150000, 0.3);
  expect_share(seen['T'], 150000, 0.1);
}

TEST(Simulator, NeverLetsSitesOverlap) {
  const auto data = simulator("\"length\": 17",
                              R"({"count": 2000, "motifs": ["skewed", "poly-c"],
                                  "motif_count": {"3": 0.5, "4": 0.5}, "label": 1})");
  for (std::int64_t i = 0; i < data.size(); ++i) {
    std::int64_t end = 0;
    for (const Site& site : data.make(i).sites) {
      EXPECT_GE(site.start, end);
      end = site.start + site.motif->width();
    }
    EXPECT_LE(end, 17);
  }
}

TEST(Simulator, KeepsToOneStrandWhenAsked) {
  const auto data = simulator(R"("length": 60, "strands": "forward")", kGroup);
  for (std::int64_t i = 0; i < 200; ++i) {
    for (const Site& site : data.make(i).sites) EXPECT_FALSE(site.motif->reverse);
  }
}

TEST(Simulator, LabelsPresenceOnEitherStrand) {
  const auto data = simulator("\"length\": 60", kGroup);
  for (std::int64_t i = 0; i < 500; ++i) {
    const auto sequence = data.make(i);
    std::set<std::string> present;
    for (const Site& site : sequence.sites) present.insert(site.motif->name);
    EXPECT_THAT(sequence.labels,
                testing::ElementsAre(present.count("poly-c"), present.count("skewed")));
  }
}

constexpr const char* kTwoGroups =
    R"({"count": 400, "motif_count": {"0": 1}, "label": 0},
       {"count": 100, "motifs": ["M2"], "motif_count": {"1": 1}, "label": 1})";

TEST(Simulator, MixesGroupsInExactNumbers) {
  const auto data = simulator("\"length\": 10", kTwoGroups);
  int ones = 0;
  int early = 0;
  for (std::int64_t i = 0; i < data.size(); ++i) {
    const auto sequence = data.make(i);
    EXPECT_EQ(sequence.sites.size(), sequence.labels.at(0) == 1 ? 1U : 0U);
    ones += sequence.labels[0] == 1 ? 1 : 0;
    early += sequence.labels[0] == 1 && i < 250 ? 1 : 0;
  }
  EXPECT_EQ(ones, 100);
  EXPECT_NEAR(early, 50, 25);  // hypergeometric: standard deviation 4.5
}

TEST(Simulator, CutsSplitsInOrder) {
  const auto data =
      simulator(R"("length": 10, "splits": {"train": 0.7, "none": 0, "test": 0.3})", kTwoGroups);
  EXPECT_EQ(data.split_of(0), "train");
  EXPECT_EQ(data.split_of(349), "train");
  EXPECT_EQ(data.split_of(350), "test");
  EXPECT_EQ(data.split_of(499), "test");
  EXPECT_EQ(simulator("\"length\": 10", kTwoGroups).split_of(0), "");
}

TEST(Simulator, RefusesMotifsLongerThanTheSequence) {
  EXPECT_EQ(message_of<Error>([] {
              simulator("\"length\": 14", R"({"count": 9, "motifs": ["M2"], "label": 1,
                                              "motif_count": {"2": 0.5, "3": 0.5}})");
            }),
            "g.json: /groups/0: 3 motifs need at least 15 bases, the sequences have 14");
  EXPECT_EQ(message_of<Error>([] {
              simulator(R"("length": 14, "spacing": {"fixed": 5})",
                        R"({"count": 9, "motifs": ["M2"], "label": 1, "motif_count": {"2": 1}})");
            }),
            "g.json: /groups/0: 2 motifs need at least 15 bases, the sequences have 14");
}

TEST(Simulator, GivesUpWhenDrawsPracticallyNeverFit) {
  const auto data = simulator("\"length\": 220", R"({"count": 1, "motifs": ["M1", "M3"],
                              "label": 1, "motif_count": {"50": 1}})");
  EXPECT_EQ(message_of<Error>([&] { data.make(0); }),
            "g.json: /groups/0: sequence 1: 100000 draws of motifs did not fit in 220 bases, "
            "expected fewer or narrower motifs");
}

TEST(Simulator, RefusesUnknownMotifs) {
  EXPECT_THAT(message_of<Error>([] {
                simulator("\"length\": 14", R"({"count": 9, "motifs": ["M9"], "label": 1,
                                                "motif_count": {"1": 1}})");
              }),
              HasSubstr("g.json: /groups/0/motifs: there is no motif 'M9' in m.meme"));
  EXPECT_THAT(message_of<Error>([] {
                simulator("\"length\": 14", R"({"count": 9, "label": {"presence": ["M9"]},
                                                "motif_count": {"0": 1}})");
              }),
              HasSubstr("g.json: /groups/0/label/presence: there is no motif 'M9'"));
}

TEST(Simulator, ShufflesRecordsForABackgroundWithTheirDinucleotides) {
  const std::string record = "ACGGTATTACCGGATATTTACGCGCGATAAATTTTCCAGGAT";
  const Grammar grammar = parse_grammar(
      R"({"length": 42, "background": {"shuffle": "bg.fa"},
          "groups": [{"count": 20, "motif_count": {"0": 1}, "label": 0}]})",
      "g.json");
  const Simulator data(grammar, {kMotifs, "m.meme", {record}}, 1);
  const auto pairs = [](const std::string& text) {
    std::map<std::string, int> counts;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) ++counts[text.substr(i, 2)];
    return counts;
  };
  for (std::int64_t i = 0; i < data.size(); ++i) {
    EXPECT_EQ(pairs(data.make(i).letters), pairs(record));
  }
}

}  // namespace
}  // namespace siskin::simulate
