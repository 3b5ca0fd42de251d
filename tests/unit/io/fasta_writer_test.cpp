#include "siskin/io/fasta_writer.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace siskin::io {
namespace {

std::string written(std::string_view comment, std::string_view sequence, std::size_t width) {
  std::ostringstream out;
  write_fasta(out, "s1", comment, sequence, width);
  return out.str();
}

TEST(WriteFasta, PutsTheSequenceOnOneLine) {
  EXPECT_EQ(written("label=1", "ACGTacgtN", 0), ">s1 label=1\nACGTacgtN\n");
}

TEST(WriteFasta, LeavesNoBlankBehindTheNameWithoutComment) {
  EXPECT_EQ(written("", "AC", 0), ">s1\nAC\n");
}

TEST(WriteFasta, WrapsLines) {
  EXPECT_EQ(written("", "ACGTA", 2), ">s1\nAC\nGT\nA\n");
  EXPECT_EQ(written("", "ACGT", 2), ">s1\nAC\nGT\n");
  EXPECT_EQ(written("", "ACGT", 9), ">s1\nACGT\n");
}

}  // namespace
}  // namespace siskin::io
