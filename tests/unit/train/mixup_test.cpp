#include "siskin/train/mixup.hpp"

#include <gmock/gmock.h>
#include <torch/torch.h>

#include <cmath>
#include <set>

#include "support/error_message.hpp"
#include "unit/train/small_network.hpp"

namespace siskin::train {
namespace {

using testing::ElementsAre;
using Where = MixupSettings::Where;

constexpr auto kLoss = Loss::kBinaryCrossEntropy;

MixupSettings manifold(std::vector<std::string> layers = {}) {
  MixupSettings settings;
  settings.where = Where::kManifold;
  settings.layers = std::move(layers);
  return settings;
}

Mix hand_made(std::size_t depth, double share) {
  return {depth, share, torch::tensor({2, 0, 1}, torch::kLong)};
}

// Mean 1/2 and variance 1 / (4 (2 alpha + 1)).
TEST(DrawBeta, HasTheMomentsOfTheDistribution) {
  for (const double alpha : {0.2, 1.0, 3.0}) {
    util::Random random(3);
    const int count = 40000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < count; ++i) {
      const double x = draw_beta(random, alpha);
      ASSERT_TRUE(x >= 0 && x <= 1);
      sum += x;
      squares += (x - 0.5) * (x - 0.5);
    }
    EXPECT_NEAR(sum / count, 0.5, 0.01);
    EXPECT_NEAR(squares / count, 1 / (4 * (2 * alpha + 1)), 0.003);
  }
}

TEST(Mixup, ChoosesBehindActivationsAndTheOutput) {
  // conv act pool conv act flatten dense act | output
  EXPECT_THAT(Mixup(manifold(), kLoss, test::plain_network()).depths(), ElementsAre(2, 5, 8, 9));
  EXPECT_THAT(Mixup(manifold({"input", "conv2", "output"}), kLoss, test::plain_network()).depths(),
              ElementsAre(0, 4, 9));
  EXPECT_THAT(Mixup(manifold(), Loss::kProfile, test::plain_network()).depths(),
              ElementsAre(2, 5, 8));
  MixupSettings input;
  input.where = Where::kInput;
  EXPECT_THAT(Mixup(input, kLoss, test::plain_network()).depths(), ElementsAre(0));
}

TEST(Mixup, RefusesALayerThatIsNotThere) {
  const auto message = siskin::test::error_message<UsageError>(
      [&] { Mixup(manifold({"conv3"}), kLoss, test::plain_network()); });
  EXPECT_THAT(message, testing::HasSubstr("--mixup-layer: found 'conv3'"));
}

TEST(Mixup, DrawsShareDepthAndOrderAnewForEachStep) {
  const Mixup mixup(manifold(), kLoss, test::plain_network());
  std::set<std::size_t> depths;
  std::set<double> shares;
  for (std::int64_t step = 0; step < 100; ++step) {
    const auto mix = mixup.draw({1, step, 1}, 8);
    const auto again = mixup.draw({1, step, 1}, 8);
    EXPECT_EQ(mix.share, again.share);
    EXPECT_TRUE(torch::equal(mix.order_n, again.order_n));
    EXPECT_TRUE(torch::equal(std::get<0>(mix.order_n.sort()), torch::arange(8)));
    depths.insert(mix.depth);
    shares.insert(mix.share);
  }
  EXPECT_THAT(depths, ElementsAre(2, 5, 8, 9));
  EXPECT_EQ(shares.size(), 100U);
}

TEST(Mixup, MixesTargets) {
  Batch batch;
  batch.onehot_ncl = torch::zeros({3, 4, 2});
  batch.labels_nt = torch::tensor({{1.0}, {0.0}, {std::nan("")}}, torch::kDouble);
  batch.profiles_ntos = torch::tensor({10.0, 20.0, 30.0}, torch::kDouble).view({3, 1, 1, 1});
  batch.positive_n = torch::tensor({true, false, false});
  const auto mixed = Mixup::mix_targets(batch, hand_made(0, 0.75));
  EXPECT_TRUE(std::isnan(mixed.labels_nt[0].item<double>()));  // partner unknown
  EXPECT_DOUBLE_EQ(mixed.labels_nt[1].item<double>(), 0.25);
  EXPECT_DOUBLE_EQ(mixed.profiles_ntos[0].item<double>(), 0.75 * 10 + 0.25 * 30);
  EXPECT_TRUE(torch::equal(mixed.positive_n, torch::tensor({true, true, false})));
}

TEST(Mixup, MixesProbabilitiesRatesAndValues) {
  const auto values = torch::tensor({{0.3}, {-1.2}, {4.0}}, torch::kDouble);
  const auto other = torch::tensor({{4.0}, {0.3}, {-1.2}}, torch::kDouble);
  const auto mix = hand_made(0, 0.3);
  const auto logits = Mixup::mix_values(kLoss, values, mix);
  EXPECT_TRUE(torch::allclose(logits.sigmoid(), 0.3 * values.sigmoid() + 0.7 * other.sigmoid()));
  const auto rates = Mixup::mix_values(Loss::kPoisson, values, mix);
  EXPECT_TRUE(torch::allclose(rates.exp(), 0.3 * values.exp() + 0.7 * other.exp()));
  EXPECT_TRUE(torch::allclose(Mixup::mix_values(Loss::kMeanSquaredError, values, mix),
                              0.3 * values + 0.7 * other));
}

// The layers in front of the mixture run on both examples, those behind on the mixture.
TEST(Mixup, MixesBehindTheLayerDrawn) {
  const auto net = test::plain_network();
  const auto batch = test::random_batch(3, 12, 2);
  const Mixup mixup(manifold(), kLoss, net);
  const auto& x = batch.onehot_ncl;
  for (const std::size_t depth : {std::size_t{0}, std::size_t{2}, std::size_t{8}}) {
    const auto mix = hand_made(depth, 0.4);
    const auto outputs = mixup.run(net, batch, mix);
    const auto behind = net.run_trunk(0, depth, x);
    const auto hidden = 0.4 * behind + 0.6 * behind.index_select(0, mix.order_n);
    const auto expected = net.run_heads(net.run_trunk(depth, 8, hidden), {}).values_nt;
    EXPECT_TRUE(torch::allclose(outputs.mixed.values_nt, expected));
    EXPECT_TRUE(torch::allclose(outputs.clean.values_nt, net.forward(x, {}).values_nt));
  }
}

TEST(Mixup, GivesTheCleanOutputsForAShareOfOne) {
  const auto net = test::plain_network();
  const auto batch = test::random_batch(3, 12, 2);
  const Mixup mixup(manifold(), kLoss, net);
  for (const std::size_t depth : {std::size_t{0}, std::size_t{5}, mixup.output_depth()}) {
    const auto outputs = mixup.run(net, batch, hand_made(depth, 1));
    EXPECT_TRUE(torch::allclose(outputs.mixed.values_nt, outputs.clean.values_nt));
  }
}

}  // namespace
}  // namespace siskin::train
