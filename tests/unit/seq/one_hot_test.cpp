#include "siskin/seq/one_hot.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "siskin/seq/alphabet.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/random.hpp"

namespace siskin::seq {
namespace {

using ::testing::ElementsAre;
using ::testing::StrEq;
using ::testing::ThrowsMessage;

// Filled with NaN before, so that a place left out is seen.
std::vector<float> encode(const std::string& sequence, Ambiguous ambiguous = Ambiguous::kZero) {
  std::vector<float> onehot_cl(4 * sequence.size(), std::numeric_limits<float>::quiet_NaN());
  one_hot(sequence, onehot_cl.data(), ambiguous);
  return onehot_cl;
}

TEST(OneHot, WritesChannelByChannel) {
  EXPECT_THAT(encode("ACGTa"), ElementsAre(1, 0, 0, 0, 1,  //
                                           0, 1, 0, 0, 0,  //
                                           0, 0, 1, 0, 0,  //
                                           0, 0, 0, 1, 0));
}

TEST(OneHot, AmbiguousLettersAreZeroOrUniform) {
  EXPECT_THAT(encode("NA"), ElementsAre(0, 1, 0, 0, 0, 0, 0, 0));
  EXPECT_THAT(encode("NA", Ambiguous::kUniform), ElementsAre(0.25, 1, 0.25, 0, 0.25, 0, 0.25, 0));
}

TEST(OneHot, NamesTheAmbiguousPositionOnRequest) {
  EXPECT_NO_THROW(encode("ACGTacgtUu", Ambiguous::kError));
  EXPECT_THAT(
      [] { encode("ACGTRA", Ambiguous::kError); },
      ThrowsMessage<Error>(StrEq("position 4 is 'R', expected A, C, G or T (see --ambiguous)")));
}

// Lengths around the widths of vector registers and of the encoder's own blocks.
TEST(OneHot, AgreesWithTheLetterCodesAtEveryLength) {
  util::Random random(3);
  std::vector<std::size_t> lengths = {4095, 4096, 4097, 10'000};
  for (std::size_t length = 0; length < 140; ++length) lengths.push_back(length);
  for (const std::size_t length : lengths) {
    std::string sequence;
    for (std::size_t i = 0; i < length; ++i) sequence += static_cast<char>(random.below(256));
    const auto onehot_cl = encode(sequence);
    const auto uniform_cl = encode(sequence, Ambiguous::kUniform);
    for (std::size_t i = 0; i < length; ++i) {
      for (std::size_t channel = 0; channel < 4; ++channel) {
        const bool hot = code(sequence[i]) == channel;
        const float otherwise = code(sequence[i]) == kAmbiguous ? 0.25F : 0.0F;
        ASSERT_EQ(onehot_cl[channel * length + i], hot ? 1.0F : 0.0F) << length << ' ' << i;
        ASSERT_EQ(uniform_cl[channel * length + i], hot ? 1.0F : otherwise) << length << ' ' << i;
      }
    }
  }
}

TEST(OneHot, WritesNothingBeyondItsPlace) {
  std::vector<float> onehot_cl(4 * 37 + 1, -1);
  one_hot(std::string(37, 'G'), onehot_cl.data());
  EXPECT_EQ(onehot_cl.back(), -1);
}

TEST(ParseAmbiguous, KnowsThreeWords) {
  EXPECT_EQ(parse_ambiguous("zero"), Ambiguous::kZero);
  EXPECT_EQ(parse_ambiguous("uniform"), Ambiguous::kUniform);
  EXPECT_EQ(parse_ambiguous("error"), Ambiguous::kError);
  EXPECT_THAT([] { parse_ambiguous("Zero"); },
              ThrowsMessage<UsageError>(
                  StrEq("option --ambiguous: found 'Zero', expected zero, uniform or error")));
}

}  // namespace
}  // namespace siskin::seq
