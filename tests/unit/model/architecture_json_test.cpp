#include "siskin/model/architecture_json.hpp"

#include <gmock/gmock.h>

#include "siskin/util/error.hpp"
#include "support/error_message.hpp"

namespace siskin::model {
namespace {

using testing::HasSubstr;

std::string refusal(const std::string& text) {
  return test::error_message([&] { parse_architecture(text, "net.json"); });
}

std::string with_layer(const std::string& layer) {
  return R"({"name": "net", "layers": [{"type": "flatten"}, )" + layer + "]}";
}

TEST(ParseArchitecture, ReadsWhatToJsonWrites) {
  for (const auto& name : architecture_names()) {
    const auto document = to_json(named_architecture(name, "exponential"));
    EXPECT_EQ(to_json(parse_architecture(document.dump(), "net.json")), document);
  }
}

TEST(ParseArchitecture, FillsInTheUsualValues) {
  const auto net = parse_architecture(R"({"name": "n", "layers": [
      {"type": "conv", "filters": 3, "width": 5}, {"type": "max_pool", "width": 2},
      {"type": "batch_norm"}, {"type": "dense", "units": 7}]})",
                                      "net.json");
  const auto& convolution = std::get<ConvolutionLayer>(net.layers.at(0));
  EXPECT_EQ(convolution.filters, 3);
  EXPECT_EQ(convolution.width, 5);
  EXPECT_TRUE(convolution.same_padding);
  EXPECT_FALSE(convolution.bias);
  EXPECT_FALSE(std::get<MaxPoolLayer>(net.layers.at(1)).same_padding);
  EXPECT_DOUBLE_EQ(std::get<BatchNormLayer>(net.layers.at(2)).epsilon, 1e-3);
  EXPECT_EQ(std::get<DenseLayer>(net.layers.at(3)).units, 7);
}

TEST(ParseArchitecture, NamesThePlaceOfEveryMistake) {
  EXPECT_THAT(refusal(""), HasSubstr("net.json: is no JSON"));
  EXPECT_THAT(refusal("{\"name\": \"n\", \"layers\": ["), HasSubstr("net.json: is no JSON"));
  EXPECT_THAT(refusal("[]"), HasSubstr("net.json: expected an object"));
  EXPECT_THAT(refusal(R"({"name": "n"})"), HasSubstr("layers: expected a list"));
  EXPECT_THAT(refusal(R"({"name": "n", "layers": [], "x": 1})"), HasSubstr("key 'x'"));
  EXPECT_THAT(refusal(with_layer("3")), HasSubstr("net.json: layers/1: expected an object"));
  EXPECT_THAT(refusal(with_layer("{}")), HasSubstr("layers/1: type is missing"));
  EXPECT_THAT(refusal(with_layer(R"({"type": "gru"})")), HasSubstr("layers/1: found type 'gru'"));
  EXPECT_THAT(refusal(with_layer(R"({"type": "dense"})")), HasSubstr("units is missing"));
  EXPECT_THAT(refusal(with_layer(R"({"type": "dense", "units": 0})")), HasSubstr("found 0"));
  EXPECT_THAT(refusal(with_layer(R"({"type": "dense", "units": 2.5})")), HasSubstr("found 2.5"));
  EXPECT_THAT(refusal(with_layer(R"({"type": "dense", "units": 2, "bias": 1})")),
              HasSubstr("bias: expected true or false"));
  EXPECT_THAT(refusal(with_layer(R"({"type": "dense", "unit": 2})")), HasSubstr("key 'unit'"));
  EXPECT_THAT(refusal(with_layer(R"({"type": "dropout", "rate": 1})")), HasSubstr("below 1"));
  EXPECT_THAT(refusal(with_layer(R"({"type": "max_pool", "width": 2, "padding": "half"})")),
              HasSubstr("'half'"));
  EXPECT_THAT(refusal(with_layer(R"({"type": "activation", "function": "swish"})")),
              HasSubstr("layers/1: activation: found 'swish'"));
}

TEST(FirstActivation, IsReplacedAlone) {
  auto net = named_architecture("cnn-local", "relu");
  set_first_activation(net, "tanh");
  EXPECT_EQ(first_activation(net), "tanh");
  EXPECT_EQ(to_json(net), to_json(named_architecture("cnn-local", "tanh")));
  EXPECT_THROW(set_first_activation(net, "swish"), Error);
  EXPECT_EQ(first_activation(Architecture{"none", {FlattenLayer{}}}), "");
}

}  // namespace
}  // namespace siskin::model
