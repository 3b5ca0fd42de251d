#include "siskin/gradient/conductance.hpp"

#include <gtest/gtest.h>

#include "support/error_message.hpp"
#include "unit/gradient/toy_network.hpp"

namespace siskin::gradient {
namespace {

using test::expect_near;
using test::kT1;
using test::toy_batch;
using test::ToyNetwork;

Batch with_references(const std::vector<std::string>& sequences,
                      const std::vector<std::string>& references) {
  auto batch = toy_batch(sequences);
  batch.references_nrcl = toy_batch(references)
                              .onehot_ncl.unsqueeze(0)
                              .expand({static_cast<std::int64_t>(sequences.size()), -1, -1, -1})
                              .contiguous();
  return batch;
}

ConductanceOptions options(const std::string& layer, std::int64_t steps = 50,
                           UnitMeasure measure = UnitMeasure::kConductance) {
  ConductanceOptions chosen;
  chosen.layer = layer;
  chosen.steps = steps;
  chosen.measure = measure;
  return chosen;
}

void expect_complete(const UnitValues& found, double tolerance) {
  const auto difference = found.prediction_nk.unsqueeze(1) - found.reference_prediction_nrk;
  expect_near(found.sum_nrk, difference, tolerance);
}

TEST(LayerConductance, IsExactWhereTheOutputIsLinearInTheLayer) {
  // f = mean of 2 r_0 - r_1 + 0.25: a unit's conductance is its weight / 4 times its change.
  const ToyNetwork network(kT1, "float64");
  for (const std::int64_t steps : {1, 7}) {
    const auto found = layer_conductance(network.function(), with_references({"ACGTA"}, {"NNNNN"}),
                                         options("aten::relu", steps));
    expect_near(found.value_nku, {0.75, 0, 0, 0, 0, 0, -0.4375, 0}, 1e-10);
    ASSERT_EQ(found.value_nku.sizes(), (torch::IntArrayRef{1, 1, 2, 4}));
    expect_near(found.sum_nrk, std::vector<double>{0.3125}, 1e-12);
    expect_near(found.magnitude_nrk, std::vector<double>{1.1875}, 1e-12);
    expect_near(found.reference_prediction_nrk, std::vector<double>{0.25}, 1e-12);
  }
}

TEST(LayerConductance, ConvergesBeforeARectifier) {
  // The integral of relu'(a) da is the change of relu(a), however the path crosses 0.
  const ToyNetwork network(kT1, "float64");
  const auto batch = with_references({"ACGTA"}, {"NNNNN"});
  const auto found = layer_conductance(network.function(), batch, options("aten::conv1d", 2000));
  expect_near(found.value_nku, {0.75, 0, 0, 0, 0, 0, -0.4375, 0}, 1e-3);
  expect_complete(found, 1e-3);
}

TEST(LayerConductance, OfASquareIsTheDifferenceOfSquares) {
  // The middle rule is exact: 2 (y + y') / 2 (y - y') at every step.
  const std::string body =
      "  y = torch.linear(x.sum(2), torch.tensor([[1.0, -2.0, 0.5, 3.0], [2.0, 1.0, 0.0, -1.0]])"
      ".to(x.dtype))\n"
      "  return (y * y).sum(1, True)\n";
  const ToyNetwork network(body, "float64");
  const auto batch = with_references({"ACC", "GTT"}, {"NNN", "AAA"});
  const auto found = layer_conductance(network.function(), batch, options("aten::linear", 3));
  // y = (-3, 4) and (6.5, -2); y' = (0, 0) and (3, 6).
  expect_near(found.value_nku, {9 - 4.5, 16 - 18, 42.25 - 4.5, 4 - 18}, 1e-5);
  expect_complete(found, 1e-10);
  const auto influence = layer_conductance(
      network.function(), batch, options("aten::linear", 3, UnitMeasure::kInternalInfluence));
  // The integral of 2 y is y + y'.
  expect_near(influence.value_nku, {-3 + 1.5, 4 + 3, 6.5 + 1.5, -2 + 3}, 1e-5);
  EXPECT_FALSE(influence.sum_nrk.defined());
}

TEST(LayerConductance, IsCompleteAtEveryLayerThatSeparates) {
  const std::string body = R"(
  w = torch.sin(torch.arange(48).to(x.dtype)).view(4, 4, 3)
  h = torch.tanh(torch.conv1d(x, w, None, [1], [1]))
  h = torch.sigmoid(h + torch.conv1d(h, w, None, [1], [1]))
  g = torch.max_pool1d(h, [2]).flatten(1)
  return torch.linear(torch.exp(0.1 * g), torch.cos(torch.arange(24).to(x.dtype)).view(2, 12))
)";
  const ToyNetwork network(body, "float64");
  const auto batch = with_references({"ACGTAC", "GGTCAT"}, {"TTTTTT", "CAGCAG"});
  for (const auto* const layer : {"aten::conv1d", "aten::tanh", "aten::sigmoid", "aten::max_pool1d",
                                  "aten::exp", "aten::linear"}) {
    const auto found = layer_conductance(network.function(), batch, options(layer, 2000));
    ASSERT_EQ(found.value_nku.size(1), 2) << layer;
    expect_complete(found, 2e-3);
  }
}

TEST(LayerConductance, LeavesOutWhatGoesAroundTheLayer) {
  const std::string body =
      "  n = x.sum(2)\n  y = torch.relu(n)\n  return (3.0 * y + n).sum(1, True)\n";
  const ToyNetwork network(body, "float64");
  const auto found = layer_conductance(network.function(), with_references({"ACG"}, {"NNN"}),
                                       options("aten::relu"));
  expect_near(found.sum_nrk, std::vector<double>{9}, 1e-10);
  expect_near(found.prediction_nk, std::vector<double>{12}, 1e-10);
}

TEST(LayerConductance, GivesDeadUnitsExactlyNothing) {
  const ToyNetwork network(kT1);
  const auto found = layer_conductance(network.function(), with_references({"ACGTA"}, {"CATGA"}),
                                       options("aten::conv1d", 20));
  // Unit 0 at position 1 is off on the whole path.
  EXPECT_EQ(found.value_nku[0][0][0][2].item<float>(), 0);
}

TEST(LayerConductance, DoesNotDependOnBatches) {
  const ToyNetwork network(kT1, "float64");
  const auto batch = with_references({"ACGTA", "GGCTA", "TTTTT"}, {"CATGA", "AAAAA"});
  auto chosen = options("aten::conv1d", 10);
  const auto whole = layer_conductance(network.function(), batch, chosen);
  chosen.batch_size = 4;
  const auto parts = layer_conductance(network.function(), batch, chosen);
  expect_near(parts.value_nku, whole.value_nku, 1e-7);
  expect_near(parts.sum_nrk, whole.sum_nrk, 1e-12);
  expect_near(parts.prediction_nk, network.function().forward(batch.onehot_ncl).detach(), 1e-12);
}

TEST(LayerConductance, NeedsReferencesAndALayer) {
  const ToyNetwork network(kT1);
  EXPECT_EQ(test::error_message([&] {
              layer_conductance(network.function(), toy_batch({"ACGTA"}), options("aten::relu"));
            }),
            "layer conductance needs references");
  const auto message = test::error_message([&] {
    layer_conductance(network.function(), with_references({"ACGTA"}, {"NNNNN"}), options("conv7"));
  });
  EXPECT_NE(message.find("conv7"), std::string::npos) << message;
}

}  // namespace
}  // namespace siskin::gradient
