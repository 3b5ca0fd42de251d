#include "score/options.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "siskin/util/error.hpp"

namespace siskin::tools {
namespace {

using Arguments = std::vector<std::string>;
using testing::HasSubstr;

template <typename Options>
Options parse(const Arguments& arguments) {
  std::ostringstream out;
  return std::get<Options>(parse_score_options(arguments, out).value());
}

std::string refusal(const Arguments& arguments) {
  std::ostringstream out;
  try {
    parse_score_options(arguments, out);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(ParseScoreOptions, GivesAccuracyItsDefaults) {
  const auto options = parse<AccuracyOptions>({"accuracy", "--labels", "x.fa", "p.tsv"});
  EXPECT_EQ(options.labels, "x.fa");
  EXPECT_EQ(options.predictions, "p.tsv");
  EXPECT_EQ(options.task, "classification");
  EXPECT_EQ(options.output_space, "logit");
  EXPECT_EQ(options.threshold, 0.5);
  EXPECT_EQ(options.name_column, "name");
  EXPECT_FALSE(options.allow_missing);
  EXPECT_TRUE(options.output.empty());
}

TEST(ParseScoreOptions, ReadsAllOfAccuracy) {
  const auto options = parse<AccuracyOptions>(
      {"accuracy", "--labels=x.tsv", "--name-column", "id", "--label-column", "a", "--label-column",
       "b", "--split", "test", "--allow-missing", "--threshold", "0.9", "-o", "out.tsv", "-"});
  EXPECT_EQ(options.name_column, "id");
  EXPECT_THAT(options.label_columns, testing::ElementsAre("a", "b"));
  EXPECT_EQ(options.split, "test");
  EXPECT_TRUE(options.allow_missing);
  EXPECT_EQ(options.threshold, 0.9);
  EXPECT_EQ(options.output, "out.tsv");
  EXPECT_EQ(options.predictions, "-");
}

TEST(ParseScoreOptions, RefusesContradictionsOfAccuracy) {
  EXPECT_THAT(refusal({"accuracy", "p.tsv"}), HasSubstr("--labels is missing"));
  EXPECT_THAT(refusal({"accuracy", "--labels", "x"}), HasSubstr("the predictions"));
  EXPECT_THAT(refusal({"accuracy", "--labels", "x", "p", "q"}), HasSubstr("'q'"));
  EXPECT_THAT(refusal({"accuracy", "--labels", "-", "-"}), HasSubstr("standard input once"));
  EXPECT_THAT(refusal({"accuracy", "--labels", "x", "--task", "regression", "--output-space",
                       "logit", "p"}),
              HasSubstr("--output-space"));
  EXPECT_THAT(
      refusal({"accuracy", "--labels", "x", "--task", "regression", "--threshold", "1", "p"}),
      HasSubstr("--threshold"));
  EXPECT_THAT(refusal({"accuracy", "--labels", "x", "--threshold", "1.1", "p"}),
              HasSubstr("found '1.1'"));
  EXPECT_THAT(refusal({"accuracy", "--labels", "x", "--output-space", "odds", "p"}),
              HasSubstr("logit, probability, value"));
}

TEST(ParseScoreOptions, ReadsTracksOrMapsForAttribution) {
  const auto track = parse<AttributionOptions>({"attribution", "--truth", "b.bw", "t.bw"});
  EXPECT_EQ(
      parse<AttributionOptions>({"attribution", "--truth", "b", "--missing", "zero", "t"}).missing,
      "zero");
  EXPECT_EQ(track.truth, "b.bw");
  EXPECT_EQ(track.track, "t.bw");
  EXPECT_EQ(track.missing, "error");
  const auto maps =
      parse<AttributionOptions>({"attribution", "--truth-model", "p.npz", "--map", "a.npz",
                                 "--per-sequence", "s.tsv", "--allow-missing"});
  EXPECT_EQ(maps.truth_model, "p.npz");
  EXPECT_EQ(maps.map, "a.npz");
  EXPECT_EQ(maps.per_sequence, "s.tsv");
  EXPECT_TRUE(maps.allow_missing);
}

TEST(ParseScoreOptions, RefusesHalvesForAttribution) {
  EXPECT_THAT(refusal({"attribution"}), HasSubstr("nothing to score"));
  EXPECT_THAT(refusal({"attribution", "t.bw"}), HasSubstr("--truth is missing"));
  EXPECT_THAT(refusal({"attribution", "--truth", "b.bw"}), HasSubstr("the track is missing"));
  EXPECT_THAT(refusal({"attribution", "--map", "a.npz"}), HasSubstr("--truth-model is missing"));
  EXPECT_THAT(refusal({"attribution", "--truth-model", "a.npz"}), HasSubstr("--map is missing"));
  EXPECT_THAT(refusal({"attribution", "--truth-model", "a.npz", "--map", "-"}), HasSubstr("pipe"));
  EXPECT_THAT(refusal({"attribution", "--truth", "-", "-"}), HasSubstr("standard input once"));
  EXPECT_THAT(refusal({"attribution", "--truth", "b", "t", "--per-sequence", "-"}),
              HasSubstr("--per-sequence"));
}

TEST(ParseScoreOptions, ReadsAllOfEffects) {
  const auto plain = parse<EffectsOptions>({"effects", "--effects", "e.tsv", "m.npz"});
  EXPECT_EQ(plain.position_column, "pos");
  EXPECT_EQ(plain.ref_column, "ref");
  EXPECT_EQ(plain.alt_column, "alt");
  EXPECT_EQ(plain.effect_column, "effect_mean");
  EXPECT_EQ(plain.position_offset, 0);
  const auto options = parse<EffectsOptions>(
      {"effects", "--effects",       "e.tsv", "--position-column", "p",         "--ref-column",
       "r",       "--alt-column",    "a",     "--effect-column",   "e",         "--name-column",
       "n",       "--element",       "F9",    "--position-offset", "139530463", "--sequences",
       "s.fa",    "--allow-missing", "m.npz"});
  EXPECT_EQ(options.position_column, "p");
  EXPECT_EQ(options.ref_column, "r");
  EXPECT_EQ(options.alt_column, "a");
  EXPECT_EQ(options.effect_column, "e");
  EXPECT_EQ(options.name_column, "n");
  EXPECT_EQ(options.element, "F9");
  EXPECT_EQ(options.position_offset, 139530463);
  EXPECT_EQ(options.sequences, "s.fa");
  EXPECT_TRUE(options.allow_missing);
}

TEST(ParseScoreOptions, RefusesWhatEffectsCannotDo) {
  EXPECT_THAT(refusal({"effects", "m.npz"}), HasSubstr("--effects is missing"));
  EXPECT_THAT(refusal({"effects", "--effects", "e", "-"}), HasSubstr("pipe"));
  EXPECT_THAT(refusal({"effects", "--effects", "e", "--allow-missing", "m.npz"}),
              HasSubstr("--name-column"));
  EXPECT_THAT(refusal({"effects", "--effects", "e", "--position-offset", "1x", "m.npz"}),
              HasSubstr("'1x'"));
}

TEST(ParseScoreOptions, ReadsAllOfSubsets) {
  const auto options = parse<SubsetsOptions>(
      {"subsets", "--truth", "sites.bed", "--minimum-cover", "0.5", "sis.bed"});
  EXPECT_EQ(options.truth, "sites.bed");
  EXPECT_EQ(options.subsets, "sis.bed");
  EXPECT_EQ(options.minimum_cover, 0.5);
  EXPECT_THAT(refusal({"subsets", "--truth", "x", "--minimum-cover", "2", "y"}),
              HasSubstr("at most 1"));
  EXPECT_THAT(refusal({"subsets", "--truth", "-", "-"}), HasSubstr("standard input once"));
  EXPECT_EQ(parse<SubsetsOptions>({"subsets", "--against", "other.bed", "sis.bed"}).against,
            "other.bed");
  EXPECT_THAT(refusal({"subsets", "--against", "-", "-"}), HasSubstr("standard input once"));
  EXPECT_THAT(refusal({"subsets", "sis.bed"}), HasSubstr("neither --truth nor --against"));
}

TEST(ParseScoreOptions, PrintsHelpAndStops) {
  for (const char* name : {"accuracy", "attribution", "effects", "subsets"}) {
    std::ostringstream out;
    EXPECT_FALSE(parse_score_options({name, "--help"}, out).has_value());
    EXPECT_THAT(out.str(), HasSubstr(std::string("Usage: siskin-score ") + name));
  }
  std::ostringstream out;
  EXPECT_FALSE(parse_score_options({"--help"}, out).has_value());
  EXPECT_THAT(out.str(), HasSubstr("Subcommands:"));
}

TEST(ParseScoreOptions, ReadsWhatIsCalledInAttribution) {
  const auto defaults = parse<AttributionOptions>({"attribution", "--truth", "b", "t"});
  EXPECT_EQ(defaults.call_share, 0.25);
  EXPECT_EQ(defaults.call_gap, 3);
  const auto asked = parse<AttributionOptions>(
      {"attribution", "--truth", "b", "--call-share", "0.5", "--call-gap", "0", "t"});
  EXPECT_EQ(asked.call_share, 0.5);
  EXPECT_EQ(asked.call_gap, 0);
  EXPECT_THAT(refusal({"attribution", "--truth", "b", "--call-share", "0", "t"}),
              HasSubstr("call-share"));
}

}  // namespace
}  // namespace siskin::tools
