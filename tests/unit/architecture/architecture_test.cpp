#include "siskin/architecture/architecture.hpp"

#include <gtest/gtest.h>

namespace siskin::architecture {
namespace {

TEST(HasProfiles, IsTrueWithAProfileOrACountHead) {
  EXPECT_FALSE(has_profiles(Architecture{"labels", {}}));
  EXPECT_TRUE(has_profiles(Architecture{"profile", {}, {ProfileHead{}}}));
  EXPECT_TRUE(has_profiles(Architecture{"both", {}, {ProfileHead{}, CountHead{}}}));
}

TEST(Architecture, HasOneOutputHeadUnlessSaidOtherwise) {
  const Architecture net{"net", {}};
  ASSERT_EQ(net.heads.size(), 1U);
  EXPECT_EQ(std::get<OutputHead>(net.heads[0]).name, "output");
}

TEST(Pools, StepByTheirWidthUnlessSaidOtherwise) {
  EXPECT_EQ((MaxPoolLayer{5, false}.step()), 5);
  EXPECT_EQ((AveragePoolLayer{5, false, 2}.step()), 2);
}

}  // namespace
}  // namespace siskin::architecture
