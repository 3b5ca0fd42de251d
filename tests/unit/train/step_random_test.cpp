#include "siskin/train/step_random.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <set>

namespace siskin::train {
namespace {

TEST(StepRandom, IsAFunctionOfPlaceAndPurpose) {
  std::set<std::uint64_t> seen;
  for (const std::uint64_t seed : {1, 2}) {
    for (const std::int64_t epoch : {1, 2}) {
      for (const std::int64_t step : {0, 1}) {
        for (const auto purpose : {Chance::kMixup, Chance::kInputNoise}) {
          const StepPlace place{epoch, step, seed};
          EXPECT_EQ(step_random(place, purpose).next(), step_random(place, purpose).next());
          seen.insert(step_random(place, purpose).next());
        }
      }
    }
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
