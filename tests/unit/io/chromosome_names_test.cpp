#include "siskin/io/chromosome_names.hpp"

#include <gtest/gtest.h>

namespace siskin::io {
namespace {

std::string message(const std::string& asked, const std::vector<std::string>& existing) {
  return unknown_chromosome("g.fa", asked, existing).what();
}

std::string likely(const std::string& name) {
  return ", perhaps '" + name + "' is meant: names must be the same in all files";
}

TEST(UnknownChromosome, NamesSomeThatExist) {
  EXPECT_EQ(message("x1", {"a", "b"}), "g.fa: has no sequence 'x1', it has a, b");
  EXPECT_EQ(message("x1", {"a", "b", "c", "d", "e", "f", "g"}),
            "g.fa: has no sequence 'x1', it has a, b, c, d, e and 2 more");
}

TEST(UnknownChromosome, SeesThePrefixChr) {
  EXPECT_EQ(message("4", {"chr1", "chr4"}), "g.fa: has no sequence '4'" + likely("chr4"));
  EXPECT_EQ(message("chr4", {"1", "4"}), "g.fa: has no sequence 'chr4'" + likely("4"));
  EXPECT_EQ(message("CHR4", {"chr1", "chr4"}), "g.fa: has no sequence 'CHR4'" + likely("chr4"));
}

TEST(UnknownChromosome, SeesRomanNumerals) {
  EXPECT_EQ(message("chr16", {"chrI", "chrXVI"}),
            "g.fa: has no sequence 'chr16'" + likely("chrXVI"));
  EXPECT_EQ(message("IV", {"chr4", "chr9"}), "g.fa: has no sequence 'IV'" + likely("chr4"));
  EXPECT_EQ(message("IX", {"chr4", "chr9"}), "g.fa: has no sequence 'IX'" + likely("chr9"));
}

TEST(UnknownChromosome, SexChromosomeXComesBeforeTen) {
  EXPECT_EQ(message("X", {"chr10", "chrX"}), "g.fa: has no sequence 'X'" + likely("chrX"));
}

TEST(UnknownChromosome, SeesTheNamesOfTheMitochondrion) {
  EXPECT_EQ(message("MT", {"chr1", "chrM"}), "g.fa: has no sequence 'MT'" + likely("chrM"));
}

}  // namespace
}  // namespace siskin::io
