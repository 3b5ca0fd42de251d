#include "siskin/architecture/head_json.hpp"

#include <gmock/gmock.h>

#include "support/error_message.hpp"

namespace siskin::architecture {
namespace {

using nlohmann::json;
using testing::HasSubstr;

Head head_of(const std::string& text) {
  const auto object = json::parse(text);
  return parse_head(JsonNode(object, "net.json", "heads/0"));
}

std::string head_refusal(const std::string& text) {
  return test::error_message([&] { head_of(text); });
}

TEST(ParseHead, ReadsWhatHeadToJsonWrites) {
  const std::vector<std::string> heads = {
      R"({"type": "output", "name": "dnase", "outputs": 3, "bias": false,
          "layers": [{"type": "flatten"}], "initializer": "pytorch"})",
      R"({"type": "profile", "width": 75, "padding": "valid", "controls": "matched",
          "mix_tracks": true})",
      R"({"type": "counts", "controls": "input", "control_margin": 37, "control_scale": "log1p",
          "counts": "task", "mix_tracks": false, "margin": 37})"};
  for (const auto& text : heads) EXPECT_EQ(head_to_json(head_of(text)), json::parse(text));
}

TEST(ParseHead, FillsInTheUsualValues) {
  EXPECT_EQ(std::get<OutputHead>(head_of(R"({"type": "output"})")).name, "output");
  const auto profile = std::get<ProfileHead>(head_of(R"({"type": "profile", "width": 3})"));
  EXPECT_FALSE(profile.same_padding);
  EXPECT_EQ(profile.controls, Controls::kNone);
  EXPECT_FALSE(profile.mix_tracks);
  EXPECT_TRUE(profile.bias);
  const auto counts = std::get<CountHead>(head_of(R"({"type": "counts"})"));
  EXPECT_EQ(counts.margin, -1);
  EXPECT_EQ(counts.control_margin, 0);
  EXPECT_FALSE(counts.log_controls);
  EXPECT_FALSE(counts.per_task);
}

TEST(ParseHead, NamesThePlaceOfEveryMistake) {
  EXPECT_THAT(head_refusal("[]"), HasSubstr("net.json: heads/0: expected an object"));
  EXPECT_THAT(head_refusal(R"({"type": "bias"})"), HasSubstr("found type 'bias'"));
  EXPECT_THAT(head_refusal(R"({"type": "output", "name": "a b"})"), HasSubstr("name: found 'a b'"));
  EXPECT_THAT(head_refusal(R"({"type": "output", "name": "1a"})"), HasSubstr("name: found '1a'"));
  EXPECT_THAT(head_refusal(R"({"type": "profile"})"), HasSubstr("width is missing"));
  EXPECT_THAT(head_refusal(R"({"type": "profile", "width": 3, "controls": "matched"})"),
              HasSubstr("controls matched need mix_tracks"));
  EXPECT_THAT(head_refusal(R"({"type": "profile", "width": 3, "controls": "all"})"),
              HasSubstr("controls: found 'all', expected one of none, matched, shared, input"));
  EXPECT_THAT(head_refusal(R"({"type": "counts", "counts": "task", "mix_tracks": true})"),
              HasSubstr("mix_tracks goes with counts track"));
  EXPECT_THAT(head_refusal(R"({"type": "counts", "margin": -1})"), HasSubstr("margin: found -1"));
  EXPECT_THAT(head_refusal(R"({"type": "output", "layers": [{"type": "dense"}]})"),
              HasSubstr("net.json: heads/0/layers/0: units is missing"));
}

}  // namespace
}  // namespace siskin::architecture
