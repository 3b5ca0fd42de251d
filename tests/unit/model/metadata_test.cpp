#include "siskin/model/metadata.hpp"

#include <gmock/gmock.h>

#include "siskin/util/error.hpp"

namespace siskin::model {
namespace {

TEST(Metadata, SurvivesWritingAndReading) {
  Metadata metadata;
  metadata.input_length = 400;
  metadata.output_names = {"a", "b"};
  metadata.output_kind = OutputKind::kValue;
  metadata.rest["seed"] = 3;
  const auto again = parse_metadata(to_json(metadata).dump(), "x.pt");
  EXPECT_EQ(again.input_length, 400);
  EXPECT_THAT(again.output_names, testing::ElementsAre("a", "b"));
  EXPECT_EQ(again.output_kind, OutputKind::kValue);
  EXPECT_EQ(again.rest.at("seed"), 3);
}

TEST(Metadata, NeedsNoField) {
  const auto metadata = parse_metadata("{}", "x.pt");
  EXPECT_FALSE(metadata.input_length.has_value());
  EXPECT_TRUE(metadata.output_names.empty());
}

TEST(Metadata, RefusesBrokenAndMistypedJsonNamingTheModel) {
  for (const char* text : {"", "{", "[]", "{\"input_length\": \"long\"}", "{\"output_names\": 3}",
                           "{\"output_kind\": \"odds\"}"}) {
    try {
      parse_metadata(text, "x.pt");
      FAIL() << text;
    } catch (const Error& error) {
      EXPECT_THAT(error.what(), testing::StartsWith("x.pt: siskin.json: ")) << text;
    }
  }
}

}  // namespace
}  // namespace siskin::model
