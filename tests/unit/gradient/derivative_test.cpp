#include "siskin/gradient/derivative.hpp"

#include <gtest/gtest.h>

#include "siskin/util/error.hpp"
#include "unit/gradient/test_models.hpp"

namespace siskin {
namespace {

using torch::Tensor;

TEST(Differentiate, AgreesWithFiniteDifferencesInDouble) {
  auto tensors = test::smooth_tensors(4);
  tensors["weight"] = torch::randn({2, 6});
  tensors["bias"] = torch::randn({2});
  auto model = test::make_model(test::kSmoothSource, test::in_double(tensors));
  const auto function = test::every_output(model);
  const auto x = test::random_onehot(1, 8, 2);
  const auto found = gradient::differentiate(function, x);
  EXPECT_EQ(found.gradient_nkcl.scalar_type(), torch::kDouble);
  const auto expected = test::finite_differences(
      [&](const Tensor& input) { return gradient::predict(function, input, 8)[0]; }, x);
  EXPECT_LT(test::largest_difference(found.gradient_nkcl[0], expected), 1e-8);
}

TEST(Differentiate, KeepsNoGraph) {
  auto model = test::t1();
  const auto found = gradient::differentiate(test::every_output(model), test::encode({"ACGTA"}));
  EXPECT_FALSE(found.output_nk.requires_grad());
  EXPECT_FALSE(found.gradient_nkcl.requires_grad());
}

TEST(Differentiate, GivesZeroForAnOutputThatIgnoresTheSequence) {
  auto model = test::make_model(
      "def forward(self, x):\n    a = torch.sum(x * self.scale, [1, 2])\n"
      "    return torch.stack([a, torch.ones_like(a) * self.scale[0]], 1)\n",
      {{"scale", torch::tensor({3.0F})}});
  const auto found = gradient::differentiate(test::every_output(model), test::encode({"ACGTA"}));
  EXPECT_EQ(test::largest_difference(found.gradient_nkcl[0][0], torch::full({4, 5}, 3.0F)), 0);
  EXPECT_EQ(found.gradient_nkcl[0][1].abs().max().item<float>(), 0);
}

TEST(Derivatives, GoToSeveralInputs) {
  const auto a = torch::tensor({1.0, 2.0}).requires_grad_(true);
  const auto b = torch::tensor({5.0, 7.0}).requires_grad_(true);
  const auto output_nk = torch::stack({a * b, a * a}, 1);
  auto model = test::t1();
  const auto found = gradient::derivatives(test::every_output(model), output_nk, {a, b});
  EXPECT_EQ(test::largest_difference(found[0], torch::tensor({{5.0, 2.0}, {7.0, 4.0}})), 0);
  EXPECT_EQ(test::largest_difference(found[1], torch::tensor({{1.0, 0.0}, {2.0, 0.0}})), 0);
}

TEST(Predict, GivesTheSameWhateverTheBatch) {
  auto model = test::t1();
  const auto function = test::every_output(model);
  const auto x = test::encode({"ACGTA", "CATGA", "ACGTA", "CATGA", "ACGTA"});
  const auto expected = torch::tensor({0.5625, 0.0, 0.5625, 0.0, 0.5625}, torch::kDouble);
  for (const std::int64_t batch_size : {1, 2, 5, 100}) {
    const auto found = gradient::predict(function, x, batch_size);
    EXPECT_EQ(test::largest_difference(found.select(1, 0), expected), 0) << batch_size;
  }
}

TEST(Hypothetical, WeighsEachBaseAgainstTheReference) {
  const auto multiplier = torch::tensor({1.0, 2.0, 3.0, 5.0}).view({1, 4, 1});
  const auto second = torch::tensor({0.0, 1.0, 0.0, 0.0}).view({1, 4, 1});
  EXPECT_EQ(test::largest_difference(gradient::hypothetical(multiplier, second).flatten(),
                                     torch::tensor({-1.0, 0.0, 1.0, 3.0})),
            0);
  const auto half = torch::tensor({0.5, 0.0, 0.0, 0.5}).view({1, 4, 1});
  EXPECT_EQ(test::largest_difference(gradient::hypothetical(multiplier, half).flatten(),
                                     torch::tensor({-2.0, -1.0, 0.0, 2.0})),
            0);
}

}  // namespace
}  // namespace siskin
