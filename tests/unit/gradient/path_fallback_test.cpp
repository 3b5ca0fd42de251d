#include "siskin/gradient/path_fallback.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "siskin/util/error.hpp"
#include "unit/gradient/deeplift_support.hpp"

namespace siskin {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

gradient::DeepLiftOptions with_fallback() {
  gradient::DeepLiftOptions options;
  options.fallback = true;
  return options;
}

// f(x) = x_0 x_1 x_2 x_3 at one base.
constexpr const char* kProduct = "    return torch.prod(x, 1)\n";

TEST(PathFallback, IsTheIntegralAlongTheLine) {
  // From 0 to (1, 2, 3, 4): t^3 24 / x_i integrates to a quarter of 24 each.
  const gradient::DeepLift method(with_fallback());
  const test::Network network(test::forward(kProduct));
  const auto found = method.explain(
      network.function(), test::pairs_of(torch::tensor({1.0F, 2.0F, 3.0F, 4.0F}).view({1, 4, 1}),
                                         torch::zeros({1, 1, 4, 1})));
  for (std::int64_t c = 0; c < 4; ++c) {
    EXPECT_NEAR(found.map_nkcl[0][0][c][0].item<double>(), 6, 1e-6);
  }
  EXPECT_NEAR(found.sum_nrk.item<double>(), 24, 1e-10);
  ASSERT_EQ(method.fallbacks().size(), 1U);
  EXPECT_THAT(method.fallbacks()[0].operation, HasSubstr("aten::prod"));
  EXPECT_LT(method.fallbacks()[0].relative_error, 1e-10);
}

TEST(PathFallback, IsAskedForOnly) {
  EXPECT_THAT([] { test::deeplift(kProduct, test::normal_batch(1, 1)); },
              ThrowsMessage<Error>(testing::AllOf(
                  HasSubstr("no DeepLIFT rule for aten::prod ("),
                  HasSubstr("): use --fallback path-integral, or a gradient method"))));
}

TEST(PathFallback, WorksForRecurrentNetworks) {
  torch::manual_seed(3);
  const test::Tensors tensors{{"a", torch::randn({12, 4})},
                              {"b", torch::randn({12, 3})},
                              {"c", torch::randn({12})},
                              {"d", torch::randn({12})},
                              {"h", torch::zeros({1, 1, 3})}};
  const test::Network network(R"(
def forward(self, x):
    state = self.h.expand([1, x.size(0), 3]).contiguous()
    y, h, c = torch.lstm(x.transpose(1, 2), [state, state], [self.a, self.b, self.c, self.d],
                         True, 1, 0.0, False, False, True)
    return torch.relu(y.sum(1)) + h[0] + c[0].tanh()
)",
                              tensors);
  const auto batch = test::random_batch(2, 3, 6);
  EXPECT_THAT([&] { test::deeplift(network, batch); },
              ThrowsMessage<Error>(HasSubstr("no DeepLIFT rule for aten::lstm")));
  const gradient::DeepLift method(with_fallback());
  const auto found = method.explain(network.function(), batch);
  EXPECT_LT(test::worst_residual(found), 1e-9);
  ASSERT_EQ(method.fallbacks().size(), 1U);
  EXPECT_THAT(method.fallbacks()[0].operation, HasSubstr("aten::lstm"));
  EXPECT_LT(method.fallbacks()[0].relative_error, 1e-9);
}

TEST(PathFallback, ReportsWhatItCouldNotReach) {
  // A jump has a derivative of 0 and no integral of it is complete.
  const gradient::DeepLift method(with_fallback());
  const test::Network network(test::forward("    return torch.remainder(x, 1.0).sum(2)[:, :1]\n"));
  method.explain(network.function(),
                 test::pairs_of(torch::full({1, 4, 1}, 1.5F), torch::full({1, 1, 4, 1}, 0.7F)));
  ASSERT_EQ(method.fallbacks().size(), 1U);
  EXPECT_GT(method.fallbacks()[0].relative_error, 0.1);
}

TEST(PathFallback, RefusesWhatHasNoDerivative) {
  EXPECT_THAT(
      [] {
        test::deeplift("    return torch.where(x > 0, x, x * 0.1).sum(2)[:, :2]\n",
                       test::normal_batch(2, 3), with_fallback());
      },
      ThrowsMessage<Error>(HasSubstr("aten::gt")));
}

}  // namespace
}  // namespace siskin
