#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "support/run_command.hpp"
#include "tools/score_support.hpp"

namespace siskin::test {
namespace {

using testing::HasSubstr;

class ScoreFaithfulness : public testing::Test {
 protected:
  CommandResult faithfulness(const std::string& lines, const std::string& arguments = "") const {
    return run_command("siskin-score faithfulness " + arguments + " -", folder.path(),
                       "name\ttest\tfraction\tvalue\texpected\n" + lines);
  }
  TemporaryFolder folder;
};

TEST_F(ScoreFaithfulness, ScoresCurvesAgainstARandomOrder) {
  const auto done = faithfulness(
      "s\tdeletion\t0\t4\tNA\ns\tdeletion\t0.5\t1\tNA\ns\tdeletion\t1\t0\tNA\n"
      "s\tdeletion_random\t0\t4\tNA\ns\tdeletion_random\t1\t0\tNA\n"
      "s\tinsertion\t0\t0\tNA\ns\tinsertion\t0.5\t3\tNA\ns\tinsertion\t1\t4\tNA\n"
      "s\tinsertion_random\t0\t0\tNA\ns\tinsertion_random\t1\t4\tNA\n");
  ASSERT_EQ(done.status, 0) << done.err;
  const auto lines = score_lines(done.out);
  EXPECT_EQ(lines.at("deletion area").value, "1.5");  // 0.5 * 2.5 + 0.5 * 0.5
  EXPECT_EQ(lines.at("deletion relative_area").value, "0.375");
  EXPECT_EQ(lines.at("deletion random_area").value, "2");
  EXPECT_EQ(lines.at("deletion gain").value, "0.5");
  EXPECT_EQ(lines.at("insertion area").value, "2.5");
  EXPECT_EQ(lines.at("insertion gain").value, "0.5");
  EXPECT_EQ(lines.at("insertion gain").n, "1");
}

TEST_F(ScoreFaithfulness, TakesTheMeanOfRandomOrders) {
  std::string lines = "s\tdeletion\t0\t4\tNA\ns\tdeletion\t1\t0\tNA\n";
  for (const char* middle : {"2", "100", "2"}) {
    lines += "s\tdeletion_random\t0\t4\tNA\ns\tdeletion_random\t1\t0\tNA\n";
    lines.append("s\tdeletion_random\t0.5\t").append(middle).append("\tNA\n");
  }
  // 104 / 3 in the middle: (4 + 104 / 3) / 4 + (104 / 3) / 4
  EXPECT_EQ(score_lines(faithfulness(lines).out).at("deletion random_area").value, "18.3333333");
}

TEST_F(ScoreFaithfulness, RefusesCurvesThatDoNotGoTogether) {
  EXPECT_THAT(
      faithfulness("s\tdeletion\t0\t4\tNA\ns\tdeletion\t0.5\t1\tNA\n"
                   "s\tdeletion_random\t0\t4\tNA\ns\tdeletion_random\t1\t0\tNA\n")
          .err,
      HasSubstr("sequence s: deletion_random: found fractions of 0 to 1, expected 0 to 0.5"));
  EXPECT_THAT(faithfulness("s\tinsertion\t0\t4\tNA\ns\tinsertion\t0\t1\tNA\n").err,
              HasSubstr(":3: found the fraction 0 of 's' a second time, expected one insertion"));
  const auto random = faithfulness("s\tdeletion_random\t0\t4\tNA\n");
  EXPECT_EQ(random.status, 1);
  EXPECT_THAT(random.err, HasSubstr("standard input: found random orders only"));
  EXPECT_THAT(faithfulness("s\tsensitivity\tNA\t-1\t2\n").err,
              HasSubstr(":2: found a length below 0, expected 0 or more"));
}

TEST_F(ScoreFaithfulness, ScoresPairsAndRandomisation) {
  const auto done = faithfulness(
      "s\tinfidelity\tNA\t1\t1\ns\tinfidelity\tNA\t3\t1\n"
      "s\tsensitivity\tNA\t1\t2\ns\tsensitivity\tNA\t0.5\t2\n"
      "s\tcompleteness\tNA\t2\t1\nt\tcompleteness\tNA\t2\t2\n"
      "s\trandomisation\t0\t1\tNA\ns\trandomisation\t0.5\t0.2\tNA\ns\trandomisation\t1\t0.1\tNA\n",
      "--per-sequence each.tsv");
  ASSERT_EQ(done.status, 0) << done.err;
  const auto lines = score_lines(done.out);
  EXPECT_EQ(lines.at("infidelity mean").value, "2");
  EXPECT_EQ(lines.at("infidelity relative").value, "0.2");
  EXPECT_EQ(lines.at("sensitivity largest").value, "0.5");
  EXPECT_EQ(lines.at("completeness relative_error").value, "0.25");
  EXPECT_EQ(lines.at("completeness relative_error").n, "2");
  EXPECT_EQ(lines.at("randomisation similarity").value, "0.375");
  EXPECT_EQ(lines.at("randomisation last_similarity").value, "0.1");
  EXPECT_EQ(lines.count("deletion area"), 0U);
  EXPECT_THAT(folder.read("each.tsv"), HasSubstr("\nt\tcompleteness\trelative_error\t0\n"));
}

TEST_F(ScoreFaithfulness, RefusesLinesThatItDoesNotKnow) {
  EXPECT_THAT(faithfulness("s\terasure\t0\t1\tNA\n").err,
              HasSubstr("standard input:2: found the test 'erasure', expected deletion"));
  EXPECT_THAT(faithfulness("s\tdeletion\t1.5\t1\tNA\n").err,
              HasSubstr("found the fraction 1.5, expected 0 to 1"));
  EXPECT_THAT(faithfulness("s\tinfidelity\tNA\t1\tNA\n").err,
              HasSubstr("found NA in column 'expected'"));
  const auto none = faithfulness("");
  EXPECT_EQ(none.status, 1);
  EXPECT_THAT(none.err, HasSubstr("no lines found"));
}

}  // namespace
}  // namespace siskin::test
