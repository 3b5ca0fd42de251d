#include "siskin/gradient/pair_plan.hpp"

#include <gtest/gtest.h>

#include "unit/gradient/deeplift_support.hpp"

namespace siskin {
namespace {

using gradient::PairPlan;

PairPlan plan_for(const test::Network& network, const gradient::Batch& batch) {
  const auto n = batch.onehot_ncl.size(0);
  const auto references = batch.references_nrcl.size(1);
  const auto length = batch.onehot_ncl.size(2);
  return {network.function().program(n, length), network.function().program(n * references, length),
          network.function().to_model(batch.onehot_ncl), references};
}

TEST(PairPlan, RunsSequencesOnceWhereRowsCanBeTold) {
  const auto batch = test::random_batch(3, 4, 9);
  for (const auto* const body :
       {"    return torch.relu(x).sum(2)\n",
        // Rows in the second dimension, and rows split by four.
        "    return torch.relu(x.permute([2, 0, 1])).sum(0)\n",
        "    return torch.relu(x.reshape([-1, 9])).reshape([-1, 4, 9]).sum(2)\n"}) {
    SCOPED_TRACE(body);
    const test::Network network(test::forward(body));
    const auto plan = plan_for(network, batch);
    EXPECT_EQ(plan.rows().references(), 4);
    const auto recording = plan.record(network.function().to_model(batch.onehot_ncl));
    for (const auto& inputs : recording.inputs) {
      for (const auto& input : inputs) EXPECT_EQ(input.numel(), 3 * 4 * 9);
    }
    EXPECT_LT(test::worst_residual(test::deeplift(network, batch)), 1e-12);
  }
}

// Strand by strand: the rows of a sequence are not neighbours.
constexpr const char* kBothStrands =
    "    both = torch.tanh(torch.cat([x, x.flip([1, 2]) * 2], 0) * x.size(2))\n"
    "    a, b = both.chunk(2, 0)\n"
    "    return (a + b * b).sum(2)[:, :3]\n";

TEST(PairPlan, RepeatsSequencesWhereRowsCannotBeTold) {
  const test::Network network(test::forward(kBothStrands));
  const auto batch = test::random_batch(3, 4, 9);
  EXPECT_EQ(plan_for(network, batch).rows().references(), 1);
  const auto found = test::deeplift(network, batch);
  EXPECT_LT(test::worst_residual(found), 1e-12);
  for (std::int64_t i = 0; i < 3; ++i) {
    const auto alone = test::deeplift(
        network, test::pairs_of(batch.onehot_ncl.slice(0, i, i + 1),
                                batch.references_nrcl.slice(0, i, i + 1).slice(1, 0, 1)));
    EXPECT_LT(test::largest_difference(alone.sum_nrk[0][0], found.sum_nrk[i][0]), 1e-12);
  }
}

TEST(PairPlan, LeavesOutWhatTheOutputDoesNotUse) {
  const test::Network network(
      test::forward("    unused = torch.prod(x, 2)\n    y = torch.relu(x)\n    return y.sum(2)\n"));
  const auto plan = plan_for(network, test::random_batch(2, 2, 5));
  const auto& operations = plan.references().operations();
  for (std::size_t i = 0; i < operations.size(); ++i) {
    EXPECT_EQ(plan.live()[i], operations[i].name != "aten::prod");
    EXPECT_EQ(plan.needs_rule(i), operations[i].name == "aten::relu");
  }
}

TEST(PairPlan, KeepsWhatIsOverwrittenLater) {
  const test::Network network(
      test::forward("    h = torch.tanh(x)\n    part = h[:, 1:3]\n    y = torch.sigmoid(h)\n"
                    "    part.mul_(3.0)\n    part.relu_()\n    return (y * h).sum(2)\n"));
  const auto batch = test::random_batch(3, 4, 7);
  ASSERT_TRUE(plan_for(network, batch).references().overwrites());
  const auto found = test::deeplift(network, batch);
  EXPECT_LT(test::worst_residual(found), 1e-12);
  const auto pure = test::deeplift(
      "    h = torch.tanh(x)\n    y = torch.sigmoid(h)\n"
      "    h = torch.cat([h[:, :1], torch.relu(h[:, 1:3] * 3.0), h[:, 3:]], 1)\n"
      "    return (y * h).sum(2)\n",
      batch);
  EXPECT_LT(test::distance(found, pure), 1e-7);
}

}  // namespace
}  // namespace siskin
