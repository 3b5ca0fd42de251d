#include "siskin/io/fasta_stream.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <vector>

#include "siskin/util/error.hpp"
#include "support/run_command.hpp"

namespace siskin::io {
namespace {

using ::testing::HasSubstr;
using ::testing::StrEq;
using ::testing::ThrowsMessage;

std::vector<FastaRecord> read_stream(const std::string& text) {
  std::istringstream in(text);
  FastaStream stream(in, "x.fa");
  std::vector<FastaRecord> records;
  for (FastaRecord record; stream.next(record);) records.push_back(record);
  return records;
}

#define EXPECT_REFUSED(text, message) \
  EXPECT_THAT([&] { read_stream(text); }, ThrowsMessage<Error>(StrEq(message)))

TEST(FastaStream, SplitsTheHeaderAtTheFirstBlank) {
  const auto records = read_stream(">a label=1 split=test\nAC\n>b\tx  y\nGT\n>chr1:5-9\nNN\n");
  ASSERT_EQ(records.size(), 3U);
  EXPECT_EQ(records[0].name, "a");
  EXPECT_EQ(records[0].comment, "label=1 split=test");
  EXPECT_EQ(records[1].name, "b");
  EXPECT_EQ(records[1].comment, "x  y");
  EXPECT_EQ(records[2].name, "chr1:5-9");
  EXPECT_EQ(records[2].comment, "");
}

TEST(FastaStream, JoinsLinesAndKeepsLettersAsStored) {
  const auto records = read_stream(">a\nACGT\nacgt\n\nNRYKM-\nU\n");
  ASSERT_EQ(records.size(), 1U);
  EXPECT_EQ(records[0].sequence, "ACGTacgtNRYKM-U");
}

TEST(FastaStream, AcceptsCrLfBlankLinesAndNoFinalNewline) {
  const auto records = read_stream("\r\n>a one\r\nAC\r\nGT\r\n\r\n>b\r\nTT");
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0].comment, "one");
  EXPECT_EQ(records[0].sequence, "ACGT");
  EXPECT_EQ(records[1].sequence, "TT");
}

TEST(FastaStream, EmptyInputHasNoRecord) {
  EXPECT_TRUE(read_stream("").empty());
  EXPECT_TRUE(read_stream("\n\n").empty());
}

TEST(FastaStream, StaysAtTheEnd) {
  std::istringstream in(">a\nA\n");
  FastaStream stream(in, "x.fa");
  FastaRecord record;
  EXPECT_TRUE(stream.next(record));
  EXPECT_FALSE(stream.next(record));
  EXPECT_FALSE(stream.next(record));
}

TEST(FastaStream, ReadsASequenceOfSeveralBlocksOnOneLine) {
  const std::string sequence(3'000'000, 'G');
  const auto records = read_stream(">long\n" + sequence + "\n>short\nA\n");
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0].sequence, sequence);
  EXPECT_EQ(records[1].sequence, "A");
}

TEST(FastaStream, RefusesTextBeforeTheFirstHeader) {
  EXPECT_REFUSED("\nACGT\n>a\nA\n", "x.fa:2: found 'ACGT', expected a FASTA header, '>name'");
  EXPECT_REFUSED("@r1\nACGT\n+\nIIII\n", "x.fa:1: found '@r1', expected a FASTA header, '>name'");
}

TEST(FastaStream, RefusesAHeaderWithoutName) {
  EXPECT_REFUSED(">a\nA\n>\nA\n", "x.fa:3: FASTA header without a name, expected '>name'");
  EXPECT_REFUSED("> a\nA\n", "x.fa:1: FASTA header without a name, expected '>name'");
}

TEST(FastaStream, RefusesRecordsWithoutBasesByTheirOwnLine) {
  EXPECT_REFUSED(">a\nA\n>b\n\n>c\nA\n", "x.fa:3: record 'b' has no bases");
  EXPECT_REFUSED(">a\nA\n>b", "x.fa:3: record 'b' has no bases");
}

TEST(FastaStream, RefusesLettersThatAreNoNucleotides) {
  EXPECT_REFUSED(">a\nACGT\nACEGT\n", "x.fa:3: found 'E' in column 3, expected nucleotide letters");
  EXPECT_REFUSED(">a\nAC GT\n", "x.fa:2: found ' ' in column 3, expected nucleotide letters");
  EXPECT_REFUSED(">a\nAC\x80\n", "x.fa:2: found '\\x80' in column 3, expected nucleotide letters");
}

TEST(FastaStream, RefusesBinaryData) {
  using namespace std::string_literals;
  EXPECT_REFUSED(">a\nAC\0GT\n"s, "x.fa:2: binary data, expected text");
}

TEST(FastaStream, ReadsCompressedRealData) {
  const std::string path = SISKIN_SOURCE_DIR "/../shared/real-data/koo-chip/IRF1.fa.gz";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no " << path;
  FastaStream stream(path);
  FastaRecord record;
  std::size_t count = 0;
  for (; stream.next(record); ++count) ASSERT_EQ(record.sequence.size(), 400U) << record.name;
  const auto lines = test::run_command("gunzip -c '" + path + "' | grep -c '^>'", ".");
  EXPECT_EQ(std::to_string(count) + "\n", lines.out);
}

TEST(FastaStream, NamesAMissingFile) {
  EXPECT_THAT([] { FastaStream("/none/x.fa"); },
              ThrowsMessage<Error>(HasSubstr("/none/x.fa: cannot be opened")));
}

}  // namespace
}  // namespace siskin::io
