#include "siskin/simulate/json_node.hpp"

#include <gmock/gmock.h>

#include "siskin/util/error.hpp"
#include "unit/simulate/sampling.hpp"

namespace siskin::simulate {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(ParseJson, NamesSourceAndPlaceOfAMistake) {
  const auto message = message_of<Error>([] { parse_json("{\n \"a\": 1,,\n}", "g.json"); });
  EXPECT_THAT(message, HasSubstr("g.json: parse error at line 2, column"));
  EXPECT_THAT(message, Not(HasSubstr("\n")));
}

TEST(ParseJson, RefusesTruncatedEmptyAndBinaryInput) {
  for (const char* text : {"", "{\"a\": [1, 2", "\x01\x02\xff", "nul"}) {
    EXPECT_THAT(message_of<Error>([&] { parse_json(text, "g.json"); }), HasSubstr("g.json: "));
  }
}

TEST(ParseJson, RefusesNumbersBeyondAllRange) {
  EXPECT_THAT(message_of<Error>([] { parse_json("{\"a\": 1e999}", "g.json"); }),
              HasSubstr("1e999"));
}

TEST(ParseJson, RefusesAKeyThatStandsTwice) {
  EXPECT_EQ(message_of<Error>([] { parse_json(R"({"b": {"a": 1, "a": 2}})", "g.json"); }),
            "g.json: the key \"a\" stands twice in one object");
  EXPECT_NO_THROW(parse_json(R"({"b": {"a": 1}, "a": {"b": 1}})", "g.json"));
}

class JsonNodeTest : public testing::Test {
 protected:
  const JsonNode::Json json_ = parse_json(
      R"({"n": 3, "x": 0.5, "big": 18446744073709551615, "t": "a", "l": ["p", "q"], "e": []})",
      "g.json");
  const JsonNode root_{json_, "g.json"};
};

TEST_F(JsonNodeTest, ReadsNumbersAndTexts) {
  EXPECT_EQ(root_.member("n").integer(0, 3), 3);
  EXPECT_EQ(root_.member("n").real(0, 3), 3);
  EXPECT_EQ(root_.member("x").real(0, 1), 0.5);
  EXPECT_EQ(root_.member("t").text(), "a");
  EXPECT_THAT(root_.member("l").texts(), testing::ElementsAre("p", "q"));
}

TEST_F(JsonNodeTest, RefusesNumbersThatAreNotWholeOrOutOfRange) {
  EXPECT_EQ(message_of<Error>([&] { root_.member("x").integer(0, 9); }),
            "g.json: /x: found '0.5', expected a whole number from 0 to 9");
  EXPECT_EQ(message_of<Error>([&] { root_.member("n").integer(4, 9); }),
            "g.json: /n: found '3', expected a whole number from 4 to 9");
  EXPECT_THAT(message_of<Error>([&] { root_.member("big").integer(0, 9); }),
              HasSubstr("found '18446744073709551615'"));
  EXPECT_EQ(message_of<Error>([&] { root_.member("n").real(0, 1); }),
            "g.json: /n: found '3', expected a number from 0 to 1");
}

TEST_F(JsonNodeTest, NamesThePathOfAListItem) {
  EXPECT_THAT(message_of<Error>([&] { root_.member("l").items()[1].integer(0, 1); }),
              HasSubstr("g.json: /l/1: found '\"q\"'"));
}

TEST_F(JsonNodeTest, RefusesMissingAndUnknownKeys) {
  EXPECT_EQ(message_of<Error>([&] { root_.member("m"); }), "g.json: /: the key \"m\" is missing");
  EXPECT_EQ(message_of<Error>([&] {
              root_.allow_only({"n", "x", "t"});
            }),
            "g.json: /big: unknown key, expected one of n, x, t");
}

TEST_F(JsonNodeTest, RefusesEmptyListsAndRepeatedItems) {
  EXPECT_EQ(message_of<Error>([&] { root_.member("e").texts(); }),
            "g.json: /e: found '[]', expected a list that is not empty");
  const auto json = parse_json(R"(["a", "b", "a"])", "g.json");
  EXPECT_EQ(message_of<Error>([&] { JsonNode(json, "g.json").texts(); }),
            "g.json: /2: 'a' is listed twice");
}

TEST(FormatJson, KeepsShortListsOnOneLine) {
  EXPECT_EQ(format_json(parse_json(R"({"a":[1,2],"b":{"c":[[1],[]],"d":{}}})", "g.json")),
            "{\n  \"a\": [1, 2],\n  \"b\": {\n    \"c\": [\n      [1],\n      []\n    ],\n"
            "    \"d\": {}\n  }\n}\n");
}

}  // namespace
}  // namespace siskin::simulate
