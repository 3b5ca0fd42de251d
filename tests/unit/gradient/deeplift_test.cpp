#include "siskin/gradient/deeplift.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "siskin/util/error.hpp"
#include "unit/gradient/deeplift_support.hpp"

namespace siskin {
namespace {

using gradient::DeepLift;
using gradient::DeepLiftOptions;
using testing::HasSubstr;
using testing::ThrowsMessage;
using Row = std::vector<double>;

void expect_row(const torch::Tensor& row, const Row& expected, double tolerance = 1e-6) {
  ASSERT_EQ(row.numel(), static_cast<std::int64_t>(expected.size()));
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_NEAR(row[static_cast<std::int64_t>(i)].item<double>(), expected[i], tolerance);
  }
}

gradient::Batch acgta(const torch::Tensor& reference_cl) {
  return test::pairs_of(test::encode({"ACGTA"}), reference_cl.view({1, 1, 4, 5}));
}

torch::Tensor catga() { return test::encode({"CATGA"}); }

class DeepLiftOfTheTestModel : public testing::TestWithParam<const char*> {
 protected:
  const test::Network network_{test::kT1Source, test::t1_tensors(), GetParam()};
  const double exact_ = GetParam() == std::string("float64") ? 1e-10 : 1e-6;
};

TEST_P(DeepLiftOfTheTestModel, GivesThePublishedContributions) {
  const auto zeros = test::deeplift(network_, acgta(torch::zeros({4, 5})));
  expect_row(zeros.map_nkcl[0][0].sum(0), {0.375, 0.375, -0.21875, -0.21875, 0});
  EXPECT_NEAR(zeros.sum_nrk.item<double>(), 0.3125, exact_);
  EXPECT_NEAR(zeros.prediction_nk.item<double>(), 0.5625, exact_);
  EXPECT_NEAR(zeros.reference_prediction_nrk.item<double>(), 0.25, exact_);
  const auto uniform = test::deeplift(network_, acgta(torch::full({4, 5}, 0.25)));
  expect_row(uniform.map_nkcl[0][0].sum(0), {0.375, 0.375, -0.226293103, -0.211206897, 0});
  EXPECT_NEAR(uniform.sum_nrk.item<double>(), 0.3125, exact_);
  const auto other = test::deeplift(network_, acgta(catga()));
  expect_row(other.map_nkcl[0][0].sum(0), {0.40625, 0.125, -0.019886364, 0.051136364, 0});
  EXPECT_NEAR(other.sum_nrk.item<double>(), 0.5625, exact_);
}

TEST_P(DeepLiftOfTheTestModel, GivesThePublishedHypotheticalContributions) {
  DeepLiftOptions options;
  options.hypothetical = true;
  const auto found = test::deeplift(network_, acgta(catga()), options).map_nkcl[0][0];
  expect_row(found[0], {0.40625, 0, 0.0625, 0.170455, 0});
  expect_row(found[1], {0, 0.125, 0.224432, 0.164773, 0.125});
  expect_row(found[2], {0.03125, -0.135417, -0.019886, 0, 0.083333});
  expect_row(found[3], {0.21875, -0.0625, 0, 0.051136, -0.125});
}

INSTANTIATE_TEST_SUITE_P(Precisions, DeepLiftOfTheTestModel, testing::Values("float32", "float64"));

TEST(DeepLift, MultipliesByTheSlopeOfAFinalSigmoid) {
  std::string source = test::kT1Source;
  source.replace(source.find("return "), 7, "return torch.sigmoid(");
  source.insert(source.rfind(')'), ")");
  const auto batch = acgta(torch::full({4, 5}, 0.25));
  const auto logit = test::deeplift(test::Network(test::kT1Source, test::t1_tensors()), batch);
  const auto found = test::deeplift(test::Network(source, test::t1_tensors()), batch);
  EXPECT_NEAR(found.sum_nrk.item<double>(), 0.0748542936, 1e-9);
  EXPECT_LT(test::largest_difference(found.map_nkcl, logit.map_nkcl * 0.2395337395), 1e-7);
}

TEST(DeepLift, SharesSaturatedEvidence) {
  // f = 1 - relu(1 - a - b) at (1, 1) from (0, 0).
  const auto found =
      test::deeplift("    return 1 - torch.relu(1 - x[:, 0] - x[:, 1])\n",
                     test::pairs_of(torch::tensor({1.0F, 1.0F, 0.0F, 0.0F}).view({1, 4, 1}),
                                    torch::zeros({1, 1, 4, 1})));
  expect_row(found.map_nkcl.flatten(), {0.5, 0.5, 0, 0});
}

TEST(DeepLift, IsTheWeightTimesTheDifferenceOfALinearModel) {
  torch::manual_seed(9);
  const auto weight = torch::randn({3, 44});
  const test::Network network(
      test::forward("    return torch.linear(x.flatten(1), self.w) + 0.5\n"), {{"w", weight}});
  const auto batch = test::random_batch(2, 5, 11);
  const auto found = test::deeplift(network, batch);
  const auto expected_nrkcl = weight.view({1, 1, 3, 4, 11}) *
                              (batch.onehot_ncl.unsqueeze(1) - batch.references_nrcl).unsqueeze(2);
  EXPECT_LT(test::largest_difference(found.map_nkcl, expected_nrkcl.mean(1)), 1e-6);
}

constexpr const char* kPooled = R"(
def forward(self, x):
    h = torch.conv1d(x, self.first, self.first_bias)
    h = torch.max_pool1d(torch.relu(h), 3, 2)
    h = torch.relu(torch.relu(torch.conv1d(h, self.second, None, 1, 1)))
    h = torch.cat([torch.amax(h, [2]), h.mean(2)], 1)
    return torch.linear(torch.tanh(h), self.out)
)";

test::Tensors pooled_tensors(std::uint64_t seed) {
  torch::manual_seed(seed);
  return {{"first", torch::randn({6, 4, 4}) * 0.6},
          {"first_bias", torch::randn({6}) * 0.2},
          {"second", torch::randn({5, 6, 3}) * 0.3},
          {"out", torch::randn({3, 10})}};
}

TEST(DeepLift, IsCompleteOnRandomNetworks) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const auto batch = test::random_batch(3, 4, 30, seed);
    const test::Network exact(kPooled, pooled_tensors(seed));
    EXPECT_LT(test::worst_residual(test::deeplift(exact, batch)), 1e-12);
    const test::Network single(kPooled, pooled_tensors(seed), "float32");
    EXPECT_LT(test::worst_residual(test::deeplift(single, batch)), 1e-5);
  }
}

TEST(DeepLift, SumsOnlyOverWhatDiffers) {
  // Sequences and their references agree outside [10, 20).
  const test::Network network(kPooled, pooled_tensors(3), "float32");
  auto batch = test::random_batch(4, 3, 30);
  const auto kept_n1cl = batch.onehot_ncl.unsqueeze(1).expand_as(batch.references_nrcl);
  batch.references_nrcl.slice(3, 0, 10).copy_(kept_n1cl.slice(3, 0, 10));
  batch.references_nrcl.slice(3, 20, 30).copy_(kept_n1cl.slice(3, 20, 30));
  const auto found = test::deeplift(network, batch);
  EXPECT_EQ(found.map_nkcl.slice(3, 0, 10).abs().max().item<float>(), 0);
  EXPECT_EQ(found.map_nkcl.slice(3, 20, 30).abs().max().item<float>(), 0);
  EXPECT_GT(found.map_nkcl.abs().max().item<float>(), 0);
}

TEST(DeepLift, IsExactlyZeroWhereTheModelDoesNotLook) {
  const auto found =
      test::deeplift("    return torch.exp(torch.tanh(x[:, :, 2:5]).sum(1)).sum(1, keepdim=True)\n",
                     test::random_batch(3, 4, 9));
  EXPECT_EQ(found.map_nkcl.slice(3, 0, 2).abs().max().item<float>(), 0);
  EXPECT_EQ(found.map_nkcl.slice(3, 5, 9).abs().max().item<float>(), 0);
}

TEST(DeepLift, DoesNotDependOnBatchesOfAnySize) {
  const test::Network network(kPooled, pooled_tensors(2));
  const auto batch = test::random_batch(5, 6, 25);
  const auto expected = test::deeplift(network, batch);
  for (const std::int64_t rows : {1, 4, 6, 7, 12, 13}) {
    DeepLiftOptions options;
    options.batch_size = rows;
    const auto found = test::deeplift(network, batch, options);
    EXPECT_LT(test::largest_difference(found.map_nkcl, expected.map_nkcl), 1e-7);
    EXPECT_LT(test::largest_difference(found.sum_nrk, expected.sum_nrk), 1e-12);
    EXPECT_LT(test::largest_difference(found.prediction_nk, expected.prediction_nk), 1e-12);
  }
}

TEST(DeepLift, IsTheMeanOverItsReferences) {
  const test::Network network(kPooled, pooled_tensors(4));
  const auto batch = test::random_batch(2, 3, 25);
  auto sum = torch::zeros({2, 3, 4, 25});
  for (std::int64_t r = 0; r < 3; ++r) {
    const auto one = test::deeplift(
        network, test::pairs_of(batch.onehot_ncl, batch.references_nrcl.slice(1, r, r + 1)));
    sum += one.map_nkcl;
  }
  EXPECT_LT(test::largest_difference(test::deeplift(network, batch).map_nkcl, sum / 3), 1e-6);
}

// One hidden layer of units that each move in a straight line: the slope of the chord is the mean
// derivative along it.
TEST(DeepLift, IsIntegratedGradientsForOneHiddenLayer) {
  const auto tensors = test::smooth_tensors(5);
  const test::Network network(test::kSmoothSource, tensors);
  const auto batch = test::random_batch(2, 2, 12);
  const auto found = test::deeplift(network, batch);
  torch::Tensor sum = torch::zeros({2, 2, 4, 12}, torch::kDouble);
  constexpr int kSteps = 400;
  for (int i = 0; i < kSteps; ++i) {
    const auto t = (i + 0.5) / kSteps;
    const auto point = (batch.references_nrcl * (1 - t) + batch.onehot_ncl.unsqueeze(1) * t)
                           .to(torch::kDouble)
                           .requires_grad_();
    const auto value = network.function().forward(point.flatten(0, 1)).sum();
    sum += torch::autograd::grad({value}, {point})[0] / kSteps;
  }
  const auto expected = (sum * (batch.onehot_ncl.unsqueeze(1) - batch.references_nrcl)).mean(1);
  EXPECT_LT(test::largest_difference(found.map_nkcl.squeeze(1), expected), 1e-5);
}

TEST(DeepLift, CentersTheMultipliers) {
  const test::Network network(kPooled, pooled_tensors(4));
  const auto batch = test::pairs_of(test::random_onehot(2, 25, 1), torch::zeros({2, 1, 4, 25}));
  DeepLiftOptions options;
  options.hypothetical = true;  // with references of zero these are the multipliers
  const auto plain = test::deeplift(network, batch, options);
  options.center = true;
  const auto centered = test::deeplift(network, batch, options);
  EXPECT_LT(
      test::largest_difference(centered.map_nkcl, plain.map_nkcl - plain.map_nkcl.mean(2, true)),
      1e-6);
  EXPECT_TRUE(centered.sum_nrk.equal(plain.sum_nrk));
}

TEST(DeepLift, PassesThroughWhatStopsGradients) {
  const auto batch = test::random_batch(2, 3, 8);
  const auto found = test::deeplift("    return torch.tanh(x.detach() * 0.5).sum(2)\n", batch);
  const auto plain = test::deeplift("    return torch.tanh(x * 0.5).sum(2)\n", batch);
  EXPECT_TRUE(found.map_nkcl.equal(plain.map_nkcl));
}

TEST(DeepLift, OfAConstantIsZero) {
  const auto found =
      test::deeplift("    return torch.zeros_like(x)[:, :2, 0] + 3\n", test::random_batch(2, 2, 5));
  EXPECT_EQ(found.map_nkcl.abs().max().item<float>(), 0);
  EXPECT_EQ(found.prediction_nk[1][1].item<double>(), 3);
}

TEST(DeepLift, ServesSeveralThreadsAtOnce) {
  const test::Network network(kPooled, pooled_tensors(7));
  const auto batch = test::random_batch(6, 4, 25);
  const DeepLift method({});
  const auto expected = method.explain(network.function(), batch);
  std::vector<double> worst(4, 1);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < worst.size(); ++i) {
    threads.emplace_back([&, i] {
      const auto found = method.explain(network.function(), batch);
      worst[i] = test::largest_difference(found.map_nkcl, expected.map_nkcl);
    });
  }
  for (auto& thread : threads) thread.join();
  for (const double difference : worst) EXPECT_EQ(difference, 0);
}

TEST(DeepLift, NamesAnOperationWithoutARule) {
  EXPECT_THAT(
      [] { test::deeplift("    return torch.cumprod(x, 2)[:, 0]\n", test::random_batch(1, 1, 5)); },
      ThrowsMessage<Error>(HasSubstr("no DeepLIFT rule for aten::cumprod (")));
}

TEST(DeepLift, NeedsReferencesOfTheRightShape) {
  auto batch = test::random_batch(2, 2, 5);
  batch.references_nrcl = batch.references_nrcl.slice(3, 0, 4);
  EXPECT_THAT([&] { test::deeplift("    return x[:, 0]\n", batch); },
              ThrowsMessage<Error>(HasSubstr("references of the shape of each sequence")));
}

}  // namespace
}  // namespace siskin
