#include "siskin/data/augmentation.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "data/examples.hpp"
#include "siskin/util/error.hpp"
#include "support/error_message.hpp"

namespace siskin::data {
namespace {

using Kind = Augmentation::Kind;

Augmentation only(Kind kind) {
  Augmentation settings;
  settings.kinds = {kind};
  return settings;
}

std::vector<std::uint8_t> changed(const Augmentation& settings, std::vector<std::uint8_t> codes,
                                  std::uint64_t seed) {
  util::Random random(seed);
  augment(settings, codes, random);
  return codes;
}

std::vector<std::uint8_t> random_codes(std::size_t count, std::uint64_t seed) {
  util::Random random(seed);
  std::vector<std::uint8_t> codes(count);
  for (auto& code : codes) code = static_cast<std::uint8_t>(random.below(4));
  return codes;
}

TEST(Augment, KeepsTheLengthAndTheAlphabet) {
  for (const auto kind : {Kind::kMutation, Kind::kInsertion, Kind::kDeletion, Kind::kInversion,
                          Kind::kTranslocation}) {
    for (const std::size_t length : {1U, 5U, 100U}) {
      for (std::uint64_t seed = 0; seed < 50; ++seed) {
        const auto codes = changed(only(kind), random_codes(length, seed), seed);
        ASSERT_EQ(codes.size(), length);
        ASSERT_LT(*std::max_element(codes.begin(), codes.end()), 4);
      }
    }
  }
}

TEST(Augment, DoesNothingWithoutKinds) {
  const auto codes = random_codes(50, 1);
  EXPECT_EQ(changed(Augmentation(), codes, 1), codes);
}

TEST(Augment, MutatesTheStatedShareOnAverage) {
  const auto before = random_codes(1000, 1);
  std::size_t differences = 0;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const auto after = changed(only(Kind::kMutation), before, seed);
    for (std::size_t i = 0; i < before.size(); ++i) differences += before[i] != after[i] ? 1 : 0;
  }
  // round(0.05 * 1000 / 0.75) = 67 draws, of which 3/4 change a base; a few hit a place twice.
  EXPECT_NEAR(static_cast<double>(differences) / 100, 49, 3);
}

TEST(Augment, RollsUnderTranslocation) {
  std::vector<std::uint8_t> before(100);
  before[50] = 1;
  std::vector<int> moves;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    const auto after = changed(only(Kind::kTranslocation), before, seed);
    ASSERT_EQ(std::count(after.begin(), after.end(), 1), 1);
    moves.push_back(static_cast<int>(std::find(after.begin(), after.end(), 1) - after.begin()) -
                    50);
  }
  EXPECT_EQ(*std::min_element(moves.begin(), moves.end()), -20);
  EXPECT_EQ(*std::max_element(moves.begin(), moves.end()), 20);
}

using Codes = std::vector<std::uint8_t>;

// `codes` with the reverse complement of `count` of them from `place` in their stead.
Codes inverted(const Codes& codes, std::size_t place, std::size_t count) {
  auto turned = codes;
  for (std::size_t i = 0; i < count; ++i) {
    turned[place + i] = static_cast<std::uint8_t>(3 - codes[place + count - 1 - i]);
  }
  return turned;
}

bool is_inversion(const Codes& before, const Codes& after) {
  for (std::size_t place = 0; place <= before.size(); ++place) {
    for (std::size_t count = 0; count <= 20 && place + count <= before.size(); ++count) {
      if (inverted(before, place, count) == after) return true;
    }
  }
  return false;
}

TEST(Augment, InvertsAStretch) {
  const auto before = random_codes(60, 4);
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    EXPECT_TRUE(is_inversion(before, changed(only(Kind::kInversion), before, seed))) << seed;
  }
}

TEST(Augment, KeepsBothSidesOfWhatItInsertsOrDeletes) {
  auto before = std::vector<std::uint8_t>(200, seq::kAmbiguous);  // new bases stand out
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    for (const auto kind : {Kind::kInsertion, Kind::kDeletion}) {
      const auto after = changed(only(kind), before, seed);
      const auto fresh = 200 - std::count(after.begin(), after.end(), seq::kAmbiguous);
      ASSERT_LE(fresh, 20);
      if (kind == Kind::kInsertion) continue;
      // What a deletion adds stands at the two ends.
      const auto left = static_cast<std::size_t>(fresh / 2);
      const auto right = static_cast<std::size_t>(fresh) - left;
      for (std::size_t i = left; i < 200 - right; ++i) ASSERT_EQ(after[i], seq::kAmbiguous);
    }
  }
}

TEST(Augment, AppliesAsManyKindsAsAsked) {
  Augmentation settings;
  settings.kinds = {Kind::kMutation, Kind::kMutation, Kind::kMutation};
  settings.mutation_rate = 0.75;  // as many draws as bases
  const auto unchanged = [&](std::size_t most, bool exact) {
    settings.most = most;
    settings.exact = exact;
    std::size_t same = 0;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
      const auto after = changed(settings, std::vector<std::uint8_t>(100, seq::kAmbiguous), seed);
      same += static_cast<std::size_t>(std::count(after.begin(), after.end(), seq::kAmbiguous));
    }
    return static_cast<double>(same) / 200;
  };
  EXPECT_NEAR(unchanged(1, true), 36.6, 1);  // 100 (1 - 1/100)^100
  EXPECT_NEAR(unchanged(2, true), 13.4, 1);  // 100 (1 - 1/100)^200
  EXPECT_NEAR(unchanged(2, false), 25, 2);   // half one, half two
}

TEST(Augment, DependsOnTheRandomStreamAlone) {
  Augmentation settings;
  settings.kinds = {Kind::kInsertion, Kind::kMutation, Kind::kTranslocation};
  const auto codes = random_codes(80, 2);
  EXPECT_EQ(changed(settings, codes, 5), changed(settings, codes, 5));
  EXPECT_NE(changed(settings, codes, 5), changed(settings, codes, 6));
}

TEST(ParseAugmentation, KnowsItsWords) {
  EXPECT_EQ(parse_augmentation("mutation"), Kind::kMutation);
  EXPECT_EQ(parse_augmentation("inversion"), Kind::kInversion);
  EXPECT_THAT(test::error_message<UsageError>([] { parse_augmentation("noise"); }),
              testing::HasSubstr("--augment: found 'noise'"));
}

}  // namespace
}  // namespace siskin::data
