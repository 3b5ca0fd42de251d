#include "score/motifs_options.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "score/options.hpp"
#include "siskin/util/error.hpp"

namespace siskin::tools {
namespace {

using testing::HasSubstr;
using Words = std::vector<std::string>;

MotifsOptions motifs_options(const Words& words) {
  std::ostringstream out;
  return parse_motifs(words, out).value();
}

std::string motifs_refusal(const Words& words) {
  std::ostringstream out;
  try {
    parse_motifs(words, out);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(ParseMotifsOptions, HasItsDefaults) {
  const auto options = motifs_options({"--sequences", "s.fa", "m.npz"});
  EXPECT_EQ(options.map, "m.npz");
  EXPECT_EQ(options.sequences, "s.fa");
  EXPECT_EQ(options.seqlet_method, "recursive");
  EXPECT_EQ(options.seqlet_flank, 0);
  EXPECT_EQ(options.contribution, "observed");
  EXPECT_EQ(options.signs, "both");
  EXPECT_EQ(options.minimum_sites, 20);
  EXPECT_EQ(options.minimum_information, 6);
  EXPECT_EQ(options.merge, 0.5);
  const auto windows = motifs_options({"--onehot", "o.npz", "--seqlet-method", "windows", "m.npz"});
  EXPECT_EQ(windows.seqlet_flank, 10);
  EXPECT_EQ(windows.seqlet_window, 21);
}

TEST(ParseMotifsOptions, ReadsAll) {
  const auto options = motifs_options({"--onehot",
                                       "o.npz",
                                       "--contribution",
                                       "sum",
                                       "--signs",
                                       "negative",
                                       "--seqlet-p-value",
                                       "0.001",
                                       "--seqlet-shortest",
                                       "5",
                                       "--seqlet-longest",
                                       "30",
                                       "--seqlet-flank",
                                       "2",
                                       "--maximum-seqlets",
                                       "100",
                                       "--window",
                                       "20",
                                       "--neighbours",
                                       "8",
                                       "--minimum-sites",
                                       "9",
                                       "--minimum-information",
                                       "3",
                                       "--minimum-fit",
                                       "0.2",
                                       "--merge",
                                       "0.7",
                                       "--maximum-width",
                                       "20",
                                       "--hit-fdr",
                                       "0.1",
                                       "--meme",
                                       "a",
                                       "--cwm",
                                       "b",
                                       "--seqlets",
                                       "c",
                                       "--hits",
                                       "d",
                                       "-o",
                                       "e",
                                       "--seed",
                                       "7",
                                       "-@",
                                       "2",
                                       "m.npz"});
  EXPECT_EQ(options.onehot, "o.npz");
  EXPECT_EQ(options.contribution, "sum");
  EXPECT_EQ(options.signs, "negative");
  EXPECT_EQ(options.seqlet_p_value, 0.001);
  EXPECT_EQ(options.seqlet_shortest, 5);
  EXPECT_EQ(options.seqlet_longest, 30);
  EXPECT_EQ(options.seqlet_flank, 2);
  EXPECT_EQ(options.maximum_seqlets, 100);
  EXPECT_EQ(options.window, 20);
  EXPECT_EQ(options.neighbours, 8);
  EXPECT_EQ(options.minimum_sites, 9);
  EXPECT_EQ(options.minimum_information, 3);
  EXPECT_EQ(options.minimum_fit, 0.2);
  EXPECT_EQ(options.merge, 0.7);
  EXPECT_EQ(options.maximum_width, 20);
  EXPECT_EQ(options.hit_fdr, 0.1);
  EXPECT_EQ(options.meme + options.cwm + options.seqlets + options.hits + options.output, "abcde");
  EXPECT_EQ(options.seed, 7U);
  EXPECT_EQ(options.threads, 2);
}

TEST(ParseMotifsOptions, RefusesWhatDoesNotGoTogether) {
  EXPECT_THAT(motifs_refusal({"m.npz"}), HasSubstr("one of --sequences and --onehot"));
  EXPECT_THAT(motifs_refusal({"--sequences", "a", "--onehot", "b", "m.npz"}),
              HasSubstr("one of --sequences and --onehot"));
  EXPECT_THAT(motifs_refusal({"--sequences", "a", "-"}), HasSubstr("pipe"));
  EXPECT_THAT(motifs_refusal({"--onehot", "-", "m.npz"}), HasSubstr("pipe"));
  EXPECT_THAT(motifs_refusal({"--sequences", "a", "--seqlet-window", "9", "m.npz"}),
              HasSubstr("--seqlet-window: expected --seqlet-method windows"));
  EXPECT_THAT(motifs_refusal({"--sequences", "a", "--seqlet-method", "windows", "--seqlet-p-value",
                              "0.1", "m.npz"}),
              HasSubstr("--seqlet-p-value: expected --seqlet-method recursive"));
  EXPECT_THAT(motifs_refusal({"--sequences", "a", "--seqlet-longest", "3", "m.npz"}),
              HasSubstr("less than --seqlet-shortest"));
  EXPECT_THAT(motifs_refusal({"--sequences", "a", "--hit-fdr", "0.1", "m.npz"}),
              HasSubstr("expected with --hits"));
  EXPECT_THAT(motifs_refusal({"--sequences", "a", "--hits", "-", "m.npz"}),
              HasSubstr("two outputs"));
  EXPECT_THAT(motifs_refusal({"--sequences", "a", "--window", "33", "m.npz"}),
              HasSubstr("from 4 to 32"));
}

TEST(ParseMotifsOptions, IsASubcommand) {
  std::ostringstream out;
  const auto options = parse_score_options({"motifs", "--sequences", "s.fa", "m.npz"}, out);
  EXPECT_EQ(std::get<MotifsOptions>(options.value()).map, "m.npz");
  EXPECT_FALSE(parse_score_options({"motifs", "--help"}, out).has_value());
  EXPECT_THAT(out.str(), HasSubstr("Usage: siskin-score motifs"));
}

}  // namespace
}  // namespace siskin::tools
