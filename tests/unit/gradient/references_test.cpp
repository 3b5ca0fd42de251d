#include "siskin/gradient/references.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "siskin/util/error.hpp"
#include "support/run_command.hpp"

namespace siskin {
namespace {

using gradient::ReferenceOptions;
using gradient::References;
using testing::HasSubstr;
using testing::ThrowsMessage;

const std::string kSequence = "ACGTTGCATGACCATGAATTCGCGATATACCAGTNNGAT";

ReferenceOptions options_for(const std::string& kind, std::optional<std::int64_t> count = {}) {
  ReferenceOptions options;
  options.kind = kind;
  options.count = count;
  return options;
}

std::string decode(const float* map_cl, std::size_t length) {
  std::string letters(length, 'N');
  for (std::size_t i = 0; i < 4 * length; ++i) {
    if (map_cl[i] == 1) letters[i % length] = "ACGT"[i / length];
  }
  return letters;
}

std::vector<std::string> decode_all(const References& references, const std::string& sequence,
                                    std::uint64_t index) {
  const auto maps = references.maps(sequence, index, "here");
  EXPECT_EQ(maps.size(), references.count() * 4 * sequence.size());
  std::vector<std::string> all;
  for (std::size_t i = 0; i < references.count(); ++i) {
    all.push_back(decode(maps.data() + i * 4 * sequence.size(), sequence.size()));
  }
  return all;
}

std::map<std::string, int> count_words(const std::string& sequence, std::size_t width) {
  std::map<std::string, int> counts;
  for (std::size_t i = 0; i + width <= sequence.size(); ++i) ++counts[sequence.substr(i, width)];
  return counts;
}

TEST(References, AreZerosOrUniformColumns) {
  EXPECT_EQ(References(options_for("zero")).maps("ACG", 0, "here"), std::vector<float>(12, 0.0F));
  EXPECT_EQ(References(options_for("uniform")).maps("ACG", 0, "here"),
            std::vector<float>(12, 0.25F));
  EXPECT_EQ(References(options_for("zero", 7)).count(), 1U);
}

TEST(References, AreColumnsOfTheFrequenciesGiven) {
  auto options = options_for("frequency", 9);
  options.frequencies = {3, 2, 2, 1};
  const References references(options);
  EXPECT_EQ(references.count(), 1U);
  EXPECT_EQ(references.maps("NG", 4, "here"),
            (std::vector<float>{0.375F, 0.375F, 0.25F, 0.25F, 0.25F, 0.25F, 0.125F, 0.125F}));
  for (const std::array<double, 4>& wrong :
       {std::array<double, 4>{0, 0, 0, 0}, {1, 1, -0.5, 1}, {std::nan(""), 1, 1, 1}}) {
    options.frequencies = wrong;
    EXPECT_THAT([&] { References refused(options); },
                ThrowsMessage<Error>(HasSubstr("reference frequencies: expected four numbers")));
  }
}

TEST(References, KeepAmbiguousLettersInTheirPlaces) {
  const std::string sequence = "NACGTTGACANNTGCATGCCANGRTN";
  for (const std::string kind : {"mononucleotide", "dinucleotide"}) {
    std::size_t changed = 0;
    for (const auto& shuffled : decode_all(References(options_for(kind)), sequence, 3)) {
      for (const std::size_t place : {0, 10, 11, 21, 23, 25}) EXPECT_EQ(shuffled[place], 'N');
      EXPECT_EQ(std::count(shuffled.begin(), shuffled.end(), 'N'), 6);
      const auto words = count_words(shuffled, 1);
      EXPECT_EQ(words.at('A' + std::string()), 5);
      if (shuffled != sequence) ++changed;
    }
    EXPECT_GT(changed, 15U);
  }
  // Bases between them keep their dinucleotides.
  for (const auto& shuffled : decode_all(References(options_for("dinucleotide")), sequence, 3)) {
    EXPECT_EQ(count_words(shuffled.substr(1, 9), 2), count_words(sequence.substr(1, 9), 2));
    EXPECT_EQ(count_words(shuffled.substr(12, 9), 2), count_words(sequence.substr(12, 9), 2));
  }
  EXPECT_EQ(decode_all(References(options_for("dinucleotide", 1)), "NNN", 0)[0], "NNN");
}

TEST(References, KeepMononucleotideCounts) {
  const References references(options_for("mononucleotide", 5));
  for (const auto& shuffled : decode_all(references, kSequence, 3)) {
    EXPECT_EQ(count_words(shuffled, 1), count_words(kSequence, 1));
    EXPECT_NE(shuffled, kSequence);
  }
}

TEST(References, KeepDinucleotideCountsAndEnds) {
  const References references(options_for("dinucleotide"));
  const auto all = decode_all(references, kSequence, 3);
  EXPECT_EQ(all.size(), 20U);
  for (const auto& shuffled : all) {
    EXPECT_EQ(count_words(shuffled, 2), count_words(kSequence, 2));
    EXPECT_EQ(shuffled.front(), kSequence.front());
    EXPECT_EQ(shuffled.back(), kSequence.back());
  }
  EXPECT_GT(std::count_if(all.begin(), all.end(), [](auto& one) { return one != kSequence; }), 15);
}

TEST(References, DependOnSeedAndIndexOnly) {
  auto options = options_for("dinucleotide", 4);
  const References references(options);
  const auto first = decode_all(references, kSequence, 0);
  const auto second = decode_all(references, kSequence, 1);
  EXPECT_NE(first, second);
  EXPECT_EQ(decode_all(references, kSequence, 0), first);
  EXPECT_EQ(decode_all(References(options), kSequence, 1), second);
  options.seed = 2;
  EXPECT_NE(decode_all(References(options), kSequence, 0), first);
}

TEST(References, TakeSoftMaskedBasesAsBases) {
  std::string lower = kSequence;
  std::transform(lower.begin(), lower.begin() + 20, lower.begin(),
                 [](char letter) { return static_cast<char>(letter - 'A' + 'a'); });
  const References references(options_for("dinucleotide", 4));
  EXPECT_EQ(decode_all(references, lower, 0), decode_all(references, kSequence, 0));
}

TEST(References, ComeFromAFile) {
  const test::TemporaryFolder folder;
  const auto path = folder.write("refs.fa", ">a\nACGT\n>b\nGGCC\n>c\nTTAA\n").string();
  EXPECT_EQ(decode_all(References(options_for(path)), "CCCC", 0),
            (std::vector<std::string>{"ACGT", "GGCC", "TTAA"}));
  EXPECT_EQ(decode_all(References(options_for(path, 2)), "CCCC", 0),
            (std::vector<std::string>{"ACGT", "GGCC"}));
  EXPECT_THAT([&] { References references(options_for(path, 4)); },
              ThrowsMessage<Error>(HasSubstr("refs.fa: found 3 references, expected 4")));
  EXPECT_THAT([&] { References(options_for(path)).maps("ACGTA", 0, "seq7"); },
              ThrowsMessage<Error>(HasSubstr("reference a has 4 bases, expected the 5 of seq7")));
}

}  // namespace
}  // namespace siskin
