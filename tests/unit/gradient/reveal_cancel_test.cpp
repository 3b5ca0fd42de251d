#include "siskin/gradient/reveal_cancel.hpp"

#include <gtest/gtest.h>

#include "unit/gradient/deeplift_support.hpp"

namespace siskin {
namespace {

using gradient::DeepLiftRule;

gradient::DeepLiftOptions with(DeepLiftRule rule) {
  gradient::DeepLiftOptions options;
  options.rule = rule;
  return options;
}

gradient::Batch two(float a, float b) {
  return test::pairs_of(torch::tensor({a, b, 0.0F, 0.0F}).view({1, 4, 1}),
                        torch::zeros({1, 1, 4, 1}));
}

test::Tensors difference() {
  return {{"w", torch::tensor({1.0F, -1.0F, 0.0F, 0.0F}).view({1, 4})}};
}

void expect_shares(const std::string& body, DeepLiftRule rule, double a, double b) {
  SCOPED_TRACE(body);
  const test::Network network(test::forward(body), difference());
  const auto found = test::deeplift(network, two(10, 6), with(rule));
  EXPECT_NEAR(found.map_nkcl[0][0][0][0].item<double>(), a, 1e-6);
  EXPECT_NEAR(found.map_nkcl[0][0][1][0].item<double>(), b, 1e-6);
  EXPECT_NEAR(found.sum_nrk.item<double>(), 6, 1e-10);
}

// min(a, b) = a - relu(a - b) at (10, 6).
TEST(RevealCancel, SharesAMinimumInHalves) {
  const std::string dense = "    return x[:, 0] - torch.relu(torch.linear(x[:, :, 0], self.w))\n";
  expect_shares(dense, DeepLiftRule::kRescale, 0, 6);
  expect_shares(dense, DeepLiftRule::kRevealCancel, 3, 3);
  expect_shares(dense, DeepLiftRule::kGenomicsDefault, 3, 3);
}

TEST(RevealCancel, FollowsEveryLinearOperation) {
  for (const auto* const product :
       {"torch.matmul(x[:, :, 0], self.w.t())", "torch.mm(x[:, :, 0], self.w.t())",
        "torch.matmul(self.w, x).squeeze(1)",
        "torch.addmm(torch.zeros([1], dtype=x.dtype), x[:, :, 0], self.w.t())",
        "torch.linear(x[:, :, 0], self.w) * -2.0 / -2.0",
        "torch.linear(x[:, :, 0], -self.w).neg().unsqueeze(1).flatten(1)"}) {
    expect_shares(std::string("    return x[:, 0] - torch.relu(") + product + ")\n",
                  DeepLiftRule::kGenomicsDefault, 3, 3);
  }
}

TEST(RevealCancel, RescalesAfterConvolutionsByDefault) {
  const std::string convolution =
      "    return x[:, 0] - torch.relu(torch.conv1d(x, self.w.unsqueeze(2)))[:, 0]\n";
  expect_shares(convolution, DeepLiftRule::kGenomicsDefault, 0, 6);
  expect_shares(convolution, DeepLiftRule::kRevealCancel, 3, 3);
}

TEST(RevealCancel, IsRescaleWithoutAProducer) {
  const std::string written = "    return x[:, 0] - torch.relu(x[:, 0] - x[:, 1])\n";
  expect_shares(written, DeepLiftRule::kRevealCancel, 0, 6);
}

test::Tensors network_tensors() {
  torch::manual_seed(12);
  return {{"filters", torch::randn({6, 4, 5}) * 0.4},
          {"bias", torch::randn({6}) * 0.3},
          {"mean", torch::randn({6}) * 0.3},
          {"variance", torch::rand({6}) + 0.5},
          {"scale", torch::randn({6})},
          {"shift", torch::randn({6})},
          {"dense", torch::randn({8, 60}) * 0.3},
          {"dense_bias", torch::randn({8})},
          {"out", torch::randn({2, 8})}};
}

constexpr const char* kNetwork = R"(
def forward(self, x):
    h = torch.conv1d(x, self.filters, self.bias, 1, 2)
    h = torch.batch_norm(h, self.scale, self.shift, self.mean, self.variance, False, 0.1, 1e-3, False)
    h = torch.max_pool1d(torch.relu(h), 2)
    h = torch.sigmoid(torch.linear(h.flatten(1), self.dense, self.dense_bias))
    return torch.linear(h, self.out)
)";

TEST(RevealCancel, IsCompleteThroughBatchNormAndPooling) {
  const test::Network network(kNetwork, network_tensors());
  const auto batch = test::random_batch(3, 4, 20);
  const auto rescale = test::deeplift(network, batch);
  for (const auto rule : {DeepLiftRule::kRevealCancel, DeepLiftRule::kGenomicsDefault}) {
    const auto found = test::deeplift(network, batch, with(rule));
    EXPECT_LT(test::worst_residual(found), 1e-10);
    EXPECT_GT(test::distance(found, rescale), 1e-3);
  }
}

// Worked out here by the definition, for one dense layer after a negative scaling.
TEST(RevealCancel, RoutesBySignOfWeightAndDifference) {
  torch::manual_seed(13);
  const auto weight = torch::randn({3, 4});
  const auto scale = torch::tensor({-1.5F, 0.5F, -0.2F});
  const test::Network network(
      test::forward("    return torch.tanh(torch.linear(x[:, :, 0], self.w) * self.s)\n"),
      {{"w", weight}, {"s", scale}});
  const auto batch = test::normal_batch(1, 1);
  auto options = with(DeepLiftRule::kRevealCancel);
  const auto found = test::deeplift(network, batch, options);
  const auto x = batch.onehot_ncl[0].select(1, 0).to(torch::kDouble);
  const auto reference = batch.references_nrcl[0][0].select(1, 0).to(torch::kDouble);
  for (std::int64_t k = 0; k < 3; ++k) {
    const auto w = weight[k].to(torch::kDouble) * scale[k].item<double>();
    const auto part = w * (x - reference);
    const auto up = part.clamp_min(0).sum().item<double>();
    const auto down = part.clamp_max(0).sum().item<double>();
    const auto r = (w * reference).sum().item<double>();
    const auto rise = [&](double from, double by) {
      return std::tanh(from + by) - std::tanh(from);
    };
    const auto m_up = (rise(r, up) + rise(r + down, up)) / 2 / up;
    const auto m_down = (rise(r, down) + rise(r + up, down)) / 2 / down;
    for (std::int64_t c = 0; c < 4; ++c) {
      const auto share = part[c].item<double>();
      EXPECT_NEAR(found.map_nkcl[0][k][c][0].item<double>(), share * (share > 0 ? m_up : m_down),
                  1e-6);
    }
  }
}

TEST(FindProducer, StopsAtWhatIsNoScaling) {
  const test::Network network(kNetwork, network_tensors());
  const auto program = network.function().program(2, 20);
  const auto& operations = program->operations();
  std::vector<std::string> found;
  for (std::size_t i = 0; i < operations.size(); ++i) {
    if (operations[i].kind != model::OperationKind::kElementwise) continue;
    const auto producer = gradient::find_producer(*program, i);
    ASSERT_TRUE(producer);
    found.push_back(operations[producer->index].name + (producer->is_dense ? " dense" : ""));
  }
  EXPECT_EQ(found, (std::vector<std::string>{"aten::conv1d", "aten::linear dense"}));
}

}  // namespace
}  // namespace siskin
