#include "siskin/motif/contribution_alignment.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "siskin/util/error.hpp"
#include "unit/motif/contribution_support.hpp"

namespace siskin::motif {
namespace {

ContributionMatrix word_motif(const std::string& word) {
  ContributionMatrix motif;
  for (const char letter : word) {
    motif.push_back({});
    motif.back()[seq::code(letter)] = 1;
  }
  return motif;
}

TEST(ReverseComplementOfContributions, TurnsRowsAndBases) {
  const ContributionMatrix motif = {{1, 2, 3, 4}, {5, 6, 7, 8}};
  EXPECT_EQ(reverse_complement(motif), (ContributionMatrix{{8, 7, 6, 5}, {4, 3, 2, 1}}));
}

TEST(Regions, AreCentredAndEmptyBeyondTheEnds) {
  ContributionTracks tracks(6);
  add_track(tracks, "ACGTAC", {1, 2, 3, 4, 5, 6});
  Seqlet middle;
  middle.start = 2;
  middle.end = 5;  // middle base 3
  Seqlet first;
  first.end = 2;  // middle base 1
  const Regions regions(tracks, {middle, first}, 4);
  EXPECT_EQ(regions.count(), 2U);
  EXPECT_EQ(regions.start(0), 1);
  EXPECT_EQ(std::vector<float>(regions.values(0), regions.values(0) + 4),
            (std::vector<float>{2, 3, 4, 5}));
  EXPECT_EQ(regions.start(1), -1);
  EXPECT_EQ(std::vector<float>(regions.values(1), regions.values(1) + 4),
            (std::vector<float>{0, 1, 2, 3}));
  EXPECT_EQ(regions.bases(1)[0], seq::kAmbiguous);
  EXPECT_EQ(regions.bases(1)[1], 0);
  EXPECT_EQ(regions.matrix(0, 1, 2), (ContributionMatrix{{0, 0, 3, 0}, {0, 0, 0, 4}}));
}

// The region ACGGTTTTTT holds ACGGT at 0; read from the other strand AAAAAACCGT.
TEST(ContributionAligner, FindsPlaceAndStrand) {
  const auto bases = codes_of("TTACGGTCTTTT");
  const std::vector<float> values = {0, 0, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0};
  const auto ahead = ContributionAligner(word_motif("ACGGT"), 12).best(bases.data(), values.data());
  EXPECT_NEAR(ahead.similarity, 1, 1e-6);
  EXPECT_EQ(ahead.offset, 2U);
  EXPECT_FALSE(ahead.reversed);
  const auto back = ContributionAligner(word_motif("ACCGT"), 12).best(bases.data(), values.data());
  EXPECT_NEAR(back.similarity, 1, 1e-6);
  EXPECT_EQ(back.offset, 2U);
  EXPECT_TRUE(back.reversed);
}

TEST(ContributionAligner, TakesThePalindromeForwardAndTheLeftmostOfEquals) {
  const auto bases = codes_of("CGTTCGTT");
  const std::vector<float> values = {1, 1, 0, 0, 1, 1, 0, 0};
  const auto found = ContributionAligner(word_motif("CG"), 8).best(bases.data(), values.data());
  EXPECT_FALSE(found.reversed);
  EXPECT_EQ(found.offset, 0U);
}

// The strongest place, T T, has the energy 2. Under the C alone are 0.1^2, for which half of 2 is
// put: 0.1 / (sqrt 2 * sqrt 1), where the cosine would be 0.7.
TEST(ContributionAligner, DoesNotTakeFaintForRight) {
  const auto bases = codes_of("AATTCG");
  const std::vector<float> values = {0, 0, 1, 1, 0.1F, 0};
  const auto found = ContributionAligner(word_motif("CC"), 6).best(bases.data(), values.data());
  EXPECT_NEAR(found.similarity, 0.1 / std::sqrt(2.0), 1e-6);
}

// The largest cosine over offsets and strands, summed one by one; the energy of a stretch counts as
// half of the largest at least.
double direct_similarity(const ContributionMatrix& motif, const std::vector<std::uint8_t>& bases,
                         const std::vector<float>& values) {
  double norm = 0;
  for (const auto& row : motif) {
    for (const double value : row) norm += value * value;
  }
  const std::size_t offsets = values.size() - motif.size() + 1;
  std::vector<double> energy(offsets, 0);
  for (std::size_t o = 0; o < offsets; ++o) {
    for (std::size_t i = 0; i < motif.size(); ++i)
      energy[o] += static_cast<double>(values[o + i]) * values[o + i];
  }
  const double most = *std::max_element(energy.begin(), energy.end());
  double best = -2;
  for (const auto& strand : {motif, reverse_complement(motif)}) {
    for (std::size_t o = 0; o < offsets; ++o) {
      double dot = 0;
      for (std::size_t i = 0; i < motif.size(); ++i)
        dot += bases[o + i] < 4 ? strand[i][bases[o + i]] * values[o + i] : 0;
      best = std::max(best, dot / std::sqrt(norm * std::max(energy[o], most / 2)));
    }
  }
  return best;
}

TEST(ContributionAligner, AgreesWithDirectSums) {
  util::Random random(3);
  constexpr std::size_t kWide = 20;
  for (int trial = 0; trial < 50; ++trial) {
    std::vector<std::uint8_t> bases;
    std::vector<float> values;
    for (std::size_t i = 0; i < kWide; ++i) {
      bases.push_back(static_cast<std::uint8_t>(random.below(5)));
      values.push_back(bases.back() == 4 ? 0 : static_cast<float>(random.normal()));
    }
    ContributionMatrix motif(1 + random.below(9), std::array<double, 4>{});
    for (auto& row : motif) {
      for (double& value : row) value = random.normal();
    }
    const ContributionAligner aligner(motif, kWide);
    EXPECT_NEAR(aligner.best(bases.data(), values.data()).similarity,
                direct_similarity(motif, bases, values), 1e-5);
  }
}

TEST(ContributionAligner, FindsNothingWhereNothingIsAndRefusesMisfits) {
  const auto bases = codes_of("ACGT");
  const std::vector<float> nothing(4, 0);
  const ContributionAligner aligner(word_motif("AC"), 4);
  EXPECT_EQ(aligner.best(bases.data(), nothing.data()).similarity, 0);
  EXPECT_THROW(ContributionAligner({}, 4), Error);
  EXPECT_THROW(ContributionAligner(word_motif("ACGTA"), 4), Error);
  EXPECT_THROW(ContributionAligner(word_motif("A"), 300), Error);
}

}  // namespace
}  // namespace siskin::motif
