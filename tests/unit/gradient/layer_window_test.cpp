#include "siskin/gradient/layer_window.hpp"

#include <gmock/gmock.h>

#include "support/error_message.hpp"
#include "unit/gradient/test_models.hpp"

namespace siskin::gradient {
namespace {

using test::error_message;
using ::testing::HasSubstr;

struct Case {
  std::string lines;
  std::int64_t width;   ///< of the first kernel
  std::int64_t length;  ///< of the sequence
};

motif::ReceptiveWindow window_of(const Case& network, const std::string& layer = "") {
  torch::manual_seed(1);
  auto model = test::make_model(
      "def forward(self, x):\n" + network.lines + "    return torch.mean(h, [1, 2])\n",
      {{"filters", torch::randn({3, 4, network.width})}, {"second", torch::randn({2, 3, 5})}});
  const model::Function function(model, "    return output\n");
  return layer_window(function, network.length, layer);
}

void expect_window(const motif::ReceptiveWindow& found, std::int64_t stride, std::int64_t first,
                   std::int64_t width) {
  EXPECT_EQ(found.stride, stride);
  EXPECT_EQ(found.first, first);
  EXPECT_EQ(found.width, width);
}

TEST(LayerWindow, IsTheKernelWithoutPadding) {
  expect_window(window_of({"    h = torch.relu(torch.conv1d(x, self.filters))\n", 7, 40}), 1, 0, 7);
}

TEST(LayerWindow, KnowsHowMuchIsPadded) {
  expect_window(
      window_of({"    h = torch.relu(torch.conv1d(x, self.filters, padding=\"same\"))\n", 19, 200}),
      1, -9, 19);
  expect_window(
      window_of({"    h = torch.relu(torch.conv1d(x, self.filters, padding=\"same\"))\n", 8, 200}),
      1, -3, 8);
  expect_window(window_of({"    p = torch.constant_pad_nd(x, [5, 2])\n"
                           "    h = torch.exp(torch.conv1d(p, self.filters))\n",
                           8, 100}),
                1, -5, 8);
}

TEST(LayerWindow, KnowsStrideAndDilation) {
  expect_window(window_of({"    h = torch.relu(torch.conv1d(x, self.filters, stride=[3], "
                           "padding=[4], dilation=[2]))\n",
                           5, 90}),
                3, -4, 9);
}

TEST(LayerWindow, HoldsForConvolutionsOfImages) {
  expect_window(window_of({"    c = torch.conv2d(x.unsqueeze(1), self.filters.unsqueeze(1))\n"
                           "    h = torch.relu(c.squeeze(2))\n",
                           6, 50}),
                1, 0, 6);
}

// 4 + 7 - 1 behind the pool; a second kernel of 5 adds 4 strides.
TEST(LayerWindow, HoldsForDeeperLayers) {
  const Case network{
      "    h = torch.max_pool1d(torch.relu(torch.conv1d(x, self.filters, padding=[3])), 4)\n"
      "    h = torch.relu(torch.conv1d(h, self.second, padding=[2]))\n",
      7, 200};
  expect_window(window_of(network, "aten::max_pool1d"), 4, -3, 10);
  expect_window(window_of(network, "aten::relu#2"), 4, -11, 26);
}

TEST(LayerWindow, TakesFiltersAsLongAsTheSequence) {
  expect_window(window_of({"    h = torch.relu(torch.conv1d(x, self.filters))\n", 30, 30}), 1, 0,
                30);
}

TEST(LayerWindow, RefusesLayersThatSeeEverything) {
  EXPECT_THAT(error_message([] {
                window_of({"    c = torch.conv1d(x, self.filters)\n"
                           "    h = torch.relu(c - torch.mean(c, [1, 2], True))\n",
                           5, 40},
                          "aten::relu");
              }),
              HasSubstr("layer aten::relu: its positions have no window of their own"));
  EXPECT_THAT(
      error_message([] {
        window_of({"    h = torch.relu(torch.conv1d(x, self.filters, padding=[20]))\n", 41, 20});
      }),
      HasSubstr("in sequences of 20 bases"));
}

}  // namespace
}  // namespace siskin::gradient
