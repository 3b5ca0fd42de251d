#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "score/labelled_table.hpp"
#include "score/options.hpp"
#include "siskin/util/error.hpp"

namespace siskin::tools {
namespace {

using Words = std::vector<std::string>;
using testing::ElementsAre;
using testing::HasSubstr;

template <typename Options>
Options accepted(const Words& arguments) {
  std::ostringstream out;
  return std::get<Options>(parse_score_options(arguments, out).value());
}

std::string refused(const Words& arguments) {
  std::ostringstream out;
  try {
    parse_score_options(arguments, out);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(ParseAccuracyCertainty, HasNoIntervalsUnlessAsked) {
  const auto plain = accepted<AccuracyOptions>({"accuracy", "--labels", "x", "p"});
  EXPECT_EQ(plain.intervals, "none");
  EXPECT_FALSE(plain.negative_weight);
  EXPECT_EQ(plain.calibration_bins, 10);
  const auto asked = accepted<AccuracyOptions>(
      {"accuracy", "--labels", "x", "--intervals", "bootstrap", "--resamples", "50", "--seed", "9",
       "--confidence", "0.9", "--negative-weight", "12.5", "p"});
  EXPECT_EQ(asked.resamples, 50);
  EXPECT_EQ(asked.seed, 9U);
  EXPECT_EQ(asked.confidence, 0.9);
  EXPECT_EQ(asked.negative_weight, 12.5);
}

TEST(ParseAccuracyCertainty, ComparesWithIntervals) {
  EXPECT_EQ(
      accepted<AccuracyOptions>({"accuracy", "--labels", "x", "--against", "q", "p"}).intervals,
      "delong");
  EXPECT_EQ(accepted<AccuracyOptions>(
                {"accuracy", "--labels", "x", "--task", "regression", "--against", "q", "p"})
                .intervals,
            "bootstrap");
}

TEST(ParseAccuracyCertainty, RefusesContradictions) {
  const auto with = [](const Words& more) {
    Words all = {"accuracy", "--labels", "x", "p"};
    all.insert(all.end(), more.begin(), more.end());
    return refused(all);
  };
  EXPECT_THAT(with({"--against", "q", "--intervals", "none"}), HasSubstr("--intervals"));
  EXPECT_THAT(with({"--task", "regression", "--intervals", "delong"}), HasSubstr("delong"));
  EXPECT_THAT(with({"--resamples", "9"}), HasSubstr("--resamples: expected with --intervals"));
  EXPECT_THAT(with({"--seed", "9"}), HasSubstr("--seed: expected with --intervals"));
  EXPECT_THAT(with({"--confidence", "1"}), HasSubstr("between 0 and 1"));
  EXPECT_THAT(with({"--negative-weight", "0"}), HasSubstr("above 0"));
  EXPECT_THAT(with({"--output-space", "value", "--calibration", "c"}), HasSubstr("--calibration"));
  EXPECT_THAT(with({"--output-space", "value", "--per-sequence", "c"}),
              HasSubstr("--per-sequence"));
  EXPECT_THAT(with({"--per-sequence", "-"}), HasSubstr("expected a file"));
  EXPECT_THAT(with({"--curves", "-"}), HasSubstr("--curves: found '-'"));
  EXPECT_THAT(with({"--curves", "c", "--task", "regression"}), HasSubstr("--curves"));
  EXPECT_THAT(with({"--against", "-", "--split", "a"}), HasSubstr("accepted"));
  EXPECT_THAT(refused({"accuracy", "--labels", "x", "--against", "-", "-"}),
              HasSubstr("standard input once"));
}

TEST(ParseEffectsMetrics, ReadsStrongEffectsAndReplicates) {
  const auto options = accepted<EffectsOptions>(
      {"effects", "--effects", "e", "--strong", "0.5", "--p-column", "p", "--maximum-p", "0.01",
       "--replicate-column", "a", "--replicate-column", "b", "--per-substitution", "s", "m.npz"});
  EXPECT_EQ(options.strong, 0.5);
  EXPECT_EQ(options.p_column, "p");
  EXPECT_EQ(options.maximum_p, 0.01);
  EXPECT_THAT(options.replicate_columns, ElementsAre("a", "b"));
  EXPECT_EQ(options.per_substitution, "s");
}

TEST(ParseEffectsMetrics, RefusesHalfAQuestion) {
  const auto with = [](const Words& more) {
    Words all = {"effects", "--effects", "e", "m.npz"};
    all.insert(all.end(), more.begin(), more.end());
    return refused(all);
  };
  EXPECT_THAT(with({"--strong", "0"}), HasSubstr("above 0"));
  EXPECT_THAT(with({"--p-column", "p"}), HasSubstr("expected with --strong"));
  EXPECT_THAT(with({"--strong", "1", "--maximum-p", "0.1"}), HasSubstr("expected with --p-column"));
  EXPECT_THAT(with({"--replicate-column", "a"}), HasSubstr("expected two or more"));
  EXPECT_THAT(with({"--per-substitution", "-"}), HasSubstr("expected a file"));
}

TEST(ParseTables, ReadsLabelsAndFiles) {
  const auto options = accepted<SummariseOptions>(
      {"summarise", "--by", "a", "--by", "b", "--unit", "seed", "--metric", "auroc", "--group", "t",
       "--confidence", "0.9", "-o", "out", "x=1.tsv", "2.tsv"});
  EXPECT_THAT(options.tables.tables, ElementsAre("x=1.tsv", "2.tsv"));
  EXPECT_THAT(options.tables.by, ElementsAre("a", "b"));
  EXPECT_EQ(options.tables.unit, "seed");
  EXPECT_THAT(options.tables.metrics, ElementsAre("auroc"));
  EXPECT_THAT(options.tables.groups, ElementsAre("t"));
  EXPECT_EQ(options.tables.confidence, 0.9);
  EXPECT_EQ(options.tables.output, "out");
  EXPECT_EQ(split_label("x=1=2.tsv").label, "x");
  EXPECT_EQ(split_label("x=1=2.tsv").path, "1=2.tsv");
  EXPECT_EQ(split_label("2.tsv").label, "");
}

TEST(ParseTables, ReadsTests) {
  const auto plain = accepted<CompareOptions>({"compare", "a=1", "b=2"});
  EXPECT_EQ(plain.pairing, "auto");
  EXPECT_EQ(plain.alternative, "two-sided");
  EXPECT_EQ(plain.correction, "holm");
  const auto asked =
      accepted<CompareOptions>({"compare", "--against", "a", "--pairing", "paired", "--alternative",
                                "less", "--correction", "bh", "a=1", "b=2"});
  EXPECT_EQ(asked.against, "a");
  EXPECT_EQ(asked.pairing, "paired");
  EXPECT_EQ(asked.alternative, "less");
  EXPECT_EQ(asked.correction, "bh");
}

TEST(ParseTables, RefusesNoTablesAndTwoPipes) {
  EXPECT_THAT(refused({"summarise"}), HasSubstr("score tables"));
  EXPECT_THAT(refused({"compare", "a=-", "b=-"}), HasSubstr("standard input once"));
  EXPECT_THAT(refused({"compare", "a="}), HasSubstr("expected LABEL=FILE"));
  EXPECT_THAT(refused({"compare", "--confidence", "0", "a=1"}), HasSubstr("--confidence"));
  EXPECT_THAT(refused({"compare", "--correction", "sidak", "a=1"}), HasSubstr("sidak"));
}

TEST(ParseProfile, HasItsDefaults) {
  const auto options = accepted<ProfileOptions>({"profile", "--observed", "o.npz", "p.npz"});
  EXPECT_THAT(options.bin_widths, ElementsAre(1U, 4U, 10U));
  EXPECT_EQ(options.space, "probability");
  EXPECT_EQ(options.strands, "separate");
  EXPECT_EQ(options.smoothing, 3);
  EXPECT_TRUE(options.arrays());
  EXPECT_FALSE(options.no_baselines);
}

TEST(ParseProfile, ReadsTracksOfStrands) {
  const auto options = accepted<ProfileOptions>(
      {"profile", "--regions", "r.bed", "--width", "100", "--observed", "a.bw", "--observed",
       "b.bw", "--replicate", "c.bw", "--replicate", "d.bw", "--bins", "2,50", "p.bw", "q.bw"});
  EXPECT_THAT(options.predicted, ElementsAre("p.bw", "q.bw"));
  EXPECT_THAT(options.observed, ElementsAre("a.bw", "b.bw"));
  EXPECT_THAT(options.replicate, ElementsAre("c.bw", "d.bw"));
  EXPECT_EQ(options.width, 100);
  EXPECT_THAT(options.bin_widths, ElementsAre(2U, 50U));
  EXPECT_FALSE(options.arrays());
}

TEST(ParseProfile, RefusesFilesThatDoNotGoTogether) {
  EXPECT_THAT(refused({"profile", "p.npz"}), HasSubstr("--observed is missing"));
  EXPECT_THAT(refused({"profile", "--observed", "o.bw", "p.bw"}),
              HasSubstr("--regions is missing"));
  EXPECT_THAT(refused({"profile", "--observed", "o.npz", "p.bw"}), HasSubstr("one kind"));
  EXPECT_THAT(refused({"profile", "--regions", "r", "--observed", "o.bw", "p.bw", "q.bw"}),
              HasSubstr("--observed: found 1 files, expected 2"));
  EXPECT_THAT(refused({"profile", "--regions", "r", "--observed", "o.bw", "--replicate", "a.bw",
                       "--replicate", "b.bw", "p.bw"}),
              HasSubstr("--replicate: found 2 files, expected 1"));
  EXPECT_THAT(refused({"profile", "--regions", "r", "--observed", "o.npz", "p.npz"}),
              HasSubstr("a .npz holds its windows"));
  EXPECT_THAT(refused({"profile", "--observed", "o.npz", "--observed", "u.npz", "p.npz", "q.npz"}),
              HasSubstr("one that holds all strands"));
  EXPECT_THAT(refused({"profile", "--regions", "r", "--observed", "-", "p.bw"}),
              HasSubstr("are not streams"));
  EXPECT_THAT(refused({"profile", "--width", "5", "--observed", "o.npz", "p.npz"}),
              HasSubstr("--width: expected with --regions"));
}

TEST(ParseProfile, RefusesBadBinsAndShares) {
  const auto with = [](const std::string& option, const std::string& value) {
    return refused({"profile", "--observed", "o.npz", option, value, "p.npz"});
  };
  EXPECT_THAT(with("--bins", "1,,4"), HasSubstr("option --bins"));
  EXPECT_THAT(with("--bins", "0"), HasSubstr("found '0'"));
  EXPECT_THAT(with("--bins", "1,x"), HasSubstr("found 'x'"));
  EXPECT_THAT(with("--background-share", "0.2"), HasSubstr("less than --peak-share"));
  EXPECT_THAT(with("--per-sequence", "-"), HasSubstr("expected a file"));
}

}  // namespace
}  // namespace siskin::tools
