#include "siskin/architecture/shapes.hpp"

#include <gmock/gmock.h>

#include "siskin/architecture/named.hpp"
#include "siskin/util/error.hpp"
#include "support/error_message.hpp"

namespace siskin::architecture {
namespace {

using testing::HasSubstr;

// "channels x positions" behind each layer, for 4 x `positions`.
std::string behind(const Layer& layer, std::int64_t positions) {
  const auto shape = next_shape(layer, {4, positions});
  return std::to_string(shape.channels) + " x " + std::to_string(shape.positions);
}

ConvolutionLayer convolution(std::int64_t width, bool same, std::int64_t dilation,
                             std::int64_t stride) {
  ConvolutionLayer layer{6, width, same};
  layer.dilation = dilation;
  layer.stride = stride;
  return layer;
}

TEST(LayerShapes, OfCnnLocalFlattenToTheNinetySixUnitsOfThePaper) {
  const auto net = named_architecture("cnn-local");
  const auto shapes = layer_shapes(net, 200);
  for (std::size_t i = 0; i < net.layers.size(); ++i) {
    if (std::holds_alternative<FlattenLayer>(net.layers[i])) {
      EXPECT_EQ(shapes[i].channels, 96);
    }
  }
}

TEST(LayerShapes, OfCnnDistFlattenToThreeTimesSixtyFour) {
  const auto net = named_architecture("cnn-dist");
  const auto shapes = layer_shapes(net, 200);
  for (std::size_t i = 0; i < net.layers.size(); ++i) {
    if (std::holds_alternative<FlattenLayer>(net.layers[i])) {
      EXPECT_EQ(shapes[i].channels, 192);
      EXPECT_EQ(shapes[i - 1].positions, 3);
    }
  }
}

TEST(LayerShapes, NameTheLayerWhereASequenceIsTooShort) {
  const auto net = named_architecture("cnn-local");
  EXPECT_EQ(test::error_message([&] { layer_shapes(net, 87); }),
            "cnn-local, 87 bases: max_pool2: nothing is left of 1 positions");
}

TEST(NextShape, CountsIncompleteWindowsOnlyUnderSamePadding) {
  EXPECT_EQ(behind(MaxPoolLayer{4, false}, 47), "4 x 11");
  EXPECT_EQ(behind(MaxPoolLayer{4, true}, 11), "4 x 3");
  EXPECT_EQ(behind(AveragePoolLayer{4, false, 3}, 11), "4 x 3");
  EXPECT_EQ(behind(AveragePoolLayer{4, true, 3}, 11), "4 x 4");
}

TEST(NextShape, OfAConvolutionReckonsWithDilationAndStride) {
  EXPECT_EQ(behind(convolution(3, false, 4, 1), 20), "6 x 12");
  EXPECT_EQ(behind(convolution(3, true, 4, 1), 20), "6 x 20");
  EXPECT_EQ(behind(convolution(3, false, 1, 2), 20), "6 x 9");
  EXPECT_EQ(behind(convolution(3, true, 1, 2), 21), "6 x 11");
}

TEST(NextShape, OfOtherLayers) {
  EXPECT_EQ(behind(FlattenLayer{}, 5), "20 x 0");
  EXPECT_EQ(behind(GlobalMaxPoolLayer{}, 5), "4 x 0");
  EXPECT_EQ(behind(GlobalAveragePoolLayer{}, 5), "4 x 0");
  EXPECT_EQ(behind(CropLayer{2, 0}, 9), "4 x 5");
  EXPECT_EQ(behind(CropLayer{0, 4}, 9), "4 x 4");
  EXPECT_EQ(behind(AttentionLayer{2, 3}, 9), "4 x 9");
  EXPECT_EQ(behind(PositionalEncodingLayer{}, 9), "4 x 9");
  EXPECT_EQ(behind(ResidualLayer{{ConvolutionLayer{4, 3, false}}}, 9), "4 x 7");
}

TEST(NextShape, RefusesLayersThatDoNotFit) {
  const auto refusal = [](const Layer& layer, const LayerShape& before) {
    return test::error_message([&] { next_shape(layer, before); });
  };
  EXPECT_THAT(refusal(DenseLayer{5, true}, {4, 10}), HasSubstr("needs flatten"));
  for (const Layer& layer :
       {Layer(ConvolutionLayer{2, 3}), Layer(MaxPoolLayer{2}), Layer(FlattenLayer{}),
        Layer(GlobalMaxPoolLayer{}), Layer(CropLayer{1, 0}), Layer(AttentionLayer{1, 2}),
        Layer(PositionalEncodingLayer{})}) {
    EXPECT_THAT(refusal(layer, {4, 0}), HasSubstr(" after flatten"));
  }
  ConvolutionLayer grouped{6, 3};
  grouped.groups = 3;
  EXPECT_THAT(refusal(grouped, {4, 10}), HasSubstr("multiples of 3 groups"));
  EXPECT_THAT(refusal(CropLayer{5, 0}, {4, 10}), HasSubstr("crops 10 positions to 0"));
  EXPECT_THAT(refusal(CropLayer{0, 11}, {4, 10}), HasSubstr("crops 10 positions to 11"));
  EXPECT_THAT(refusal(ConvolutionLayer{2, 11, false}, {4, 10}), HasSubstr("nothing is left"));
  EXPECT_THAT(refusal(ResidualLayer{{ConvolutionLayer{6, 3}}}, {4, 10}),
              HasSubstr("adds 6 channels to 4"));
  EXPECT_THAT(refusal(ResidualLayer{{DenseLayer{6}}}, {4, 10}), HasSubstr("dense1: "));
}

TEST(WindowPadding, PutsTheOddPositionOnTheRight) {
  const auto padding = window_padding(7, 5, 5, true);  // two windows of 5 over 7 positions
  EXPECT_EQ(padding.left, 1);
  EXPECT_EQ(padding.right, 2);
  EXPECT_EQ(window_padding(7, 5, 5, false).left, 0);
  EXPECT_EQ(window_padding(9, 1, 4, true).right, 0);  // never negative
}

TEST(LayerNames, NumberEveryTypeByItself) {
  EXPECT_THAT(layer_names({ConvolutionLayer{}, BatchNormLayer{}, ConvolutionLayer{}}),
              testing::ElementsAre("conv1", "batch_norm1", "conv2"));
}

TEST(HeadOutputs, LeaveTheRestToTheHeadWithoutANumber) {
  const Architecture net{"net", {}, {OutputHead{"a", {}, 2}, OutputHead{"b"}}};
  EXPECT_THAT(head_outputs(net, 5), testing::ElementsAre(2, 3));
  EXPECT_EQ(test::error_message([&] { head_outputs(net, 2); }),
            "net: found 2 tasks, expected more than 2");
  const Architecture fixed{"net", {}, {OutputHead{"a", {}, 2}}};
  EXPECT_EQ(test::error_message([&] { head_outputs(fixed, 3); }), "net: found 3 tasks, expected 2");
}

TEST(CompleteShape, TakesLengthsOfTheArchitecture) {
  const auto shape = complete_shape(named_architecture("bpnet"), {});
  EXPECT_EQ(shape.length, 2114);
  EXPECT_EQ(shape.output_length, 1000);
  EXPECT_THROW(complete_shape(Architecture{"net", {}}, {}), Error);
  EXPECT_THROW(complete_shape(named_architecture("cnn-local"), {200, 1, 100}), Error);
}

TEST(CheckFits, RefusesControlsAndLengthsThatDoNotFit) {
  const auto refusal = [](const std::string& name, const NetworkShape& shape) {
    return test::error_message([&] { check_fits(named_architecture(name), shape); });
  };
  EXPECT_NO_THROW(check_fits(named_architecture("bpnet"), {2114, 1, 1000, 2, 5}));
  EXPECT_THAT(refusal("fourier-profile-matched", {1346, 2, 1000, 2, 2}),
              HasSubstr("profile: found 2 control tracks, expected 4"));
  EXPECT_THAT(refusal("fourier-profile", {1346, 2, 1000, 2, 2}), HasSubstr("uses no controls"));
  EXPECT_THAT(refusal("fourier-profile", {1346, 2, 1001, 2, 0}),
              HasSubstr("profile: found 1074 positions, expected at least 1075"));
  EXPECT_THAT(refusal("bpnet", {2114, 1, 2100, 2, 0}),
              HasSubstr("counts: found 2114 positions, expected at least 2174"));
  EXPECT_THAT(refusal("cnn-local", {200, 1, 0, 1, 1}), HasSubstr("uses no controls"));
}

}  // namespace
}  // namespace siskin::architecture
