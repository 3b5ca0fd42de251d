#include "siskin/gradient/rescale.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "unit/gradient/deeplift_support.hpp"

namespace siskin {
namespace {

struct Elementwise {
  std::string expression;  // of x
  std::function<double(double)> value;
  double low = -2;
  double high = 2;
};

double logistic(double x) { return 1 / (1 + std::exp(-x)); }
double softplus(double x) { return std::log1p(std::exp(x)); }
double elu(double x, double alpha) { return x > 0 ? x : alpha * std::expm1(x); }
double gelu(double x) { return x * std::erfc(-x / std::sqrt(2.0)) / 2; }

const std::vector<Elementwise>& functions() {
  static const std::vector<Elementwise> all{
      {"torch.relu(x)", [](double x) { return std::max(x, 0.0); }},
      {"torch.relu6(x * 6)", [](double x) { return std::clamp(6 * x, 0.0, 6.0); }},
      {"torch.leaky_relu(x, 0.1)", [](double x) { return x > 0 ? x : 0.1 * x; }},
      {"torch.elu(x, 0.7)", [](double x) { return elu(x, 0.7); }},
      {"torch.selu(x)",
       [](double x) { return 1.0507009873554804934 * elu(x, 1.6732632423543772848); }},
      {"torch.celu(x, 0.7)", [](double x) { return x > 0 ? x : 0.7 * std::expm1(x / 0.7); }},
      {"torch.gelu(x)", gelu},
      {"torch.silu(x)", [](double x) { return x * logistic(x); }},
      {"torch.mish(x)", [](double x) { return x * std::tanh(softplus(x)); }},
      {"torch.softplus(x)", softplus},
      {"torch.sigmoid(x)", logistic},
      {"torch.tanh(x)", [](double x) { return std::tanh(x); }},
      {"torch.hardtanh(x, -0.5, 0.8)", [](double x) { return std::clamp(x, -0.5, 0.8); }},
      {"torch.clamp(x, -0.5, 0.8)", [](double x) { return std::clamp(x, -0.5, 0.8); }},
      {"torch.hardsigmoid(x * 2)", [](double x) { return std::clamp((2 * x + 3) / 6, 0.0, 1.0); }},
      {"torch.log_sigmoid(x)", [](double x) { return -softplus(-x); }},
      {"x / (1 + torch.abs(x))", [](double x) { return x / (1 + std::abs(x)); }},
      {"torch.softshrink(x, 0.5)",
       [](double x) { return x > 0.5    ? x - 0.5
                             : x < -0.5 ? x + 0.5
                                        : 0; }},
      {"torch.exp(x)", [](double x) { return std::exp(x); }},
      {"torch.log(x)", [](double x) { return std::log(x); }, 0.1, 3},
      {"torch.log1p(x)", [](double x) { return std::log1p(x); }, 0, 3},
      {"torch.sqrt(x)", [](double x) { return std::sqrt(x); }, 0.1, 3},
      {"torch.rsqrt(x)", [](double x) { return 1 / std::sqrt(x); }, 0.1, 3},
      {"torch.pow(x, 3)", [](double x) { return x * x * x; }},
      {"torch.pow(2.0, x)", [](double x) { return std::exp2(x); }},
      {"torch.square(x)", [](double x) { return x * x; }},
      {"torch.reciprocal(x)", [](double x) { return 1 / x; }, 0.3, 3},
      {"2.0 / x", [](double x) { return 2 / x; }, 0.3, 3},
      {"torch.abs(x)", [](double x) { return std::abs(x); }},
      {"torch.erf(x)", [](double x) { return std::erf(x); }},
      {"torch.sin(x)", [](double x) { return std::sin(x); }},
      {"torch.maximum(x, torch.zeros_like(x))", [](double x) { return std::max(x, 0.0); }}};
  return all;
}

gradient::Batch numbers_in(double low, double high) {
  torch::manual_seed(5);
  const auto span = high - low;
  return test::pairs_of(torch::rand({3, 4, 5}) * span + low,
                        torch::rand({3, 7, 4, 5}) * span + low);
}

// s(x) of each number, by the C library.
torch::Tensor values_of(const std::function<double(double)>& value, const torch::Tensor& numbers) {
  auto result = numbers.to(torch::kDouble).contiguous().clone();
  auto* const first = result.data_ptr<double>();
  std::transform(first, first + result.numel(), first, value);
  return result;
}

TEST(Rescale, GivesTheSlopeOfTheChordForEveryFunction) {
  for (const auto& function : functions()) {
    SCOPED_TRACE(function.expression);
    const auto batch = numbers_in(function.low, function.high);
    const auto found = test::deeplift(
        "    return (" + function.expression + ")[:, 2, 1:4].reshape([x.size(0), 3])\n", batch);
    const auto own_nk = values_of(function.value, batch.onehot_ncl.select(1, 2).slice(1, 1, 4));
    const auto reference_nrk =
        values_of(function.value, batch.references_nrcl.select(2, 2).slice(2, 1, 4));
    EXPECT_LT(test::largest_difference(found.sum_nrk, own_nk.unsqueeze(1) - reference_nrk), 1e-10);
    EXPECT_LT(test::worst_residual(found), 1e-10);
  }
}

TEST(Rescale, IsCompleteInFloat32) {
  for (const auto& function : functions()) {
    SCOPED_TRACE(function.expression);
    const test::Network network(
        test::forward("    return (" + function.expression + ").sum([1, 2]).unsqueeze(1)\n"), {},
        "float32");
    EXPECT_LT(
        test::worst_residual(test::deeplift(network, numbers_in(function.low, function.high))),
        1e-5);
  }
}

// Multiplier of one number: hypothetical contributions at zero references are the multipliers.
double multiplier(const std::string& expression, double input, double reference,
                  const std::string& precision) {
  const test::Network network(test::forward("    return (" + expression + ")[:, 0, :1]\n"), {},
                              precision);
  auto onehot_ncl = torch::zeros({1, 4, 1});
  onehot_ncl[0][0][0] = input;
  auto references_nrcl = torch::zeros({1, 1, 4, 1});
  references_nrcl[0][0][0][0] = reference;
  gradient::DeepLiftOptions options;
  options.hypothetical = true;
  const auto found = test::deeplift(network, test::pairs_of(onehot_ncl, references_nrcl), options);
  // H = m - x' m
  return found.map_nkcl[0][0][0][0].item<double>() / (1 - reference);
}

TEST(Rescale, GivesTheDerivativeWhereNothingDiffers) {
  for (const auto* const precision : {"float32", "float64"}) {
    EXPECT_NEAR(multiplier("torch.tanh(x)", 0.5, 0.5, precision), 1 - std::pow(std::tanh(0.5), 2),
                1e-6);
    EXPECT_EQ(multiplier("torch.relu(x)", 0.5, 0.5, precision), 1);
    EXPECT_EQ(multiplier("torch.relu(x)", -0.5, -0.5, precision), 0);
    EXPECT_EQ(multiplier("torch.sqrt(x)", 0, 0, precision), 0);
  }
}

TEST(Rescale, HasNoNoiseForCloseInputs) {
  // One unit in the last place of float32 apart: tanh rounds to the same or to the next number.
  const float a = 0.3F;
  const float b = std::nextafter(a, 1.0F);
  const double derivative = 1 - std::pow(std::tanh(0.3), 2);
  EXPECT_NEAR(multiplier("torch.tanh(x)", b, a, "float32"), derivative, 1e-5);
  EXPECT_NEAR(multiplier("torch.tanh(x)", b, a, "float64"), derivative, 1e-6);
}

TEST(Rescale, StaysCompleteAcrossAKinkOfAnyWidth) {
  for (const float step : {1e-1F, 1e-3F, 1e-5F, 1e-7F}) {
    const auto value = static_cast<double>(step);
    EXPECT_NEAR(multiplier("torch.leaky_relu(x, 0.5)", value, -value, "float32"), 0.75, 1e-6);
    EXPECT_NEAR(multiplier("torch.relu(x)", 3 * value, -value, "float32"), 0.75, 1e-6);
  }
}

TEST(Rescale, FollowsParametersOfEachChannel) {
  torch::manual_seed(2);
  const auto slope = torch::rand({4});
  const test::Network network(
      test::forward("    return torch.prelu(x, self.slope).sum(2)[:, 1:3]\n"), {{"slope", slope}});
  auto batch = test::normal_batch(2, 3);
  batch.references_nrcl.copy_(batch.onehot_ncl.unsqueeze(1));
  batch.references_nrcl.slice(3, 0, 1).mul_(-1);  // the rest does not differ
  gradient::DeepLiftOptions options;
  const auto found = test::deeplift(network, batch, options);
  EXPECT_LT(test::worst_residual(found), 1e-12);
  const auto a = batch.onehot_ncl[0][1][0].item<double>();
  const auto s = slope[1].item<double>();
  const auto value = [s](double x) { return x > 0 ? x : s * x; };
  EXPECT_NEAR(found.sum_nrk[0][0][0].item<double>(), value(a) - value(-a), 1e-12);
}

TEST(Rescale, SumsOverWhatIsBroadcast) {
  const auto found = test::deeplift(
      "    y = torch.maximum(x[:, :1], torch.arange(4).to(x.dtype).view([1, 4, 1]) * 0.2)\n"
      "    return y.sum([1, 2]).unsqueeze(1)\n",
      test::normal_batch(4, 3));
  EXPECT_LT(test::worst_residual(found), 1e-12);
  EXPECT_EQ(found.map_nkcl.slice(2, 1, 4).abs().max().item<float>(), 0);
}

}  // namespace
}  // namespace siskin
