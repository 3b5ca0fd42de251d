#include "siskin/train/data_set.hpp"

#include <gmock/gmock.h>

#include <cmath>

namespace siskin::train {
namespace {

LabelledSet set_of_four() {
  LabelledSet set;
  set.length = 4;
  set.tasks = 2;
  set.add("ACGN", {1, 0});
  set.add("ttga", {0, NAN});
  return set;
}

TEST(LabelledSet, KeepsOneCodeABase) {
  const auto set = set_of_four();
  EXPECT_EQ(set.size(), 2U);
  EXPECT_THAT(set.codes_nl, testing::ElementsAre(0, 1, 2, 4, 3, 3, 2, 0));
}

TEST(LabelledSet, AppendsTheOtherStrandWithTheSameLabels) {
  auto set = set_of_four();
  set.append_reverse_complements();
  ASSERT_EQ(set.size(), 4U);
  // NCGT and TCAA.
  EXPECT_THAT(std::vector<std::uint8_t>(set.codes_nl.begin() + 8, set.codes_nl.end()),
              testing::ElementsAre(4, 1, 2, 3, 3, 1, 0, 0));
  EXPECT_EQ(set.labels_nt[4], 1);
  EXPECT_EQ(set.labels_nt[5], 0);
  EXPECT_TRUE(std::isnan(set.labels_nt[7]));
}

}  // namespace
}  // namespace siskin::train
