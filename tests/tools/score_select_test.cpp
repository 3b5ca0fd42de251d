#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "support/run_command.hpp"

namespace siskin::test {
namespace {

using testing::HasSubstr;

class ScoreSelect : public testing::Test {
 protected:
  ScoreSelect() {
    write("a.tsv", "0.5", "9");
    write("b.tsv", "1.5", "9");
    write("c.tsv", "0.5", "9");
  }
  void write(const std::string& name, const std::string& value, const std::string& n) const {
    folder.write(name, "metric\tgroup\tvalue\tn\nkld\tobserved\t" + value + "\t" + n +
                           "\ntrust\tscore\t" + value + "\t" + n + "\n");
  }
  CommandResult select(const std::string& arguments) const {
    return run_command("siskin-score select " + arguments, folder.path());
  }
  TemporaryFolder folder;
};

TEST_F(ScoreSelect, RanksTheBestFirstAndSharesRanksOfTies) {
  const auto done = select("a.tsv b.tsv c.tsv");
  ASSERT_EQ(done.status, 0) << done.err;
  EXPECT_THAT(done.out,
              HasSubstr("metric\tgroup\tvalue\tn\nrank\tb.tsv\t1\t3\nrank\ta.tsv\t2.5\t3\n"
                        "rank\tc.tsv\t2.5\t3\ntrust\tb.tsv\t1.5\t9\n"));
}

TEST_F(ScoreSelect, TakesAnyFigureAndEitherDirection) {
  const auto done = select("--metric kld --group observed --lowest b.tsv a.tsv");
  ASSERT_EQ(done.status, 0) << done.err;
  EXPECT_THAT(done.out, HasSubstr("\nrank\ta.tsv\t1\t2\nrank\tb.tsv\t2\t2\nkld\ta.tsv\t0.5\t9\n"));
}

TEST_F(ScoreSelect, RefusesModelsThatCannotBeCompared) {
  write("few.tsv", "1", "4");
  EXPECT_THAT(select("a.tsv few.tsv").err,
              HasSubstr("few.tsv: found a figure of 4 sequences, expected 9 as in a.tsv"));
  const auto done = select("--group other a.tsv b.tsv");
  EXPECT_EQ(done.status, 1);
  EXPECT_THAT(done.err, HasSubstr("a.tsv: found no line 'trust' of group 'other' (it has kld of "
                                  "observed, trust of score)"));
}

TEST_F(ScoreSelect, PutsModelsWithoutAValueBehindAllOthers) {
  write("none.tsv", "NA", "9");
  write("nor.tsv", "NA", "9");
  const auto done = select("none.tsv a.tsv nor.tsv b.tsv");
  ASSERT_EQ(done.status, 0) << done.err;
  EXPECT_THAT(done.out, HasSubstr("\nrank\tb.tsv\t1\t4\nrank\ta.tsv\t2\t4\nrank\tnone.tsv\tNA\t4\n"
                                  "rank\tnor.tsv\tNA\t4\ntrust\tb.tsv\t1.5\t9\n"));
  EXPECT_THAT(done.out, HasSubstr("\ntrust\tnor.tsv\tNA\t9\n"));
}

TEST_F(ScoreSelect, RefusesCountsThatAreNoneAndSecondLines) {
  for (const char* count : {"-5", "2.5", "NA", "1e300"}) {
    write("odd.tsv", "1", count);
    const auto done = select("odd.tsv");
    EXPECT_EQ(done.status, 1) << count;
    EXPECT_THAT(done.err, HasSubstr("odd.tsv:3: found '" + std::string(count) + "' for n"));
  }
  folder.write("twice.tsv", "metric\tgroup\tvalue\tn\ntrust\tscore\t1\t9\ntrust\tscore\t2\t9\n");
  EXPECT_THAT(select("twice.tsv").err,
              HasSubstr("twice.tsv:3: found a second line 'trust' of group 'score', expected one"));
}

}  // namespace
}  // namespace siskin::test
