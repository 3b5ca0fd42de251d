// What siskin-sis tells about a search as a whole: --report and remarks.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>

#include "siskin/io/table.hpp"
#include "support/run_command.hpp"

namespace siskin {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

// Outputs of the model: ACGTA 0.5625, ACACG 1.6875, GTGGT -0.75; 0.25 with everything masked.
class SisReportTest : public testing::Test {
 protected:
  SisReportTest() { folder_.write("x.fa", ">s1\nACGTA\n>s2\nACACG\n>s3\nGTGGT\n"); }

  test::CommandResult run(const std::string& words) const {
    return test::run_command("siskin-sis -m " SISKIN_SOURCE_DIR "/test-data/models/t1.pt " + words,
                             folder_.path());
  }
  std::map<std::string, std::string> report() const {
    const auto table = io::read_table_file((folder_.path() / "r.tsv").string());
    std::map<std::string, std::string> values;
    for (const auto& row : table.rows) values[row[0]] = row[1];
    return values;
  }

  test::TemporaryFolder folder_;
};

TEST_F(SisReportTest, SumsUpTheSearch) {
  const auto result = run("--threshold 0.9 -o s.bed --report r.tsv x.fa");
  ASSERT_EQ(result.status, 0) << result.err;
  EXPECT_EQ(result.err, "");
  auto found = report();
  EXPECT_EQ(found["sequences"], "3");
  EXPECT_EQ(found["ok"], "1");
  EXPECT_EQ(found["below_threshold"], "2");
  EXPECT_EQ(found["masked_above_threshold"], "0");
  EXPECT_EQ(found["subsets"], "2");
  EXPECT_EQ(found["mean_length"], "2");
  EXPECT_EQ(found["threshold"], "0.9");
  EXPECT_EQ(found["mean_score"], "0.5");
  EXPECT_EQ(found["lowest_score"], "-0.75");
  EXPECT_EQ(found["highest_score"], "1.6875");
  EXPECT_EQ(found["mean_masked_score"], "0.25");
}

TEST_F(SisReportTest, NamesTheEngine) {
  const auto engine_of = [this](const std::string& words) {
    EXPECT_EQ(run("--threshold 0.9 -o s.bed --report r.tsv x.fa " + words).status, 0);
    return report()["engine"];
  };
  EXPECT_EQ(engine_of("--engine plain"), "plain");
  EXPECT_THAT(engine_of("--engine incremental"), StartsWith("incremental: "));
  EXPECT_THAT(engine_of("--engine incremental"), HasSubstr("times fewer multiply-adds"));
  EXPECT_EQ(engine_of("--search gradient"), "NA");
}

TEST_F(SisReportTest, SaysWhenNoSequenceReachesTheThreshold) {
  const auto loud = run("--threshold 2 -o s.bed x.fa");
  EXPECT_EQ(loud.status, 0);
  EXPECT_THAT(loud.err, HasSubstr("siskin-sis: no subset: the outputs go from -0.75 to 1.6875, and "
                                  "none reaches the threshold 2\n"));
  EXPECT_EQ(run("--threshold 2 -o s.bed -q x.fa").err, "");
  EXPECT_THAT(run("--decision minimise --threshold-fraction 0.5 --limit 2 -o s.bed x.fa").err,
              HasSubstr("none reaches its own threshold"));
}

TEST_F(SisReportTest, SaysWhereNoBaseIsNeeded) {
  EXPECT_THAT(run("--threshold 0.2 -o s.bed x.fa").err,
              HasSubstr("2 of 3 sequences reach the threshold with every base masked"));
}

TEST_F(SisReportTest, SaysWhenNoSequenceHasAGroup) {
  folder_.write("g.bed", "chr1\t0\t2\tleft\n");
  EXPECT_THAT(run("--threshold 0.2 --groups g.bed -o s.bed x.fa").err,
              HasSubstr("siskin-sis: no sequence has a group of g.bed, whose first column names"));
  folder_.write("g.bed", "s1\t0\t2\tleft\n");
  EXPECT_EQ(run("--threshold 0.5 --groups g.bed --limit 1 -o s.bed x.fa").err, "");
}

TEST_F(SisReportTest, IsTheSameForARunThatWasInterrupted) {
  const std::string words = "--threshold 0.9 -o s.bed --report r.tsv x.fa";
  ASSERT_EQ(run(words).status, 0);
  const auto expected = folder_.read("r.tsv");
  // A table that meets a full disk leaves the journal of all sequences.
  EXPECT_EQ(run("--threshold 0.9 -o s.bed --table /dev/full x.fa").status, 1);
  ASSERT_TRUE(std::filesystem::exists(folder_.path() / "s.bed.journal"));
  EXPECT_EQ(run(words + " --resume").status, 0);
  EXPECT_EQ(folder_.read("r.tsv"), expected);
}

TEST_F(SisReportTest, SumsUpWhatAnOrderTells) {
  ASSERT_EQ(run("--threshold 9 --order o.tsv -q -o s.bed x.fa").status, 0);
  const auto told = test::run_command(
      "siskin-sis --from-order o.tsv --threshold-fraction 0.5 -o t.bed --report r.tsv",
      folder_.path());
  ASSERT_EQ(told.status, 0) << told.err;
  auto found = report();
  EXPECT_EQ(found["sequences"], "3");
  EXPECT_EQ(found["ok"], "2");
  EXPECT_EQ(found["threshold"], "NA");
  EXPECT_EQ(found["engine"], "NA");
}

}  // namespace
}  // namespace siskin
