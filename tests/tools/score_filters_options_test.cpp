#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "score/options.hpp"
#include "siskin/util/error.hpp"

namespace siskin::tools {
namespace {

using testing::HasSubstr;

FiltersOptions parse_filter_arguments(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "filters");
  std::ostringstream out;
  return std::get<FiltersOptions>(parse_score_options(arguments, out).value());
}

std::string filter_refusal(const std::vector<std::string>& arguments) {
  try {
    parse_filter_arguments(arguments);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(ParseFilters, HasTheDefaultsOfTomtomAndOfThePaper) {
  const auto options = parse_filter_arguments({"--database", "d.meme", "f.meme"});
  EXPECT_EQ(options.database, "d.meme");
  EXPECT_EQ(options.filters, "f.meme");
  EXPECT_EQ(options.distance, "euclidean");
  EXPECT_FALSE(options.forward_only);
  EXPECT_FALSE(options.trim);
  EXPECT_EQ(options.least_overlap, 1);
  EXPECT_EQ(options.pseudocount, 0.1);
  EXPECT_EQ(options.threshold_on, "e-value");
  EXPECT_EQ(options.threshold, 0.1);
  EXPECT_EQ(options.threads, 1);
  EXPECT_TRUE(options.truth.empty());
  EXPECT_TRUE(options.ignored.empty());
}

TEST(ParseFilters, ReadsEverything) {
  const auto options = parse_filter_arguments({"--database",
                                               "d",
                                               "--trim",
                                               "--distance",
                                               "pearson",
                                               "--forward-only",
                                               "--least-overlap",
                                               "5",
                                               "--pseudocount",
                                               "0",
                                               "--threshold-on",
                                               "q-value",
                                               "--threshold",
                                               "0.05",
                                               "--ignore",
                                               "A",
                                               "--ignore",
                                               "B",
                                               "--truth",
                                               "koo2021",
                                               "--matches",
                                               "m.tsv",
                                               "--per-motif",
                                               "p.tsv",
                                               "-@",
                                               "3",
                                               "-o",
                                               "out.tsv",
                                               "-"});
  EXPECT_TRUE(options.trim);
  EXPECT_TRUE(options.forward_only);
  EXPECT_EQ(options.distance, "pearson");
  EXPECT_EQ(options.least_overlap, 5);
  EXPECT_EQ(options.pseudocount, 0);
  EXPECT_EQ(options.threshold_on, "q-value");
  EXPECT_EQ(options.threshold, 0.05);
  EXPECT_THAT(options.ignored, testing::ElementsAre("A", "B"));
  EXPECT_EQ(options.truth, "koo2021");
  EXPECT_EQ(options.matches, "m.tsv");
  EXPECT_EQ(options.per_motif, "p.tsv");
  EXPECT_EQ(options.threads, 3);
  EXPECT_EQ(options.output, "out.tsv");
  EXPECT_EQ(options.filters, "-");
}

TEST(ParseFilters, RefusesContradictions) {
  EXPECT_THAT(filter_refusal({"f.meme"}), HasSubstr("--database is missing"));
  EXPECT_THAT(filter_refusal({"--database", "d"}), HasSubstr("one file of motifs"));
  EXPECT_THAT(filter_refusal({"--database", "-", "-"}), HasSubstr("standard input once"));
  EXPECT_THAT(filter_refusal({"--database", "d", "--truth", "-", "-"}),
              HasSubstr("standard input once"));
  EXPECT_THAT(filter_refusal({"--database", "d", "--matches", "-", "f"}), HasSubstr("'-'"));
  EXPECT_THAT(filter_refusal({"--database", "d", "--matches", "x", "--per-motif", "x", "f"}),
              HasSubstr("found 'x' for two outputs"));
  EXPECT_THAT(filter_refusal(
                  {"--database", "d", "--distance", "kullback-leibler", "--pseudocount", "0", "f"}),
              HasSubstr("--pseudocount"));
  EXPECT_THAT(filter_refusal({"--database", "d", "--distance", "sandelin", "f"}),
              HasSubstr("euclidean, pearson, kullback-leibler"));
  EXPECT_THAT(filter_refusal({"--database", "d", "--least-overlap", "0", "f"}),
              HasSubstr("--least-overlap"));
  EXPECT_THAT(filter_refusal({"--database", "d", "--threads", "100000", "f"}),
              HasSubstr("--threads"));
  EXPECT_THAT(filter_refusal({"--database", "d", "--threshold", "-1", "f"}),
              HasSubstr("--threshold"));
}

}  // namespace
}  // namespace siskin::tools
