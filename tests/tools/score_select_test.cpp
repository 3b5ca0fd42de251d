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
  write("none.tsv", "NA", "9");
  EXPECT_THAT(select("a.tsv none.tsv").err, HasSubstr("none.tsv:3: found NA for 'trust'"));
  const auto done = select("--group other a.tsv b.tsv");
  EXPECT_EQ(done.status, 1);
  EXPECT_THAT(done.err, HasSubstr("a.tsv: found no line 'trust' of group 'other'"));
}

}  // namespace
}  // namespace siskin::test
