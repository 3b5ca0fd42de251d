#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "support/run_command.hpp"

namespace siskin::test {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kHeader = "metric\tgroup\tvalue\tn\n";

/// Runs of two conditions, and values of the same sequences under both.
class ScoreTables : public testing::Test {
 protected:
  ScoreTables() {
    run("r1.tsv", "0.5");
    run("r2.tsv", "0.6");
    run("r3.tsv", "0.7");
    run("e1.tsv", "0.8");
    run("e2.tsv", "0.9");
    folder.write("p.tsv",
                 "name\tmetric\tgroup\tvalue\na\tiou\tall\t1\nb\tiou\tall\t3\nc\tiou\tall\t2\n"
                 "d\tiou\tall\tNA\n");
    folder.write("q.tsv",
                 "name\tmetric\tgroup\tvalue\nc\tiou\tall\t1\nb\tiou\tall\t1\na\tiou\tall\t0.5\n"
                 "e\tiou\tall\t9\n");
  }
  void run(const std::string& name, const std::string& value) const {
    folder.write(name, std::string("# by hand\n") + kHeader + "auroc\ttest\t" + value +
                           "\t10\nloss\ttest\t1\t10\n");
  }
  CommandResult score(const std::string& arguments, const std::string& input = "") const {
    const bool piped = arguments.find('|') != std::string::npos;
    return run_command("siskin-score " + arguments + (piped ? "" : " | tail -n +2"), folder.path(),
                       input);
  }

  TemporaryFolder folder;
};

// mean 0.6, sd 0.1; Student's quantile of 2 degrees: 4.30265273 x 0.1 / sqrt 3 = 0.248413771
TEST_F(ScoreTables, SummariseRunsByLabel) {
  const auto done = score("summarise --metric auroc r=r1.tsv r=r2.tsv r=r3.tsv e=e1.tsv");
  ASSERT_EQ(done.status, 0) << done.err;
  EXPECT_EQ(done.out,
            "metric\tgroup\tvalue\tn\tcondition\tsd\tmedian\tq1\tq3\tlow\thigh\tmin\tmax\n"
            "auroc\ttest\t0.6\t3\tr\t0.1\t0.6\t0.55\t0.65\t0.351586229\t0.848413771\t0.5\t0.7\n"
            "auroc\ttest\t0.8\t1\te\tNA\t0.8\t0.8\t0.8\tNA\tNA\t0.8\t0.8\n");
}

TEST_F(ScoreTables, SummariseWithoutLabelsAsOneCondition) {
  const auto done = score("summarise --metric loss r1.tsv - e1.tsv", folder.read("r2.tsv"));
  EXPECT_THAT(done.out, HasSubstr("loss\ttest\t1\t3\tall\t0\t1\t1\t1\t1\t1\t1\t1\n"));
  EXPECT_THAT(done.out, Not(HasSubstr("auroc")));
}

TEST_F(ScoreTables, AverageASequenceOverRunsFirst) {
  const auto by_name = score("summarise x=p.tsv x=q.tsv");
  // a 0.75, b 2, c 1.5, e 9
  EXPECT_THAT(by_name.out, HasSubstr("iou\tall\t3.3125\t4\tx\t"));
  const auto by_file = score("summarise --unit file x=p.tsv x=q.tsv");
  // 2 and 2.875
  EXPECT_THAT(by_file.out, HasSubstr("iou\tall\t2.4375\t2\tx\t"));
}

TEST_F(ScoreTables, TakeConditionsFromColumns) {
  folder.write("all.tsv",
               "activation\tseed\tmetric\tgroup\tvalue\tn\nrelu\t1\tauroc\tt\t1\t5\n"
               "exp\t1\tauroc\tt\t4\t5\nrelu\t2\tauroc\tt\t3\t5\nexp\t2\tauroc\tt\t8\t5\n");
  const auto done = score("summarise --by activation all.tsv");
  EXPECT_THAT(done.out, HasSubstr("auroc\tt\t2\t2\trelu\t"));
  EXPECT_THAT(done.out, HasSubstr("auroc\tt\t6\t2\texp\t"));
  EXPECT_THAT(score("summarise --by activation --by seed x=all.tsv").out,
              HasSubstr("auroc\tt\t4\t1\tx/exp/1\t"));
  // paired by seed: differences -3 and -5
  const auto compared = score("compare --by activation --unit seed all.tsv");
  EXPECT_THAT(compared.out, HasSubstr("auroc\tt\t-4\t2\trelu\texp\t2\t2\t2\t6\t"));
  EXPECT_THAT(compared.out, HasSubstr("\tpaired_t\t-4\t"));
}

// 0.5 0.6 0.7 against 0.8 0.9: all 6 pairs lost, p = 2 / 10 choices; mean difference -0.25.
TEST_F(ScoreTables, CompareRunsUnpaired) {
  const auto done = score("compare --metric auroc r=r1.tsv r=r2.tsv r=r3.tsv e=e1.tsv e=e2.tsv");
  ASSERT_EQ(done.status, 0) << done.err;
  EXPECT_THAT(done.out, HasSubstr("auroc\ttest\t-0.25\t5\tr\te\t3\t2\t0.6\t0.85\t"));
  EXPECT_THAT(
      done.out,
      HasSubstr("auroc\ttest\t-0.25\t5\tr\te\t3\t2\t0.6\t0.85\tNA\tNA\tmann_whitney\t0\t0.2\t"
                "0.2\t-1\tcliff_delta\n"));
  EXPECT_THAT(done.out, HasSubstr("\twelch_t\t"));
}

// Pairs a (1, 0.5), b (3, 1), c (2, 1): differences 0.5 2 1, all positive: p = 2 / 8.
TEST_F(ScoreTables, CompareSequencesByName) {
  const auto done = score("compare p=p.tsv q=q.tsv");
  ASSERT_EQ(done.status, 0) << done.err;
  EXPECT_THAT(done.out,
              HasSubstr("iou\tall\t1\t3\tp\tq\t3\t3\t2\t1\tNA\tNA\twilcoxon\t6\t0.25\t0.25\t"
                        "1\trank_biserial\n"));
  EXPECT_THAT(done.out, HasSubstr("iou\tall\t1.16666667\t3\tp\tq\t3\t3\t2\t0.833333333\t"));
  EXPECT_THAT(score("compare --pairing unpaired p=p.tsv q=q.tsv").out, HasSubstr("mann_whitney"));
  EXPECT_THAT(score("compare --alternative greater p=p.tsv q=q.tsv").out,
              HasSubstr("wilcoxon\t6\t0.125\t"));
}

TEST_F(ScoreTables, PairRunsInTheirOrderWhenAsked) {
  const auto done =
      score("compare --pairing paired --metric auroc r=r1.tsv r=r2.tsv e=e1.tsv e=e2.tsv");
  EXPECT_THAT(done.out, HasSubstr("auroc\ttest\t-0.3\t2\tr\te\t2\t2\t0.55\t0.85\t"));
  const auto uneven = score("compare --pairing paired r=r1.tsv r=r2.tsv e=e1.tsv");
  EXPECT_EQ(uneven.status, 1);
  EXPECT_THAT(uneven.err, HasSubstr("found 2 values of 'r' and 1 of 'e'"));
}

// 0.9 belongs to 0.7 and 0.8 to NA: one pair is left.
TEST_F(ScoreTables, PairRunsInTheirOrderAroundNa) {
  const std::vector<std::string> r = {"0.9", "NA", "0.8"};
  const std::vector<std::string> e = {"0.7", "0.6", "NA"};
  for (std::size_t i = 0; i < r.size(); ++i) {
    run("pr" + std::to_string(i) + ".tsv", r[i]);
    run("pe" + std::to_string(i) + ".tsv", e[i]);
  }
  const auto done = score(
      "compare --pairing paired --metric auroc r=pr0.tsv r=pr1.tsv r=pr2.tsv e=pe0.tsv e=pe1.tsv "
      "e=pe2.tsv");
  EXPECT_THAT(done.out, HasSubstr("auroc\ttest\t0.2\t1\tr\te\t1\t1\t0.9\t0.7\t"));
}

// Differences of 0.1 in decimals, of three numbers as doubles: no spread, and one rank.
TEST_F(ScoreTables, DoNotTakeRoundingForCertainty) {
  const std::vector<std::string> r = {"0.9", "0.8", "0.7", "0.3"};
  const std::vector<std::string> e = {"0.8", "0.7", "0.6", "0.4"};
  for (std::size_t i = 0; i < r.size(); ++i) {
    run("pr" + std::to_string(i) + ".tsv", r[i]);
    run("pe" + std::to_string(i) + ".tsv", e[i]);
  }
  const std::string three = "r=pr0.tsv r=pr1.tsv r=pr2.tsv e=pe0.tsv e=pe1.tsv e=pe2.tsv";
  const auto done = score("compare --pairing paired --metric auroc " + three);
  EXPECT_THAT(done.out, HasSubstr("auroc\ttest\t0.1\t3\tr\te\t3\t3\t0.8\t0.7\tNA\tNA\t"
                                  "paired_t\tNA\tNA\tNA\tNA\tcohen_dz\n"));
  // +1 +1 +1 -1 with one rank of 2.5: 7.5 of 10, p = 2 * 5 / 16.
  const auto tied =
      score("compare --pairing paired --metric auroc " + three + " r=pr3.tsv e=pe3.tsv");
  EXPECT_THAT(tied.out, HasSubstr("wilcoxon\t7.5\t0.625\t"));
}

TEST_F(ScoreTables, RefuseUnitsThatNobodyShares) {
  folder.write("other.tsv", "name\tmetric\tgroup\tvalue\nx\tiou\tall\t1\ny\tiou\tall\t3\n");
  const auto done = score("compare p=p.tsv o=other.tsv");
  EXPECT_EQ(done.status, 1);
  EXPECT_THAT(done.err, HasSubstr("'p' and 'o' share no unit"));
  EXPECT_EQ(score("compare --pairing unpaired p=p.tsv o=other.tsv").status, 0);
  // d has no value in p, e is in q only.
  EXPECT_THAT(score("compare p=p.tsv q=q.tsv").err,
              HasSubstr("'p' and 'q': 1 values of units that the other does not have"));
  EXPECT_THAT(score("compare p=p.tsv r=r1.tsv").err, HasSubstr("expected one kind"));
}

TEST_F(ScoreTables, DoNotTestStandardErrorsAndCountsUnlessAsked) {
  for (const std::string name : {"s1.tsv", "s2.tsv", "s3.tsv", "s4.tsv"}) {
    folder.write(name, std::string(kHeader) +
                           "auroc\tt\t0.5\t4\nauroc_sem\tt\t0.1\t4\nskipped\tmissing\t0\t4\n");
  }
  const std::string tables = " a=s1.tsv a=s2.tsv b=s3.tsv b=s4.tsv";
  const auto plain = score("compare" + tables + " | tail -n +3 | cut -f 1 | sort -u");
  EXPECT_EQ(plain.out, "auroc\n");
  EXPECT_THAT(score("compare --metric auroc_sem" + tables).out, HasSubstr("\nauroc_sem\tt\t"));
  folder.write("sem.tsv", std::string(kHeader) + "auroc_sem\tt\t0.1\t4\n");
  EXPECT_THAT(score("compare a=sem.tsv b=sem.tsv").err, HasSubstr("--metric must ask"));
}

TEST_F(ScoreTables, ReadFilesWithAnEqualsSignInTheirName) {
  std::filesystem::create_directory(folder.path() / "lr=0.1");
  folder.write("lr=0.1/c.tsv", folder.read("r1.tsv"));
  EXPECT_THAT(score("summarise --metric auroc lr=0.1/c.tsv").out,
              HasSubstr("auroc\ttest\t0.5\t1\tall\t"));
  EXPECT_THAT(score("summarise --metric auroc x=lr=0.1/c.tsv").out,
              HasSubstr("auroc\ttest\t0.5\t1\tx\t"));
  EXPECT_THAT(score("summarise lr=0.2/c.tsv").err,
              HasSubstr("0.2/c.tsv: cannot be opened ('lr' in 'lr=0.2/c.tsv' was read as its "
                        "label)"));
}

TEST_F(ScoreTables, CompareAllPairsOrAgainstOne) {
  const std::string tables =
      " --metric auroc a=r1.tsv a=r2.tsv b=r3.tsv b=e1.tsv c=e1.tsv c=e2.tsv";
  const auto pairs = score("compare" + tables + " | tail -n +3 | cut -f 5,6,13 | tr '\\t' ' '");
  EXPECT_EQ(pairs.out,
            "a b welch_t\na b mann_whitney\na c welch_t\na c mann_whitney\nb c welch_t\n"
            "b c mann_whitney\n");
  const auto against =
      score("compare --against b" + tables + " | tail -n +3 | cut -f 5,6 | sort -u");
  EXPECT_EQ(against.out, "a\tb\nc\tb\n");
  EXPECT_THAT(score("compare --against d" + tables).err, HasSubstr("no condition 'd'"));
}

// Two against two, all pairs lost: p = 2 / 6; equal values: p = 1.
TEST_F(ScoreTables, CorrectEachKindOfTestOverAllLines) {
  const std::string tables = " --metric auroc a=r1.tsv a=r2.tsv b=r3.tsv b=e1.tsv";
  const auto plain = score("compare --correction none" + tables + " | grep mann | cut -f 15,16");
  EXPECT_EQ(plain.out, "0.333333333\t0.333333333\n");
  const auto both = score(
      "compare --correction bonferroni a=r1.tsv a=r2.tsv b=r3.tsv b=e1.tsv | grep mann | "
      "cut -f 1,15,16");
  EXPECT_EQ(both.out, "auroc\t0.333333333\t0.666666667\nloss\t1\t1\n");
}

TEST_F(ScoreTables, RefuseWhatCannotBeJoined) {
  EXPECT_THAT(score("compare r1.tsv r2.tsv").err, HasSubstr("found the one condition 'all'"));
  EXPECT_THAT(score("summarise --metric f1 r1.tsv").err, HasSubstr("no line of these metrics"));
  EXPECT_THAT(score("summarise --by seed r1.tsv").err, HasSubstr("r1.tsv:2: no column 'seed'"));
  folder.write("bad.tsv", std::string(kHeader) + "auroc\ttest\tmuch\t1\n");
  EXPECT_THAT(score("summarise bad.tsv").err, HasSubstr("bad.tsv:2: column 'value': found 'much'"));
  folder.write("short.tsv", std::string(kHeader) + "auroc\ttest\n");
  EXPECT_THAT(score("summarise short.tsv").err,
              HasSubstr("short.tsv:2: found 2 cells, expected 4"));
  folder.write("empty.tsv", "# nothing\n");
  EXPECT_THAT(score("summarise empty.tsv").err, HasSubstr("empty.tsv: empty"));
  folder.write("binary.tsv", std::string("metric\tgroup\0value\n", 19));
  EXPECT_EQ(score("summarise binary.tsv").status, 1);
  EXPECT_EQ(score("summarise absent.tsv").status, 1);
}

}  // namespace
}  // namespace siskin::test
