#include <gmock/gmock.h>

#include <sstream>

#include "simulate/options.hpp"
#include "siskin/util/error.hpp"

namespace siskin::tools {
namespace {

using testing::HasSubstr;

using Words = std::vector<std::string>;

SimulateOptions parse(const Words& words) {
  std::ostringstream out;
  const auto options = parse_simulate_options(words, out);
  EXPECT_TRUE(options) << out.str();
  return options.value_or(SimulateOptions{});
}

std::string refusal(const Words& words) {
  std::ostringstream out;
  try {
    parse_simulate_options(words, out);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(SimulateOptions, HaveTheStatedDefaults) {
  const auto options = parse({"--preset", "task3"});
  EXPECT_EQ(options.preset, "task3");
  EXPECT_EQ(options.seed, 1U);
  EXPECT_FALSE(options.seed_given);
  EXPECT_FALSE(options.number);
  EXPECT_FALSE(options.length);
  EXPECT_TRUE(options.output.empty());
  EXPECT_EQ(options.common.threads, 1);
}

TEST(SimulateOptions, AreAllRead) {
  const auto options =
      parse({"--grammar",      "g.json", "--motifs",        "m.meme", "--number", "12",
             "--length",       "80",     "--seed",          "9",      "--truth",  "t.bed",
             "--truth-track",  "t.bw",   "--model-npz",     "p.npz",  "-o",       "x.fa.gz",
             "--save-grammar", "s.json", "--print-grammar", "-@",     "3",        "-q"});
  EXPECT_EQ(options.grammar, "g.json");
  EXPECT_EQ(options.motifs, "m.meme");
  EXPECT_EQ(options.number, 12);
  EXPECT_EQ(options.length, 80);
  EXPECT_EQ(options.seed, 9U);
  EXPECT_TRUE(options.seed_given);
  EXPECT_EQ(options.truth, "t.bed");
  EXPECT_EQ(options.truth_track, "t.bw");
  EXPECT_EQ(options.model_npz, "p.npz");
  EXPECT_EQ(options.output, "x.fa.gz");
  EXPECT_EQ(options.save_grammar, "s.json");
  EXPECT_TRUE(options.print_grammar);
  EXPECT_EQ(options.common.threads, 3);
  EXPECT_TRUE(options.common.quiet);
}

TEST(SimulateOptions, NeedExactlyOneGrammar) {
  EXPECT_EQ(refusal({}), "no grammar: give --preset or --grammar");
  EXPECT_EQ(refusal({"--preset", "task1", "--grammar", "g.json"}),
            "found --preset and --grammar, expected one of the two");
}

TEST(SimulateOptions, RefuseUnknownPresetsAndBadNumbers) {
  EXPECT_EQ(refusal({"--preset", "task2"}),
            "option --preset: found 'task2', expected one of task1, task3, task3-printed");
  EXPECT_THAT(refusal({"--preset", "task1", "--number", "0"}), HasSubstr("option --number: found"));
  EXPECT_THAT(refusal({"--preset", "task1", "--length", "2e2"}), HasSubstr("option --length"));
  EXPECT_THAT(refusal({"--preset", "task1", "--seed", "-1"}), HasSubstr("option --seed: found"));
}

TEST(SimulateOptions, RefuseTrackNamesThatSayNoFormat) {
  EXPECT_EQ(refusal({"--preset", "task1", "--truth-track", "t.wig"}),
            "option --truth-track: found 't.wig', expected a name in .bedgraph, .bedgraph.gz, .bw "
            "or .bigwig");
}

TEST(SimulateOptions, RefuseTwoResultsInOnePlace) {
  EXPECT_EQ(refusal({"--preset", "task1", "--truth", "-"}),
            "options --output and --truth both write to standard output");
  EXPECT_EQ(refusal({"--preset", "task1", "--truth", "a", "-o", "a"}),
            "options --output and --truth both write to 'a'");
  EXPECT_EQ(parse({"--preset", "task1", "--truth", "-", "-o", "a.fa"}).truth, "-");
  EXPECT_THAT(refusal({"--preset", "task1", "-o", "a.fa", "--model-npz", "-"}),
              HasSubstr("NPZ cannot be piped"));
}

TEST(SimulateOptions, PrintHelpAndRunNothing) {
  std::ostringstream out;
  EXPECT_FALSE(parse_simulate_options({"--help"}, out));
  EXPECT_THAT(out.str(), HasSubstr("--truth-track"));
}

}  // namespace
}  // namespace siskin::tools
