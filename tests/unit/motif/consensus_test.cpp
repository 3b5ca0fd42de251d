#include "siskin/motif/consensus.hpp"

#include <gtest/gtest.h>

namespace siskin::motif {
namespace {

std::string of(const std::array<double, 4>& row) { return consensus({"m", "", {row}, 1}); }

TEST(Consensus, NamesABaseOfMoreThanHalfAndTwiceTheNext) {
  EXPECT_EQ(of({0.7, 0.1, 0.1, 0.1}), "A");
  EXPECT_EQ(of({0, 0.52, 0.25, 0.23}), "C");
  EXPECT_EQ(of({0, 0, 1, 0}), "G");
  EXPECT_EQ(of({0, 0.34, 0, 0.66}), "Y");    // not twice
  EXPECT_EQ(of({0.5, 0.2, 0.2, 0.1}), "N");  // not more than half
}

TEST(Consensus, NamesAPairOfMoreThanThreeQuarters) {
  EXPECT_EQ(of({0.5, 0.5, 0, 0}), "M");
  EXPECT_EQ(of({0.5, 0, 0.5, 0}), "R");
  EXPECT_EQ(of({0.5, 0, 0, 0.5}), "W");
  EXPECT_EQ(of({0, 0.5, 0.5, 0}), "S");
  EXPECT_EQ(of({0, 0.5, 0, 0.5}), "Y");
  EXPECT_EQ(of({0, 0, 0.5, 0.5}), "K");
  EXPECT_EQ(of({0.375, 0.375, 0.125, 0.125}), "N");  // three quarters, no more
}

TEST(Consensus, HasOneLetterARow) {
  EXPECT_EQ(consensus({"m", "", {{0, 0, 0, 1}, {0.25, 0.25, 0.25, 0.25}, {1, 0, 0, 0}}, 1}), "TNA");
  EXPECT_EQ(consensus({}), "");
}

}  // namespace
}  // namespace siskin::motif
