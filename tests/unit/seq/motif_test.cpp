#include "siskin/seq/motif.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace siskin::seq {
namespace {

TEST(InformationContent, OfOneRowHasClosedForms) {
  EXPECT_DOUBLE_EQ(information_content(std::array<double, 4>{1, 0, 0, 0}), 2);
  EXPECT_DOUBLE_EQ(information_content(std::array<double, 4>{0, 0.5, 0, 0.5}), 1);
  EXPECT_DOUBLE_EQ(information_content(std::array<double, 4>{0.25, 0.25, 0.25, 0.25}), 0);
  // 2 - (1/2 * 1 + 1/4 * 2 + 2 * 1/8 * 3) = 1/4.
  EXPECT_DOUBLE_EQ(information_content(std::array<double, 4>{0.5, 0.25, 0.125, 0.125}), 0.25);
}

TEST(InformationContent, OfAMotifIsTheSumOfItsRows) {
  Motif motif;
  EXPECT_EQ(information_content(motif), 0);
  motif.rows = {{1, 0, 0, 0}, {0, 0.5, 0, 0.5}, {0.5, 0.25, 0.125, 0.125}};
  EXPECT_DOUBLE_EQ(information_content(motif), 3.25);
  EXPECT_EQ(motif.width(), 3U);
}

TEST(ReverseComplement, TurnsRowsAndColumns) {
  Motif motif;
  motif.id = "MA1";
  motif.name = "X";
  motif.sites = 7;
  motif.rows = {{0.1, 0.2, 0.3, 0.4}, {1, 0, 0, 0}};
  const Motif other = reverse_complement(motif);
  EXPECT_EQ(other.id, "MA1");
  EXPECT_EQ(other.name, "X");
  EXPECT_EQ(other.sites, 7);
  ASSERT_EQ(other.width(), 2U);
  EXPECT_EQ(other.rows[0], (std::array<double, 4>{0, 0, 0, 1}));
  EXPECT_EQ(other.rows[1], (std::array<double, 4>{0.4, 0.3, 0.2, 0.1}));
  EXPECT_EQ(reverse_complement(other).rows, motif.rows);
}

}  // namespace
}  // namespace siskin::seq
