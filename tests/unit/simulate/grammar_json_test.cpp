#include "siskin/simulate/grammar_json.hpp"

#include <gmock/gmock.h>

#include "siskin/util/error.hpp"
#include "unit/simulate/sampling.hpp"

namespace siskin::simulate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

constexpr const char* kFull = R"({
  "description": "all there is",
  "seed": 18446744073709551615,
  "number": 100,
  "length": 80,
  "motif_file": "m.meme",
  "background": {"fasta": "bg.fa", "order": 2},
  "pools": {"core": ["SP1", "MAX"], "other": ["YY1"]},
  "splits": {"train": 0.75, "test": 0.25},
  "motif_count": {"2": 0.5, "0": 0.5},
  "strands": "forward",
  "groups": [
    {"name": "near", "fraction": 0.3, "pools": ["core"], "spacing": {"range": [2, 5]},
     "label": {"presence": "core"}},
    {"fraction": 0.7, "pools": ["core", "other"], "motifs": ["SRF"], "strands": "both",
     "motif_count": {"1": 1}, "spacing": {"minimum_gap": 4}, "label": [0, 0.1]}
  ]
})";

// A grammar with its groups or another key replaced.
std::string with(const std::string& more, const std::string& group = R"({"count": 5, "label": 1,
    "motifs": ["SP1"], "motif_count": {"1": 1}})") {
  return R"({"length": 50, "groups": [)" + group + "]" + (more.empty() ? "" : ", " + more) + "}";
}

TEST(ParseGrammar, ReadsEveryKey) {
  const Grammar grammar = parse_grammar(kFull, "g.json");
  EXPECT_EQ(grammar.description, "all there is");
  EXPECT_EQ(grammar.seed, UINT64_MAX);
  EXPECT_EQ(grammar.length, 80);
  EXPECT_EQ(grammar.motif_file, "m.meme");
  EXPECT_EQ(grammar.background.kind, Background::Kind::kMarkov);
  EXPECT_EQ(grammar.background.order, 2);
  ASSERT_EQ(grammar.splits.size(), 2U);
  EXPECT_EQ(grammar.splits[0].name, "train");
  const Group& near = grammar.groups.at(0);
  EXPECT_EQ(near.count, 30);
  EXPECT_FALSE(near.both_strands);
  EXPECT_EQ(near.spacing.kind, Spacing::Kind::kDistance);
  EXPECT_EQ(near.spacing.high, 5);
  EXPECT_THAT(near.motif_count, ElementsAre(Pair(2, 0.5), Pair(0, 0.5)));
  EXPECT_THAT(near.label.presence, ElementsAre("SP1", "MAX"));
  const Group& rest = grammar.groups.at(1);
  EXPECT_TRUE(rest.both_strands);
  EXPECT_EQ(rest.spacing.kind, Spacing::Kind::kUniform);
  EXPECT_EQ(rest.spacing.low, 4);
  EXPECT_THAT(rest.motif_count, ElementsAre(Pair(1, 1)));
  EXPECT_THAT(rest.label.fixed, ElementsAre(0, 0.1F));
}

TEST(ParseGrammar, ReadsEveryBackgroundAndSpacing) {
  EXPECT_EQ(
      parse_grammar(with(R"("background": [0.1, 0.2, 0.3, 0.4])"), "g").background.composition,
      (std::array<double, 4>{0.1, 0.2, 0.3, 0.4}));
  const auto shuffle = parse_grammar(with(R"("background": {"shuffle": "x.fa"})"), "g").background;
  EXPECT_EQ(shuffle.kind, Background::Kind::kShuffle);
  EXPECT_EQ(shuffle.fasta, "x.fa");
  EXPECT_EQ(parse_grammar(with(R"("spacing": "uniform")"), "g").groups[0].spacing.low, 0);
  const auto fixed = parse_grammar(with(R"("spacing": {"fixed": 6})"), "g").groups[0].spacing;
  EXPECT_EQ(fixed.low, 6);
  EXPECT_EQ(fixed.high, 6);
}

TEST(FormatGrammar, IsReadBackToTheSame) {
  const Grammar grammar = parse_grammar(kFull, "g.json");
  const std::string text = format_grammar(grammar, "siskin-simulate 1 --preset x");
  EXPECT_THAT(text, HasSubstr("\"provenance\": \"siskin-simulate 1 --preset x\""));
  EXPECT_THAT(text, HasSubstr("\"label\": [0, 0.1]"));
  EXPECT_EQ(format_grammar(parse_grammar(text, "again"), "siskin-simulate 1 --preset x"), text);
}

struct Mistake {
  std::string text;
  std::string message;
};

class ParseGrammarMistakes : public testing::TestWithParam<Mistake> {};

TEST_P(ParseGrammarMistakes, AreRefusedWithTheirPath) {
  const auto message = message_of<Error>([] { parse_grammar(GetParam().text, "g.json"); });
  EXPECT_THAT(message, HasSubstr("g.json: " + GetParam().message));
}

const Mistake kTopMistakes[] = {
    {"[]", "/: found '[]', expected an object"},
    {R"({"groups": []})", "/: the key \"length\" is missing"},
    {with(R"("lenght": 3)"), "/lenght: unknown key, expected one of description, provenance, seed"},
    {R"({"length": 0, "groups": []})", "/length: found '0', expected a whole number from 1"},
    {R"({"length": 1e3, "groups": []})", "/length: found '1000.0', expected a whole number"},
    {with(R"("seed": -1)"), "/seed: found '-1', expected a whole number from 0"},
    {with(R"("number": 10)"), "/groups/0: found \"count\" beside /number, expected \"fraction\""},
    {with(R"("background": [0.5, 0.5])"), "/background: found '[0.5,0.5]', expected the prob"},
    {with(R"("background": [0.5, 0.5, 0.5, 0])"), "/background: found '[0.5,0.5,0.5,0]', expected"},
    {with(R"("background": "gc")"), "/background: found '\"gc\"', expected [a, c, g, t], {"},
    {with(R"("background": {"fasta": "x"})"), "/background: the key \"order\" is missing"},
    {with(R"("background": {"fasta": "x", "order": 9})"), "/background/order: found '9', expected"},
    {with(R"("spacing": {"fixed": 1, "range": [1, 2]})"), "/spacing/range: unknown key"},
    {with(R"("spacing": {"range": [5, 2]})"), "/spacing/range/1: found '2', expected a whole"},
    {with(R"("spacing": "near")"), "/spacing: found '\"near\"', expected \"uniform\""},
    {with(R"("strands": "reverse")"), "/strands: found '\"reverse\"', expected \"both\""},
    {with(R"("motif_count": {"1": 0.5})"), "/motif_count: found '{\"1\":0.5}', expected prob"},
    {with(R"("motif_count": {"one": 1})"), "/motif_count: found the key 'one', expected a number"},
    {with(R"("motif_count": {"1": 0.5, "+1": 0.5})"), "/motif_count/+1: this number of motifs is"},
    {with(R"("splits": {"train": 0.7})"), "/splits: found '{\"train\":0.7}', expected fractions"},
    {with(R"("splits": {"my train": 1})"), "/splits/my train: a split needs a name without blanks"},
    {with(R"("pools": {"a": []})"), "/pools/a: found '[]', expected a list that is not empty"},
    {with(R"("description": 3)"), "/description: found '3', expected a text"},
};
INSTANTIATE_TEST_SUITE_P(OnTop, ParseGrammarMistakes, testing::ValuesIn(kTopMistakes));

const Mistake kGroupMistakes[] = {
    {R"({"length": 5, "groups": []})", "/groups: found '[]', expected a list"},
    {with("", R"({"count": 1, "label": 1, "motifs": ["A"]})"),
     "/groups/0: the key \"motif_count\" is missing, here and outside"},
    {with("", R"({"count": 1, "label": 1, "motif_count": {"1": 1}})"),
     "/groups/0: the key \"motifs\" or \"pools\" is missing"},
    {with("", R"({"count": 1, "label": 1, "motifs": "A", "motif_count": {"1": 1}})"),
     "/groups/0/motifs: found '\"A\"', expected a list"},
    {with("", R"({"count": 1, "label": 1, "pools": ["x"], "motif_count": {"1": 1}})"),
     "/groups/0/pools/0: there is no pool 'x'"},
    {with(R"("pools": {"x": ["A"]})",
          R"({"count": 1, "label": 1, "pools": ["x"], "motifs": ["A"], "motif_count": {"1": 1}})"),
     "/groups/0: 'A' is in the group twice"},
    {with("", R"({"count": 1, "motif_count": {"0": 1}})"),
     "/groups/0: the key \"label\" is missing"},
    {with("", R"({"count": 1, "label": "yes", "motif_count": {"0": 1}})"),
     "/groups/0/label: found '\"yes\"', expected a number"},
    {with("", R"({"count": 1, "label": {"presence": "x"}, "motif_count": {"0": 1}})"),
     "/groups/0/label/presence: found '\"x\"', expected a list of motifs or the name of a pool"},
    {with("", R"({"count": 0, "label": 1, "motif_count": {"0": 1}})"),
     "/groups: found 0 sequences, expected 1 to"},
    {with("", R"({"count": 99999999999999999999, "label": 1, "motif_count": {"0": 1}})"),
     "/groups/0/count: found '1e+20', expected a whole number"},
    {with("", R"({"fraction": 1, "label": 1, "motif_count": {"0": 1}})"),
     "/groups/0: found \"fraction\" without /number, expected \"count\""},
    {with(R"("number": 9)", R"({"fraction": 0.5, "label": 1, "motif_count": {"0": 1}})"),
     "/groups: the fractions do not sum to 1"},
    {with("", R"({"count": 1, "label": 1, "motif_count": {"0": 1}},
                 {"count": 1, "label": [1, 0], "motif_count": {"0": 1}})"),
     "/groups/1: found 2 labels, expected 1 as in the first group"},
};
INSTANTIATE_TEST_SUITE_P(InGroups, ParseGrammarMistakes, testing::ValuesIn(kGroupMistakes));

}  // namespace
}  // namespace siskin::simulate
