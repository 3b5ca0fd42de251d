#include "siskin/gradient/logit_design.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include "siskin/util/error.hpp"
#include "siskin/util/random.hpp"
#include "unit/gradient/toy_network.hpp"

namespace siskin {
namespace {

using gradient::DesignStarts;
using gradient::LogitDesignOptions;
using gradient::Parametrisation;
using test::ToyNetwork;

DesignStarts starts_of(const std::vector<std::string>& sequences) {
  const auto batch = test::toy_batch(sequences);
  DesignStarts starts;
  starts.onehot_ncl = batch.onehot_ncl;
  for (const auto number : batch.numbers) starts.numbers.push_back(number);
  return starts;
}

std::vector<std::string> random_sequences(std::size_t count) {
  util::Random random(5);
  std::vector<std::string> sequences(count);
  for (auto& sequence : sequences) {
    for (int i = 0; i < 5; ++i) sequence += "ACGT"[random.below(4)];
  }
  return sequences;
}

LogitDesignOptions ascent(Parametrisation parametrisation, std::int64_t steps) {
  LogitDesignOptions options;
  options.parametrisation = parametrisation;
  options.steps = steps;
  return options;
}

void expect_optima(const std::vector<blackbox::Design>& designs, double optimum) {
  for (const auto& design : designs) EXPECT_NEAR(design.score, optimum, 1e-6);
}

// p (g - <p, g>) at l = (1, 0, 0, 0), worked out apart from siskin.
TEST(Backpropagate, GivesTheDerivativeOfASoftmax) {
  const auto onehot_ncl = test::toy_batch({"A"}).onehot_ncl;
  auto logits = gradient::start_logits(Parametrisation::kStraightThrough, onehot_ncl);
  test::expect_near(logits.probability_ncl(), {.475366886, .174877705, .174877705, .174877705},
                    1e-7);
  gradient::backpropagate(logits, torch::tensor({1.0F, 0.0F, 0.0F, 0.0F}).view({1, 4, 1}));
  test::expect_near(logits.logit_ncl.grad(), {.249393210, -.083131070, -.083131070, -.083131070},
                    1e-7);
  gradient::backpropagate(logits, torch::tensor({.5F, -.25F, -.125F, .125F}).view({1, 4, 1}));
  test::expect_near(logits.logit_ncl.grad(), {.145479373, -.077639408, -.055779695, -.012060270},
                    1e-7);
}

// (1, 2, 3, 4) becomes -1.340442, -0.446814, 0.446814, 1.340442.
TEST(DesignLogits, AreNormalisedAlongThePositions) {
  auto logits = gradient::start_logits(Parametrisation::kFastSeqProp, torch::zeros({1, 4, 4}));
  {
    const torch::NoGradGuard no_grad;
    logits.logit_ncl[0][2].copy_(torch::tensor({1.0F, 2.0F, 3.0F, 4.0F}));
  }
  const auto ratio = (logits.probability_ncl()[0][2] / logits.probability_ncl()[0][0]).log();
  test::expect_near(ratio, {-1.340442, -.446814, .446814, 1.340442}, 1e-5);
}

TEST(DesignByLogits, FindsTheOptimumOfTheTestModelByStraightThrough) {
  const ToyNetwork network(test::kT1);
  expect_optima(gradient::design_by_logits(network.function(), starts_of(random_sequences(10)),
                                           ascent(Parametrisation::kStraightThrough, 40)),
                1.6875);
}

TEST(DesignByLogits, FindsTheOptimumOfTheTestModelByFastSeqProp) {
  const ToyNetwork network(test::kT1);
  expect_optima(gradient::design_by_logits(network.function(), starts_of(random_sequences(10)),
                                           ascent(Parametrisation::kFastSeqProp, 200)),
                1.6875);
}

TEST(DesignByLogits, MinimisesToo) {
  const ToyNetwork network(test::kT1);
  auto options = ascent(Parametrisation::kFastSeqProp, 200);
  options.goal.kind = blackbox::DesignGoal::Kind::kMinimise;
  expect_optima(
      gradient::design_by_logits(network.function(), starts_of(random_sequences(10)), options),
      -0.75);
}

// Of a linear network the softmax climbs straight to the largest weight of each position.
TEST(DesignByLogits, FindsTheLargestWeightsBySoftmax) {
  const ToyNetwork network(
      "  w = torch.tensor([[1., 0., 0., 2.], [0., 3., 0., 1.], [0., 0., 1., 0.], [2., 0., 0., "
      "0.]])\n"
      "  return (x * w).sum([1, 2]).unsqueeze(1)\n");
  const auto found =
      gradient::design_by_logits(network.function(), starts_of({"AAAA", "CATG", "TTTT"}),
                                 ascent(Parametrisation::kSoftmax, 60));
  expect_optima(found, 8);
}

TEST(DesignByLogits, ReturnsOneHotSequencesWithTheirScore) {
  const ToyNetwork network(test::kT1);
  for (const auto kind : {Parametrisation::kSoftmax, Parametrisation::kStraightThrough,
                          Parametrisation::kFastSeqProp}) {
    const auto starts = starts_of(random_sequences(6));
    const auto found = gradient::design_by_logits(network.function(), starts, ascent(kind, 10));
    const auto begin = test::values(network.function().forward(starts.onehot_ncl));
    for (std::size_t i = 0; i < found.size(); ++i) {
      const auto map_cl = torch::tensor(found[i].onehot_cl).view({1, 4, 5});
      EXPECT_TRUE(map_cl.sum(1).eq(1).all().item<bool>() && map_cl.max().item<float>() == 1);
      EXPECT_EQ(found[i].score, network.function().forward(map_cl).item<double>());
      EXPECT_NEAR(found[i].start_score, begin[i], 1e-6);
      EXPECT_EQ(found[i].best_scores.size(), 11U);
      for (std::size_t step = 1; step < 11; ++step) {
        EXPECT_GE(found[i].best_scores[step], found[i].best_scores[step - 1]);
      }
    }
  }
}

TEST(DesignByLogits, LeavesFixedPositionsAndN) {
  const ToyNetwork network(test::kT1);
  auto starts = starts_of({"GTNGT"});
  starts.fixed = {{true, false, false, false, true}};
  const auto found = gradient::design_by_logits(network.function(), starts,
                                                ascent(Parametrisation::kFastSeqProp, 30));
  EXPECT_EQ(found[0].onehot_cl[std::size_t{2} * 5], 1);
  EXPECT_EQ(found[0].onehot_cl[std::size_t{3} * 5 + 4], 1);
  for (std::size_t base = 0; base < 4; ++base) EXPECT_EQ(found[0].onehot_cl[base * 5 + 2], 0);
  EXPECT_GT(found[0].score, found[0].start_score);
}

TEST(DesignByLogits, DoesNotDependOnItsNeighbours) {
  const ToyNetwork network(test::kT1);
  const auto sequences = random_sequences(4);
  const auto options = ascent(Parametrisation::kFastSeqProp, 3);
  const auto together =
      gradient::design_by_logits(network.function(), starts_of(sequences), options);
  auto last = starts_of({sequences[3]});
  last.numbers = {3};
  const auto alone = gradient::design_by_logits(network.function(), last, options);
  EXPECT_EQ(alone[0].onehot_cl, together[3].onehot_cl);
}

TEST(DesignByLogits, PaysForGcThatIsNotWanted) {
  const ToyNetwork network("  return (x * 0.0).sum([1, 2]).unsqueeze(1)\n");
  auto options = ascent(Parametrisation::kFastSeqProp, 200);
  options.goal.gc_penalty = 10;
  options.goal.gc = 0;
  const auto found = gradient::design_by_logits(network.function(), starts_of({"GCGCC"}), options);
  EXPECT_DOUBLE_EQ(blackbox::gc_share(found[0].onehot_cl.data(), 5), 0);
}

TEST(ParseParametrisation, KnowsItsWords) {
  EXPECT_EQ(gradient::parse_parametrisation("softmax"), Parametrisation::kSoftmax);
  EXPECT_THROW(gradient::parse_parametrisation("greedy"), UsageError);
}

}  // namespace
}  // namespace siskin
