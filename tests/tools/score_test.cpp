#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "support/run_command.hpp"
#include "tools/score_support.hpp"

namespace siskin::test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

/// Four sequences with the textbook scores 0.1 0.4 0.35 0.8 (AUROC 0.75).
class ScoreAccuracy : public testing::Test {
 protected:
  ScoreAccuracy() {
    folder.write("p.tsv", "# made by hand\nname\toutput0\na\t0.1\nb\t0.4\nc\t0.35\nd\t0.8\n");
    folder.write("data.fa", ">a label=0\nAC\n>b label=0\nAC\n>c label=1\nAC\n>d label=1\nAC\n");
  }
  CommandResult score(const std::string& arguments, const std::string& input = "") const {
    return run_command("siskin-score accuracy " + arguments, folder.path(), input);
  }

  TemporaryFolder folder;
};

TEST(Score, NeedsAKnownSubcommand) {
  const TemporaryFolder folder;
  const auto none = run_command("siskin-score", folder.path());
  EXPECT_EQ(none.status, 2);
  EXPECT_THAT(none.err, HasSubstr("a subcommand is missing"));
  const auto wrong = run_command("siskin-score acuracy", folder.path());
  EXPECT_EQ(wrong.status, 2);
  EXPECT_THAT(wrong.err, HasSubstr("'acuracy'"));
  EXPECT_EQ(run_command("siskin-score --help", folder.path()).status, 0);
}

TEST_F(ScoreAccuracy, WritesTidyFiguresOfProbabilities) {
  const auto done = score("--labels data.fa --output-space probability p.tsv");
  ASSERT_EQ(done.status, 0) << done.err;
  EXPECT_THAT(done.out, StartsWith("# siskin-score "));
  EXPECT_THAT(done.out, HasSubstr("\nmetric\tgroup\tvalue\tn\nauroc\toutput0\t0.75\t4\n"));
  const auto lines = score_lines(done.out);
  EXPECT_EQ(lines.at("aupr output0").value, "0.791666667");
  EXPECT_EQ(lines.at("average_precision output0").value, "0.833333333");
  EXPECT_EQ(lines.at("accuracy output0").value, "0.75");
  const double loss =
      -(std::log(0.9) + std::log(0.6) + std::log(0.35) + std::log(0.8)) / 4;  // by definition
  EXPECT_NEAR(std::stod(lines.at("log_loss output0").value), loss, 1e-9);
  EXPECT_EQ(lines.at("auroc mean").value, "0.75");
  EXPECT_EQ(lines.at("auroc mean").n, "1");
}

TEST_F(ScoreAccuracy, TakesPredictionsForLogitsUnlessToldOtherwise) {
  folder.write("l.tsv", "name\toutput0\na\t-1\nb\t0.5\nc\t0\nd\t2\n");
  const auto lines = score_lines(score("--labels data.fa l.tsv").out);
  EXPECT_EQ(lines.at("accuracy output0").value, "0.75");
  const double loss = (std::log1p(std::exp(-1)) + std::log1p(std::exp(0.5)) + std::log(2.0) +
                       std::log1p(std::exp(-2))) /
                      4;
  EXPECT_NEAR(std::stod(lines.at("log_loss output0").value), loss, 1e-9);
  const auto strict = score_lines(score("--labels data.fa --threshold 0.9 l.tsv").out);
  EXPECT_EQ(strict.at("accuracy output0").value, "0.5");
  const auto ranks = score("--labels data.fa --output-space value l.tsv");
  EXPECT_THAT(ranks.out, Not(HasSubstr("log_loss")));
  EXPECT_THAT(ranks.out, HasSubstr("auroc"));
}

TEST_F(ScoreAccuracy, MatchesByNameWhateverTheOrder) {
  folder.write("turned.tsv", "name\toutput0\nd\t0.8\nb\t0.4\na\t0.1\nc\t0.35\n");
  const auto lines = score_lines(score("--labels data.fa turned.tsv").out);
  EXPECT_EQ(lines.at("auroc output0").value, "0.75");
}

TEST_F(ScoreAccuracy, MasksUnknownLabelsAndAveragesDefinedTasks) {
  folder.write("two.fa", ">a label=0,NA\nA\n>b label=0,1\nA\n>c label=1,1\nA\n>d label=1,NA\nA\n");
  folder.write("two.tsv", "name\tx\ty\na\t0.1\t1\nb\t0.4\t2\nc\t0.35\t3\nd\t0.8\t4\n");
  const auto lines = score_lines(score("--labels two.fa --output-space value two.tsv").out);
  EXPECT_EQ(lines.at("auroc x").value, "0.75");
  EXPECT_EQ(lines.at("auroc y").value, "NA");
  EXPECT_EQ(lines.at("auroc y").n, "2");
  EXPECT_EQ(lines.at("auroc mean").value, "0.75");
  EXPECT_EQ(lines.at("auroc mean").n, "1");
}

TEST_F(ScoreAccuracy, ReadsLabelsFromAColumnOfATable) {
  folder.write("t.tsv", "id\tlabel\tkind\na\t0\tgc\nb\t0\tgc\nc\t1\tpeak\nd\t1\tpeak\n");
  const auto done = score("--labels t.tsv --name-column id --label-column label p.tsv");
  ASSERT_EQ(done.status, 0) << done.err;
  EXPECT_EQ(score_lines(done.out).at("auroc output0").value, "0.75");
  const auto all = score("--labels t.tsv --name-column id p.tsv");
  EXPECT_EQ(all.status, 1);
  EXPECT_THAT(all.err, HasSubstr("t.tsv:2: column 'kind': found 'gc'"));
  EXPECT_THAT(all.err, HasSubstr("--label-column"));
  EXPECT_THAT(score("--labels t.tsv p.tsv").err, HasSubstr("no column 'name', found 'id'"));
}

TEST_F(ScoreAccuracy, KeepsOneSplit) {
  folder.write("s.fa",
               ">a label=0 split=test\nA\n>b label=0 split=train\nA\n>c label=1 split=test\nA\n"
               ">d label=1 split=train\nA\n");
  const auto lines = score_lines(score("--labels s.fa --split test p.tsv").out);
  EXPECT_EQ(lines.at("auroc output0").value, "1");
  EXPECT_EQ(lines.at("auroc output0").n, "2");
  const auto none = score("--labels s.fa --split valid p.tsv");
  EXPECT_EQ(none.status, 1);
  EXPECT_THAT(none.err, HasSubstr("no sequence of split 'valid', found 'test', 'train'"));
  folder.write("s.tsv", "name\ty\tsplit\na\t0\ttest\nb\t0\ttrain\nc\t1\ttest\nd\t1\ttrain\n");
  EXPECT_EQ(score_lines(score("--labels s.tsv --split test p.tsv").out).at("auroc output0").n, "2");
}

TEST_F(ScoreAccuracy, ComparesNumbersUnderRegression) {
  folder.write("r.tsv", "name\tactivity\na\t1\nb\t2\nc\t3\nd\tNA\n");
  folder.write("q.tsv", "name\toutput0\na\t1\nb\t4\nc\t0\nd\t9\n");
  const auto lines = score_lines(score("--labels r.tsv --task regression q.tsv").out);
  EXPECT_EQ(lines.at("mse output0").value, "4.33333333");
  EXPECT_EQ(lines.at("r2 output0").value, "-5.5");
  EXPECT_EQ(lines.at("spearman output0").value, "-0.5");
  EXPECT_NEAR(std::stod(lines.at("pearson output0").value), -1 / std::sqrt(52.0 / 3), 1e-8);
  EXPECT_EQ(lines.at("mse output0").n, "3");
}

TEST_F(ScoreAccuracy, TellsNamesThatDoNotMatch) {
  folder.write("other.tsv", "name\toutput0\nchr1:1-9\t1\na\t2\n");
  const auto unknown = score("--labels data.fa other.tsv");
  EXPECT_EQ(unknown.status, 1);
  EXPECT_THAT(unknown.err,
              HasSubstr("other.tsv: found 1 of 2 names that data.fa does not have ('chr1:1-9'; it "
                        "has 'a', 'b', 'c', ...); --allow-missing"));
  folder.write("few.tsv", "name\toutput0\na\t0\nd\t1\n");
  const auto few = score("--labels data.fa few.tsv");
  EXPECT_EQ(few.status, 1);
  EXPECT_THAT(few.err, HasSubstr("data.fa: found 2 of 4 names that few.tsv does not have"));
  EXPECT_EQ(
      score_lines(score("--labels data.fa --allow-missing few.tsv").out).at("auroc mean").value,
      "1");
  folder.write("none.tsv", "name\toutput0\nx\t0\n");
  EXPECT_EQ(score("--labels data.fa --allow-missing none.tsv").status, 1);
}

TEST_F(ScoreAccuracy, RefusesFilesThatAreWrongWithTheirLine) {
  folder.write("twice.tsv", "name\toutput0\na\t0\na\t1\n");
  EXPECT_THAT(score("--labels data.fa twice.tsv").err, HasSubstr("the name 'a' twice"));
  folder.write("na.tsv", "name\toutput0\na\t0\nb\tNA\nc\t0\nd\t1\n");
  EXPECT_THAT(score("--labels data.fa na.tsv").err, HasSubstr("na.tsv:3: column 'output0'"));
  folder.write("wide.tsv", "name\tx\ty\na\t0\t1\n");
  EXPECT_THAT(score("--labels data.fa wide.tsv --allow-missing").err,
              HasSubstr("found 2 outputs, expected 1"));
  folder.write("p2.tsv", "name\toutput0\na\t0\nb\t1.5\nc\t0\nd\t1\n");
  EXPECT_THAT(score("--labels data.fa --output-space probability p2.tsv").err,
              HasSubstr("p2.tsv:3: column 'output0': found '1.5', expected a probability"));
  folder.write("half.fa", ">a label=0.5\nA\n>b label=0\nA\n>c label=1\nA\n>d label=1\nA\n");
  EXPECT_THAT(score("--labels half.fa p.tsv").err, HasSubstr("record 'a': found the label 0.5"));
  folder.write("bare.fa", ">a\nA\n");
  EXPECT_THAT(score("--labels bare.fa p.tsv").err, HasSubstr("'a': no label= in the header"));
  folder.write("uneven.fa", ">a label=1\nA\n>b label=1,0\nA\n");
  EXPECT_THAT(score("--labels uneven.fa p.tsv").err, HasSubstr("'b': found 2 labels, expected 1"));
}

TEST_F(ScoreAccuracy, RefusesEmptyBinaryAndAbsentFiles) {
  folder.write("empty", "");
  EXPECT_EQ(score("--labels empty p.tsv").status, 1);
  EXPECT_EQ(score("--labels data.fa empty").status, 1);
  folder.write("binary", std::string("name\toutput0\na\t\0\1\2\n", 19));
  const auto binary = score("--labels data.fa binary");
  EXPECT_EQ(binary.status, 1);
  EXPECT_THAT(binary.err, HasSubstr("binary:2"));
  EXPECT_THAT(score("--labels absent.fa p.tsv").err, HasSubstr("absent.fa"));
}

TEST_F(ScoreAccuracy, ReadsStandardInputAndWritesAFile) {
  const auto done = score("--labels data.fa -o out.tsv -", folder.read("p.tsv"));
  ASSERT_EQ(done.status, 0) << done.err;
  EXPECT_EQ(done.out, "");
  EXPECT_EQ(score_lines(folder.read("out.tsv")).at("auroc mean").value, "0.75");
  const auto labels = score("--labels - p.tsv", folder.read("data.fa"));
  EXPECT_EQ(score_lines(labels.out).at("auroc mean").value, "0.75");
}

TEST_F(ScoreAccuracy, FailsWhenTheResultCannotBeWritten) {
  EXPECT_EQ(score("--labels data.fa p.tsv >/dev/full").status, 1);
  EXPECT_EQ(score("--labels data.fa -o no/such/folder/x.tsv p.tsv").status, 1);
}

}  // namespace
}  // namespace siskin::test
