#include "siskin/gradient/receptive_field.hpp"

#include <gtest/gtest.h>

#include "support/error_message.hpp"
#include "unit/gradient/toy_network.hpp"

namespace siskin::gradient {
namespace {

using test::ToyNetwork;

torch::Tensor field(const std::string& body, const std::string& layer, std::int64_t length) {
  const ToyNetwork network(body);
  return receptive_field(network.function(), layer, length);
}

// Units see positions start + unit * jump + i * step, i = 0 .. count - 1, as far as there are any.
torch::Tensor windows(std::int64_t units, std::int64_t length, std::int64_t start,
                      std::int64_t jump, std::int64_t count, std::int64_t step = 1) {
  auto seen = torch::zeros({units, length}, torch::kBool);
  for (std::int64_t u = 0; u < units; ++u) {
    for (std::int64_t i = 0; i < count; ++i) {
      const auto position = start + u * jump + i * step;
      if (position >= 0 && position < length) seen[u][position] = true;
    }
  }
  return seen;
}

void expect_equal(const torch::Tensor& found, const torch::Tensor& expected) {
  EXPECT_TRUE(torch::equal(found, expected)) << found << "\nexpected\n" << expected;
}

TEST(ReceptiveField, IsTheWindowOfAConvolution) {
  const std::string head = "  w = torch.zeros(3, 4, 3)\n  b = torch.zeros(3)\n";
  expect_equal(field(head + "  return torch.relu(torch.conv1d(x, w, b)).mean(2)\n", "", 9),
               windows(7, 9, 0, 1, 3));
  expect_equal(
      field(head + "  return torch.conv1d(x, w, b, [2], [1]).mean(2)\n", "aten::conv1d", 9),
      windows(5, 9, -1, 2, 3));
  expect_equal(
      field(head + "  return torch.conv1d(x, w, b, [1], [2], [2]).mean(2)\n", "aten::conv1d", 9),
      windows(9, 9, -2, 1, 3, 2));
}

TEST(ReceptiveField, GrowsWithDepthByTheClosedForm) {
  // Width 3 and stride 2, pool 2, then dilation 2: 3, 5 (jump 4), 5 + 2 * 2 * 4 = 21.
  const std::string body =
      "  w = torch.ones(4, 4, 3)\n"
      "  y = torch.max_pool1d(torch.conv1d(x, w, None, [2]), [2])\n"
      "  return torch.conv1d(y, w, None, [1], [0], [2]).mean(2)\n";
  // Positions 4 v + (0 .. 4) for v = u, u + 2, u + 4.
  auto expected = torch::zeros({5, 40}, torch::kBool);
  for (std::int64_t tap = 0; tap < 3; ++tap) {
    expected.logical_or_(windows(5, 40, 8 * tap, 4, 5));
  }
  expect_equal(field(body, "aten::conv1d#2", 40), expected);
}

TEST(ReceptiveField, IsTheSameWhateverTheWeightsAre) {
  // Weights that cancel and a rectifier that is off.
  const std::string body =
      "  y = torch.relu(torch.conv1d(x, -torch.ones(2, 4, 2)))\n"
      "  z = y[:, 0:1, :] - y[:, 1:2, :]\n"
      "  return (z * 0.0).flatten(1)\n";
  expect_equal(field(body, "aten::mul", 5), windows(4, 5, 0, 1, 2));
}

TEST(ReceptiveField, JoinsTheBranchesOfAResidualConnection) {
  const std::string body =
      "  h = torch.conv1d(x, torch.ones(4, 4, 2), None, [1], [3], [6])\n"
      "  return (x + h).mean(2)\n";
  auto expected = windows(9, 9, -3, 1, 2, 6);
  expected.logical_or_(torch::eye(9).to(torch::kBool));
  expect_equal(field(body, "aten::add", 9), expected);
}

TEST(ReceptiveField, FollowsEveryKindOfPooling) {
  expect_equal(
      field("  return torch.max_pool1d(x, [2], [2], [1], [2]).sum(1)\n", "aten::max_pool1d", 8),
      windows(4, 8, -1, 2, 2, 2));
  expect_equal(field("  return torch.max_pool1d(x, [3], [3], [0], [1], True).sum(1)\n",
                     "aten::max_pool1d", 8),
               windows(3, 8, 0, 3, 3));
  expect_equal(field("  return torch.adaptive_max_pool1d(x, [3])[0].sum(1)\n",
                     "aten::adaptive_max_pool1d", 9),
               windows(3, 9, 0, 3, 3));
  expect_equal(field("  return torch.avg_pool1d(x, [2], [3]).sum(1)\n", "aten::avg_pool1d", 8),
               windows(3, 8, 0, 3, 2));
  expect_equal(field("  return torch.amax(x, 2)\n", "aten::amax", 3),
               torch::ones({4, 3}, torch::kBool));
}

TEST(ReceptiveField, IsTheWholeSequenceWherePositionsMix) {
  const std::string attention =
      "  s = torch.softmax(torch.bmm(x.transpose(1, 2), x), 2)\n"
      "  y = torch.bmm(x, s.transpose(1, 2))\n"
      "  return y.mean(2)\n";
  expect_equal(field(attention, "aten::bmm#2", 6), torch::ones({6, 6}, torch::kBool));
  expect_equal(field("  return torch.group_norm(x, 1).sum(2)\n", "aten::group_norm", 4),
               torch::ones({4, 4}, torch::kBool));
}

TEST(ReceptiveField, StaysAtThePositionWhereOnlyChannelsMix) {
  const std::string body =
      "  y = torch.layer_norm(x.transpose(1, 2), [4])\n"
      "  return torch.softmax(y, 2).sum(1)\n";
  expect_equal(field(body, "aten::softmax", 5), torch::eye(5).to(torch::kBool));
}

TEST(ReceptiveField, HoldsForTheUnitsOfADenseLayer) {
  const std::string body =
      "  return torch.linear(torch.relu(torch.conv1d(x, torch.ones(2, 4, 2)))[:, :, "
      "1:3].flatten(1), "
      "torch.zeros(3, 4))\n";
  expect_equal(field(body, "aten::linear", 6), windows(3, 6, 1, 0, 3));
}

TEST(ReceptiveField, RefusesOtherShapes) {
  const auto message = test::error_message(
      [] { field("  return torch.relu(x.unsqueeze(3)).sum([2, 3])\n", "aten::relu", 4); });
  EXPECT_NE(message.find("has 4 dimensions"), std::string::npos) << message;
}

}  // namespace
}  // namespace siskin::gradient
