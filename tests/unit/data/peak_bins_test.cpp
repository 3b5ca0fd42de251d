#include "siskin/data/peak_bins.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>

#include "siskin/util/random.hpp"

namespace siskin::data {
namespace {

constexpr auto kA = BinLabel::kAmbiguous;
constexpr auto kP = BinLabel::kPositive;
constexpr auto kN = BinLabel::kNegative;

TEST(CountBins, CountsWholeBins) {
  EXPECT_EQ(count_bins({}, 199), 0);
  EXPECT_EQ(count_bins({}, 200), 1);
  EXPECT_EQ(count_bins({}, 249), 1);
  EXPECT_EQ(count_bins({}, 250), 2);
}

TEST(LabelBins, MarksAHandMadePeak) {
  // 400-600 needs 100 shared bases: bins from 300 to 500, and one on each side is ambiguous.
  const auto labels = label_bins({}, {{400, 600}}, {}, 14);
  EXPECT_THAT(labels, testing::ElementsAre(kN, kN, kN, kN, kN, kA, kP, kP, kP, kP, kP, kA, kN, kN));
}

TEST(LabelBins, CanLeaveNeighboursNegative) {
  PeakQuery query;
  query.ambiguous_neighbours = false;
  const auto labels = label_bins(query, {{400, 600}}, {}, 14);
  EXPECT_THAT(labels, testing::ElementsAre(kN, kN, kN, kN, kN, kN, kP, kP, kP, kP, kP, kN, kN, kN));
}

TEST(LabelBins, LetsAmbiguousGoBeforePositive) {
  const auto labels = label_bins({}, {{400, 600}}, {{500, 520}}, 14);
  // The second needs 10 bases: bins from 310 to 510, that is those at 350 ... 500.
  EXPECT_THAT(labels, testing::ElementsAre(kN, kN, kN, kN, kN, kA, kP, kA, kA, kA, kA, kA, kN, kN));
}

TEST(BinsOfPeak, NeedsHalfOfAShortPeak) {
  // A peak of one base needs that base.
  EXPECT_EQ(bins_of_peak({}, {400, 401}, 20), Stretch(5, 9));
  EXPECT_EQ(bins_of_peak({}, {0, 1}, 20), Stretch(0, 1));
}

// The definition, bin by bin.
std::vector<BinLabel> by_definition(const PeakQuery& query, const std::vector<Stretch>& peaks,
                                    const std::vector<Stretch>& ambiguous, std::int64_t bins) {
  const auto has = [&](const Stretch& peak, std::int64_t bin) {
    if (bin < 0 || bin >= bins) return false;
    const std::int64_t start = bin * query.stride;
    const auto shared = std::min(peak.second, start + query.bin) - std::max(peak.first, start);
    const auto shorter = static_cast<double>(std::min(query.bin, peak.second - peak.first));
    return static_cast<double>(shared) >= std::max(1.0, std::nearbyint(0.5 * shorter));
  };
  std::vector<BinLabel> labels;
  for (std::int64_t bin = 0; bin < bins; ++bin) {
    BinLabel label = kN;
    for (const auto& peak : peaks) {
      if (has(peak, bin)) label = kP;
    }
    for (const auto& peak : peaks) {
      if (!has(peak, bin) && (has(peak, bin - 1) || has(peak, bin + 1))) label = kA;
    }
    for (const auto& peak : ambiguous) {
      if (has(peak, bin)) label = kA;
    }
    labels.push_back(label);
  }
  return labels;
}

TEST(LabelBins, AgreesWithTheDefinition) {
  util::Random random(11);
  for (int round = 0; round < 300; ++round) {
    PeakQuery query;
    query.bin = 1 + static_cast<std::int64_t>(random.below(200));
    query.stride = 1 + static_cast<std::int64_t>(random.below(80));
    const std::int64_t bins = count_bins(query, 3000);
    const auto draw = [&](std::uint64_t count) {
      std::vector<Stretch> peaks;
      for (std::uint64_t i = 0; i < count; ++i) {
        const auto start = static_cast<std::int64_t>(random.below(2600));
        peaks.emplace_back(start, start + 1 + static_cast<std::int64_t>(random.below(400)));
      }
      return peaks;
    };
    const auto peaks = draw(random.below(5));
    const auto ambiguous = draw(random.below(3));
    ASSERT_EQ(label_bins(query, peaks, ambiguous, bins),
              by_definition(query, peaks, ambiguous, bins))
        << "round " << round;
  }
}

}  // namespace
}  // namespace siskin::data
