#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "siskin/io/bed.hpp"
#include "siskin/io/table.hpp"
#include "support/run_command.hpp"

namespace siskin {
namespace {

using test::run_command;
using test::TemporaryFolder;
using testing::ElementsAre;
using testing::HasSubstr;

// Outputs of the model: ACGTA 0.5625, ACACG 1.6875 (its largest), GTGGT -0.75 (its smallest).
class SisTest : public testing::Test {
 protected:
  SisTest() { folder_.write("x.fa", ">s1\nACGTA\n>s2\nACACG\n>s3\nGTGGT\n"); }

  test::CommandResult run(const std::string& words, const std::string& input = "") const {
    return run_command("siskin-sis -m " SISKIN_SOURCE_DIR "/test-data/models/t1.pt " + words,
                       folder_.path(), input);
  }
  io::Table table_of(const std::string& words, const std::string& input = "") const {
    const auto result = run(words + " -o s.bed --table s.tsv", input);
    EXPECT_EQ(result.status, 0) << result.err;
    return io::read_table_file((folder_.path() / "s.tsv").string());
  }
  std::vector<io::BedRecord> bed() const {
    return io::read_bed_file((folder_.path() / "s.bed").string());
  }

  TemporaryFolder folder_;
};

std::vector<std::string> column(const io::Table& table, const std::string& name) {
  std::vector<std::string> cells;
  for (const auto& row : table.rows) cells.push_back(row[table.column(name)]);
  return cells;
}

TEST_F(SisTest, ExplainsTheTestModel) {
  const auto table = table_of("--threshold 0.5 --limit 1 x.fa");
  EXPECT_THAT(table.columns,
              ElementsAre("name", "index", "length", "threshold", "score", "subset_score",
                          "rest_score", "masked_score", "positions", "pattern", "status"));
  ASSERT_EQ(table.rows.size(), 1U);
  EXPECT_THAT(table.rows[0], ElementsAre("s1", "0", "1", "0.5", "0.5625", "0.5625", "0.125", "0.25",
                                         "0", "ANNNN", "ok"));
  ASSERT_EQ(bed().size(), 1U);
  EXPECT_EQ(bed()[0].interval, (seq::Interval{"s1", 0, 1}));
  EXPECT_EQ(bed()[0].name, "s1/sis0");
}

TEST_F(SisTest, ListsEverySequenceInTheTable) {
  const auto table = table_of("--threshold 0.9 x.fa");
  EXPECT_THAT(column(table, "name"), ElementsAre("s1", "s2", "s2", "s3"));
  EXPECT_THAT(column(table, "index"), ElementsAre("NA", "0", "1", "NA"));
  EXPECT_THAT(column(table, "status"),
              ElementsAre("below_threshold", "ok", "ok", "below_threshold"));
  EXPECT_THAT(column(table, "pattern"), ElementsAre("NA", "NNACN", "ACNNN", "NA"));
  EXPECT_EQ(bed().size(), 2U);
  EXPECT_THAT(column(table_of("--threshold 0.9 --max-subsets 1 x.fa"), "name"),
              ElementsAre("s1", "s2", "s3"));
}

TEST_F(SisTest, SaysWhenTheMaskedSequenceIsEnough) {
  const auto table = table_of("--threshold 0.25 --limit 1 x.fa");
  EXPECT_THAT(column(table, "status"), ElementsAre("masked_above_threshold"));
  EXPECT_THAT(column(table, "masked_score"), ElementsAre("0.25"));
  EXPECT_TRUE(bed().empty());
}

TEST_F(SisTest, TakesTheQuantileOfTheOutputs) {
  // Sorted -0.75, 0.5625, 1.6875: the quantile 0.9 lies at 1.8 of 0 .. 2.
  const auto table = table_of("--threshold-quantile 0.9 x.fa");
  EXPECT_THAT(column(table, "threshold"), ElementsAre("1.4625", "1.4625", "1.4625"));
  EXPECT_THAT(column(table, "status"), ElementsAre("below_threshold", "ok", "below_threshold"));
  // The sequence on the quantile itself is explained.
  EXPECT_THAT(column(table_of("--threshold-quantile 1 x.fa"), "status"),
              ElementsAre("below_threshold", "ok", "below_threshold"));
}

TEST_F(SisTest, ReadsStandardInputTwice) {
  const std::string fasta = ">s1\nACGTA\n>s2\nACACG\n>s3\nGTGGT\n";
  const auto from_file = table_of("--threshold-quantile 0.6 --mask position-mean x.fa");
  const auto from_pipe = table_of("--threshold-quantile 0.6 --mask position-mean -", fasta);
  EXPECT_EQ(from_pipe.rows, from_file.rows);
  EXPECT_FALSE(from_pipe.rows.empty());
}

TEST_F(SisTest, MasksAsAsked) {
  folder_.write("a.fa", ">s\nACGTA\n>t\nAAAAA\n");
  // Bases of both sequences: 7 A, 1 C, 1 G, 1 T. f(all masked) by hand: windows of identical
  // columns (0.7, 0.1, 0.1, 0.1): filter 0 gives 0.65 - 0.25 - 0.5 < 0, filter 1 gives
  // -0.275 + 0.2 - 0.25 < 0, so the output is its bias, 0.25.
  const auto frequency = table_of("--threshold 0.5 --mask base-frequency --limit 1 a.fa");
  EXPECT_THAT(column(frequency, "masked_score"), ElementsAre("0.25"));
  const auto zero = table_of("--threshold 0.5 --mask zero --limit 1 x.fa");
  EXPECT_THAT(column(zero, "masked_score"), ElementsAre("0.25"));
  // One sequence is its own mean: masking changes nothing.
  const auto self = table_of("--threshold 0.5 --mask position-mean --limit 1 x.fa");
  EXPECT_THAT(column(self, "status"), ElementsAre("masked_above_threshold"));
  EXPECT_THAT(column(self, "masked_score"), ElementsAre("0.5625"));
}

TEST_F(SisTest, PlacesSubsetsOnTheGenome) {
  folder_.write("g.fa", ">chr1\nTTTTACACGTTTT\n");
  const auto table = table_of("--threshold 0.9 --genome g.fa --region chr1:4-9");
  EXPECT_THAT(column(table, "positions"), ElementsAre("2,3", "0,1"));
  const auto lines = bed();
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0].interval, (seq::Interval{"chr1", 6, 8}));
  EXPECT_EQ(lines[1].interval, (seq::Interval{"chr1", 4, 6}));
}

TEST_F(SisTest, WritesBlocksOfNeighbouringBases) {
  // Between two parts of a subset there is a base that it does not need.
  const auto table = table_of("--threshold 1.6 --limit 2 x.fa");
  for (const auto& line : bed()) {
    std::int64_t bases = 0;
    for (const auto& block : line.blocks) bases += block.second - block.first;
    EXPECT_EQ(std::to_string(bases), line.score);
    EXPECT_EQ(line.blocks.back().second, line.interval.length());
  }
  EXPECT_FALSE(bed().empty());
}

TEST_F(SisTest, NamesWhatIsWrong) {
  folder_.write("mixed.fa", ">a\nACGTA\n>b\nACGT\n");
  const auto mixed = run("--threshold 1 --mask position-mean mixed.fa");
  EXPECT_EQ(mixed.status, 1);
  EXPECT_THAT(mixed.err, HasSubstr("mixed.fa: record b: found 4 bases, expected the 5"));
  EXPECT_EQ(run("--threshold 1 --split none x.fa").status, 1);
  EXPECT_EQ(run("--threshold 1 --target 3 x.fa").status, 1);
  EXPECT_EQ(run("x.fa").status, 2);
}

TEST_F(SisTest, WritesTheSameBytesTwice) {
  EXPECT_EQ(run("--threshold 0.5 x.fa").out, run("--threshold 0.5 x.fa").out);
}

}  // namespace
}  // namespace siskin
