#include "siskin/score/recurrence.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "siskin/score/consistency.hpp"
#include "siskin/util/random.hpp"

namespace siskin::score {
namespace {

constexpr std::size_t kLength = 40;
constexpr std::size_t kWithNeighbours = Recurrence::kNeighbours + 1;

// Contributions of 1 to each base of the word, 0 elsewhere.
std::vector<double> track_with(const std::string& word, std::size_t start) {
  std::vector<double> track_cl(4 * kLength, 0);
  for (std::size_t i = 0; i < word.size(); ++i)
    track_cl[std::string("ACGT").find(word[i]) * kLength + start + i] = 1;
  return track_cl;
}

std::vector<double> other_strand_of(std::vector<double> track_cl) {
  return {track_cl.rbegin(), track_cl.rend()};
}

double recurrence_of(const std::vector<std::vector<double>>& tracks, std::size_t strongest = 1) {
  Recurrence recurrence(strongest);
  for (const auto& track_cl : tracks) recurrence.add(track_cl);
  return recurrence.value();
}

TEST(Recurrence, IsOneForTheSamePatternAtOtherPlacesAndStrands) {
  std::vector<std::vector<double>> tracks;
  for (std::size_t n = 0; n < kWithNeighbours; ++n) {
    auto track_cl = track_with("GATTACAGCA", 3 + 2 * n);
    tracks.push_back(n % 2 == 0 ? track_cl : other_strand_of(track_cl));
  }
  EXPECT_NEAR(recurrence_of(tracks), 1, 1e-6);
}

TEST(Recurrence, IsTheCosineOfPatternsThatShareSomeBases) {
  // Shifted by four bases, six of the run lie on the other pattern, five of them on the same base.
  std::vector<std::vector<double>> tracks(kWithNeighbours, track_with("CCCCCAAAAA", 10));
  tracks.front() = track_with("AAAAAAAAAA", 10);
  const double cosine = 5 / std::sqrt(10.0 * 6);
  // The first to all others; each of the others to nine like it and the first.
  const double expected = cosine + Recurrence::kNeighbours * (9 + cosine) / 10;
  EXPECT_NEAR(recurrence_of(tracks), expected / kWithNeighbours, 1e-6);
}

TEST(Recurrence, IsNearZeroForPatternsWithoutACommonBase) {
  std::vector<std::vector<double>> tracks;
  for (std::size_t n = 0; n < kWithNeighbours; ++n)
    tracks.push_back(track_with(n == 0 ? "CCCCCCCCCC" : "AAAAAAAAAA", 10));
  EXPECT_NEAR(recurrence_of(tracks), Recurrence::kNeighbours * 0.9 / kWithNeighbours, 1e-6);
}

TEST(Recurrence, HasTheValueOfNumPy) {
  // The definition written anew over whole arrays, double precision, on irregular maps.
  for (const auto& [strongest, expected] :
       {std::pair<std::size_t, double>{1, 0.3363451978038857}, {3, 0.43813925689156075}}) {
    Recurrence recurrence(strongest);
    for (std::size_t n = 0; n < 12; ++n) {
      std::vector<float> map;
      for (std::size_t base = 0; base < 4; ++base) {
        for (std::size_t i = 0; i < kLength; ++i)
          map.push_back(
              static_cast<float>((n * 7 + base * 5 + i * 3) * (i + n + 2 * base + 1) % 23) - 11);
      }
      std::vector<float> onehot(4 * kLength, 0);
      for (std::size_t i = 0; i < kLength; ++i) onehot[(n * i + i * i) % 4 * kLength + i] = 1;
      recurrence.add(observed_map(corrected_map(map.data(), kLength), onehot.data()));
    }
    EXPECT_EQ(recurrence.windows(), strongest == 1 ? 12U : 24U);
    EXPECT_NEAR(recurrence.value(), expected, 1e-6);
  }
}

TEST(Recurrence, DoesNotCareForScaleStrandOrOrder) {
  util::Random random(5);
  std::vector<std::vector<double>> tracks;
  for (std::size_t n = 0; n < 20; ++n) {
    std::vector<double> track_cl(4 * kLength, 0);
    for (std::size_t i = 0; i < kLength; ++i)
      track_cl[random.below(4) * kLength + i] = random.uniform() - 0.3;
    tracks.push_back(track_cl);
  }
  const double plain = recurrence_of(tracks, 2);
  auto changed = tracks;
  for (auto& track_cl : changed) {
    track_cl = other_strand_of(track_cl);
    for (double& value : track_cl) value *= 8;
  }
  std::swap(changed.front(), changed.back());
  EXPECT_NEAR(recurrence_of(changed, 2), plain, 1e-6);
}

TEST(Recurrence, WeighsAWindowByItsShareOfTheImportance) {
  // The odd one has half of its importance outside of its window, so it counts half.
  std::vector<std::vector<double>> tracks(kWithNeighbours, track_with("AAAAAAAAAA", 10));
  tracks.front() = track_with("CCCCCCCCCC", 10);
  for (std::size_t i = 0; i < 10; ++i) tracks.front()[2 * kLength + 25 + i] = -1;
  EXPECT_NEAR(recurrence_of(tracks), Recurrence::kNeighbours * 0.9 / (kWithNeighbours - 0.5), 1e-6);
}

TEST(Recurrence, CountsMissingNeighboursAsUnlike) {
  const std::vector<std::vector<double>> tracks(4, track_with("ACGTTGCATT", 4));
  EXPECT_NEAR(recurrence_of(tracks), 3.0 / Recurrence::kNeighbours, 1e-6);
  EXPECT_EQ(recurrence_of({std::vector<double>(4 * kLength, -1)}), 0);
  EXPECT_TRUE(std::isnan(recurrence_of({})));
}

TEST(Recurrence, TakesNoWindowWithoutPositiveSumOrFromShortSequences) {
  Recurrence recurrence(3);
  recurrence.add(std::vector<double>(4 * kLength, 0));
  recurrence.add(std::vector<double>(4 * kLength, -1));
  recurrence.add(std::vector<double>(36, 1));
  EXPECT_EQ(recurrence.windows(), 0U);
  recurrence.add(track_with("ACGTACGTAC", 0));
  recurrence.add(track_with("ACGTACGTAC", kLength - 10));
  EXPECT_EQ(recurrence.windows(), 2U);
}

TEST(Recurrence, AsksAllOfFewSequencesAndEvenlySpacedOnesOfMany) {
  for (const std::size_t count : {1U, 119U, 120U, 121U, 240U, 1000U}) {
    std::size_t asked = 0;
    for (std::size_t i = 0; i < count; ++i) {
      asked += Recurrence::asks(i, count) ? 1 : 0;
      // Of the first i + 1 as many as their share.
      EXPECT_EQ(asked,
                std::min<std::size_t>(i + 1, (i + 1) * std::min<std::size_t>(count, 120) / count));
    }
    EXPECT_EQ(asked, std::min<std::size_t>(count, 120));
  }
}

TEST(TrustScore, IsCentredAndScaledByTheModelsItWasShapedOn) {
  // The same in all sequences: recurrence 1; nothing anywhere: 0.
  Recurrence same(3);
  Recurrence nothing(3);
  for (std::size_t n = 0; n < Recurrence::kSequences; ++n) {
    same.add(track_with("GATTACAGCA", 12));
    nothing.add(std::vector<double>(4 * kLength, 0));
  }
  EXPECT_NEAR(trust_score(same), (1 - 0.818) / 0.0509, 1e-4);
  EXPECT_NEAR(trust_score(nothing), -0.818 / 0.0509, 1e-12);
}

TEST(TrustScore, IsNotDefinedForOtherNumbersOfSequencesOrWindows) {
  Recurrence few(3);
  Recurrence wide(4);
  for (std::size_t n = 0; n < Recurrence::kSequences; ++n) {
    if (n > 0) few.add(track_with("GATTACAGCA", 12));
    wide.add(track_with("GATTACAGCA", 12));
  }
  EXPECT_TRUE(std::isnan(trust_score(few)));
  EXPECT_TRUE(std::isnan(trust_score(wide)));
}

}  // namespace
}  // namespace siskin::score
