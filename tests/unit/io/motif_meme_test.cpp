#include <gmock/gmock.h>

#include <sstream>

#include "siskin/io/motif_parsers.hpp"
#include "support/error_message.hpp"

namespace siskin::io {
namespace {

using test::error_message;
using ::testing::DoubleNear;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr const char* kStart =
    "MEME version 4\n\nALPHABET= ACGT\n\nstrands: + -\n\n"
    "Background letter frequencies\nA 0.25 C 0.25 G 0.25 T 0.25\n\n";

std::vector<ParsedMotif> read_meme(const std::string& text, double pseudocount = 0) {
  std::istringstream in(text);
  MotifLines lines(in, "m.meme");
  return parse_meme(lines, pseudocount);
}

std::string meme_failure(const std::string& text) {
  return error_message([&] { read_meme(text); });
}

TEST(ParseMeme, ReadsTheMinimalFormat) {
  const auto motifs = read_meme(std::string(kStart) +
                                "MOTIF MA1 Ahr::Arnt (var.2)\n"
                                "letter-probability matrix: alength= 4 w= 2 nsites= 101 E= 1e-5\n"
                                "0.5 0.5 0 0\n  1.0\t0\t0\t0\t\nURL http://example.org/?w=3\n\n"
                                "MOTIF crp\n\nletter-probability matrix:\n\n0 0 0 1\n");
  ASSERT_EQ(motifs.size(), 2U);
  EXPECT_EQ(motifs[0].motif.id, "MA1");
  EXPECT_EQ(motifs[0].motif.name, "Ahr::Arnt (var.2)");
  EXPECT_EQ(motifs[0].motif.sites, 101);
  EXPECT_THAT(motifs[0].motif.rows,
              ElementsAre(ElementsAre(0.5, 0.5, 0, 0), ElementsAre(1, 0, 0, 0)));
  EXPECT_EQ(motifs[1].motif.id, "crp");
  EXPECT_EQ(motifs[1].motif.name, "");
  EXPECT_EQ(motifs[1].motif.sites, 20);
  EXPECT_EQ(motifs[0].where, "m.meme:10");
}

TEST(ParseMeme, FindsTheMatrixInAFullReport) {
  const auto motifs = read_meme(
      "*****\nMEME - Motif discovery tool\n*****\nMEME version 5.0.5 (Release date: 2019)\n\n"
      "ALPHABET= ACGT\n*****\n"
      "MOTIF GGGTG MEME-1\twidth =   2  sites =  20  llr = 89  E-value = 1.0e-003\n*****\n"
      "\tMotif GGGTG MEME-1 Description\nSimplified        A  :4\npos.-specific     C  11\n"
      "log-odds matrix: alength= 4 w= 2 n= 90 bayes= 4 E= 1.0e-003\n"
      "  -123    121      3   -200\n  -123    121      3   -200\n"
      "letter-probability matrix: alength= 4 w= 2 nsites= 20 E= 1.0e-003\n"
      " 0.250000  0.250000  0.250000  0.250000\n 0.000000  1.000000  0.000000  0.000000\n"
      "-----\n\tTime  0.1 secs.\n");
  ASSERT_EQ(motifs.size(), 1U);
  EXPECT_EQ(motifs[0].motif.id, "GGGTG");
  EXPECT_EQ(motifs[0].motif.name, "MEME-1");
  EXPECT_EQ(motifs[0].motif.width(), 2U);
}

TEST(ParseMeme, MakesRowsSumToOneExactly) {
  const auto rows = read_meme(std::string(kStart) +
                              "MOTIF a\nletter-probability matrix: w= 1\n0.33 0.33 0.33 0\n")[0]
                        .motif.rows;
  EXPECT_THAT(rows[0], ElementsAre(DoubleNear(1.0 / 3, 1e-15), DoubleNear(1.0 / 3, 1e-15),
                                   DoubleNear(1.0 / 3, 1e-15), 0));
}

TEST(ParseMeme, WeighsThePseudocountAgainstTheSites) {
  const auto rows = read_meme(std::string(kStart) +
                                  "MOTIF a\nletter-probability matrix: w= 1 nsites= 3\n1 0 0 0\n",
                              1)[0]
                        .motif.rows;
  EXPECT_THAT(rows[0], ElementsAre(0.8125, 0.0625, 0.0625, 0.0625));
}

TEST(ParseMeme, IgnoresAnEValueBeyondTheRangeOfNumbers) {
  const auto motifs = read_meme(std::string(kStart) +
                                "MOTIF a\nletter-probability matrix: alength= 4 w= 1 nsites= 9 "
                                "E= 1.4e-1013\n1 0 0 0\n");
  EXPECT_EQ(motifs[0].motif.sites, 9);
}

TEST(ParseMeme, RefusesBadRows) {
  const std::string start = std::string(kStart) + "MOTIF a\nletter-probability matrix: w= 2\n";
  EXPECT_EQ(meme_failure(start + "0.5 0.4 0 0\n"),
            "m.meme:12: probabilities sum to 0.9, expected 1");
  EXPECT_THAT(meme_failure(start + "0 0 0 0\n"), HasSubstr("m.meme:12: probabilities sum to 0"));
  EXPECT_THAT(meme_failure(start + "1 0 0\n"), HasSubstr("m.meme:12: found 3 numbers"));
  EXPECT_THAT(meme_failure(start + "1 0 0 x\n"), HasSubstr("m.meme:12: found 'x'"));
  EXPECT_THAT(meme_failure(start + "2 -1 0 0\n"), HasSubstr("m.meme:12: found '-1'"));
  EXPECT_THAT(meme_failure(start + "1e400 0 0 0\n"), HasSubstr("m.meme:12: motif 'a' has 0 rows"));
}

TEST(ParseMeme, RefusesAMatrixOfAnotherWidthThanStated) {
  const std::string start = std::string(kStart) + "MOTIF a\nletter-probability matrix: w= 2\n";
  EXPECT_EQ(meme_failure(start + "1 0 0 0\n"), "m.meme:12: motif 'a' has 1 rows, expected w= 2");
  EXPECT_EQ(meme_failure(start + "1 0 0 0\n1 0 0 0\n1 0 0 0\n\n"),
            "m.meme:15: motif 'a' has 3 rows, expected w= 2");
  EXPECT_THAT(meme_failure(start), HasSubstr("motif 'a' has 0 rows"));
}

TEST(ParseMeme, RefusesAMotifWithoutMatrix) {
  EXPECT_THAT(meme_failure(std::string(kStart) + "MOTIF a\nMOTIF b\n"),
              HasSubstr("m.meme:11: motif 'a' has no letter-probability matrix"));
  EXPECT_THAT(meme_failure(std::string(kStart) + "MOTIF a\n"),
              HasSubstr("motif 'a' has no letter-"));
  EXPECT_THAT(meme_failure(std::string(kStart) + "MOTIF \n"), HasSubstr("motif without a name"));
  EXPECT_THAT(meme_failure(std::string(kStart) + "letter-probability matrix: w= 1\n1 0 0 0\n"),
              HasSubstr("m.meme:10: matrix without a line 'MOTIF'"));
}

TEST(ParseMeme, RefusesOtherVersionsAndAlphabets) {
  EXPECT_EQ(meme_failure("MEME version 2.1\n"),
            "m.meme:1: found MEME version '2.1', expected 3 to 5");
  EXPECT_THAT(meme_failure("MEME version\n"), HasSubstr("found MEME version ''"));
  EXPECT_THAT(meme_failure("MEME version 4\nALPHABET= ACDEFGHIKLMNPQRSTVWY\n"),
              HasSubstr("m.meme:2: found alphabet 'ACDEF"));
  EXPECT_THAT(
      meme_failure("MEME version 4\nMOTIF a\nletter-probability matrix: alength= 20 w= 1\n"),
      HasSubstr("m.meme:3: alength= 20, expected 4"));
  EXPECT_THAT(meme_failure("****\nMOTIF a\n"), HasSubstr("m.meme:2: motif before the line"));
  EXPECT_THAT(meme_failure("****\n"), HasSubstr("no line 'MEME version'"));
}

}  // namespace
}  // namespace siskin::io
