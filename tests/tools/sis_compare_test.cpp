#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

#include "sis/request.hpp"
#include "siskin/io/table.hpp"
#include "siskin/util/error.hpp"
#include "support/run_command.hpp"

namespace siskin {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

tools::CompareOptions parse_comparison(std::vector<std::string> words) {
  words.insert(words.begin(), "compare");
  std::ostringstream out;
  return std::get<tools::CompareOptions>(tools::parse_sis_request(words, out).value());
}

std::string comparison_refusal(const std::vector<std::string>& words) {
  try {
    parse_comparison(words);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "accepted";
}

// By metric: the value and the number of one group.
using Figures = std::map<std::string, std::pair<double, std::string>>;

class SisCompareTest : public testing::Test {
 protected:
  SisCompareTest() {
    const std::string header =
        "name\tindex\tthreshold\tsubset_score\tmasked_score\tpattern\tstatus\tdelta_inside\t"
        "delta_outside\n";
    folder_.write("sis.tsv", header +
                                 "a\t0\t1\t2\t0\tNNACTNN\tok\t0.5\t0\n"
                                 "a\t1\t1\t4\t0\tNNNNNAG\tok\t0.7\tNA\n"
                                 "b\t0\t1\t0.5\t0\tNNACNNN\tok\t0.1\t0.2\n"
                                 "c\tNA\t1\tNA\tNA\tNA\tbelow_threshold\tNA\tNA\n");
    // f <= 1 is explained: the masked sequence is above.
    folder_.write("low.tsv", header + "a\t0\t1\t0.5\t3\tNNAGTNN\tok\tNA\tNA\n");
    folder_.write("motif.meme",
                  "MEME version 4\n\nMOTIF m1 first\nletter-probability matrix: w= 3\n1 0 0 0\n"
                  "0 0.5 0.5 0\n0 0 0 1\n");
  }

  test::CommandResult run(const std::string& words) const {
    return test::run_command("siskin-sis compare " + words, folder_.path());
  }
  Figures figures(const std::string& words, const std::string& group) const {
    const auto result = run(words + " -o c.tsv");
    EXPECT_EQ(result.status, 0) << result.err;
    const auto table = io::read_table_file((folder_.path() / "c.tsv").string());
    EXPECT_THAT(table.columns, ElementsAre("metric", "group", "value", "n"));
    Figures found;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      if (table.rows[row][1] != group) continue;
      found[table.rows[row][0]] = {table.number(row, 2), table.rows[row][3]};
    }
    return found;
  }

  test::TemporaryFolder folder_;
};

TEST(ParseCompareOptions, KeepsWhatIsGiven) {
  const auto options = parse_comparison({"--names", "x,y", "--motif", "m.meme", "--motif-name",
                                         "MAFF", "--per-subset", "p.tsv", "a.tsv", "b.tsv"});
  EXPECT_THAT(options.tables.names, ElementsAre("x", "y"));
  EXPECT_EQ(options.motif, "m.meme");
  EXPECT_EQ(options.motif_name, "MAFF");
  EXPECT_EQ(options.per_subset, "p.tsv");
}

TEST(ParseCompareOptions, RefusesWhatNobodyReads) {
  EXPECT_THAT(comparison_refusal({"--motif-name", "x", "a.tsv"}),
              HasSubstr("option --motif-name: needs --motif"));
  EXPECT_THAT(comparison_refusal({"--per-subset", "p.tsv", "a.tsv"}),
              HasSubstr("option --per-subset: needs --motif"));
  EXPECT_THAT(comparison_refusal({"--motif", "m", "--per-subset", "-", "a.tsv"}),
              HasSubstr("option --per-subset: standard output is taken"));
  EXPECT_THAT(comparison_refusal({}), HasSubstr("found 0 arguments"));
}

TEST_F(SisCompareTest, SumsUpEachTableAlone) {
  const auto sis = figures("sis.tsv low.tsv", "sis");
  EXPECT_EQ(sis.at("median_subsets"), (std::pair<double, std::string>{1.5, "2"}));
  EXPECT_EQ(sis.at("median_length"), (std::pair<double, std::string>{2, "3"}));
  EXPECT_EQ(sis.at("median_subset_score"), (std::pair<double, std::string>{2, "3"}));
  EXPECT_NEAR(sis.at("share_sufficient").first, 2.0 / 3, 1e-8);
  EXPECT_EQ(sis.at("median_delta_inside"), (std::pair<double, std::string>{0.5, "3"}));
  EXPECT_EQ(sis.at("median_delta_outside"), (std::pair<double, std::string>{0.1, "2"}));
  EXPECT_EQ(sis.count("median_divergence"), 0U);
  const auto low = figures("sis.tsv low.tsv", "low");
  EXPECT_EQ(low.at("share_sufficient"), (std::pair<double, std::string>{1, "1"}));
  EXPECT_EQ(low.count("median_delta_inside"), 0U);
}

TEST_F(SisCompareTest, TellsTheDivergenceFromAMotif) {
  const auto sis = figures("--motif motif.meme --per-subset p.tsv sis.tsv low.tsv", "sis");
  const auto each = io::read_table_file((folder_.path() / "p.tsv").string());
  ASSERT_EQ(each.rows.size(), 4U);
  const auto divergence = each.column("divergence");
  // Known from another implementation, but for the second subset.
  EXPECT_NEAR(each.number(0, divergence), 0.693155, 1e-5);
  EXPECT_NEAR(each.number(2, divergence), 9.668494, 1e-5);
  // The reverse complement of AGT is ACT, and the row in the middle takes both.
  EXPECT_NEAR(each.number(3, divergence), 0.693155, 1e-5);
  EXPECT_THAT(each.rows[0],
              ElementsAre("sis", "a", "0", "3", each.rows[0][4], each.rows[0][5], "+", "2"));
  EXPECT_NEAR(sis.at("median_divergence").first,
              std::min(std::max(each.number(1, divergence), 0.693155), 9.668494), 1e-5);
  EXPECT_LE(sis.at("median_divergence_either_strand").first,
            sis.at("median_divergence").first + 1e-9);
}

TEST_F(SisCompareTest, LooksAtBothStrands) {
  folder_.write("one.meme",
                "MEME version 4\n\nMOTIF m\nletter-probability matrix: w= 3\n1 0 0 0\n1 0 0 0\n"
                "0 1 0 0\n");
  folder_.write("r.tsv",
                "name\tindex\tthreshold\tsubset_score\tpattern\tstatus\n"
                "a\t0\t1\t2\tNGTTN\tok\n");
  ASSERT_EQ(run("--motif one.meme --per-subset p.tsv r.tsv").status, 0);
  const auto each = io::read_table_file((folder_.path() / "p.tsv").string());
  EXPECT_NEAR(each.number(0, each.column("divergence_either_strand")), 0, 1e-4);
  EXPECT_GT(each.number(0, each.column("divergence")), 20);
  EXPECT_EQ(each.rows[0][each.column("strand")], "-");
  EXPECT_EQ(each.rows[0][each.column("start")], "1");
  // Without the masked score nothing tells on which side the decision lies.
  EXPECT_THAT(run("r.tsv").out, HasSubstr("share_sufficient\tr\tNA\t0\n"));
}

TEST_F(SisCompareTest, NamesWhatIsWrong) {
  folder_.write("two.meme",
                "MEME version 4\n\nMOTIF m1\nletter-probability matrix: w= 1\n1 0 0 0\n\n"
                "MOTIF m2\nletter-probability matrix: w= 8\n1 0 0 0\n1 0 0 0\n1 0 0 0\n1 0 0 0\n"
                "1 0 0 0\n1 0 0 0\n1 0 0 0\n1 0 0 0\n");
  const auto error_of = [this](const std::string& words) {
    const auto result = run(words);
    EXPECT_EQ(result.status, 1);
    return result.err;
  };
  EXPECT_THAT(error_of("--motif two.meme sis.tsv"), HasSubstr("two.meme: found 2 motifs"));
  EXPECT_THAT(error_of("--motif two.meme --motif-name m3 sis.tsv"), HasSubstr("two.meme"));
  EXPECT_THAT(error_of("--motif two.meme --motif-name m2 sis.tsv"),
              HasSubstr("sis.tsv:2: column 'pattern': found a window of 7 bases and a motif of 8"));
  EXPECT_THAT(error_of("none.tsv"), HasSubstr("none.tsv"));
  folder_.write("empty.tsv", "name\tindex\tthreshold\tsubset_score\tpattern\tstatus\n");
  EXPECT_THAT(run("empty.tsv").out, HasSubstr("median_length\tempty\tNA\t0\n"));
}

}  // namespace
}  // namespace siskin
