#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <string>

#include "support/run_command.hpp"

namespace siskin::test {
namespace {

using testing::HasSubstr;

const std::string kModel = SISKIN_SOURCE_DIR "/test-data/models/t1.pt";

class Predict : public testing::Test {
 protected:
  CommandResult run(const std::string& arguments, const std::string& input = "") {
    return run_command("siskin-predict -m " + kModel + " --output-kind logit " + arguments,
                       folder_.path(), input);
  }
  TemporaryFolder folder_;
};

// Values of the network T1, worked out by hand (test-data/models/README.md).
TEST_F(Predict, WritesOneRowASequence) {
  const auto result = run("-", ">one\nACGTA\n>two some text\ncatga\n");
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_EQ(result.out.substr(result.out.find('\n') + 1), "name\tbinding\none\t0.5625\ntwo\t0\n");
  EXPECT_THAT(result.out, testing::StartsWith("# siskin-predict "));
}

TEST_F(Predict, DoesNotDependOnBatchSizeOrThreads) {
  std::string fasta;
  for (int i = 0; i < 50; ++i) {
    fasta += ">s" + std::to_string(i) + "\n" + (i % 3 == 0 ? "ACGTACG" : "TTGACCA") + "\n";
  }
  folder_.write("x.fa", fasta);
  const auto rows = [&](const std::string& options) {
    const auto result = run(options + " x.fa");
    EXPECT_EQ(result.status, 0) << result.err;
    return result.out.substr(result.out.find('\n'));
  };
  const auto expected = rows("--batch-size 256");
  EXPECT_EQ(rows("--batch-size 1"), expected);
  EXPECT_EQ(rows("--batch-size 7 --threads 2"), expected);
}

TEST_F(Predict, TakesSequencesOfUnequalLengths) {
  const auto result = run("-", ">a\nACGTA\n>b\nACGTAACGTA\n>c\nACGTA\n");
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("\na\t0.5625\n"));
  EXPECT_THAT(result.out, HasSubstr("\nc\t0.5625\n"));
}

TEST_F(Predict, CutsWindowsOfAGenome) {
  folder_.write("g.fa", ">chr1\nTTTTTACGTATTTTT\n");
  folder_.write("r.bed", "chr1\t7\t8\tpeak\n");
  const auto result = run("--genome g.fa --regions r.bed --width 5");
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("\npeak\t0.5625\n"));
}

TEST_F(Predict, FiltersBySplitAndLabel) {
  const std::string fasta =
      ">a label=1 split=test\nACGTA\n>b label=0 split=test\nACGTA\n>c label=1 split=train\nACGTA\n";
  const auto result = run("--split test --label 1 -", fasta);
  EXPECT_EQ(result.out.substr(result.out.find('\n') + 1), "name\tbinding\na\t0.5625\n");
}

TEST_F(Predict, SaysInOneLineWhatIsWrong) {
  folder_.write("empty.fa", "");
  folder_.write("text.pt", "no model");
  folder_.write("odd.fa", ">a\nAC!T\n");
  const auto one_line = [](const CommandResult& result) {
    EXPECT_EQ(result.status, 1);
    EXPECT_EQ(result.out, "");
    EXPECT_EQ(std::count(result.err.begin(), result.err.end(), '\n'), 1) << result.err;
    EXPECT_THAT(result.err, testing::StartsWith("siskin-predict: "));
    return result.err;
  };
  const auto tool = [&](const std::string& arguments) {
    return run_command("siskin-predict " + arguments, folder_.path());
  };
  EXPECT_THAT(one_line(tool("-o p.tsv -m text.pt empty.fa")), HasSubstr("text.pt"));
  EXPECT_THAT(one_line(tool("-o p.tsv -m missing.pt empty.fa")), HasSubstr("missing.pt"));
  EXPECT_THAT(one_line(run("-o p.tsv empty.fa")), HasSubstr("empty.fa"));
  EXPECT_THAT(one_line(run("-o p.tsv missing.fa")), HasSubstr("missing.fa"));
  EXPECT_THAT(one_line(run("-o p.tsv odd.fa")), HasSubstr("odd.fa:2"));
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "p.tsv"));
}

TEST_F(Predict, FailsOnAFullDiskAndEndsQuietlyOnAClosedPipe) {
  folder_.write("x.fa", ">a\nACGTA\n");
  const auto full = run("x.fa > /dev/full");
  EXPECT_EQ(full.status, 1);
  EXPECT_THAT(full.err, HasSubstr("standard output"));
  std::string fasta;
  for (int i = 0; i < 50000; ++i) fasta += ">s" + std::to_string(i) + "\nACGTA\n";
  folder_.write("many.fa", fasta);
  const auto closed = run_command("siskin-predict -m " + kModel +
                                      " many.fa | head -n 1; "
                                      "echo ${PIPESTATUS[0]}",
                                  folder_.path());
  EXPECT_EQ(closed.err, "");
  EXPECT_THAT(closed.out, testing::EndsWith("141\n"));
}

TEST_F(Predict, AnswersAWrongOptionWithStatusTwo) {
  const auto result = run("--nonsense x.fa");
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.err, HasSubstr("--help"));
}

}  // namespace
}  // namespace siskin::test
