#include "siskin/io/bedgraph.hpp"

#include <gmock/gmock.h>

#include <sstream>
#include <vector>

#include "support/error_message.hpp"

namespace siskin::io {
namespace {

using test::error_message;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<BedGraphRecord> runs_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<BedGraphRecord> records;
  read_bedgraph(in, "t.bedgraph", [&](const BedGraphRecord& record) { records.push_back(record); });
  return records;
}

std::string bedgraph_failure(const std::string& text) {
  return error_message([&] { runs_of(text); });
}

TEST(ReadBedGraph, ReadsLinesInFileOrder) {
  const auto records = runs_of("chr2\t5\t7\t-0.5\nchr1\t0\t1\t1e3\n");
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0].interval, (seq::Interval{"chr2", 5, 7}));
  EXPECT_EQ(records[0].value, -0.5F);
  EXPECT_EQ(records[1].interval, (seq::Interval{"chr1", 0, 1}));
  EXPECT_EQ(records[1].value, 1000);
}

TEST(ReadBedGraph, SkipsRemarksAndAcceptsBlanksAndWindowsLineEnds) {
  const auto records = runs_of(
      "# siskin\ntrack type=bedGraph\nbrowser position chr1\n\n \nchr1 0  4\t2\r\nchr1 4 5 3");
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[1].value, 3);
  EXPECT_THAT(runs_of(""), IsEmpty());
}

TEST(ReadBedGraph, RefusesOtherNumbersOfColumns) {
  EXPECT_EQ(bedgraph_failure("c\t0\t1\t1\nc\t1\t2\n"),
            "t.bedgraph:2: found 3 columns, expected chrom, start, end and value");
  EXPECT_THAT(bedgraph_failure("c\t0\t1\tname\t1\n"), HasSubstr("t.bedgraph:1: found 5 columns"));
}

TEST(ReadBedGraph, RefusesBadPositions) {
  EXPECT_THAT(bedgraph_failure("c\t-1\t1\t1\n"),
              HasSubstr("t.bedgraph:1: found '-1', expected a position"));
  EXPECT_THAT(bedgraph_failure("c\t0x1\t2\t1\n"), HasSubstr("found '0x1'"));
  EXPECT_THAT(bedgraph_failure("c\t0\t1.5\t1\n"), HasSubstr("found '1.5'"));
  EXPECT_THAT(bedgraph_failure("c\t0\t99999999999999999999\t1\n"),
              HasSubstr("found '99999999999999999999'"));
  EXPECT_EQ(bedgraph_failure("c\t3\t3\t1\n"), "t.bedgraph:1: end 3 is not behind start 3");
  EXPECT_THAT(bedgraph_failure("c\t4\t3\t1\n"), HasSubstr("end 3 is not behind start 4"));
}

TEST(ReadBedGraph, RefusesBadValues) {
  for (const std::string value : {"x", "nan", "inf", "1e39", "1,5", "NA"}) {
    EXPECT_THAT(bedgraph_failure("c\t0\t1\t" + value + "\n"),
                HasSubstr("t.bedgraph:1: found '" + value))
        << value;
  }
}

TEST(ReadBedGraph, RefusesBinaryData) {
  EXPECT_THAT(bedgraph_failure(std::string("c\t0\t1\t1\n\0\0", 10)),
              HasSubstr("t.bedgraph:2: binary"));
}

}  // namespace
}  // namespace siskin::io
