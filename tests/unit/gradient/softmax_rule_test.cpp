#include "siskin/gradient/softmax_rule.hpp"

#include <gtest/gtest.h>

#include "unit/gradient/deeplift_support.hpp"

namespace siskin {
namespace {

using gradient::Batch;

Batch several(std::int64_t references) {
  torch::manual_seed(8);
  return test::pairs_of(torch::randn({4, 4, 6}), torch::randn({4, references, 4, 6}));
}

TEST(SoftmaxRule, IsThatOfItsSteps) {
  const auto batch = several(3);
  const auto found = test::deeplift("    return torch.softmax(x * 2, 2)[:, 1, :3]\n", batch);
  EXPECT_LT(test::worst_residual(found), 1e-12);
  const auto written = test::deeplift(
      "    z = x * 2\n"
      "    log = z - torch.log(torch.exp(z).sum(2, keepdim=True))\n"
      "    return torch.exp(log)[:, 1, :3]\n",
      batch);
  EXPECT_LT(test::distance(written, found), 1e-6);
}

TEST(LogSoftmaxRule, IsThatOfItsSteps) {
  const auto batch = several(3);
  const auto found = test::deeplift("    return torch.log_softmax(x * 2, 2)[:, 1, :3]\n", batch);
  EXPECT_LT(test::worst_residual(found), 1e-12);
  const auto written = test::deeplift(
      "    z = x * 2\n"
      "    return (z - torch.log(torch.exp(z).sum(2, keepdim=True)))[:, 1, :3]\n",
      batch);
  EXPECT_LT(test::distance(written, found), 1e-6);
}

TEST(SoftmaxRule, DoesNotDependOnTheBatch) {
  for (const auto* const name : {"softmax", "log_softmax"}) {
    const test::Network network(
        test::forward(std::string("    return torch.") + name + "(x * 3, 1)[:, :2, 2]\n"));
    const auto batch = several(2);
    const auto together = test::deeplift(network, batch);
    for (std::int64_t i = 0; i < 4; ++i) {
      const auto alone =
          test::deeplift(network, test::pairs_of(batch.onehot_ncl.slice(0, i, i + 1),
                                                 batch.references_nrcl.slice(0, i, i + 1)));
      EXPECT_LT(test::largest_difference(alone.map_nkcl[0], together.map_nkcl[i]), 1e-7);
    }
  }
}

TEST(SoftmaxRule, StandsPairsThatLieFarApart) {
  const auto batch = test::pairs_of(torch::full({1, 4, 2}, 100.0F) + torch::arange(2),
                                    torch::full({1, 1, 4, 2}, -100.0F) - torch::arange(2));
  for (const auto* const name : {"softmax", "log_softmax"}) {
    const test::Network network(
        test::forward(std::string("    return torch.") + name + "(x, 2)[:, 1]\n"), {}, "float32");
    const auto found = test::deeplift(network, batch);
    EXPECT_TRUE(found.sum_nrk.isfinite().all().item<bool>());
    EXPECT_LT(test::worst_residual(found), 1e-5);
    EXPECT_LT(found.magnitude_nrk.max().item<double>(), 1000);
  }
}

TEST(SoftmaxRule, PassesOverWhatIsMaskedOut) {
  const auto found = test::deeplift(
      "    mask = torch.arange(6).view([1, 1, 6]) > 3\n"
      "    p = torch.softmax(x.masked_fill(mask, -float('inf')), 2)\n"
      "    return p[:, 1, :3]\n",
      several(2));
  EXPECT_LT(test::worst_residual(found), 1e-12);
  EXPECT_EQ(found.map_nkcl.slice(3, 4, 6).abs().max().item<float>(), 0);
}

TEST(SoftmaxRule, CarriesAttention) {
  torch::manual_seed(3);
  const test::Tensors tensors{{"q", torch::randn({8, 4})},
                              {"k", torch::randn({8, 4})},
                              {"v", torch::randn({8, 4})},
                              {"o", torch::randn({2, 8})}};
  const test::Network network(R"(
def forward(self, x):
    h = x.transpose(1, 2)
    n = h.size(0)
    q = torch.linear(h, self.q).view([n, -1, 2, 4]).transpose(1, 2)
    k = torch.linear(h, self.k).view([n, -1, 2, 4]).transpose(1, 2)
    v = torch.linear(h, self.v).view([n, -1, 2, 4]).transpose(1, 2)
    p = torch.softmax(torch.matmul(q, k.transpose(2, 3)) / 2, -1)
    y = torch.matmul(p, v).transpose(1, 2).flatten(2)
    return torch.linear(y.mean(1), self.o)
)",
                              tensors);
  EXPECT_LT(test::worst_residual(test::deeplift(network, test::random_batch(3, 4, 20))), 1e-10);
}

}  // namespace
}  // namespace siskin
