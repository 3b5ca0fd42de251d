#include "siskin/train/curvature.hpp"

#include <gtest/gtest.h>

namespace siskin::train {
namespace {

using namespace siskin::architecture;  // layers

TEST(IsPiecewiseLinear, HoldsForAllButCurvedFunctions) {
  EXPECT_TRUE(is_piecewise_linear(ConvolutionLayer{}));
  EXPECT_TRUE(is_piecewise_linear(MaxPoolLayer{}));
  EXPECT_TRUE(is_piecewise_linear(BatchNormLayer{}));  // in evaluation mode
  EXPECT_TRUE(is_piecewise_linear(DropoutLayer{}));
  EXPECT_TRUE(is_piecewise_linear(ActivationLayer{"relu"}));
  EXPECT_TRUE(is_piecewise_linear(ActivationLayer{"linear"}));
  EXPECT_FALSE(is_piecewise_linear(ActivationLayer{"exponential"}));
  EXPECT_FALSE(is_piecewise_linear(ActivationLayer{"scale-relu"}));  // a cube
  EXPECT_FALSE(is_piecewise_linear(LayerNormLayer{}));
  EXPECT_FALSE(is_piecewise_linear(AttentionLayer{}));
}

TEST(IsPiecewiseLinear, LooksIntoResidualBlocks) {
  EXPECT_TRUE(is_piecewise_linear(ResidualLayer{{ActivationLayer{"relu"}}}));
  EXPECT_FALSE(is_piecewise_linear(
      ResidualLayer{{ResidualLayer{{ActivationLayer{"relu"}, ActivationLayer{"tanh"}}}}}));
}

TEST(CurvedLayers, EndBehindTheLastCurvedLayer) {
  Architecture net{"net", {ConvolutionLayer{}, ActivationLayer{"relu"}}};
  EXPECT_EQ(curved_layers(net), 0U);
  net.layers = {ConvolutionLayer{}, ActivationLayer{"exponential"}, ConvolutionLayer{},
                ActivationLayer{"relu"}};
  EXPECT_EQ(curved_layers(net), 2U);
  net.layers.emplace_back(ActivationLayer{"tanh"});
  EXPECT_EQ(curved_layers(net), 5U);
}

TEST(CurvedLayers, AreUnknownBehindACurvedHead) {
  Architecture net{"net", {ConvolutionLayer{}}};
  OutputHead head;
  head.layers = {ActivationLayer{"tanh"}};
  net.heads = {head};
  EXPECT_FALSE(curved_layers(net).has_value());
}

}  // namespace
}  // namespace siskin::train
