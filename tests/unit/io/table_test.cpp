#include "siskin/io/table.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <sstream>

#include "support/error_message.hpp"
#include "support/run_command.hpp"

namespace siskin::io {
namespace {

using test::error_message;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Table table_of(const std::string& text) {
  std::istringstream in(text);
  return read_table(in, "t.tsv");
}

std::string table_failure(const std::string& text) {
  return error_message([&] { table_of(text); });
}

TEST(ReadTable, SkipsCommentsAndEmptyLinesAndKeepsLineNumbers) {
  const Table table = table_of("# made by hand\nname\tx\n\n# more\na\t1\nb\t2\n");
  EXPECT_THAT(table.columns, ElementsAre("name", "x"));
  EXPECT_THAT(table.rows, ElementsAre(ElementsAre("a", "1"), ElementsAre("b", "2")));
  EXPECT_THAT(table.lines, ElementsAre(5, 6));
}

TEST(ReadTable, AcceptsWindowsLineEndsAndAMissingLastLineEnd) {
  const Table table = table_of("name\tx\r\na\t1\r\nb\t2");
  EXPECT_THAT(table.columns, ElementsAre("name", "x"));
  EXPECT_THAT(table.rows, ElementsAre(ElementsAre("a", "1"), ElementsAre("b", "2")));
}

TEST(ReadTable, KeepsBlanksAndQuotesAsTheyStand) {
  EXPECT_THAT(table_of("a b\t\"c\"\n x \t\n").rows, ElementsAre(ElementsAre(" x ", "")));
}

TEST(ReadTable, MayHaveAHeaderOnly) { EXPECT_THAT(table_of("name\n").rows, IsEmpty()); }

TEST(ReadTable, RefusesRowsOfAnotherWidth) {
  EXPECT_EQ(table_failure("a\tb\n1\t2\n3\n"),
            "t.tsv:3: found 1 cells, expected 2 as in the header");
  EXPECT_EQ(table_failure("a\tb\n1\t2\t3\n"),
            "t.tsv:2: found 3 cells, expected 2 as in the header");
}

TEST(ReadTable, RefusesAnEmptyFileAndAColumnNamedTwice) {
  EXPECT_EQ(table_failure(""), "t.tsv: empty, expected a header line");
  EXPECT_EQ(table_failure("# only\n"), "t.tsv: empty, expected a header line");
  EXPECT_EQ(table_failure("a\tb\ta\n"), "t.tsv:1: column 'a' stands twice in the header");
}

TEST(ReadTable, RefusesBinaryData) {
  EXPECT_THAT(table_failure(std::string("a\tb\n1\0\t2\n", 9)), HasSubstr("t.tsv:2: binary"));
}

TEST(TableNumber, ReadsNumbersAndNa) {
  const Table table = table_of("x\ty\n-1e-3\tNA\n");
  EXPECT_DOUBLE_EQ(table.number(0, 0), -0.001);
  EXPECT_TRUE(std::isnan(table.number(0, 1)));
}

TEST(TableNumber, RefusesACellOnlyWhenItIsAskedFor) {
  const Table table = table_of("x\ty\tz\n\t1e999\t12abc\n");
  EXPECT_EQ(error_message([&] { table.number(0, 0); }),
            "t.tsv:2: column 'x': found '', expected a number or NA");
  EXPECT_EQ(error_message([&] { table.number(0, 1); }),
            "t.tsv:2: column 'y': found '1e999', expected a number or NA");
  EXPECT_EQ(error_message([&] { table.number(0, 2); }),
            "t.tsv:2: column 'z': found '12abc', expected a number or NA");
}

TEST(TableColumn, NamesTheColumnsThereAre) {
  const Table table = table_of("name\tscore\n");
  EXPECT_EQ(table.column("score"), 1U);
  EXPECT_TRUE(table.has("name"));
  EXPECT_FALSE(table.has("Name"));
  EXPECT_EQ(error_message([&] { table.column("auroc"); }),
            "t.tsv:1: no column 'auroc', found 'name', 'score'");
}

TEST(ReadTableFile, NamesTheFile) {
  const test::TemporaryFolder folder;
  const auto path = folder.write("x.tsv", "a\tb\n1\n").string();
  EXPECT_EQ(error_message([&] { read_table_file(path); }),
            path + ":2: found 1 cells, expected 2 as in the header");
  EXPECT_THAT(error_message([&] { read_table_file(path + ".no"); }), HasSubstr(path + ".no"));
}

TEST(WriteRow, IsReadBack) {
  std::ostringstream out;
  write_row(out, {"name", "x"});
  write_row(out, {"a b", ""});
  EXPECT_EQ(out.str(), "name\tx\na b\t\n");
  EXPECT_THAT(table_of(out.str()).rows, ElementsAre(ElementsAre("a b", "")));
}

TEST(WriteRow, RefusesCellsThatWouldBreakTheTable) {
  std::ostringstream out;
  EXPECT_THAT(error_message([&] { write_row(out, {"a\tb"}); }), HasSubstr("'a\\x09b'"));
  EXPECT_THAT(error_message([&] { write_row(out, {"a\nb"}); }), HasSubstr("line break"));
}

}  // namespace
}  // namespace siskin::io
