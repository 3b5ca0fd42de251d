#include "siskin/io/bed.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "siskin/util/error.hpp"

namespace siskin::io {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::ThrowsMessage;

std::vector<BedRecord> read_bed_text(const std::string& text) {
  std::istringstream in(text);
  return read_bed(in, "x.bed");
}

void expect_refused(const std::string& text, const std::string& message) {
  EXPECT_THAT([&] { read_bed_text(text); }, ThrowsMessage<Error>(HasSubstr(message))) << text;
}

TEST(ReadBed, ReadsThreeToSixColumns) {
  const auto records = read_bed_text("chr1\t0\t10\nchr2\t5\t6\tpeak\t7.5\t-\n");
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0].interval, (seq::Interval{"chr1", 0, 10}));
  EXPECT_EQ(records[0].name, "");
  EXPECT_EQ(records[0].score, "");
  EXPECT_EQ(records[0].strand, '.');
  EXPECT_EQ(records[0].summit, -1);
  EXPECT_EQ(records[1].interval, (seq::Interval{"chr2", 5, 6}));
  EXPECT_EQ(records[1].name, "peak");
  EXPECT_EQ(records[1].score, "7.5");
  EXPECT_EQ(records[1].strand, '-');
  EXPECT_EQ(records[1].line, 2);
}

TEST(ReadBed, SkipsCommentsTracksAndEmptyLinesButCountsThem) {
  const auto records = read_bed_text(
      "# made by\nbrowser position chr1:1-9\ntrack name=\"a b\"\n\n \t\ntracks1\t1\t2\r\n");
  ASSERT_EQ(records.size(), 1U);
  EXPECT_EQ(records[0].interval.chrom, "tracks1");
  EXPECT_EQ(records[0].line, 6);
}

TEST(ReadBed, AcceptsBlanksOnlyInLinesWithoutTabs) {
  EXPECT_EQ(read_bed_text("chr1   5 9  name\n")[0].interval, (seq::Interval{"chr1", 5, 9}));
  EXPECT_EQ(read_bed_text("chr1\t5\t9\ttwo words\n")[0].name, "two words");
  expect_refused("chr1 5\t9\n", "x.bed:1: ");
}

TEST(ReadBed, TakesTheSummitOfNarrowPeak) {
  const auto records = read_bed_text(
      "chr1\t100\t200\tp\t0\t.\t1.5\t-1\t-1\t30\n"
      "chr1\t100\t201\tp\t0\t.\t1.5\t-1\t-1\t-1\n");
  EXPECT_EQ(records[0].summit, 30);
  EXPECT_EQ(records[0].centre(), 130);
  EXPECT_EQ(records[1].summit, -1);
  EXPECT_EQ(records[1].centre(), 150);
}

TEST(ReadBed, TenthColumnOfAnotherKindIsNoSummit) {
  const auto records = read_bed_text("chr1\t100\t200\tp\t0\t.\ta\tb\tc\tgene\n");
  EXPECT_EQ(records[0].summit, -1);
}

TEST(ReadBed, RefusesASummitOutsideTheInterval) {
  expect_refused("chr1\t100\t200\tp\t0\t.\t1\t-1\t-1\t100\n",
                 "x.bed:1: column 10 (summit): found '100', expected -1 to 99");
  expect_refused("chr1\t100\t200\tp\t0\t.\t1\t-1\t-1\t-2\n", "x.bed:1: column 10 (summit)");
}

TEST(ReadBed, ReadsTheBlocksOfBed12) {
  for (const char* end : {"3,2\t0,8", "3,2,\t0,8,"}) {
    const auto records =
        read_bed_text("chr1\t100\t110\ts\t0\t+\t100\t110\t0\t2\t" + std::string(end) + "\n");
    EXPECT_THAT(records[0].blocks, ElementsAre(Pair(0, 3), Pair(8, 10)));
  }
}

TEST(ReadBed, RefusesBlocksThatDoNotFit) {
  const std::string start = "chr1\t100\t110\ts\t0\t+\t100\t110\t0\t";
  expect_refused(start + "3\t3,2\t0,8\n", "x.bed:1: found 2 block sizes and 2 block starts");
  expect_refused(start + "2\t3,2\t0\n", "x.bed:1: found 2 block sizes and 1 block starts");
  expect_refused(start + "2\t3,2\t0,7\n", "expected 0 to 10");
  expect_refused(start + "2\t3,2\t1,8\n", "blocks reach from 1 to 10");
  expect_refused(start + "2\t9,2\t0,8\n", "block 2 is empty or out of order");
  expect_refused(start + "2\t0,2\t0,8\n", "block 1 is empty or out of order");
  expect_refused(start + "2\t3,x\t0,8\n", "x.bed:1: column 11 (block sizes): found 'x'");
  expect_refused(start + "0\t\t\n", "x.bed:1: column 10 (block count): found '0'");
}

TEST(ReadBed, IgnoresExtraColumns) {
  EXPECT_THAT(read_bed_text("chr1\t1\t9\ta\t0\t+\t1\t9\t0\n")[0].blocks, IsEmpty());
  EXPECT_THAT(read_bed_text("chr1\t1\t9\ta\t0\t+\t1\t9\t0\tx\ty\n")[0].blocks, IsEmpty());
}

TEST(ReadBed, RefusesTooFewColumns) {
  expect_refused("chr1\t5\n", "x.bed:1: found 'chr1\\x095', 2 columns, expected at least 3");
  expect_refused("chr1\t5\t9\nchr1\n", "x.bed:2: found 'chr1', 1 column, expected at least 3");
}

TEST(ReadBed, RefusesBadCoordinates) {
  expect_refused("chr1\tstart\tend\n", "x.bed:1: column 2 (start): found 'start'");
  expect_refused("chr1\t-1\t9\n", "x.bed:1: column 2 (start): found '-1'");
  expect_refused("chr1\t1.5\t9\n", "x.bed:1: column 2 (start): found '1.5'");
  expect_refused("chr1\t1\t99999999999999999999\n", "x.bed:1: column 3 (end)");
  expect_refused("chr1\t1\t9000000000000000000\n", "x.bed:1: column 3 (end)");
  expect_refused("chr1\t9\t9\n", "x.bed:1: column 3 (end): found 9, expected more than the start");
  expect_refused("\t1\t9\n", "x.bed:1: column 1 (chromosome) is empty");
}

TEST(ReadBed, RefusesABadStrandAndBinaryData) {
  using namespace std::string_literals;
  expect_refused("chr1\t1\t9\ta\t0\tplus\n",
                 "x.bed:1: column 6 (strand): found 'plus', expected +, - or .");
  expect_refused("chr1\t1\t9\nchr\0\n"s, "x.bed:2: binary data, expected text");
}

TEST(ReadBed, EmptyTextHasNoRecord) { EXPECT_TRUE(read_bed_text("").empty()); }

TEST(BedRecord, CentreIsRoundedDown) {
  BedRecord record;
  record.interval = {"c", 10, 13};
  EXPECT_EQ(record.centre(), 11);
  record.interval = {"c", 10, 11};
  EXPECT_EQ(record.centre(), 10);
}

TEST(WriteBed, WritesBed6WithDotAndZero) {
  BedRecord record;
  record.interval = {"chr1", 3, 9};
  std::ostringstream out;
  write_bed(out, record);
  record.name = "site";
  record.score = "12.25";
  record.strand = '-';
  write_bed(out, record);
  EXPECT_EQ(out.str(), "chr1\t3\t9\t.\t0\t.\nchr1\t3\t9\tsite\t12.25\t-\n");
}

TEST(WriteBed, WritesBlocksThatReadBack) {
  BedRecord record;
  record.interval = {"chr1", 100, 110};
  record.blocks = {{0, 3}, {8, 10}};
  std::ostringstream out;
  write_bed(out, record);
  EXPECT_EQ(out.str(), "chr1\t100\t110\t.\t0\t.\t100\t110\t0\t2\t3,2,\t0,8,\n");
  EXPECT_EQ(read_bed_text(out.str())[0].blocks, record.blocks);
}

TEST(ReadBedFile, ReadsRealPeaks) {
  const std::string path = SISKIN_SOURCE_DIR "/../shared/real-data/yeast/reb1.peaks.bed";
  std::ifstream present(path);
  if (!present) GTEST_SKIP() << "no " << path;
  const auto records = read_bed_file(path);
  EXPECT_EQ(records.size(), 1078U);  // as the origin of the file states
  for (const auto& record : records) EXPECT_EQ(record.interval.length(), 1);
}

TEST(ForEachBed, HandsOutRecordAfterRecord) {
  std::istringstream in("chr1\t1\t9\n#\nchr2\t10\t20\tp\t7\t.\t3.5\t-1\t-1\t4\nchr3\tx\t2\n");
  std::vector<std::string> signals;
  EXPECT_THAT(
      [&] { for_each_bed(in, "p", [&](const BedRecord& one) { signals.push_back(one.signal); }); },
      ThrowsMessage<Error>(HasSubstr("p:4")));
  EXPECT_THAT(signals, ElementsAre("", "3.5"));
}

TEST(ReadBedFile, NamesAMissingFile) {
  EXPECT_THAT([] { read_bed_file("/none/x.bed"); },
              ThrowsMessage<Error>(HasSubstr("/none/x.bed: cannot be opened")));
}

}  // namespace
}  // namespace siskin::io
