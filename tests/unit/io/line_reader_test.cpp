#include "siskin/io/line_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <vector>

#include "siskin/util/error.hpp"

namespace siskin::io {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StrEq;
using ::testing::ThrowsMessage;

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream in(text);
  LineReader lines(in, "x.txt");
  std::vector<std::string> result;
  for (std::string_view line; lines.next(line);) result.emplace_back(line);
  return result;
}

TEST(LineReader, NeedsNoNewlineAtTheEnd) {
  EXPECT_THAT(lines_of("a\nb"), ElementsAre("a", "b"));
  EXPECT_THAT(lines_of("a\nb\n"), ElementsAre("a", "b"));
}

TEST(LineReader, KeepsEmptyLines) {
  EXPECT_THAT(lines_of("\n\na\n\n"), ElementsAre("", "", "a", ""));
}

TEST(LineReader, EmptyTextHasNoLine) { EXPECT_THAT(lines_of(""), IsEmpty()); }

TEST(LineReader, RemovesOneCarriageReturnOfCrLf) {
  EXPECT_THAT(lines_of("a\r\n\r\nb\rc\r\n"), ElementsAre("a", "", "b\rc"));
  EXPECT_THAT(lines_of("a\r"), ElementsAre("a"));
}

TEST(LineReader, CountsLinesFromOne) {
  std::istringstream in("a\n\nb\n");
  LineReader lines(in, "x.txt");
  std::string_view line;
  while (lines.next(line) && line != "b") {
  }
  EXPECT_EQ(lines.number(), 3);
  EXPECT_EQ(lines.where(), "x.txt:3");
}

TEST(LineReader, JoinsLinesAcrossBlocks) {
  // Lengths that meet the end of a block of 1 MiB in every way, and a line longer than a block.
  std::vector<std::string> expected;
  std::string text;
  for (std::size_t i = 0; i < 40; ++i) {
    expected.emplace_back(99'991 + i, static_cast<char>('a' + i % 26));
  }
  expected.emplace_back(5'000'000, 'x');
  expected.emplace_back("end");
  for (const auto& line : expected) text += line + '\n';
  EXPECT_EQ(lines_of(text), expected);
}

TEST(LineReader, RefusesBinaryDataByLine) {
  using namespace std::string_literals;
  EXPECT_THAT([] { lines_of("text\nPK\3\0\1\n"s); },
              ThrowsMessage<Error>(StrEq("x.txt:2: binary data, expected text")));
}

}  // namespace
}  // namespace siskin::io
