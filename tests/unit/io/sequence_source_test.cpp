#include "siskin/io/sequence_source.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "siskin/util/error.hpp"
#include "support/run_command.hpp"

namespace siskin::io {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::ThrowsMessage;

std::vector<SequenceRecord> read_source(const SequenceQuery& query) {
  SequenceSource source(query);
  std::vector<SequenceRecord> records;
  for (SequenceRecord record; source.next(record);) records.push_back(record);
  return records;
}

std::vector<std::string> names(const SequenceQuery& query) {
  std::vector<std::string> result;
  for (const auto& record : read_source(query)) result.push_back(record.name);
  return result;
}

class SequenceSourceTest : public ::testing::Test {
 protected:
  SequenceQuery fasta(const std::string& text) const {
    SequenceQuery query;
    query.fasta = {folder_.write("x.fa", text).string()};
    return query;
  }
  SequenceQuery windows(const std::string& bed) const {
    SequenceQuery query;
    query.genome = folder_.write("g.fa", ">chr1\nACGTACGTAC\n>chr2\nTTTTT\n").string();
    query.regions = folder_.write("r.bed", bed).string();
    return query;
  }
  test::TemporaryFolder folder_;
};

TEST_F(SequenceSourceTest, HandsOutFastaRecordsOfSeveralFiles) {
  SequenceQuery query = fasta(">a label=1,NA split=test\nACGT\n>chr1:5-9\nggg\n");
  query.fasta.push_back(folder_.write("y.fa", ">b\nT\n").string());
  const auto records = read_source(query);
  ASSERT_EQ(records.size(), 3U);
  EXPECT_EQ(records[0].name, "a");
  EXPECT_EQ(records[0].chrom, "a");
  EXPECT_EQ(records[0].start, 0);
  EXPECT_EQ(records[0].sequence, "ACGT");
  EXPECT_EQ(records[0].labels.size(), 2U);
  EXPECT_EQ(records[0].split, "test");
  EXPECT_THAT(records[0].where, HasSubstr("x.fa: record a"));
  EXPECT_EQ(records[1].chrom, "chr1:5-9");
  EXPECT_EQ(records[1].start, 0);
  EXPECT_EQ(records[1].sequence, "ggg");
  EXPECT_THAT(records[1].labels, IsEmpty());
  EXPECT_EQ(records[1].split, "");
  EXPECT_THAT(records[2].where, HasSubstr("y.fa: record b"));
}

TEST_F(SequenceSourceTest, FiltersBySplitAndFirstLabel) {
  SequenceQuery query = fasta(
      ">a label=1 split=test\nA\n>b label=0,1 split=test\nA\n>c label=1 split=train\nA\n"
      ">d split=test\nA\n>e label=NA split=test\nA\n");
  query.split = "test";
  EXPECT_THAT(names(query), ElementsAre("a", "b", "d", "e"));
  query.label = 1;
  EXPECT_THAT(names(query), ElementsAre("a"));
  query.split = "";
  EXPECT_THAT(names(query), ElementsAre("a", "c"));
}

TEST_F(SequenceSourceTest, LimitCountsRecordsHandedOut) {
  SequenceQuery query = fasta(">a label=0\nA\n>b label=1\nA\n>c label=1\nA\n>d label=1\nA\n");
  query.label = 1;
  query.limit = 2;
  EXPECT_THAT(names(query), ElementsAre("b", "c"));
  query.limit = 0;
  EXPECT_THAT(names(query), IsEmpty());
}

TEST_F(SequenceSourceTest, NamesAnInputThatHoldsNothing) {
  EXPECT_THAT([&] { read_source(fasta("")); },
              ThrowsMessage<Error>(HasSubstr("x.fa: empty, expected FASTA records")));
  SequenceQuery second = fasta(">a\nA\n");
  second.fasta.push_back(folder_.write("y.fa", "").string());
  EXPECT_THAT([&] { read_source(second); }, ThrowsMessage<Error>(HasSubstr("y.fa: empty")));
  EXPECT_THAT([&] { read_source(windows("# no region\n")); },
              ThrowsMessage<Error>(HasSubstr("r.bed: empty, expected regions")));
}

TEST_F(SequenceSourceTest, RefusesABadLabelByRecord) {
  EXPECT_THAT([&] { read_source(fasta(">a label=yes\nA\n")); },
              ThrowsMessage<Error>(HasSubstr("x.fa: record a: label= has 'yes'")));
}

TEST_F(SequenceSourceTest, NamesAMissingFileBeforeAnyWork) {
  SequenceQuery query = fasta(">a\nA\n");
  query.fasta.emplace_back("/none/y.fa");
  EXPECT_THAT([&] { SequenceSource{query}; },
              ThrowsMessage<Error>(HasSubstr("/none/y.fa: cannot be opened")));
}

TEST_F(SequenceSourceTest, TakesIntervalsAsTheyStandWithoutWidth) {
  const auto records = read_source(windows("chr1\t2\t5\tpeak\t0.5\nchr2\t0\t5\t.\t.\n"));
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0].name, "peak");
  EXPECT_EQ(records[0].chrom, "chr1");
  EXPECT_EQ(records[0].start, 2);
  EXPECT_EQ(records[0].sequence, "GTA");
  EXPECT_THAT(records[0].labels, ElementsAre(0.5F));
  EXPECT_THAT(records[0].where, HasSubstr("r.bed:1"));
  EXPECT_EQ(records[1].name, "chr2:0-5");
  EXPECT_THAT(records[1].labels, IsEmpty());
}

TEST_F(SequenceSourceTest, CentresWindowsOnTheSummitOrTheMiddle) {
  SequenceQuery query = windows(
      "chr1\t2\t9\t.\t0\t.\t0\t0\t0\t1\n"   // summit 3: 1 .. 5
      "chr1\t2\t9\t.\t0\t.\t0\t0\t0\t-1\n"  // middle 5: 3 .. 7
      "chr1\t4\t5\n");                      // middle 4: 2 .. 6
  query.width = 4;
  const auto records = read_source(query);
  ASSERT_EQ(records.size(), 3U);
  EXPECT_EQ(records[0].name, "chr1:1-5");
  EXPECT_EQ(records[0].sequence, "CGTA");
  EXPECT_EQ(records[1].name, "chr1:3-7");
  EXPECT_EQ(records[1].sequence, "TACG");
  EXPECT_EQ(records[2].start, 2);
}

TEST_F(SequenceSourceTest, RefusesAWindowThatLeavesItsChromosome) {
  SequenceQuery query = windows("chr1\t5\t6\nchr1\t1\t2\n");
  query.width = 6;
  EXPECT_THAT([&] { read_source(query); },
              ThrowsMessage<Error>(HasSubstr(
                  "r.bed:2: window chr1:-2-4 leaves chr1, which has 10 bases (see --edge)")));
}

TEST_F(SequenceSourceTest, SkipsOrPadsWindowsOnRequest) {
  SequenceQuery query = windows("chr1\t1\t2\nchr1\t5\t6\nchr2\t2\t3\nchr1\t9\t10\n");
  query.width = 6;
  query.edge = "skip";
  SequenceSource source(query);
  SequenceRecord record;
  ASSERT_TRUE(source.next(record));
  EXPECT_EQ(record.name, "chr1:2-8");
  EXPECT_FALSE(source.next(record));
  EXPECT_EQ(source.skipped(), 3);

  query.edge = "pad";
  const auto records = read_source(query);
  ASSERT_EQ(records.size(), 4U);
  EXPECT_EQ(records[0].start, -2);
  EXPECT_EQ(records[0].sequence, "NNACGT");
  EXPECT_EQ(records[2].sequence, "NTTTTT");
  EXPECT_EQ(records[2].start, -1);
  EXPECT_EQ(records[3].sequence, "GTACNN");
}

TEST_F(SequenceSourceTest, RefusesToPadAWindowWithoutAnyBase) {
  SequenceQuery query = windows("chr2\t100\t110\n");
  query.edge = "pad";
  EXPECT_THAT([&] { read_source(query); },
              ThrowsMessage<Error>(HasSubstr("r.bed:1: window chr2:100-110")));
}

TEST_F(SequenceSourceTest, TakesRegionsFromOptions) {
  SequenceQuery query = windows("chr1\t0\t1\n");
  query.regions.clear();
  query.region = {"chr2:1-3", "chr1:0-4"};
  const auto records = read_source(query);
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0].sequence, "TT");
  EXPECT_EQ(records[1].name, "chr1:0-4");
  EXPECT_EQ(records[1].where, "option --region chr1:0-4");
}

TEST_F(SequenceSourceTest, RefusesAnUnknownChromosomeByBedLine) {
  EXPECT_THAT([&] { read_source(windows("chr1\t0\t1\n1\t0\t1\n")); },
              ThrowsMessage<Error>(HasSubstr("r.bed:2: ")));
  EXPECT_THAT([&] { read_source(windows("1\t0\t1\n")); },
              ThrowsMessage<Error>(HasSubstr("has no sequence '1', perhaps 'chr1' is meant")));
}

TEST_F(SequenceSourceTest, GivesTheSizesOfTheGenome) {
  EXPECT_THAT(SequenceSource(windows("chr1\t0\t1\n")).genome_sizes(),
              ElementsAre(Pair("chr1", 10), Pair("chr2", 5)));
  EXPECT_THAT(SequenceSource(fasta(">a\nA\n")).genome_sizes(), IsEmpty());
}

TEST_F(SequenceSourceTest, RefusesQueriesThatMakeNoSense) {
  const auto refused = [](const SequenceQuery& query, const char* message) {
    EXPECT_THAT([&] { SequenceSource{query}; }, ThrowsMessage<UsageError>(HasSubstr(message)));
  };
  refused({}, "no sequences");
  SequenceQuery query = fasta(">a\nA\n");
  query.genome = "g.fa";
  refused(query, "found both");
  query = fasta(">a\nA\n");
  query.width = 10;
  refused(query, "option --width: needs --genome");
  query = fasta(">a\nA\n");
  query.regions = "r.bed";
  refused(query, "need --genome");
  query = fasta(">a\nA\n");
  query.fasta = {"-", "-"};
  refused(query, "given twice");
  query = fasta(">a\nA\n");
  query.limit = -1;
  refused(query, "option --limit: found -1");
  query = windows("chr1\t0\t1\n");
  query.width = 0;
  refused(query, "option --width: found 0, expected a positive integer");
  query.width = 4;
  query.edge = "wrap";
  refused(query, "option --edge: found 'wrap'");
  query = windows("chr1\t0\t1\n");
  query.split = "test";
  refused(query, "option --split");
  query.split.clear();
  query.regions.clear();
  refused(query, "option --genome: needs --regions or --region");
}

TEST(SequenceSource, CutsWindowsRoundRealPeaks) {
  const std::string folder = SISKIN_SOURCE_DIR "/../shared/real-data/yeast/";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no " << folder;
  SequenceQuery query;
  query.genome = folder + "sacCer3.fa.gz";
  query.regions = folder + "reb1.peaks.bed";
  query.width = 200;
  query.edge = "pad";
  const auto records = read_source(query);
  ASSERT_EQ(records.size(), 1078U);
  std::size_t with_motif = 0;  // TTACCC or its reverse complement within 30 bp of the centre
  for (const auto& record : records) {
    ASSERT_EQ(record.sequence.size(), 200U);
    const auto core = record.sequence.substr(70, 61);
    if (core.find("TTACCC") != std::string::npos || core.find("GGGTAA") != std::string::npos) {
      ++with_motif;
    }
  }
  // "About half of the Reb1 peaks" as the data set's own description counts them.
  EXPECT_GT(with_motif, records.size() * 4 / 10);
  EXPECT_LT(with_motif, records.size() * 6 / 10);
}

}  // namespace
}  // namespace siskin::io
