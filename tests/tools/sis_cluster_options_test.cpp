#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "sis/request.hpp"
#include "siskin/util/error.hpp"

namespace siskin::tools {
namespace {

using ClusterWords = std::vector<std::string>;
using testing::ElementsAre;
using testing::HasSubstr;

ClusterOptions parse_clusters(ClusterWords words) {
  words.insert(words.begin(), "cluster");
  std::ostringstream out;
  return std::get<ClusterOptions>(parse_sis_request(words, out).value());
}

std::string cluster_refusal(const ClusterWords& words) {
  try {
    parse_clusters(words);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(ParseSisRequest, TellsTheSearchFromItsSubcommands) {
  std::ostringstream out;
  const auto kind = [&](const ClusterWords& words) {
    return parse_sis_request(words, out)->index();
  };
  EXPECT_EQ(kind({"-m", "m.pt", "--threshold", "1", "cluster"}), 0U);
  EXPECT_EQ(kind({"cluster", "--eps", "1", "a.tsv"}), 1U);
  EXPECT_EQ(kind({"compare", "a.tsv"}), 2U);
  EXPECT_EQ(kind({"evaluate", "-m", "m.pt", "a.tsv"}), 3U);
  EXPECT_THROW(parse_sis_request({}, out), UsageError);
}

TEST(ParseSisRequest, HelpsWithEachSubcommand) {
  for (const std::string word : {"cluster", "compare", "evaluate"}) {
    std::ostringstream out;
    EXPECT_FALSE(parse_sis_request({word, "--help"}, out).has_value());
    EXPECT_THAT(out.str(), testing::StartsWith("Usage: siskin-sis " + word));
  }
  std::ostringstream out;
  EXPECT_FALSE(parse_sis_request({"--help"}, out).has_value());
  EXPECT_THAT(out.str(), HasSubstr("\n  evaluate  "));
}

TEST(ParseClusterOptions, AsksForTheTableWhereABedIsGiven) {
  for (const std::string path : {"sis.bed", "x/sis.bed.gz"}) {
    EXPECT_THAT(
        cluster_refusal({"--eps", "2", "a.tsv", path}),
        HasSubstr("found '" + path + "', expected what siskin-sis has written with --table"));
  }
}

TEST(ParseClusterOptions, HasDefaults) {
  const auto options = parse_clusters({"--eps", "2", "x/relu.tsv", "exp.tsv.gz"});
  EXPECT_THAT(options.tables.paths, ElementsAre("x/relu.tsv", "exp.tsv.gz"));
  EXPECT_THAT(options.tables.names, ElementsAre("relu", "exp"));
  EXPECT_EQ(options.distance, "levenshtein");
  EXPECT_EQ(options.strands, "both");
  EXPECT_EQ(options.reference, "start");
  EXPECT_THAT(options.eps, ElementsAre(2));
  EXPECT_THAT(options.min_samples, ElementsAre(10));
  EXPECT_FALSE(options.max_gap.has_value());
  EXPECT_EQ(options.min_bases, 1);
  EXPECT_FALSE(options.is_grid());
}

TEST(ParseClusterOptions, KeepsWhatIsGiven) {
  const auto options = parse_clusters({"--eps",
                                       "0.5",
                                       "--min-samples",
                                       "3",
                                       "--distance",
                                       "energy",
                                       "--strands",
                                       "forward",
                                       "-o",
                                       "c.tsv",
                                       "--members",
                                       "m.tsv",
                                       "--meme",
                                       "c.meme",
                                       "--grid",
                                       "-",
                                       "--histogram",
                                       "h.tsv",
                                       "--motifs",
                                       "k.meme",
                                       "--names",
                                       "CNN,MLP",
                                       "-@",
                                       "2",
                                       "--reference",
                                       "centre",
                                       "--max-gap",
                                       "3",
                                       "--min-bases",
                                       "4",
                                       "a.tsv",
                                       "-"});
  EXPECT_EQ(options.max_gap, 3);
  EXPECT_EQ(options.min_bases, 4);
  EXPECT_THAT(options.tables.names, ElementsAre("CNN", "MLP"));
  EXPECT_EQ(options.distance, "energy");
  EXPECT_EQ(options.strands, "forward");
  EXPECT_EQ(options.reference, "centre");
  EXPECT_EQ(options.motifs, "k.meme");
  EXPECT_EQ(options.output, "c.tsv");
  EXPECT_EQ(options.members, "m.tsv");
  EXPECT_EQ(options.meme, "c.meme");
  EXPECT_EQ(options.histogram, "h.tsv");
  EXPECT_EQ(options.grid, "-");
  EXPECT_EQ(options.common.threads, 2);
}

TEST(ParseClusterOptions, TakesListsForAGridAlone) {
  const auto options =
      parse_clusters({"--eps", "1,2,3", "--min-samples", "10,20", "--grid", "-", "a"});
  EXPECT_THAT(options.eps, ElementsAre(1, 2, 3));
  EXPECT_THAT(options.min_samples, ElementsAre(10, 20));
  EXPECT_TRUE(options.is_grid());
  EXPECT_THAT(cluster_refusal({"--eps", "1,2", "a"}),
              HasSubstr("found 2 settings of --eps and --min-samples, expected one, or --grid"));
  EXPECT_THAT(cluster_refusal({"--eps", "1,2", "--grid", "-", "--meme", "x", "a"}),
              HasSubstr("option --meme: found with several settings"));
}

TEST(ParseClusterOptions, RefusesNumbersThatAreNone) {
  EXPECT_THAT(cluster_refusal({"a"}), HasSubstr("option --eps is missing"));
  EXPECT_THAT(cluster_refusal({"--eps", "1,,2", "a"}), HasSubstr("option --eps: found ''"));
  EXPECT_THAT(cluster_refusal({"--eps=-1", "a"}), HasSubstr("option --eps: found '-1'"));
  EXPECT_THAT(cluster_refusal({"--eps", "1", "--min-samples", "0", "a"}),
              HasSubstr("option --min-samples: found '0'"));
  EXPECT_THAT(cluster_refusal({"--eps", "1", "--min-samples", "2.5", "a"}),
              HasSubstr("option --min-samples: found '2.5'"));
}

TEST(ParseClusterOptions, WantsANameForEachTable) {
  EXPECT_THAT(cluster_refusal({"--eps", "1"}), HasSubstr("found 0 arguments"));
  EXPECT_THAT(cluster_refusal({"--eps", "1", "--names", "A", "a", "b"}),
              HasSubstr("option --names: found 1 names, expected one for each of 2 tables"));
  EXPECT_THAT(cluster_refusal({"--eps", "1", "x/a.tsv", "y/a.tsv"}),
              HasSubstr("found the name 'a' for two tables"));
  EXPECT_THAT(cluster_refusal({"--eps", "1", "--names", "A,", "a", "b"}), HasSubstr("empty name"));
  EXPECT_THAT(cluster_refusal({"--eps", "1", "-", "-"}), HasSubstr("found '-' for two inputs"));
}

TEST(ParseClusterOptions, RefusesWhatHasNoEffect) {
  EXPECT_THAT(cluster_refusal({"--eps", "1", "--reference", "centre", "a"}),
              HasSubstr("option --reference: expected with --distance energy or --histogram"));
  EXPECT_THAT(cluster_refusal({"--eps", "1", "--members", "-", "a"}),
              HasSubstr("option --members: standard output is taken"));
  EXPECT_THAT(cluster_refusal({"--eps", "1", "-o", "c", "--members", "-", "--grid", "-", "a"}),
              HasSubstr("option --grid: standard output is taken"));
}

}  // namespace
}  // namespace siskin::tools
