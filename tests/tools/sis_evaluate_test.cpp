#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "sis/request.hpp"
#include "siskin/io/table.hpp"
#include "siskin/seq/alphabet.hpp"
#include "siskin/util/error.hpp"
#include "support/run_command.hpp"
#include "unit/blackbox/function_scorer.hpp"

namespace siskin {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::string kColumns = "name\tindex\tthreshold\tsubset_score\tpattern\tstatus\n";

tools::EvaluateOptions parse_evaluation(std::vector<std::string> words) {
  words.insert(words.begin(), {"evaluate", "-m", "m.pt"});
  std::ostringstream out;
  return std::get<tools::EvaluateOptions>(tools::parse_sis_request(words, out).value());
}

std::string evaluation_refusal(const std::vector<std::string>& words) {
  try {
    parse_evaluation(words);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "accepted";
}

// The network of the test model, on the pattern with `masked` in all channels of an N.
double t1_of(const std::string& pattern, float masked) {
  std::vector<float> map_cl(4 * pattern.size(), 0);
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    for (std::size_t base = 0; base < 4; ++base) {
      const bool here = seq::code(pattern[i]) == base;
      map_cl[base * pattern.size() + i] = pattern[i] == 'N' ? masked : (here ? 1.0F : 0.0F);
    }
  }
  return test::score_t1(map_cl.data(), pattern.size());
}

class SisEvaluateTest : public testing::Test {
 protected:
  test::CommandResult run(const std::string& words) const {
    return test::run_command(
        "siskin-sis evaluate -m " SISKIN_SOURCE_DIR "/test-data/models/t1.pt " + words,
        folder_.path());
  }
  io::Table table(const std::string& name) const {
    return io::read_table_file((folder_.path() / name).string());
  }
  test::TemporaryFolder folder_;
};

TEST(ParseEvaluateOptions, HasDefaults) {
  const auto options = parse_evaluation({"a.tsv"});
  EXPECT_EQ(options.model.path, "m.pt");
  EXPECT_THAT(options.tables.names, ElementsAre("a"));
  EXPECT_EQ(options.mask, "uniform");
  EXPECT_EQ(options.decision, "maximise");
  EXPECT_EQ(options.target, 0);
  EXPECT_FALSE(options.threshold.has_value());
}

TEST(ParseEvaluateOptions, RefusesWhatCannotBe) {
  EXPECT_THAT(evaluation_refusal({"--threshold", "1", "--threshold-of", "b.tsv", "a.tsv"}),
              HasSubstr("found both of --threshold and --threshold-of"));
  EXPECT_THAT(evaluation_refusal({"--threshold-of", "-", "-"}),
              HasSubstr("found '-' for two inputs"));
  EXPECT_THAT(evaluation_refusal({"--per-subset", "-", "a.tsv"}),
              HasSubstr("option --per-subset: standard output is taken"));
  EXPECT_THAT(evaluation_refusal({"--mask", "position-mean", "a.tsv"}), HasSubstr("--mask"));
  EXPECT_THAT(evaluation_refusal({}), HasSubstr("found 0 arguments"));
}

TEST_F(SisEvaluateTest, AsksTheModelAboutEachSubset) {
  const std::vector<std::string> patterns{"ANNNN", "NNACN", "GTNNC", "ACG", "NNT", "NNNNA"};
  std::string content = kColumns;
  for (const auto& pattern : patterns) content += "s\t0\t1\t2\t" + pattern + "\tok\n";
  folder_.write("a.tsv", content + "t\tNA\t1\tNA\tNA\tbelow_threshold\n");
  for (const std::string mask : {"uniform", "zero"}) {
    const auto result =
        run("--batch-size 2 --threshold 0.3 --per-subset p.tsv -o e.tsv --mask " + mask + " a.tsv");
    ASSERT_EQ(result.status, 0) << result.err;
    const auto each = table("p.tsv");
    ASSERT_EQ(each.rows.size(), patterns.size());
    double sum = 0;
    double largest = -100;
    double enough = 0;
    for (std::size_t i = 0; i < patterns.size(); ++i) {
      const double expected = t1_of(patterns[i], mask == "uniform" ? 0.25F : 0.0F);
      EXPECT_NEAR(each.number(i, each.column("score")), expected, 1e-6) << patterns[i];
      sum += expected;
      largest = std::max(largest, expected);
      enough += expected >= 0.3 ? 1 : 0;
    }
    const auto summary = table("e.tsv");
    ASSERT_EQ(summary.rows.size(), 3U);
    EXPECT_EQ(summary.rows[0][0], "mean");
    EXPECT_NEAR(summary.number(0, 2), sum / 6, 1e-6);
    EXPECT_EQ(summary.rows[1][0], "maximum");
    EXPECT_NEAR(summary.number(1, 2), largest, 1e-6);
    EXPECT_EQ(summary.rows[2][0], "share_sufficient");
    EXPECT_NEAR(summary.number(2, 2), enough / 6, 1e-8);
    EXPECT_EQ(summary.rows[2][3], "6");
  }
}

TEST_F(SisEvaluateTest, FindsTheModelsOwnSubsetsSufficient) {
  folder_.write("x.fa", ">s1\nACGTA\n>s2\nACACG\n");
  ASSERT_EQ(test::run_command("siskin-sis -m " SISKIN_SOURCE_DIR
                              "/test-data/models/t1.pt --threshold 0.9 --table own.tsv x.fa",
                              folder_.path())
                .status,
            0);
  const auto result = run("--threshold-of own.tsv --per-subset p.tsv own.tsv");
  ASSERT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("share_sufficient\town\t1\t2\n"));
  const auto each = table("p.tsv");
  ASSERT_EQ(each.rows.size(), 2U);
  for (std::size_t row = 0; row < 2; ++row) {
    EXPECT_NEAR(each.number(row, each.column("score")),
                each.number(row, each.column("subset_score")), 1e-6);
  }
}

TEST_F(SisEvaluateTest, SumsUpEachTableAlone) {
  folder_.write("a.tsv", kColumns + "s\t0\t1\t2\tANNNN\tok\n");
  folder_.write("b.tsv", kColumns);
  const auto result = run("--names relu,exp --threshold 9 a.tsv b.tsv");
  ASSERT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("mean\trelu\t0.5625\t1\nmaximum\trelu\t0.5625\t1\n"
                                    "share_sufficient\trelu\t0\t1\nmean\texp\tNA\t0\n"));
  EXPECT_THAT(run("a.tsv").out, testing::Not(HasSubstr("share")));
}

TEST_F(SisEvaluateTest, LooksAtTheOtherSideForASmallOutput) {
  // f(A alone) is 0.5625; f(GTGGT) is -0.75.
  folder_.write("a.tsv", kColumns + "s\t0\t-0.5\t-0.75\tGTGGT\tok\ns\t1\t-0.5\t-0.6\tANNNN\tok\n");
  const auto result = run("--decision minimise --threshold-of a.tsv a.tsv");
  ASSERT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("minimum\ta\t-0.75\t2\nshare_sufficient\ta\t0.5\t2\n"));
  EXPECT_THAT(result.out, testing::Not(HasSubstr("maximum")));
  // Nobody can have found these subsets as sufficient for a large output.
  const auto mistaken = run("--threshold-of a.tsv a.tsv");
  EXPECT_EQ(mistaken.status, 1);
  EXPECT_THAT(mistaken.err, HasSubstr("a.tsv: no subset is enough for its own threshold, expected "
                                      "the table of a search with --decision maximise"));
}

TEST_F(SisEvaluateTest, RefusesSeveralThresholds) {
  folder_.write("a.tsv", kColumns + "s\t0\t1\t2\tANNNN\tok\ns\t1\t2\t2\tNANNN\tok\n");
  const auto result = run("--threshold-of a.tsv a.tsv");
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.err, HasSubstr("a.tsv:3: found the threshold 2, expected 1"));
}

}  // namespace
}  // namespace siskin
