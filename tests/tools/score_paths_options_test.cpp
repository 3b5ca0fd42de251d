#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "score/options.hpp"
#include "siskin/util/error.hpp"

namespace siskin::tools {
namespace {

using PathWords = std::vector<std::string>;
using testing::HasSubstr;

std::string path_refusal(const PathWords& arguments) {
  std::ostringstream out;
  try {
    parse_score_options(arguments, out);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "accepted";
}

/// A run of every subcommand that has a file beside its result, without the names of the two.
struct PathCase {
  PathWords start;
  std::string side;   ///< option
  std::string input;  ///< one of its inputs
};

const std::vector<PathCase> kPathCases = {
    {{"accuracy", "--labels", "l.fa", "p.tsv"}, "--per-sequence", "p.tsv"},
    {{"accuracy", "--labels", "l.fa", "p.tsv"}, "--calibration", "l.fa"},
    {{"accuracy", "--labels", "l.fa", "--against", "q.tsv", "p.tsv"}, "--per-sequence", "q.tsv"},
    {{"attribution", "--truth", "t.bw", "x.bw"}, "--per-sequence", "x.bw"},
    {{"consistency", "--onehot", "o.npz", "m.npz"}, "--per-sequence", "m.npz"},
    {{"effects", "--effects", "e.tsv", "m.npz"}, "--per-substitution", "e.tsv"},
    {{"faithfulness", "f.tsv"}, "--per-sequence", "f.tsv"},
    {{"filters", "--database", "d.meme", "f.meme"}, "--matches", "d.meme"},
    {{"filters", "--database", "d.meme", "f.meme"}, "--per-motif", "f.meme"},
    {{"motifs", "--sequences", "s.fa", "m.npz"}, "--seqlets", "s.fa"},
    {{"motifs", "--sequences", "s.fa", "m.npz"}, "--hits", "m.npz"},
    {{"overlap", "--regions", "r.bed", "x.bw"}, "--curve", "r.bed"},
    {{"overlap", "--regions", "r.bed", "x.bw"}, "--per-sequence", "x.bw"},
    {{"profile", "--observed", "o.npz", "p.npz"}, "--per-sequence", "o.npz"},
    {{"spectrum", "x.bw"}, "--per-sequence", "x.bw"},
    {{"stability", "a.npz", "b.npz"}, "--per-sequence", "b.npz"},
    {{"subsets", "--truth", "t.bed", "s.bed"}, "--per-sequence", "s.bed"},
};

PathWords with(PathWords words, const PathWords& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

TEST(ScorePaths, OfTwoOutputsDiffer) {
  for (const auto& one : kPathCases) {
    EXPECT_EQ(path_refusal(with(one.start, {one.side, "a.tsv", "-o", "b.tsv"})), "accepted");
    EXPECT_THAT(path_refusal(with(one.start, {one.side, "a.tsv", "-o", "./a.tsv"})),
                HasSubstr("found 'a.tsv' for two outputs"))
        << one.start.front() << one.side;
    EXPECT_NE(path_refusal(with(one.start, {one.side, "-"})), "accepted") << one.start.front();
  }
  EXPECT_THAT(path_refusal({"accuracy", "--labels", "l.fa", "--per-sequence", "-", "--calibration",
                            "-", "-o", "x", "p.tsv"}),
              HasSubstr("found '-' for two outputs"));
}

TEST(ScorePaths, OfOutputsAreNoInputs) {
  for (const auto& one : kPathCases) {
    for (const std::string& option : {one.side, std::string("-o")}) {
      EXPECT_THAT(path_refusal(with(one.start, {option, one.input})),
                  HasSubstr("found '" + one.input + "' for an input and an output"))
          << one.start.front() << option;
    }
  }
  for (const char* subcommand : {"summarise", "compare", "select"}) {
    EXPECT_THAT(path_refusal({subcommand, "a.tsv", "b.tsv", "-o", "b.tsv"}),
                HasSubstr("found 'b.tsv' for an input"));
  }
  EXPECT_THAT(path_refusal({"compare", "x=a.tsv", "y=b.tsv", "-o", "b.tsv"}),
              HasSubstr("found 'b.tsv' for an input"));
}

TEST(ScoreOptions, RefuseWhatWouldBeIgnored) {
  EXPECT_THAT(path_refusal({"accuracy", "--labels", "l", "--confidence", "0.9", "p"}),
              HasSubstr("--confidence: expected with --intervals or --calibration"));
  EXPECT_EQ(
      path_refusal({"accuracy", "--labels", "l", "--confidence", "0.9", "--calibration", "c", "p"}),
      "accepted");
  for (const PathWords& option :
       {PathWords{"--call-share", "0.5"}, {"--call-gap", "1"}, {"--missing", "zero"}}) {
    EXPECT_THAT(
        path_refusal(with({"attribution", "--truth-model", "p.npz", "--map", "m.npz"}, option)),
        HasSubstr("option " + option.front() + ": expected with --truth"));
  }
  const PathWords profile = {"profile", "--observed", "o.npz", "p.npz"};
  EXPECT_THAT(path_refusal(with(profile, {"--no-baselines", "--seed", "2"})), HasSubstr("--seed"));
  EXPECT_THAT(path_refusal(with(profile, {"--bins", "1", "--bin-value", "max"})),
              HasSubstr("--bin-value"));
  EXPECT_THAT(path_refusal(with(profile, {"--space", "count", "--counts", "c.tsv"})),
              HasSubstr("--counts"));
  EXPECT_THAT(path_refusal(with(profile, {"--bins", "1,4,1"})), HasSubstr("found '1' twice"));
  EXPECT_THAT(path_refusal({"effects", "--effects", "e", "--replicate-column", "a",
                            "--replicate-column", "a", "m.npz"}),
              HasSubstr("found a column twice"));
}

}  // namespace
}  // namespace siskin::tools
