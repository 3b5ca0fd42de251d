#include "siskin/motif/activation_alignment.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <sstream>

#include "siskin/io/motif_file.hpp"
#include "siskin/motif/consensus.hpp"
#include "siskin/util/random.hpp"
#include "support/error_message.hpp"

namespace siskin::motif {
namespace {

using test::error_message;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::array<double, 4> kUniform{0.25, 0.25, 0.25, 0.25};

std::string random_sequence(util::Random& random, std::size_t length) {
  std::string sequence;
  for (std::size_t i = 0; i < length; ++i) sequence += "ACGT"[random.below(4)];
  return sequence;
}

// Windows x[l-2 : l+2] of a filter whose activations are given, M being their largest or `largest`.
ActivationAlignment align(const std::string& sequence, const std::vector<float>& activation_l,
                          float largest = 1, double threshold = 0.5,
                          const WindowRule& rule = {1, -2, 4, true}) {
  ActivationAlignment alignment({largest}, threshold, rule.width);
  alignment.add(activation_l.data(), activation_l.size(), sequence, rule);
  return alignment;
}

TEST(ActivationMaxima, AreTakenOverSequencesAndPositions) {
  ActivationMaxima maxima(2);
  const std::vector<float> first{1, 5, 2, -7, -3, -4};
  const std::vector<float> second{4, -1};
  maxima.add(first.data(), 3);
  maxima.add(second.data(), 1);
  EXPECT_THAT(maxima.values(), ElementsAre(5, -1));
}

TEST(ActivationMaxima, RefuseWhatIsNotFinite) {
  for (const float value : {std::nanf(""), INFINITY}) {
    ActivationMaxima maxima(2);
    const std::vector<float> activation_fl{0, 1, 0, value};
    EXPECT_THAT(error_message([&] { maxima.add(activation_fl.data(), 2); }),
                HasSubstr("filter 1 at position 1 is "));
  }
}

TEST(ActivationAlignment, AveragesTheWindowsAboveTheThreshold) {
  //                          0123456789
  const std::string sequence = "AACGTTCGAA";
  // Windows at 3 (ACGT) and 7 (TCGA); 5 is too weak.
  const auto alignment = align(sequence, {0, 0, 0, 1, 0, 0.4F, 0, 0.6F, 0, 0});
  const auto motif = alignment.motif(0);
  EXPECT_EQ(motif.id, "filter0");
  EXPECT_EQ(motif.sites, 2);
  EXPECT_THAT(motif.rows, ElementsAre(ElementsAre(0.5, 0, 0, 0.5), ElementsAre(0, 1, 0, 0),
                                      ElementsAre(0, 0, 1, 0), ElementsAre(0.5, 0, 0, 0.5)));
}

TEST(ActivationAlignment, WantsMoreThanTheThresholdNotAsMuch) {
  const std::string sequence = "AACGTTCGAA";
  EXPECT_EQ(align(sequence, {0, 0, 0, 2, 0, 1, 0, 0, 0, 0}, 2).sites(0), 1);
  EXPECT_EQ(align(sequence, {0, 0, 0, 2, 0, std::nextafter(1.0F, 2.0F), 0, 0, 0, 0}, 2).sites(0),
            2);
}

// l - 2 > 0 and l + 2 < L = 10, both strict: 3 to 7.
TEST(ActivationAlignment, LeavesOutWindowsThatTouchAnEnd) {
  for (std::size_t l = 0; l < 10; ++l) {
    std::vector<float> activation_l(10, 0);
    activation_l[l] = 1;
    EXPECT_EQ(align("AACGTTCGAA", activation_l).sites(0), l >= 3 && l <= 7 ? 1 : 0) << l;
  }
}

TEST(ActivationAlignment, TakesTheWholeSequenceForTheKernel) {
  const WindowRule rule = kernel_window({1, 0, 4});
  const std::vector<float> ends{1, 0, 0, 0, 0, 0, 1};
  const auto alignment = align("ACGTTCCGTA", ends, 1, 0.5, rule);
  EXPECT_EQ(alignment.sites(0), 2);  // ACGT at the start, CGTA at the end
  EXPECT_THAT(alignment.motif(0).rows[0], ElementsAre(0.5, 0.5, 0, 0));
  EXPECT_THAT(alignment.motif(0).rows[3], ElementsAre(0.5, 0, 0, 0.5));
  // Padding of one base: position 0 reads what is not there.
  EXPECT_EQ(align("ACGTTC", {1, 0, 0, 0, 1}, 1, 0.5, kernel_window({1, -1, 4})).sites(0), 0);
}

TEST(ActivationAlignment, FollowsStride) {
  const WindowRule rule = kernel_window({3, 0, 3});
  const auto motif = align("AAACCCGGGTTT", {0, 1, 1, 0}, 1, 0.5, rule).motif(0);
  EXPECT_THAT(motif.rows, ::testing::Each(ElementsAre(0, 0.5, 0.5, 0)));
}

TEST(CentredWindow, IsThePublishedOneForAnOddKernelThatKeepsTheLength) {
  const WindowRule rule = centred_window({1, -9, 19}, 20);
  EXPECT_EQ(rule.first, -10);
  EXPECT_EQ(rule.width, 20);
  EXPECT_EQ(rule.stride, 1);
  EXPECT_TRUE(rule.inner);
  // Without padding position 0 has its middle at base 9.
  EXPECT_EQ(centred_window({1, 0, 19}, 20).first, -1);
  // LibTorch's 'same' padding of an even kernel puts the smaller half in front.
  EXPECT_EQ(centred_window({1, -3, 8}, 20).first, -10);
}

TEST(ActivationAlignment, GivesAUniformMatrixForFewerThanTwoWindows) {
  const auto dead = align("AACGTTCGAA", std::vector<float>(10, 0), 0).motif(0);
  EXPECT_EQ(dead.sites, 0);
  EXPECT_THAT(dead.rows, ElementsAre(kUniform, kUniform, kUniform, kUniform));
  const auto single = align("AACGTTCGAA", {0, 0, 0, 1, 0, 0, 0, 0, 0, 0}).motif(0);
  EXPECT_EQ(single.sites, 1);
  EXPECT_THAT(single.rows, ElementsAre(kUniform, kUniform, kUniform, kUniform));
}

TEST(ActivationAlignment, HasNoWindowOfAFilterThatIsNeverPositive) {
  EXPECT_EQ(align("AACGTTCGAA", std::vector<float>(10, -1), -1).sites(0), 0);
}

TEST(ActivationAlignment, TakesTheMeanOverTheWindowsThatHaveABase) {
  const auto motif = align("AANNTTCNAA", {0, 0, 0, 1, 0, 0, 0, 1, 0, 0}).motif(0);
  // Windows ANNT and TCNA.
  EXPECT_THAT(motif.rows, ElementsAre(ElementsAre(0.5, 0, 0, 0.5), ElementsAre(0, 1, 0, 0),
                                      kUniform, ElementsAre(0.5, 0, 0, 0.5)));
}

TEST(ActivationAlignment, ReadsSoftMaskedBases) {
  const std::vector<float> activation_l{0, 0, 0, 1, 0, 0, 0, 1, 0, 0};
  EXPECT_EQ(align("aacgttcgaa", activation_l).motif(0).rows,
            align("AACGTTCGAA", activation_l).motif(0).rows);
}

TEST(ActivationAlignment, RefusesWindowsOfOtherWidth) {
  EXPECT_THAT(error_message([] { ActivationAlignment({1}, 0.5, 0); }), HasSubstr("0 bases"));
  ActivationAlignment alignment({1}, 0.5, 4);
  const float activation = 1;
  EXPECT_THAT(error_message([&] {
                alignment.add(&activation, 1, "ACGTA", {1, -2, 5, true});
              }),
              HasSubstr("5 bases, expected 4"));
}

// A filter that is the one-hot of a word, as long as its padding keeps the length.
TEST(ActivationAlignment, FindsTheWordThatAFilterReads) {
  const std::string word = "TGACTCA";
  util::Random random(5);
  std::vector<std::string> sequences;
  std::vector<std::vector<float>> activations;
  ActivationMaxima maxima(1);
  for (int n = 0; n < 300; ++n) {
    auto sequence = random_sequence(random, 60);
    sequence.replace(10 + random.below(40), word.size(), word);
    std::vector<float> activation_l(60, 0);
    for (std::size_t l = 3; l + 3 < 60; ++l) {
      float matches = -4;
      for (std::size_t i = 0; i < 7; ++i) matches += sequence[l - 3 + i] == word[i] ? 1.0F : 0.0F;
      activation_l[l] = std::max(0.0F, matches);
    }
    maxima.add(activation_l.data(), 60);
    sequences.push_back(sequence);
    activations.push_back(activation_l);
  }
  const WindowRule rule = centred_window({1, -3, 7}, 9);
  ActivationAlignment alignment(maxima.values(), 0.5, 9);
  for (std::size_t n = 0; n < sequences.size(); ++n) {
    alignment.add(activations[n].data(), 60, sequences[n], rule);
  }
  EXPECT_EQ(maxima.values()[0], 3);
  EXPECT_GT(alignment.sites(0), 250);
  EXPECT_EQ(consensus(alignment.motif(0)).substr(1, 7), word);
}

TEST(ActivationAlignment, DoesNotDependOnTheOrderOfSequences) {
  util::Random random(11);
  std::vector<std::string> sequences;
  std::vector<std::vector<float>> activations;
  for (int n = 0; n < 20; ++n) {
    sequences.push_back(random_sequence(random, 40));
    activations.emplace_back();
    for (int i = 0; i < 80; ++i) activations.back().push_back(static_cast<float>(random.uniform()));
  }
  ActivationAlignment forwards({1, 1}, 0.5, 20);
  ActivationAlignment backwards({1, 1}, 0.5, 20);
  for (std::size_t n = 0; n < 20; ++n) {
    forwards.add(activations[n].data(), 40, sequences[n], {});
    backwards.add(activations[19 - n].data(), 40, sequences[19 - n], {});
  }
  for (std::size_t f = 0; f < 2; ++f) {
    EXPECT_GT(forwards.sites(f), 100);
    EXPECT_EQ(forwards.motif(f).rows, backwards.motif(f).rows);
    for (const auto& row : forwards.motif(f).rows) {
      EXPECT_NEAR(row[0] + row[1] + row[2] + row[3], 1, 1e-12);
    }
  }
}

TEST(ActivationAlignment, IsReadBackFromMeme) {
  const auto written = align("AACGTTCGAATCGA", {0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0});
  std::stringstream file;
  io::write_meme(file, written.motifs());
  const auto read = io::read_motifs(file, "filters.meme");
  ASSERT_EQ(read.size(), 1U);
  EXPECT_EQ(read[0].id, "filter0");
  EXPECT_EQ(read[0].sites, 3);
  for (std::size_t i = 0; i < 4; ++i) {
    for (std::size_t base = 0; base < 4; ++base) {
      EXPECT_NEAR(read[0].rows[i][base], written.motif(0).rows[i][base], 1e-6);
    }
  }
}

}  // namespace
}  // namespace siskin::motif
