#include "siskin/seq/alphabet.hpp"

#include <gtest/gtest.h>

#include "siskin/util/random.hpp"

namespace siskin::seq {
namespace {

TEST(Code, FollowsTheChannelOrderInBothCases) {
  for (std::size_t i = 0; i < kLetters.size(); ++i) {
    EXPECT_EQ(code(kLetters[i]), i);
    EXPECT_EQ(code(static_cast<char>(kLetters[i] | 0x20)), i);
  }
  EXPECT_EQ(code('U'), 3);
  EXPECT_EQ(code('u'), 3);
}

TEST(Code, EveryOtherByteIsAmbiguous) {
  const std::string bases = "ACGTUacgtu";
  for (int byte = 0; byte < 256; ++byte) {
    const char letter = static_cast<char>(byte);
    if (bases.find(letter) == std::string::npos) {
      EXPECT_EQ(code(letter), kAmbiguous) << byte;
    }
  }
}

TEST(ReverseComplement, ReadsTheOtherStrand) {
  EXPECT_EQ(reverse_complement("AACGT"), "ACGTT");
  EXPECT_EQ(reverse_complement(""), "");
}

TEST(ReverseComplement, KeepsCaseAndComplementsIupacCodes) {
  EXPECT_EQ(reverse_complement("acGT"), "ACgt");
  EXPECT_EQ(reverse_complement("RYSWKMBDHVN"), "NBDHVKMWSRY");
  EXPECT_EQ(reverse_complement("n-r"), "y-n");
}

TEST(ReverseComplement, TwiceIsTheSame) {
  util::Random random(5);
  std::string sequence;
  for (int i = 0; i < 1001; ++i) sequence += "ACGTNRYKMacgtbdhv"[random.below(17)];
  EXPECT_EQ(reverse_complement(reverse_complement(sequence)), sequence);
}

TEST(IsNucleotideLetter, AcceptsIupacAndGapsAlone) {
  const std::string accepted = "ACGTURYKMSWBDHVNacgturykmswbdhvn-.*";
  for (int byte = 0; byte < 256; ++byte) {
    const char letter = static_cast<char>(byte);
    EXPECT_EQ(is_nucleotide_letter(letter), accepted.find(letter) != std::string::npos) << byte;
  }
}

TEST(FindNonNucleotide, FindsTheFirst) {
  std::string sequence(1000, 'A');
  EXPECT_EQ(find_non_nucleotide(sequence), std::string::npos);
  EXPECT_EQ(find_non_nucleotide(""), std::string::npos);
  sequence[999] = 'E';
  EXPECT_EQ(find_non_nucleotide(sequence), 999U);
  sequence[17] = '\xff';
  EXPECT_EQ(find_non_nucleotide(sequence), 17U);
}

// Each byte at each place of sequences around the width of vector registers.
TEST(FindNonNucleotide, AgreesWithTheSingleLetterTest) {
  for (const std::size_t length : {1U, 15U, 16U, 17U, 31U, 32U, 33U, 60U}) {
    for (std::size_t place = 0; place < length; ++place) {
      for (int byte = 0; byte < 256; ++byte) {
        std::string sequence(length, 'g');
        sequence[place] = static_cast<char>(byte);
        const auto expected = is_nucleotide_letter(sequence[place]) ? std::string::npos : place;
        ASSERT_EQ(find_non_nucleotide(sequence), expected) << byte << " at " << place;
      }
    }
  }
}

}  // namespace
}  // namespace siskin::seq
