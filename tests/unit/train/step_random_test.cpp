#include "siskin/train/step_random.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <set>

namespace siskin::train {
namespace {

TEST(StepRandom, IsAFunctionOfPlaceAndPurpose) {
  std::set<std::uint64_t> seen;
  for (unsigned bits = 0; bits < 16; ++bits) {
    const StepPlace place{1 + (bits & 1U), bits >> 1 & 1U, 1 + (bits >> 2 & 1U)};
    const auto purpose = bits < 8 ? Chance::kMixup : Chance::kInputNoise;
    EXPECT_EQ(step_random(place, purpose).next(), step_random(place, purpose).next());
    seen.insert(step_random(place, purpose).next());
  }
  EXPECT_EQ(seen.size(), 16U);
}

TEST(StepGenerator, LeavesTheGlobalGeneratorAlone) {
  torch::manual_seed(3);
  const auto expected = torch::rand({4});
  torch::manual_seed(3);
  const StepPlace place{2, 5, 1};
  const auto first = torch::rand({4}, step_generator(place, Chance::kInputNoise));
  const auto second = torch::rand({4}, step_generator(place, Chance::kInputNoise));
  EXPECT_TRUE(torch::equal(first, second));
  EXPECT_TRUE(torch::equal(torch::rand({4}), expected));
}

}  // namespace
}  // namespace siskin::train
