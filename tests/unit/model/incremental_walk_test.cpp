#include "siskin/model/incremental_walk.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include "siskin/util/random.hpp"
#include "unit/model/incremental_zoo.hpp"

namespace siskin::model {
namespace {

using blackbox::Edit;

std::vector<Edit> masks(std::int64_t length) {
  std::vector<Edit> edits;
  for (std::size_t i = 0; i < static_cast<std::size_t>(length); ++i) {
    edits.push_back({{i, {0.25F, 0.25F, 0.25F, 0.25F}}});
  }
  return edits;
}

// Walks to the end, `at_once` edits a step; the largest difference from plain evaluation.
double worst_of_walk(const Function& function, std::vector<float> base_cl, std::vector<Edit> edits,
                     std::size_t at_once) {
  const Incremental incremental(function, static_cast<std::int64_t>(base_cl.size() / 4));
  IncrementalWalk walk(incremental, base_cl, edits);
  util::Random random(3);
  double worst = 0;
  while (!edits.empty()) {
    worst = std::max(worst, test::worst_difference(walk.outputs(),
                                                   test::plain_outputs(function, base_cl, edits)));
    for (std::size_t i = 0; i < at_once && !edits.empty(); ++i) {
      const auto place = random.below(edits.size());
      walk.make(place);
      blackbox::apply(edits[place], base_cl.data(), base_cl.size() / 4);
      edits.erase(edits.begin() + static_cast<std::ptrdiff_t>(place));
    }
  }
  return worst;
}

class IncrementalWalkZoo : public testing::TestWithParam<test::ZooNetwork> {};

TEST_P(IncrementalWalkZoo, EqualsPlainEvaluationAtEveryStep) {
  auto model = test::open_zoo_network(GetParam().body);
  const Function function(model, "    return output\n");
  const Incremental incremental(function, test::kZooLength);
  const auto edits = masks(test::kZooLength);
  if (!IncrementalWalk::suits(incremental, edits)) {
    EXPECT_FALSE(incremental.plan().written_out().empty());
    return;
  }
  EXPECT_LE(worst_of_walk(function, test::random_bases(test::kZooLength, 4), edits, 5), 1e-10);
}

INSTANTIATE_TEST_SUITE_P(AllNetworks, IncrementalWalkZoo, testing::ValuesIn(test::zoo_networks()));

const char* const kNet =
    "  x = torch.relu(torch.conv1d(x, self.a, self.ab, [1], [3]))\n"
    "  x = torch.max_pool1d(torch.conv1d(x, self.b, self.bb, [1], [1]).exp(), [4])\n"
    "  return torch.linear(x.flatten(1), self.d, self.db)\n";

TEST(IncrementalWalk, EqualsPlainEvaluationForWindowsThatOverlap) {
  auto model = test::open_zoo_network(kNet);
  const Function function(model, "    return output\n");
  EXPECT_LE(worst_of_walk(function, test::random_bases(test::kZooLength, 5),
                          test::group_edits(test::kZooLength, 6), 1),
            1e-10);
}

TEST(IncrementalWalk, DoesNotDriftInSinglePrecision) {
  auto model = test::open_zoo_network(
      "  x = torch.relu(torch.conv1d(x, self.a, self.ab, [1], [3]))\n"
      "  return torch.linear(torch.conv1d(x, self.b).tanh().mean(2), self.h8)\n",
      "float32");
  const Function function(model, "    return output\n");
  EXPECT_LE(
      worst_of_walk(function, test::random_bases(test::kZooLength, 5), masks(test::kZooLength), 1),
      1e-5);
}

TEST(IncrementalWalk, ComputesAnewWhatAnEditHasChangedAlone) {
  auto model = test::open_zoo_network(kNet);
  const Function function(model, "    return output\n");
  const Incremental incremental(function, test::kZooLength);
  IncrementalWalk walk(incremental, test::random_bases(test::kZooLength, 5),
                       masks(test::kZooLength));
  walk.outputs();
  const auto first = walk.multiply_adds();
  walk.make(0);
  walk.outputs();
  // Of the second convolution those whose 7 inputs meet the 7 that position 0 changed (1 to 9); of
  // the dense layer those whose 3 pools meet the first 3 (1 to 15).
  EXPECT_EQ(walk.multiply_adds() - first, 9 * 7 * 8 * 6 * 3 + 15 * 3 * 5 * 8);
}

TEST(IncrementalWalk, EqualsPlainEvaluationWhenAskedTwiceOrAfterSeveralEdits) {
  auto model = test::open_zoo_network(kNet);
  const Function function(model, "    return output\n");
  const Incremental incremental(function, test::kZooLength);
  const auto base_cl = test::random_bases(test::kZooLength, 6);
  IncrementalWalk walk(incremental, base_cl, masks(test::kZooLength));
  const auto once = walk.outputs();
  EXPECT_TRUE(at::equal(walk.outputs(), once));
  EXPECT_LE(worst_of_walk(function, base_cl, masks(test::kZooLength), 3), 1e-10);
}

}  // namespace
}  // namespace siskin::model
