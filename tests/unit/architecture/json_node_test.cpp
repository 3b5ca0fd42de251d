#include "siskin/architecture/json_node.hpp"

#include <gmock/gmock.h>

#include "support/error_message.hpp"

namespace siskin::architecture {
namespace {

const nlohmann::json kObject = nlohmann::json::parse(
    R"({"width": 3, "rate": 0.5, "bias": true, "name": "x", "padding": "same",
        "layers": [{"a": 1}, 2], "empty": []})");

JsonNode node() { return {kObject, "net.json", "layers/1"}; }

TEST(JsonNode, ReadsValuesAndTheirDefaults) {
  EXPECT_EQ(node().integer("width"), 3);
  EXPECT_EQ(node().integer("stride", 1, 7), 7);
  EXPECT_DOUBLE_EQ(node().share("rate"), 0.5);
  EXPECT_DOUBLE_EQ(node().positive("scale", 2), 2);
  EXPECT_TRUE(node().flag("bias", false));
  EXPECT_EQ(node().text("name"), "x");
  EXPECT_TRUE(node().says("name", "x"));
  EXPECT_FALSE(node().says("width", "x"));
  EXPECT_TRUE(node().same_padding(false));
  EXPECT_EQ(node().word("kind", {"first", "second"}), "first");
  EXPECT_EQ(node().initializer(), Initializer{});
}

TEST(JsonNode, NamesThePlaceOfAMistake) {
  const auto message = [](const auto& read) { return test::error_message(read); };
  EXPECT_EQ(message([] { node().integer("rate"); }),
            "net.json: layers/1: rate: found 0.5, expected an integer from 1 to 1000000");
  EXPECT_EQ(message([] { node().integer("heads"); }), "net.json: layers/1: heads is missing");
  EXPECT_EQ(message([] { node().share("width"); }),
            "net.json: layers/1: width: found 3, expected a number from 0 to below 1");
  EXPECT_EQ(message([] { node().flag("width", true); }),
            "net.json: layers/1: width: expected true or false");
  EXPECT_EQ(message([] {
              node().word("name", {"y", "z"});
            }),
            "net.json: layers/1: name: found 'x', expected one of y, z");
  EXPECT_EQ(message([] { node().items("empty"); }),
            "net.json: layers/1: empty: expected a list of at least one object");
}

TEST(JsonNode, GivesItemsTheirOwnPlace) {
  const auto items = node().items("layers");
  ASSERT_EQ(items.size(), 2U);
  EXPECT_EQ(test::error_message([&] { items[1].expect_object(); }),
            "net.json: layers/1/layers/1: expected an object");
  EXPECT_EQ(test::error_message([&] {
              items[0].allow_only({"b", "c"});
            }),
            "net.json: layers/1/layers/0: found key 'a', expected b, c");
}

}  // namespace
}  // namespace siskin::architecture
