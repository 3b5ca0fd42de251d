#include "siskin/io/motif_file.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <filesystem>
#include <sstream>

#include "siskin/util/random.hpp"
#include "support/error_message.hpp"

namespace siskin::io {
namespace {

using test::error_message;
using ::testing::HasSubstr;

std::vector<seq::Motif> read_motif_text(const std::string& text) {
  std::istringstream in(text);
  return read_motifs(in, "m.txt");
}

std::string motif_failure(const std::string& text) {
  return error_message([&] { read_motif_text(text); });
}

struct Collection {
  const char* name;
  std::size_t motifs;
};

TEST(ReadMotifFile, ReadsTheCollectionsPeopleUse) {
  const std::filesystem::path folder = SISKIN_SOURCE_DIR "/../shared/real-data/motifs";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no " << folder;
  for (const Collection& one :
       {Collection{"JASPAR_2016_pfm_vertebrates.txt", 519},
        Collection{"JASPAR_CORE_2016_vertebrates.meme", 518},
        Collection{"JASPAR2022_CORE_vertebrates.meme", 838},
        Collection{"JASPAR2022_CORE_fungi.meme", 179}, Collection{"HOCOMOCO_H12CORE.meme", 1443}}) {
    const auto motifs = read_motif_file((folder / one.name).string());
    EXPECT_EQ(motifs.size(), one.motifs) << one.name;
    for (const auto& motif : motifs) {
      for (const auto& row : motif.rows) EXPECT_NEAR(row[0] + row[1] + row[2] + row[3], 1, 1e-12);
    }
  }
}

TEST(ReadMotifs, TellsTheFormatsApart) {
  EXPECT_EQ(read_motif_text(">a\n1 0\n0 1\n1 0\n0 1\n")[0].id, "a");
  EXPECT_EQ(read_motif_text("ID b\nP0 A C G T\n01 1 2 3 4\nXX\n//\n")[0].id, "b");
  EXPECT_EQ(read_motif_text(
                "\n# a remark\nMEME version 5\nMOTIF c\nletter-probability matrix:\n1 0 0 0\n")[0]
                .id,
            "c");
}

TEST(ReadMotifs, RefusesOtherFiles) {
  EXPECT_EQ(motif_failure(""), "m.txt: empty, expected motifs in MEME, JASPAR or TRANSFAC format");
  EXPECT_THAT(motif_failure("\nchr1\t1\t2\n"), HasSubstr("m.txt:2: found 'chr1\\x091\\x092'"));
  EXPECT_THAT(motif_failure(std::string("\x1f\x8b\0\1", 4)), HasSubstr("m.txt:1: "));
  EXPECT_EQ(motif_failure("MEME version 4\n"), "m.txt: no motif found");
}

TEST(ReadMotifs, RefusesAnIdThatStandsTwice) {
  const std::string motif = ">a\n1\n0\n0\n0\n";
  EXPECT_EQ(motif_failure(motif + motif), "m.txt:6: motif id 'a' stands twice");
}

TEST(WriteMeme, IsMinimalMeme) {
  std::ostringstream out;
  write_meme(out,
             {{"MA0001.1", "A::B (var.2)", {{0.25, 0.25, 0.5, 0}, {1.0 / 3, 2.0 / 3, 0, 0}}, 12},
              {"f0", "", {{0, 0, 0, 1}}, 20}});
  EXPECT_EQ(out.str(),
            "MEME version 4\n\nALPHABET= ACGT\n\nstrands: + -\n\nBackground letter frequencies\n"
            "A 0.25 C 0.25 G 0.25 T 0.25\n\n"
            "MOTIF MA0001.1 A::B (var.2)\n"
            "letter-probability matrix: alength= 4 w= 2 nsites= 12 E= 0\n"
            "0.250000 0.250000 0.500000 0.000000\n0.333333 0.666667 0.000000 0.000000\n\n"
            "MOTIF f0\nletter-probability matrix: alength= 4 w= 1 nsites= 20 E= 0\n"
            "0.000000 0.000000 0.000000 1.000000\n");
}

// Rounding each number by itself would give 0.999999 and 1.000001 here.
TEST(WriteMeme, WritesRowsThatSumToOne) {
  const std::vector<std::array<double, 4>> rows = {{1.0 / 3, 1.0 / 3, 1.0 / 3, 0},
                                                   {1.0 / 6, 1.0 / 6, 1.0 / 6, 0.5},
                                                   {1.0 / 7, 2.0 / 7, 4.0 / 7, 0}};
  std::ostringstream out;
  write_meme(out, {{"f", "", rows, 3}});
  const std::string text = out.str();
  EXPECT_THAT(text, HasSubstr("\n0.333334 0.333333 0.333333 0.000000\n"
                              "0.166667 0.166667 0.166666 0.500000\n"));
  std::istringstream numbers(text.substr(text.find("E= 0\n") + 5));
  for (std::size_t row = 0; row < rows.size(); ++row) {
    std::int64_t sum = 0;
    for (const double p : rows[row]) {
      std::string number;
      numbers >> number;
      ASSERT_EQ(number.size(), 8U);
      EXPECT_NEAR(std::stod(number), p, 1e-6);
      sum += std::stoll(number.substr(0, 1) + number.substr(2));
    }
    EXPECT_EQ(sum, 1000000) << row;
  }
}

TEST(WriteMeme, RefusesRowsThatAreNoProbabilities) {
  for (const auto& row : std::vector<std::array<double, 4>>{
           {0.5, 0.4, 0, 0}, {1.5, -0.5, 0, 0}, {std::nan(""), 0, 0, 1}}) {
    std::ostringstream out;
    EXPECT_THAT(error_message([&] {
                  write_meme(out, {{"f0", "", {row}, 1}});
                }),
                HasSubstr("motif f0: a row of "));
  }
}

TEST(WriteMeme, IsReadBack) {
  util::Random random(3);
  std::vector<seq::Motif> motifs;
  for (int i = 0; i < 20; ++i) {
    seq::Motif motif{"id" + std::to_string(i), "name of " + std::to_string(i), {}, 7.0 + i};
    for (std::uint64_t row = 0; row <= random.below(20); ++row) {
      const double a = random.uniform() / 2;
      const double b = random.uniform() / 2;
      motif.rows.push_back({a, b, 0, 1 - a - b});
    }
    motifs.push_back(motif);
  }
  std::ostringstream out;
  write_meme(out, motifs);
  const auto back = read_motif_text(out.str());
  ASSERT_EQ(back.size(), motifs.size());
  for (std::size_t i = 0; i < motifs.size(); ++i) {
    EXPECT_EQ(back[i].id, motifs[i].id);
    EXPECT_EQ(back[i].name, motifs[i].name);
    EXPECT_EQ(back[i].sites, motifs[i].sites);
    ASSERT_EQ(back[i].width(), motifs[i].width());
    for (std::size_t row = 0; row < motifs[i].width(); ++row) {
      for (std::size_t base = 0; base < 4; ++base) {
        EXPECT_NEAR(back[i].rows[row][base], motifs[i].rows[row][base], 2e-6);
      }
    }
  }
}

TEST(WriteMeme, RefusesIdsThatWouldBreakTheFile) {
  std::ostringstream out;
  EXPECT_THAT(error_message([&] {
                write_meme(out, {{"a b", "", {{1, 0, 0, 0}}, 1}});
              }),
              HasSubstr("'a b'"));
  EXPECT_THAT(error_message([&] {
                write_meme(out, {{"", "", {{1, 0, 0, 0}}, 1}});
              }),
              HasSubstr("motif id ''"));
}

TEST(FindMotif, PrefersTheIdAndComparesExactly) {
  const std::vector<seq::Motif> motifs = {{"M1", "SP1", {}, 1},
                                          {"M2", "CTCF", {}, 1},
                                          {"SP1", "x", {}, 1},
                                          {"M4", "GATA1::TAL1", {}, 1}};
  EXPECT_EQ(&find_motif(motifs, "M2", "f"), &motifs[1]);
  EXPECT_EQ(&find_motif(motifs, "SP1", "f"), &motifs[2]);
  EXPECT_EQ(&find_motif(motifs, "GATA1::TAL1", "f"), &motifs[3]);
  EXPECT_EQ(error_message([&] { find_motif(motifs, "ctcf", "f.meme"); }),
            "f.meme: no motif 'ctcf'");
}

TEST(FindMotif, RefusesANameOfSeveral) {
  const std::vector<seq::Motif> motifs = {{"M1", "SP1", {}, 1}, {"M2", "SP1", {}, 1}};
  EXPECT_EQ(error_message([&] { find_motif(motifs, "SP1", "f.meme"); }),
            "f.meme: several motifs have the name 'SP1', such as M1 and M2; use the id");
}

}  // namespace
}  // namespace siskin::io
