#include "siskin/gradient/cam.hpp"

#include <gtest/gtest.h>

#include "siskin/gradient/receptive_field.hpp"
#include "siskin/gradient/rectifier_rules.hpp"
#include "siskin/util/error.hpp"
#include "support/error_message.hpp"
#include "unit/gradient/toy_network.hpp"

namespace siskin::gradient {
namespace {

using test::expect_near;
using test::kT1;
using test::kT1Convolution;
using test::kT1Max;
using test::observed;
using test::toy_batch;
using test::ToyNetwork;

CamOptions options(CamKind kind, Upsample upsample = Upsample::kNearest, bool rectify = false,
                   const std::string& layer = "") {
  CamOptions chosen;
  chosen.kind = kind;
  chosen.upsample = upsample;
  chosen.rectify = rectify;
  chosen.layer = layer;
  return chosen;
}

torch::Tensor track(const std::string& body, const Batch& batch, const CamOptions& chosen,
                    const std::string& precision = "float64") {
  const ToyNetwork network(body, precision);
  const auto map = class_activation_map(network.function(), batch, chosen).map_nkcl;
  EXPECT_EQ((map * (1 - batch.onehot_ncl.unsqueeze(1))).abs().max().item<float>(), 0);
  return observed(map, batch);
}

// The map of T1's layer is 3, 0, -1.75, 0; nearest up-sampling repeats its first position.
TEST(ClassActivationMap, GivesTheMapOfT1) {
  const auto batch = toy_batch({"ACGTA"});
  for (const auto* const precision : {"float32", "float64"}) {
    expect_near(track(kT1, batch, options(CamKind::kCam), precision), {3, 3, 0, -1.75, 0}, 1e-10);
    expect_near(track(kT1, batch, options(CamKind::kGradCam), precision),
                {0.75, 0.75, 0, -0.4375, 0}, 1e-10);
    expect_near(track(kT1, batch, options(CamKind::kGradCam, Upsample::kNearest, true), precision),
                {0.75, 0.75, 0, 0, 0}, 1e-10);
  }
}

TEST(ClassActivationMap, SpreadsAPositionOverWhatItSees) {
  expect_near(track(kT1, toy_batch({"ACGTA"}), options(CamKind::kCam, Upsample::kReceptiveField)),
              {3, 1.5, -0.875, -0.875, 0}, 1e-7);
}

TEST(ClassActivationMap, HasTheLogitAsMeanPlusBias) {
  const auto body = kT1Convolution +
                    "  v = torch.tensor([[2.0, -1.0], [0.5, 3.0]]).to(x.dtype)\n"
                    "  return torch.linear(torch.adaptive_avg_pool1d(a, [1]).flatten(1), v)\n";
  const auto batch = toy_batch({"ACGTA", "CATGA", "TTGAC"});
  const ToyNetwork network(body, "float64");
  // A sequence as long as its layer, so that up-sampling repeats nothing.
  const auto padded = "  x = torch.constant_pad_nd(x, [0, 1])\n" + body;
  const ToyNetwork whole(padded, "float64");
  const auto found = class_activation_map(whole.function(), batch, options(CamKind::kCam));
  expect_near(observed(found.map_nkcl, batch).to(torch::kDouble).mean(2), found.prediction_nk,
              1e-6);
}

TEST(ClassActivationMap, OfGradientsIsThatOfWeightsOverTheLength) {
  const auto body =
      "  y = torch.tanh(torch.conv1d(x, torch.arange(24).to(x.dtype).view(3, 4, 2) / "
      "12.0 - 1.0))\n"
      "  return torch.linear(y.mean(2), torch.arange(6).to(x.dtype).view(2, 3) - 2.0)\n";
  const auto batch = toy_batch({"ACGTACGT", "CATGATTT"});
  for (const auto upsample : {Upsample::kNearest, Upsample::kLinear, Upsample::kReceptiveField}) {
    expect_near(track(body, batch, options(CamKind::kGradCam, upsample)) * 7,
                track(body, batch, options(CamKind::kCam, upsample)), 1e-5);
  }
}

TEST(ClassActivationMap, OfAMaximumWeighsAllPositionsByItsGradient) {
  // alpha_k = w_k / L', so the map is that of the mean.
  expect_near(track(kT1Max, toy_batch({"ACGTA"}), options(CamKind::kGradCam)),
              {0.75, 0.75, 0, -0.4375, 0}, 1e-7);
}

TEST(ClassActivationMap, RefusesNetworksThatDoNotAverage) {
  const auto batch = toy_batch({"ACGTA"});
  const auto maximum = test::error_message([&] { track(kT1Max, batch, options(CamKind::kCam)); });
  EXPECT_NE(maximum.find("aten::amax"), std::string::npos) << maximum;
  EXPECT_NE(maximum.find("use grad-cam"), std::string::npos) << maximum;
  const auto sigmoid = test::error_message([&] {
    track(kT1Convolution + "  return torch.sigmoid(torch.linear(a.mean(2), v, c))\n", batch,
          options(CamKind::kCam));
  });
  EXPECT_NE(sigmoid.find("aten::sigmoid"), std::string::npos) << sigmoid;
  const auto dense = test::error_message([&] {
    track(kT1Convolution +
              "  return torch.linear(a.flatten(1), torch.arange(8).to(x.dtype).view(1, 8))\n",
          batch, options(CamKind::kCam));
  });
  EXPECT_NE(dense.find("differ between its positions"), std::string::npos) << dense;
}

TEST(ClassActivationMap, TakesTheLayerThatIsNamed) {
  // Before the rectifier: Grad-CAM of the pre-activations, alpha = (0.5, -0.25) / 4.
  expect_near(track(kT1, toy_batch({"ACGTA"}),
                    options(CamKind::kGradCam, Upsample::kNearest, false, "aten::conv1d")),
              {0.125 * 1.5 + 0.0625 * 1.25, 0.125 * 1.5 + 0.0625 * 1.25,
               -0.125 * 0.75 + 0.0625 * 0.25, -0.125 - 0.0625 * 1.75, -0.125 * 0.75 + 0.0625 * 0.5},
              1e-7);
}

TEST(ClassActivationMap, WorksOnPositionsBeforeChannels) {
  const std::string body =
      "  w = torch.tensor([[1.0, -1.0, 0.5, 0.0]]).to(x.dtype)\n"
      "  y = torch.linear(x.transpose(1, 2), w)\n"
      "  return torch.relu(y).mean(1)\n";
  expect_near(track(body, toy_batch({"ACGT"}), options(CamKind::kCam)), {1, 0, 0.5, 0}, 1e-7);
}

TEST(ClassActivationMap, WhenGuidedIsGuidedBackPropagationTimesTheRectifiedMap) {
  const auto batch = toy_batch({"ACGTA", "CATGA"});
  const ToyNetwork network(kT1);
  const auto guided = rectified_gradient(network.function(), batch, RectifierRule::kGuided);
  const auto expected = observed(guided.map_nkcl, batch) *
                        track(kT1, batch, options(CamKind::kGradCam, Upsample::kNearest, true));
  expect_near(track(kT1, batch, options(CamKind::kGuidedGradCam)), expected, 1e-7);
  expect_near(expected[0], {0.375, 0.375, 0, 0, 0}, 1e-7);
}

TEST(ClassActivationMap, DoesNotDependOnTheRestOfTheBatch) {
  const std::vector<std::string> sequences = {"ACGTA", "CATGA", "NNNNN"};
  const auto chosen = options(CamKind::kGradCam, Upsample::kReceptiveField);
  const auto together = track(kT1Max, toy_batch(sequences), chosen);
  for (std::size_t i = 0; i < sequences.size(); ++i) {
    expect_near(together[static_cast<std::int64_t>(i)],
                track(kT1Max, toy_batch({sequences[i]}), chosen)[0], 1e-7);
  }
}

TEST(ClassActivationMap, TakesAReceptiveFieldThatIsKnown) {
  const ToyNetwork network(kT1);
  auto chosen = options(CamKind::kCam, Upsample::kReceptiveField);
  chosen.field_ul = receptive_field(network.function(), "", 5);
  expect_near(track(kT1, toy_batch({"ACGTA"}), chosen), {3, 1.5, -0.875, -0.875, 0}, 1e-7);
}

TEST(Upsampled, InterpolatesBetweenCentres) {
  const auto map = torch::tensor({1.0, 3.0}).view({1, 1, 2});
  expect_near(upsampled(map, 4, Upsample::kNearest, {}), {1, 1, 3, 3}, 0);
  expect_near(upsampled(map, 4, Upsample::kLinear, {}), {1, 1.5, 2.5, 3}, 1e-12);
}

TEST(Upsampled, GivesNothingToBasesThatNoPositionSees) {
  const auto map = torch::tensor({1.0, 3.0}).view({1, 1, 2});
  const auto field = torch::tensor({{1, 1, 0, 0}, {0, 1, 1, 0}}).to(torch::kBool);
  expect_near(upsampled(map, 4, Upsample::kReceptiveField, field), {1, 2, 3, 0}, 1e-12);
}

TEST(ParseUpsample, KnowsItsWords) {
  EXPECT_EQ(parse_upsample("nearest"), Upsample::kNearest);
  EXPECT_EQ(parse_upsample("linear"), Upsample::kLinear);
  EXPECT_EQ(parse_upsample("receptive-field"), Upsample::kReceptiveField);
  EXPECT_EQ(test::error_message<UsageError>([] { parse_upsample("cubic"); }),
            "found 'cubic', expected nearest, linear or receptive-field");
}

}  // namespace
}  // namespace siskin::gradient
