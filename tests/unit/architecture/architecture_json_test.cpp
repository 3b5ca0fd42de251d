#include "siskin/architecture/architecture_json.hpp"

#include <gmock/gmock.h>

#include "siskin/architecture/named.hpp"
#include "support/error_message.hpp"

namespace siskin::architecture {
namespace {

using testing::HasSubstr;

std::string refusal(const std::string& text) {
  return test::error_message([&] { parse_architecture(text, "net.json"); });
}

std::string with_heads(const std::string& heads) {
  return R"({"name": "net", "layers": [{"type": "flatten"}], "heads": [)" + heads + "]}";
}

TEST(ParseArchitecture, ReadsWhatToJsonWrites) {
  for (const auto& name : architecture_names()) {
    const auto document = to_json(named_architecture(name));
    EXPECT_EQ(to_json(parse_architecture(document.dump(), "net.json")), document);
  }
}

TEST(ParseArchitecture, ReadsAFileWithoutHeadsAsOneOutputLayer) {
  const auto net =
      parse_architecture(R"({"name": "n", "layers": [{"type": "flatten"}]})", "net.json");
  ASSERT_EQ(net.heads.size(), 1U);
  EXPECT_TRUE(std::get<OutputHead>(net.heads[0]).bias);
  EXPECT_EQ(to_json(net).count("heads"), 0U);
}

TEST(ToJson, IsAListOfLayers) {
  const auto document = to_json(named_architecture("cnn-local"));
  EXPECT_EQ(document.at("name"), "cnn-local");
  const auto& first = document.at("layers").at(0);
  EXPECT_EQ(first, nlohmann::json::parse(R"({"type": "conv", "filters": 24, "width": 19,
                                              "padding": "same", "bias": false})"));
  EXPECT_EQ(document.at("layers").at(2).at("function"), "relu");
}

TEST(ParseArchitecture, NamesThePlaceOfEveryMistake) {
  EXPECT_THAT(refusal(""), HasSubstr("net.json: is no JSON"));
  EXPECT_THAT(refusal("{\"name\": \"n\", \"layers\": ["), HasSubstr("net.json: is no JSON"));
  EXPECT_THAT(refusal(std::string("\x89PNG\0", 5)), HasSubstr("net.json: is no JSON"));
  EXPECT_THAT(refusal("[]"), HasSubstr("net.json: expected an object"));
  EXPECT_THAT(refusal(R"({"name": "n"})"), HasSubstr("layers: expected a list"));
  EXPECT_THAT(refusal(R"({"name": "n", "layers": []})"), HasSubstr("layers: expected a list"));
  EXPECT_THAT(refusal(R"({"name": "n", "layers": [], "x": 1})"), HasSubstr("key 'x'"));
  EXPECT_THAT(refusal(R"({"name": "n", "input_length": 0, "layers": [3]})"),
              HasSubstr("net.json: input_length: found 0"));
  EXPECT_THAT(refusal(R"({"name": "n", "layers": [{"type": "flatten"}, {"type": "gru"}]})"),
              HasSubstr("net.json: layers/1: found type 'gru'"));
}

TEST(ParseArchitecture, RefusesHeadsThatDoNotGoTogether) {
  EXPECT_THAT(refusal(with_heads(R"({"type": "output"}, {"type": "output"})")),
              HasSubstr("heads: found 'output' twice"));
  EXPECT_THAT(refusal(with_heads(R"({"type": "output", "name": "flatten1"})")),
              HasSubstr("heads: found 'flatten1' twice"));
  EXPECT_THAT(refusal(with_heads(R"({"type": "output"}, {"type": "output", "name": "b"})")),
              HasSubstr("several output heads without outputs"));
  EXPECT_THAT(refusal(with_heads(R"({"type": "output"}, {"type": "counts"})")),
              HasSubstr("found output heads beside a profile or counts"));
  EXPECT_THAT(refusal(with_heads("")), HasSubstr("heads: expected a list"));
}

}  // namespace
}  // namespace siskin::architecture
