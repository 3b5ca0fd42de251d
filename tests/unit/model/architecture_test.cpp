#include "siskin/model/architecture.hpp"

#include <gmock/gmock.h>

#include "siskin/util/error.hpp"

namespace siskin::model {
namespace {

TEST(Architecture, CnnLocalFlattensToTheNinetySixUnitsOfThePaper) {
  const auto net = named_architecture("cnn-local", "relu");
  const auto shapes = layer_shapes(net, 200);
  for (std::size_t i = 0; i < net.layers.size(); ++i) {
    if (std::holds_alternative<FlattenLayer>(net.layers[i])) {
      EXPECT_EQ(shapes[i].channels, 96);
    }
  }
}

TEST(Architecture, CnnDistFlattensToThreeTimesSixtyFour) {
  const auto net = named_architecture("cnn-dist", "relu");
  const auto shapes = layer_shapes(net, 200);
  for (std::size_t i = 0; i < net.layers.size(); ++i) {
    if (std::holds_alternative<FlattenLayer>(net.layers[i])) {
      EXPECT_EQ(shapes[i].channels, 192);
      EXPECT_EQ(shapes[i - 1].positions, 3);
    }
  }
}

TEST(Architecture, ReplacesOnlyTheFirstActivation) {
  const auto net = named_architecture("cnn-dist", "exponential");
  std::vector<std::string> functions;
  for (const auto& layer : net.layers) {
    if (const auto* activation = std::get_if<ActivationLayer>(&layer)) {
      functions.push_back(activation->function);
    }
  }
  EXPECT_THAT(functions, testing::ElementsAre("exponential", "relu", "relu", "relu", "relu"));
}

TEST(Architecture, NamesTheLayerWhereASequenceIsTooShort) {
  const auto net = named_architecture("cnn-local", "relu");
  try {
    layer_shapes(net, 87);
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "cnn-local, layer 10: nothing is left of a sequence of 87 bases");
  }
}

TEST(Architecture, CountsIncompleteWindowsOnlyUnderSamePadding) {
  const Architecture net{"pools", {MaxPoolLayer{4, false}, MaxPoolLayer{4, true}}};
  const auto shapes = layer_shapes(net, 11 * 4 + 3);
  EXPECT_EQ(shapes[0].positions, 11);
  EXPECT_EQ(shapes[1].positions, 3);
}

TEST(Architecture, RefusesADenseLayerInFrontOfFlatten) {
  const Architecture net{"bad", {DenseLayer{5, true}}};
  EXPECT_THROW(layer_shapes(net, 10), Error);
}

TEST(Architecture, RefusesAConvolutionBehindFlatten) {
  const Architecture net{"bad", {FlattenLayer{}, ConvolutionLayer{2, 3, true, false}}};
  EXPECT_THROW(layer_shapes(net, 10), Error);
}

TEST(Architecture, RefusesUnknownNames) {
  EXPECT_THROW(named_architecture("cnn-huge", "relu"), Error);
  EXPECT_THROW(named_architecture("cnn-local", "swish"), Error);
}

TEST(Architecture, IsWrittenAsAListOfLayers) {
  const auto document = to_json(named_architecture("cnn-local", "exponential"));
  EXPECT_EQ(document.at("name"), "cnn-local");
  const auto& first = document.at("layers").at(0);
  EXPECT_EQ(first.at("type"), "conv");
  EXPECT_EQ(first.at("filters"), 24);
  EXPECT_EQ(first.at("width"), 19);
  EXPECT_EQ(first.at("padding"), "same");
  EXPECT_EQ(document.at("layers").at(2).at("function"), "exponential");
}

}  // namespace
}  // namespace siskin::model
