#include "siskin/architecture/layer_json.hpp"

#include <gmock/gmock.h>

#include "support/error_message.hpp"

namespace siskin::architecture {
namespace {

using nlohmann::json;
using testing::HasSubstr;

Layer layer_of(const std::string& text) {
  const auto object = json::parse(text);
  return parse_layer(JsonNode(object, "net.json", "layers/2"));
}

std::string layer_refusal(const std::string& text) {
  return test::error_message([&] { layer_of(text); });
}

TEST(ParseLayer, ReadsWhatLayerToJsonWrites) {
  const std::vector<std::string> layers = {
      R"({"type": "conv", "filters": 3, "width": 5, "padding": "valid", "bias": true, "dilation": 2,
          "groups": 3, "stride": 4, "initializer": "he-normal"})",
      R"({"type": "conv", "filters": 3, "width": 5, "padding": "same", "bias": "with_batch_norm"})",
      R"({"type": "max_pool", "width": 5, "padding": "same", "stride": 2})",
      R"({"type": "average_pool", "width": 5, "padding": "valid"})",
      R"({"type": "global_max_pool"})",
      R"({"type": "global_average_pool"})",
      R"({"type": "batch_norm", "epsilon": 0.5, "momentum": 0.25})",
      R"({"type": "layer_norm", "epsilon": 0.5})",
      R"({"type": "activation", "function": "exponential", "scale": 3.0})",
      R"({"type": "dropout", "rate": 0.25})",
      R"({"type": "flatten"})",
      R"({"type": "dense", "units": 7, "bias": true, "initializer": "normal:0.5"})",
      R"({"type": "residual", "layers": [{"type": "residual", "layers": [{"type": "flatten"}]}]})",
      R"({"type": "crop", "positions": 3})",
      R"({"type": "crop", "length": 30})",
      R"({"type": "attention", "heads": 2, "key_width": 4, "value_width": 3, "bias": false})",
      R"({"type": "positional_encoding", "kind": "learned"})"};
  for (const auto& text : layers) EXPECT_EQ(layer_to_json(layer_of(text)), json::parse(text));
}

TEST(ParseLayer, FillsInTheUsualValues) {
  const auto convolution =
      std::get<ConvolutionLayer>(layer_of(R"({"type": "conv", "filters": 3, "width": 5})"));
  EXPECT_TRUE(convolution.same_padding);
  EXPECT_FALSE(convolution.bias);
  EXPECT_EQ(convolution.dilation, 1);
  EXPECT_EQ(convolution.groups, 1);
  EXPECT_EQ(convolution.stride, 1);
  const auto attention =
      std::get<AttentionLayer>(layer_of(R"({"type": "attention", "key_width": 6})"));
  EXPECT_EQ(attention.heads, 1);
  EXPECT_EQ(attention.values(), 6);
  EXPECT_TRUE(attention.bias);
}

TEST(ParseLayer, NamesThePlaceOfEveryMistake) {
  EXPECT_THAT(layer_refusal("3"), HasSubstr("net.json: layers/2: expected an object"));
  EXPECT_THAT(layer_refusal("{}"), HasSubstr("layers/2: type is missing"));
  EXPECT_THAT(layer_refusal(R"({"type": "gru"})"), HasSubstr("layers/2: found type 'gru'"));
  EXPECT_THAT(layer_refusal(R"({"type": "dense"})"), HasSubstr("units is missing"));
  EXPECT_THAT(layer_refusal(R"({"type": "dense", "units": 0})"), HasSubstr("found 0"));
  EXPECT_THAT(layer_refusal(R"({"type": "dense", "units": 1e12})"),
              HasSubstr("found 1000000000000.0"));
  EXPECT_THAT(layer_refusal(R"({"type": "dense", "units": 99999999999})"),
              HasSubstr("99999999999"));
  EXPECT_THAT(layer_refusal(R"({"type": "dense", "units": 2, "bias": "yes"})"),
              HasSubstr("bias: expected true or false"));
  EXPECT_THAT(layer_refusal(R"({"type": "flatten", "width": 2})"), HasSubstr("key 'width'"));
  EXPECT_THAT(layer_refusal(R"({"type": "crop"})"), HasSubstr("expected positions or length"));
  EXPECT_THAT(layer_refusal(R"({"type": "crop", "positions": 1, "length": 2})"),
              HasSubstr("expected positions or length"));
  EXPECT_THAT(layer_refusal(R"({"type": "activation", "function": "relu", "scale": 2})"),
              HasSubstr("scale: goes with function exponential"));
  EXPECT_THAT(layer_refusal(R"({"type": "activation", "function": "exponential", "scale": 0})"),
              HasSubstr("found 0, expected a number above 0"));
  EXPECT_THAT(layer_refusal(R"({"type": "dense", "units": 2, "initializer": "zeros"})"),
              HasSubstr("initializer: found 'zeros'"));
  EXPECT_THAT(layer_refusal(R"({"type": "residual", "layers": [{"type": "dropout", "rate": 1}]})"),
              HasSubstr("net.json: layers/2/layers/0: rate: found 1, expected"));
}

TEST(ParseLayer, RefusesWhatIsNestedBeyondSense) {
  std::string text = R"({"type": "flatten"})";
  for (int i = 0; i < 1000; ++i) {
    text.insert(0, R"({"type": "residual", "layers": [)").append("]}");
  }
  EXPECT_THAT(layer_refusal(text), HasSubstr("layers: nested too deeply"));
}

}  // namespace
}  // namespace siskin::architecture
