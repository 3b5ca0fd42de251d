#include "siskin/architecture/architecture_json.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <set>

#include "siskin/architecture/activation_names.hpp"
#include "siskin/architecture/head_json.hpp"
#include "siskin/architecture/layer_json.hpp"
#include "siskin/architecture/named.hpp"
#include "siskin/util/text.hpp"
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

nlohmann::json schema() {
  return nlohmann::json::parse(
      std::ifstream(SISKIN_SOURCE_DIR "/lib/siskin/architecture/architecture.schema.json"));
}

// What the parser says it knows, from its refusal of a key that it does not.
std::set<std::string> words_after_expected(const std::string& message) {
  std::set<std::string> words;
  auto list = message.substr(message.rfind("expected ") + std::string("expected ").size());
  if (list.rfind("one of ", 0) == 0) list.erase(0, 7);
  for (const auto word : util::split(list, ',')) {
    words.emplace(word.substr(word.find_first_not_of(' ')));
  }
  return words;
}

std::set<std::string> keys_of(const nlohmann::json& object) {
  std::set<std::string> keys;
  for (const auto& [key, unused] : object.items()) keys.insert(key);
  return keys;
}

template <typename Parse>
bool refuses(const Parse& parse, const nlohmann::json& document) {
  try {
    parse(JsonNode(document, "net.json"));
  } catch (const Error&) {
    return true;
  }
  return false;
}

template <typename Parse>
void expect_schema_keys(const nlohmann::json& types, const Parse& parse) {
  ASSERT_FALSE(types.empty());
  for (const auto& [type, definition] : types.items()) {
    const nlohmann::json wrong = {{"type", type}, {"no-such-key", 1}};
    const auto message =
        test::error_message([&] { parse(JsonNode(wrong, "net.json", "layers/0")); });
    EXPECT_EQ(words_after_expected(message), keys_of(definition.at("properties"))) << type;
    // What the schema says must be there, must be there.
    const bool needs_more = definition.at("required").size() > 1;
    EXPECT_EQ(refuses(parse, {{"type", type}}), needs_more || type == "crop") << type;
  }
}

TEST(Schema, KnowsTheKeysThatTheParserKnows) {
  const auto document = schema();
  const auto& definitions = document.at("definitions");
  expect_schema_keys(definitions.at("layer_types"),
                     [](const JsonNode& node) { parse_layer(node); });
  expect_schema_keys(definitions.at("head_types"), [](const JsonNode& node) { parse_head(node); });
  EXPECT_EQ(words_after_expected(refusal(R"({"no-such-key": 1})")),
            keys_of(document.at("properties")));
}

TEST(Schema, KnowsTheTypesAndActivationsThatTheParserKnows) {
  const auto definitions = schema().at("definitions");
  EXPECT_EQ(words_after_expected(refusal(R"({"name": "n", "layers": [{"type": "gru"}]})")),
            keys_of(definitions.at("layer_types")));
  const auto functions =
      definitions.at("layer_types").at("activation").at("properties").at("function").at("enum");
  EXPECT_EQ(functions.get<std::vector<std::string>>(), activation_names());
}

}  // namespace
}  // namespace siskin::architecture
