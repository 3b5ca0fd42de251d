#include "siskin/model/incremental_engine.hpp"

#include <ATen/ATen.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/error_message.hpp"
#include "unit/model/incremental_zoo.hpp"

namespace siskin::model {
namespace {

const char* const kConvolved = "  return torch.conv1d(x, self.a, self.ab).relu().amax([2])\n";

TEST(EditEngine, GivesTheSameWhicheverEngine) {
  auto model = test::open_zoo_network(kConvolved);
  const Function function(model, "    return output\n");
  const auto base_cl = test::random_bases(test::kZooLength, 1);
  const auto edits = test::single_edits(test::kZooLength);
  EditEngine plain(function, Engine::kPlain, 10);
  EditEngine incremental(function, Engine::kIncremental, 10);
  EditEngine automatic(function, Engine::kAutomatic, 10);
  const auto expected = plain.evaluate(base_cl.data(), test::kZooLength, edits);
  const auto close = [&](EditEngine& engine) {
    return test::worst_difference(engine.evaluate(base_cl.data(), test::kZooLength, edits),
                                  expected) <= 1e-10;
  };
  EXPECT_TRUE(close(incremental));
  EXPECT_TRUE(close(automatic));
  EXPECT_EQ(plain.remark(), "plain");
  // 42 x 6 x 28 multiply-adds against one column of 6 x 28.
  EXPECT_EQ(automatic.remark(), "incremental: 42.0 times fewer multiply-adds");
}

TEST(EditEngine, EvaluatesPlainlyWhereNothingIsGained) {
  auto model = test::open_zoo_network("  return torch.softmax(x, 2).amax([2])\n");
  const Function function(model, "    return output\n");
  EditEngine engine(function, Engine::kAutomatic, 10);
  EXPECT_EQ(engine.choose(test::kZooLength, test::single_edits(test::kZooLength)), nullptr);
}

TEST(EditEngine, ChoosesByTheCostOfAllEdits) {
  auto model = test::open_zoo_network(
      "  return torch.relu(torch.conv1d(x, self.a, self.ab, [1], [3])).amax([2])\n");
  const Function function(model, "    return output\n");
  EditEngine engine(function, Engine::kAutomatic, 10);
  // From end to end, this one costs as much as the sequence.
  auto edits = std::vector<blackbox::Edit>{{{0, {}}, {test::kZooLength - 1, {}}}};
  EXPECT_EQ(engine.choose(test::kZooLength, edits), nullptr);
  for (const auto& edit : test::single_edits(test::kZooLength)) edits.push_back(edit);
  EXPECT_NE(engine.choose(test::kZooLength, edits), nullptr);
}

TEST(EditEngine, FallsBackForWhatCannotBeTraced) {
  auto model = test::open_zoo_network(
      "  n = int(x.sum().item())\n  for i in range(n):\n    x = x * 0.5\n  return x.sum(2)\n");
  const Function function(model, "    return output\n");
  const auto base_cl = test::random_bases(test::kZooLength, 1);
  const auto edits = test::group_edits(test::kZooLength, 2);
  EditEngine automatic(function, Engine::kAutomatic, 1);
  EXPECT_EQ(automatic.evaluate(base_cl.data(), test::kZooLength, edits).size(1), 4);
  EXPECT_THAT(automatic.remark(), testing::HasSubstr("control flow depends on the sequence"));
  EditEngine forced(function, Engine::kIncremental, 1);
  EXPECT_THAT(
      test::error_message([&] { forced.evaluate(base_cl.data(), test::kZooLength, edits); }),
      testing::HasSubstr("--engine incremental"));
}

}  // namespace
}  // namespace siskin::model
