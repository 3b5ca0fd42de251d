#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "support/run_command.hpp"
#include "tools/score_support.hpp"

namespace siskin::test {
namespace {

using testing::HasSubstr;

/// Sequence a: sites 0-8 and 20-24, subsets {0 1 10} and {21 22 23}. Sequence b: site 0-4, subset
/// {0 1 2 3}.
class ScoreSubsets : public testing::Test {
 protected:
  ScoreSubsets() {
    folder.write("sites.bed",
                 "# truth\na\t0\t8\tM1\t9.50\t+\na\t20\t24\tM2\t7.00\t-\nb\t0\t4\tM1\t9.50\t+\n"
                 "unused\t0\t4\tM1\t9.50\t+\n");
    folder.write("sis.bed",
                 "# siskin-sis\n"
                 "a\t0\t11\ta/sis0\t0\t.\t0\t11\t0\t2\t2,1,\t0,10,\n"
                 "a\t21\t24\ta/sis1\t0\t.\t21\t24\t0\t1\t3,\t0,\n"
                 "b\t0\t4\tb/sis0\t0\t.\t0\t4\t0\t1\t4,\t0,\n");
  }
  CommandResult score(const std::string& arguments, const std::string& input = "") const {
    return run_command("siskin-score subsets " + arguments, folder.path(), input);
  }

  TemporaryFolder folder;
};

TEST_F(ScoreSubsets, WaitsForTheEndOfAPipeBeforeItOpensTheTruth) {
  const auto done = run_command(
      "(cat sis.bed; sleep 0.3; cp sites.bed late.bed) |"
      " siskin-score subsets --truth late.bed -",
      folder.path());
  ASSERT_EQ(done.status, 0) << done.err;
  EXPECT_EQ(score_lines(done.out).at("base_recall all").value, "0.5625");
}

TEST_F(ScoreSubsets, GivesMeansAndPooledFiguresByHand) {
  const auto done = score("--truth sites.bed sis.bed");
  ASSERT_EQ(done.status, 0) << done.err;
  const auto lines = score_lines(done.out);
  EXPECT_EQ(lines.at("base_precision mean").value, "0.916666667");  // (5/6 + 1) / 2
  EXPECT_EQ(lines.at("base_recall mean").value, "0.708333333");     // (5/12 + 1) / 2
  EXPECT_EQ(lines.at("f1 mean").value, "0.777777778");              // (10/18 + 1) / 2
  EXPECT_EQ(lines.at("base_precision all").value, "0.9");
  EXPECT_EQ(lines.at("base_recall all").value, "0.5625");  // 9 of 16, `unused` left out
  EXPECT_EQ(lines.at("site_recall all").value, "1");
  EXPECT_EQ(lines.at("subset_precision all").value, "0.666666667");
  EXPECT_EQ(lines.at("subsets mean").value, "1.5");
  EXPECT_EQ(lines.at("subsets mean").n, "2");
  EXPECT_EQ(lines.at("median_length all").value, "3");
  EXPECT_EQ(lines.at("median_length all").n, "3");
  EXPECT_EQ(lines.at("sequences_without_sites all").value, "0");
}

TEST_F(ScoreSubsets, DemandsTheMinimumCover) {
  const auto lines = score_lines(score("--truth sites.bed --minimum-cover 0.5 sis.bed").out);
  EXPECT_EQ(lines.at("site_recall all").value, "0.666666667");
  EXPECT_EQ(lines.at("site_recall mean").value, "0.75");
}

TEST_F(ScoreSubsets, WritesFiguresOfEverySequence) {
  const auto done = score("--truth sites.bed --per-sequence each.tsv -", folder.read("sis.bed"));
  ASSERT_EQ(done.status, 0) << done.err;
  EXPECT_THAT(folder.read("each.tsv"), HasSubstr("\na\tbase_precision\tmean\t0.833333333\n"));
  EXPECT_THAT(folder.read("each.tsv"), HasSubstr("\nb\tsubsets\tmean\t1\n"));
}

TEST_F(ScoreSubsets, CountsSequencesWithoutSites) {
  folder.write("more.bed", folder.read("sis.bed") + "n\t3\t5\tn/sis0\t0\t.\t3\t5\t0\t1\t2,\t0,\n");
  const auto lines = score_lines(score("--truth sites.bed more.bed").out);
  EXPECT_EQ(lines.at("sequences_without_sites all").value, "1");
  EXPECT_EQ(lines.at("sequences_without_sites all").n, "3");
  EXPECT_EQ(lines.at("base_precision all").value, "0.75");
  EXPECT_EQ(lines.at("base_recall mean").n, "2");
}

// a: {0 1 10} and {21 22 23} against {0 1 2}: 2 of 7 bases. b: nothing against 4. c: only there.
TEST_F(ScoreSubsets, TellsHowFarTwoFilesAgree) {
  folder.write("other.bed",
               "a\t0\t3\ta/sis0\t0\t.\t0\t3\t0\t1\t3,\t0,\n"
               "c\t5\t9\tc/sis0\t0\t.\t5\t9\t0\t1\t4,\t0,\n");
  const auto done = score("--against other.bed --per-sequence each.tsv sis.bed");
  ASSERT_EQ(done.status, 0) << done.err;
  const auto lines = score_lines(done.out);
  EXPECT_EQ(lines.at("base_jaccard mean").value, "0.0952380952");  // (2/7 + 0 + 0) / 3
  EXPECT_EQ(lines.at("base_jaccard mean").n, "3");
  EXPECT_EQ(lines.at("matched mean").value, "0.25");  // (1/2 + 0) / 2
  EXPECT_EQ(lines.at("matched mean").n, "2");
  EXPECT_EQ(lines.at("against_matched mean").value, "0.5");
  EXPECT_EQ(lines.at("base_jaccard all").value, "0.133333333");  // 2 of 15
  EXPECT_EQ(lines.at("matched all").value, "0.333333333");
  EXPECT_EQ(lines.at("against_matched all").value, "0.5");
  EXPECT_EQ(lines.at("sequences_in_both all").value, "1");
  EXPECT_EQ(lines.at("sequences_in_both all").n, "3");
  EXPECT_EQ(lines.count("base_precision all"), 0U);
  EXPECT_THAT(folder.read("each.tsv"), HasSubstr("\nc\tmatched\tmean\tNA\n"));
  const auto half = score_lines(score("--against other.bed --minimum-cover 0.7 sis.bed").out);
  EXPECT_EQ(half.at("matched all").value, "0");
}

TEST_F(ScoreSubsets, TakesTruthAndAnotherFileAtOnce) {
  const auto truth = score_lines(score("--truth sites.bed sis.bed").out);
  const auto both = score_lines(score("--truth sites.bed --against sis.bed sis.bed").out);
  for (const auto& [name, line] : truth) EXPECT_EQ(both.at(name).value, line.value) << name;
  EXPECT_EQ(both.at("base_jaccard all").value, "1");
  EXPECT_EQ(both.at("matched mean").value, "1");
  folder.write("chr.bed", "chr1\t0\t4\n");
  EXPECT_THAT(score("--against chr.bed sis.bed").err, HasSubstr("that chr.bed does not have"));
}

TEST_F(ScoreSubsets, HasNothingToSayOfNoSubsets) {
  folder.write("none.bed", "# siskin-sis\n");
  const auto done = score("--truth sites.bed none.bed");
  ASSERT_EQ(done.status, 0) << done.err;
  EXPECT_EQ(score_lines(done.out).at("base_precision all").value, "NA");
  EXPECT_EQ(score_lines(done.out).at("f1 mean").value, "NA");
  EXPECT_EQ(score_lines(done.out).at("f1 mean").n, "0");
  EXPECT_EQ(score_lines(done.out).at("median_length all").n, "0");
}

TEST_F(ScoreSubsets, RefusesFilesThatDoNotGoTogether) {
  folder.write("other.bed", "chr1\t0\t4\tM\t1\t+\n");
  const auto refused = score("--truth other.bed sis.bed");
  EXPECT_EQ(refused.status, 1);
  EXPECT_THAT(refused.err, HasSubstr("sis.bed: found 2 of 2 names that other.bed does not have "
                                     "('a', 'b'; it has 'chr1')"));
  folder.write("bad.bed", "a\t0\t4\na\tx\t4\n");
  EXPECT_THAT(score("--truth sites.bed bad.bed").err, HasSubstr("bad.bed:2"));
}

}  // namespace
}  // namespace siskin::test
