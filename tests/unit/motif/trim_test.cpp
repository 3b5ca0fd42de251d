#include "siskin/motif/trim.hpp"

#include <gmock/gmock.h>

#include <cmath>

namespace siskin::motif {
namespace {

constexpr std::array<double, 4> kFlat{0.25, 0.25, 0.25, 0.25};
constexpr std::array<double, 4> kSure{0, 0, 1, 0};

seq::Motif trimmed_motif_of(const std::vector<std::size_t>& sure, std::size_t width) {
  seq::Motif motif{"m", "name", std::vector<std::array<double, 4>>(width, kFlat), 7};
  // Each row tells which it was; none of them has half a bit by that.
  for (std::size_t i = 0; i < width; ++i) {
    motif.rows[i][0] += 0.001 * static_cast<double>(i);
    motif.rows[i][1] -= 0.001 * static_cast<double>(i);
  }
  for (const std::size_t i : sure) motif.rows[i] = kSure;
  return motif;
}

std::vector<std::array<double, 4>> part(const seq::Motif& motif, std::ptrdiff_t begin,
                                        std::ptrdiff_t end) {
  return {motif.rows.begin() + begin, motif.rows.begin() + end};
}

TEST(FlooredInformation, IsTheInformationContentToWithinTheFloor) {
  EXPECT_NEAR(floored_information(kFlat), 0, 2e-6);
  EXPECT_NEAR(floored_information(kSure), 2, 2e-7);
  // 2 + log2(0.5 + 1e-7)
  EXPECT_DOUBLE_EQ(floored_information({0.5, 0.5, 0, 0}), 2 + std::log2(0.5 + 1e-7));
}

TEST(Trim, KeepsThreeRowsOnEitherSide) {
  const auto motif = trimmed_motif_of({8, 11}, 20);
  const auto trimmed = trim(motif);
  EXPECT_EQ(trimmed.rows, part(motif, 5, 15));
  EXPECT_EQ(trimmed.id, "m");
  EXPECT_EQ(trimmed.sites, 7);
}

TEST(Trim, StaysWithinTheMatrix) {
  const auto motif = trimmed_motif_of({2, 17}, 20);
  EXPECT_EQ(trim(motif).rows, motif.rows);
  const auto left = trimmed_motif_of({0, 1}, 20);
  EXPECT_EQ(trim(left).rows, part(left, 0, 5));
  const auto right = trimmed_motif_of({19}, 20);
  EXPECT_EQ(trim(right).rows, part(right, 16, 20));
  EXPECT_EQ(trim(trimmed_motif_of({3}, 20)).rows, part(trimmed_motif_of({3}, 20), 0, 7));
}

TEST(Trim, CutsWhenOnlyTheFirstRowInforms) {
  const auto motif = trimmed_motif_of({0}, 20);
  EXPECT_EQ(trim(motif).rows, part(motif, 0, 4));
}

TEST(Trim, KeepsAMotifWithoutInformation) {
  const auto motif = trimmed_motif_of({}, 20);
  EXPECT_EQ(trim(motif).rows, motif.rows);
  EXPECT_TRUE(trim(seq::Motif{}).rows.empty());
}

TEST(Trim, WantsMoreThanTheBoundNotAsMuch) {
  auto motif = trimmed_motif_of({}, 10);
  motif.rows[5] = {0.5, 0.5, 0, 0};
  const double bits = floored_information(motif.rows[5]);
  EXPECT_EQ(trim(motif, {bits, 0}).rows.size(), 10U);
  EXPECT_EQ(trim(motif, {std::nextafter(bits, 0), 0}).rows, part(motif, 5, 6));
}

}  // namespace
}  // namespace siskin::motif
