#include <gmock/gmock.h>

#include <sstream>

#include "siskin/io/motif_file.hpp"
#include "siskin/io/motif_parsers.hpp"
#include "support/error_message.hpp"

namespace siskin::io {
namespace {

using test::error_message;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<ParsedMotif> read_jaspar(const std::string& text, double pseudocount = 0) {
  std::istringstream in(text);
  MotifLines lines(in, "m.jaspar");
  return parse_jaspar(lines, pseudocount);
}

std::string jaspar_failure(const std::string& text) {
  return error_message([&] { read_jaspar(text); });
}

TEST(ParseJaspar, DividesCountsByTheirColumnSum) {
  const auto motifs =
      read_jaspar(">MA0004.1\tArnt\nA  [ 4 19 ]\nC  [16  0 ]\nG  [ 0  1 ]\nT  [ 0  0 ]\n");
  ASSERT_EQ(motifs.size(), 1U);
  const seq::Motif& motif = motifs[0].motif;
  EXPECT_EQ(motif.id, "MA0004.1");
  EXPECT_EQ(motif.name, "Arnt");
  EXPECT_EQ(motif.sites, 20);
  EXPECT_THAT(motif.rows, ElementsAre(ElementsAre(0.2, 0.8, 0, 0), ElementsAre(0.95, 0, 0.05, 0)));
}

TEST(ParseJaspar, SharesThePseudocountOverTheBases) {
  EXPECT_THAT(read_jaspar(">a\n3\n0\n0\n0\n", 1)[0].motif.rows,
              ElementsAre(ElementsAre(0.8125, 0.0625, 0.0625, 0.0625)));
}

TEST(ParseJaspar, KeepsNamesExactly) {
  const auto motifs = read_jaspar(
      ">MA1 Ahr::Arnt\n1\n1\n1\n1\n\n>MA2 NR1H3 (var.2) x\n1\n1\n1\n1\n>plain\n1\n1\n1\n1\n");
  ASSERT_EQ(motifs.size(), 3U);
  EXPECT_EQ(motifs[0].motif.name, "Ahr::Arnt");
  EXPECT_EQ(motifs[1].motif.name, "NR1H3 (var.2) x");
  EXPECT_EQ(motifs[2].motif.id, "plain");
  EXPECT_EQ(motifs[2].motif.name, "");
  EXPECT_EQ(motifs[1].where, "m.jaspar:7");
}

TEST(ParseJaspar, ReadsRowsInAnyOrderBracketedOrNot) {
  const auto motifs = read_jaspar(">a\nT [1]\nG | 2\nC 3\na[ 4 ]\n");
  EXPECT_THAT(motifs[0].motif.rows, ElementsAre(ElementsAre(0.4, 0.3, 0.2, 0.1)));
}

TEST(ParseJaspar, TakesFrequenciesWithoutCallingThemSites) {
  EXPECT_EQ(read_jaspar(">a\n0.5\n0.5\n0\n0\n")[0].motif.sites, 20);
}

TEST(ParseJaspar, RefusesColumnsWithoutCounts) {
  EXPECT_EQ(jaspar_failure(">a\n1 0\n1 0\n1 0\n1 0\n"),
            "m.jaspar:1: position 2 of motif 'a' has no counts");
}

TEST(ParseJaspar, RefusesMissingAndSurplusRows) {
  EXPECT_EQ(jaspar_failure(">a\nA [1]\nC [1]\n"),
            "m.jaspar:1: motif 'a' has 2 rows, expected one each of A, C, G, T");
  EXPECT_EQ(jaspar_failure(">a\n>b\n1\n1\n1\n1\n"),
            "m.jaspar:1: motif 'a' has 0 rows, expected one each of A, C, G, T");
  EXPECT_THAT(jaspar_failure(">a\n1\n1\n1\n1\n1\n"), HasSubstr("m.jaspar:6: a fifth row"));
  EXPECT_THAT(jaspar_failure(">a\nA 1\nA 1\nG 1\nT 1\n"), HasSubstr("m.jaspar:3: a second row"));
  EXPECT_THAT(jaspar_failure(">a\n1 2\n1 2\n1\n1 2\n"), HasSubstr("rows of 2 and 1 counts"));
  EXPECT_THAT(jaspar_failure(">a\nA []\nC 1\nG 1\nT 1\n"),
              HasSubstr("m.jaspar:2: a row without counts"));
}

TEST(ParseJaspar, RefusesWhatIsNoCount) {
  EXPECT_THAT(jaspar_failure(">a\n1 x\n"), HasSubstr("m.jaspar:2: found 'x'"));
  EXPECT_THAT(jaspar_failure(">a\n1 -2\n"), HasSubstr("m.jaspar:2: found '-2', expected a count"));
  EXPECT_THAT(jaspar_failure(">a\n1 1e300\n"),
              HasSubstr("m.jaspar:2: found '1e300', expected a count"));
  EXPECT_THAT(jaspar_failure(">a\nX 1 2\n"),
              HasSubstr("m.jaspar:2: found 'X', expected counts or A"));
  EXPECT_THAT(jaspar_failure(">\n1\n"), HasSubstr("m.jaspar:1: '>' without a name"));
}

}  // namespace
}  // namespace siskin::io
