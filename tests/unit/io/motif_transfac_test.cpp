#include <gmock/gmock.h>

#include <sstream>

#include "siskin/io/motif_parsers.hpp"
#include "support/error_message.hpp"

namespace siskin::io {
namespace {

using test::error_message;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<ParsedMotif> read_transfac(const std::string& text) {
  std::istringstream in(text);
  MotifLines lines(in, "m.transfac");
  return parse_transfac(lines, 0);
}

std::string transfac_failure(const std::string& text) {
  return error_message([&] { read_transfac(text); });
}

TEST(ParseTransfac, ReadsARecordOfMatrixDat) {
  const auto motifs = read_transfac(
      "VV  TRANSFAC MATRIX TABLE, Release 7.0\nXX\n//\n"
      "AC  M00001\nXX\nID  V$MYOD_01\nXX\nDT  19.10.1992 (created)\nNA  MyoD (var.2)\nXX\n"
      "P0      A      C      G      T\n"
      "01      1      2      2      0      S\n02      2      1      2      0      R\n"
      "XX\nBA  5 functional elements\nXX\n//\n");
  ASSERT_EQ(motifs.size(), 1U);
  const seq::Motif& motif = motifs[0].motif;
  EXPECT_EQ(motif.id, "M00001");
  EXPECT_EQ(motif.name, "MyoD (var.2)");
  EXPECT_EQ(motif.sites, 5);
  EXPECT_THAT(motif.rows,
              ElementsAre(ElementsAre(0.2, 0.4, 0.4, 0), ElementsAre(0.4, 0.2, 0.4, 0)));
  EXPECT_EQ(motifs[0].where, "m.transfac:4");
}

TEST(ParseTransfac, ReadsWhatJasparExports) {
  const auto motifs = read_transfac(
      "AC MA0004.1\nXX\nID Arnt\nXX\nDE MA0004.1 Arnt ; From JASPAR\nPO\tA\tC\tG\tT\n"
      "01\t4.0\t16.0\t0.0\t0.0\nXX\nCC tax_group:vertebrates\nXX\n//\n"
      "ID only\nP0 T G C A\n1 1 2 3 4\n//\n");
  ASSERT_EQ(motifs.size(), 2U);
  EXPECT_EQ(motifs[0].motif.id, "MA0004.1");
  EXPECT_EQ(motifs[0].motif.name, "Arnt");
  EXPECT_THAT(motifs[0].motif.rows, ElementsAre(ElementsAre(0.2, 0.8, 0, 0)));
  EXPECT_EQ(motifs[1].motif.id, "only");
  EXPECT_EQ(motifs[1].motif.name, "");
  EXPECT_THAT(motifs[1].motif.rows, ElementsAre(ElementsAre(0.4, 0.3, 0.2, 0.1)));
}

TEST(ParseTransfac, RefusesBrokenRecords) {
  EXPECT_THAT(transfac_failure("AC a\nP0 A C G\n"),
              HasSubstr("m.transfac:2: expected the columns A C G T"));
  EXPECT_THAT(transfac_failure("AC a\nP0 A C G G\n"),
              HasSubstr("m.transfac:2: expected the columns"));
  EXPECT_THAT(transfac_failure("AC a\nP0 A C G T\n01 1 2 3\n"),
              HasSubstr("m.transfac:3: found 4 fields"));
  EXPECT_THAT(transfac_failure("AC a\nP0 A C G T\n01 1 2 3 x\n"),
              HasSubstr("m.transfac:3: found 'x'"));
  EXPECT_THAT(transfac_failure("AC a\nP0 A C G T\n01 0 0 0 0\n//\n"),
              HasSubstr("position 1 of motif 'a'"));
  EXPECT_THAT(transfac_failure("AC a\nXX\n//\n"), HasSubstr("m.transfac:1: motif 'a' has no rows"));
  EXPECT_THAT(transfac_failure("AC a\n01 1 2 3 4\n//\n"),
              HasSubstr("m.transfac:2: a row of numbers"));
  EXPECT_THAT(transfac_failure("P0 A C G T\n01 1 2 3 4\n//\n"),
              HasSubstr("matrix without AC or ID"));
  EXPECT_THAT(transfac_failure("AC a\nP0 A C G T\n01 1 2 3 4\nXX\nP0 A C G T\n"),
              HasSubstr("m.transfac:5: a second matrix"));
}

TEST(ParseTransfac, RefusesAFileThatEndsInsideAMotif) {
  const std::string whole = "AC a\nP0 A C G T\n01 1 2 3 4\nXX\n";
  EXPECT_EQ(transfac_failure(whole), "m.transfac:4: the file ends inside a motif, expected '//'");
  EXPECT_THAT(read_transfac("VV only a version\n//\n"), IsEmpty());
}

}  // namespace
}  // namespace siskin::io
