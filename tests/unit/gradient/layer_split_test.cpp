#include "siskin/gradient/layer_split.hpp"

#include <gtest/gtest.h>

#include "support/error_message.hpp"
#include "unit/gradient/toy_network.hpp"

namespace siskin::gradient {
namespace {

using test::kT1;
using test::toy_batch;
using test::ToyNetwork;

// A residual connection, an activation in place and a matrix product around the layers.
const std::string kResidual = R"(
  w = torch.sin(torch.arange(48).to(x.dtype)).view(4, 4, 3)
  h = torch.conv1d(x, w, None, [1], [1])
  h = h + torch.relu_(torch.conv1d(h, w, None, [1], [1]))
  h[:, 0:2].mul_(0.5)
  s = torch.softmax(torch.bmm(h.transpose(1, 2), h), 2)
  return torch.bmm(h, s.transpose(1, 2)).mean(2)
)";

TEST(LayerSplit, GoesOnFromEveryLayerToTheSameOutput) {
  const ToyNetwork network(kResidual, "float64");
  const auto batch = toy_batch({"ACGTAC", "GGTCAT"});
  const auto program = network.function().program(2, 6);
  const auto input = network.function().to_model(batch.onehot_ncl);
  const auto expected = network.function().forward(input);
  ASSERT_GE(program->layers().size(), 8U);
  for (const auto& layer : program->layers()) {
    const LayerSplit split(*program, layer.output);
    const auto frame = split.before(input);
    const auto output = split.after(frame, split.value(frame));
    EXPECT_LT((output - expected).abs().max().item<double>(), 1e-14) << layer.name;
  }
}

TEST(LayerSplit, LetsAnotherValueTakeTheLayersPlace) {
  const ToyNetwork network(kT1, "float64");
  const auto program = network.function().program(1, 5);
  const LayerSplit split(*program, program->layer("aten::relu").output);
  const auto frame = split.before(network.function().to_model(toy_batch({"ACGTA"}).onehot_ncl));
  const auto twice = split.value(frame) * 2;
  EXPECT_NEAR(split.after(frame, twice).item<double>(), 2 * 0.3125 + 0.25, 1e-12);
  EXPECT_NEAR(split.after(frame, split.value(frame)).item<double>(), 0.5625, 1e-12);
}

TEST(FindPositionLayer, TakesWhatIsPooledWhenNoneIsNamed) {
  const ToyNetwork network(kT1);
  const auto program = network.function().program(1, 5);
  const auto input = toy_batch({"ACGTA"}).onehot_ncl;
  const auto found = find_position_layer(*program, input, "");
  EXPECT_EQ(found.slot, program->layer("aten::relu").output);
  EXPECT_EQ(found.axis, 2);
  EXPECT_EQ(found.name.find("aten::relu"), 0U) << found.name;
}

TEST(FindPositionLayer, FollowsThePositionsOverTranspositions) {
  const ToyNetwork network(
      "  y = torch.linear(x.transpose(1, 2), torch.ones(3, 4))\n"
      "  return torch.tanh(y).permute(0, 2, 1).permute([1, 2, 0]).permute([2, 1, 0]).sum(1)\n");
  const auto program = network.function().program(2, 5);
  const auto found =
      find_position_layer(*program, toy_batch({"ACGTA", "CCCCC"}).onehot_ncl, "aten::tanh");
  EXPECT_EQ(found.axis, 1);
  const auto last = find_position_layer(*program, toy_batch({"ACGTA", "CCCCC"}).onehot_ncl, "");
  EXPECT_EQ(last.axis, 1);
}

TEST(FindPositionLayer, TellsWhatALayerIsThatHasNoPositions) {
  const ToyNetwork network(kT1);
  const auto program = network.function().program(1, 5);
  const auto input = toy_batch({"ACGTA"}).onehot_ncl;
  EXPECT_EQ(test::error_message([&] { find_position_layer(*program, input, "aten::linear"); }),
            "layer aten::linear has the shape (1,1), expected (sequences, channels, positions)");
  const auto message = test::error_message([&] { find_position_layer(*program, input, "conv9"); });
  EXPECT_NE(message.find("aten::relu"), std::string::npos) << message;
}

TEST(FindPositionLayer, SaysWhenThereIsNone) {
  const ToyNetwork network("  return torch.linear(x.flatten(1), torch.ones(1, 20))\n");
  const auto program = network.function().program(1, 5);
  const auto message = test::error_message(
      [&] { find_position_layer(*program, toy_batch({"ACGTA"}).onehot_ncl, ""); });
  EXPECT_NE(message.find("--layer"), std::string::npos) << message;
}

}  // namespace
}  // namespace siskin::gradient
