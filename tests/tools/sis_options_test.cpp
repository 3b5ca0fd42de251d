#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "sis/options.hpp"
#include "siskin/util/error.hpp"

namespace siskin::tools {
namespace {

using Arguments = std::vector<std::string>;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;

SisOptions parse(Arguments arguments) {
  arguments.insert(arguments.begin(), {"-m", "model.pt", "x.fa"});
  std::ostringstream out;
  return parse_sis_options(arguments, out).value();
}

std::string refusal(Arguments arguments) {
  try {
    parse(std::move(arguments));
  } catch (const UsageError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(ParseSisOptions, HasDefaults) {
  const auto options = parse({"--threshold", "0.5"});
  EXPECT_EQ(options.model.path, "model.pt");
  EXPECT_THAT(options.sequences.fasta, ElementsAre("x.fa"));
  EXPECT_EQ(options.decision.threshold, 0.5);
  EXPECT_FALSE(options.decision.threshold_quantile.has_value());
  EXPECT_EQ(options.mask.mask, "uniform");
  EXPECT_EQ(options.model.output_space, "logit");
  EXPECT_EQ(options.model.ambiguous, "zero");
  EXPECT_FALSE(options.search.max_subsets.has_value());
  EXPECT_EQ(options.output, "");
  EXPECT_EQ(options.table, "");
}

TEST(ParseSisOptions, KeepsWhatIsGiven) {
  const auto options = parse({"--threshold-quantile", "0.9", "--mask", "position-mean",
                              "--max-subsets", "3", "--target", "1", "-o", "x.bed", "--table", "-",
                              "--output-space", "probability", "--batch-size", "7"});
  EXPECT_EQ(options.decision.threshold_quantile, 0.9);
  EXPECT_EQ(options.mask.mask, "position-mean");
  EXPECT_EQ(options.search.max_subsets, 3);
  EXPECT_EQ(options.target, 1);
  EXPECT_EQ(options.output, "x.bed");
  EXPECT_EQ(options.table, "-");
  EXPECT_EQ(options.model.output_space, "probability");
  EXPECT_EQ(options.model.batch_size, 7);
}

TEST(ParseSisOptions, NeedsExactlyOneThreshold) {
  EXPECT_THAT(refusal({}), HasSubstr("found none of --threshold, --threshold-quantile and"));
  EXPECT_THAT(refusal({"--threshold", "1", "--threshold-quantile", "0.9"}),
              HasSubstr("found several of --threshold, --threshold-quantile and"));
  EXPECT_THAT(refusal({"--threshold-fraction", "1", "--threshold-quantile", "0.9"}),
              HasSubstr("found several of"));
  EXPECT_THAT(refusal({"--threshold-quantile", "90"}),
              HasSubstr("option --threshold-quantile: found 90, expected a number from 0 to 1"));
  EXPECT_THAT(refusal({"--threshold-fraction", "-0.1"}),
              HasSubstr("option --threshold-fraction: found -0.1, expected a number from 0 to 1"));
  EXPECT_EQ(refusal({"--threshold", "-2.5"}), "accepted");
  EXPECT_EQ(parse({"--threshold-fraction", "0.7"}).decision.threshold_fraction, 0.7);
}

TEST(ParseSisOptions, KeepsHowToSearch) {
  const auto options =
      parse({"--threshold",    "1",    "--decision", "minimise", "--mask",      "sample",
             "--mask-samples", "7",    "--groups",   "g.bed",    "--ungrouped", "single",
             "--seed",         "5",    "--search",   "gradient", "--step",      "3",
             "--noise",        "1e-6", "--polish",   "--order",  "o.tsv.gz",    "--perturbation",
             "--table",        "t.tsv"});
  EXPECT_EQ(options.decision.decision, "minimise");
  EXPECT_EQ(options.mask.mask, "sample");
  EXPECT_EQ(options.mask.samples, 7);
  EXPECT_EQ(options.mask.groups, "g.bed");
  EXPECT_EQ(options.mask.ungrouped, "single");
  EXPECT_EQ(options.seed, 5U);
  EXPECT_EQ(options.search.search, "gradient");
  EXPECT_EQ(options.search.step, 3);
  EXPECT_EQ(options.search.noise, 1e-6);
  EXPECT_TRUE(options.search.polish);
  EXPECT_EQ(options.order, "o.tsv.gz");
  EXPECT_TRUE(options.perturbation);
}

TEST(ParseSisOptions, RefusesWhatNobodyReads) {
  const std::vector<std::pair<Arguments, std::string>> cases{
      {{"--step", "2"}, "option --step: is read with --search gradient only"},
      {{"--polish"}, "option --polish: is read with --search gradient only"},
      {{"--noise", "1"}, "option --noise: is read with --search gradient only"},
      {{"--mask-samples", "3"}, "option --mask-samples: is read with --mask sample only"},
      {{"--ungrouped", "single"}, "option --ungrouped: needs --groups"},
      {{"--seed", "3"}, "option --seed: is read with"},
      {{"--samples", "30"}, "option --samples: is read with --selector lime only"},
      {{"--subset-length", "3"}, "option --subset-length: is read with --selector"},
      {{"--selector", "perturb"}, "--selector perturb needs one of --subset-length and --lengths"},
      {{"--selector", "lime", "--subset-length", "3", "--lengths", "x.tsv"}, "needs one of"},
      {{"--selector", "lime", "--subset-length", "3", "--mask", "sample"}, "takes one mask"},
      {{"--selector", "top-ig", "--groups", "g.bed"},
       "option --groups: is read with --selector sis only"},
      {{"--perturbation"}, "option --perturbation: needs --table"},
      {{"--engine", "plain", "--search", "gradient"}, "option --engine: changes nothing here"},
      {{"--engine", "plain", "--selector", "top-ig"}, "option --engine: changes nothing here"},
      {{"--selector", "top-ig", "--max-subsets", "2"}, "option --max-subsets: is read with"},
  };
  for (const auto& [words, message] : cases) {
    auto arguments = words;
    arguments.insert(arguments.begin(), {"--threshold", "1"});
    EXPECT_THAT(refusal(arguments), HasSubstr(message));
  }
}

TEST(ParseSisOptions, TakesAnEngineWhereItIsUsed) {
  for (const Arguments& words :
       {Arguments{}, Arguments{"--search", "gradient", "--polish"},
        Arguments{"--selector", "sufficient-ig"},
        Arguments{"--search", "gradient", "--table", "t.tsv", "--perturbation"}}) {
    auto arguments = words;
    arguments.insert(arguments.end(), {"--threshold", "1", "--engine", "plain"});
    EXPECT_EQ(refusal(arguments), "accepted");
  }
}

TEST(ParseSisOptions, ResumesOnlyFiles) {
  EXPECT_THAT(refusal({"--threshold", "1", "--resume"}), HasSubstr("option --resume"));
  const auto options = parse({"--threshold", "1", "--resume", "-o", "x.bed", "--threads", "3",
                              "--table", "t.tsv", "--report", "r.tsv"});
  EXPECT_EQ(options.report, "r.tsv");
  EXPECT_TRUE(options.resume);
  // Where results go and how fast they come may change from one run to the next.
  EXPECT_THAT(options.request, ElementsAre(Pair("sequences", "x.fa"), Pair("--model", "model.pt"),
                                           Pair("--threshold", "1")));
  EXPECT_THAT(options.words, Not(Contains("--resume")));
  // An order asks for more than the subsets, wherever it is written.
  EXPECT_THAT(parse({"--threshold", "1", "--order", "o.tsv", "-o", "x.bed"}).request,
              Contains(Pair("--order", "yes")));
}

TEST(ParseSisOptions, ReadsAnOrderWithoutModelAndSequences) {
  const auto refused = [](const Arguments& arguments) -> std::string {
    try {
      std::ostringstream out;
      parse_sis_options(arguments, out);
    } catch (const UsageError& error) {
      return error.what();
    }
    return "accepted";
  };
  EXPECT_EQ(refused({"--from-order", "o.tsv", "--threshold", "1", "-o", "x.bed"}), "accepted");
  EXPECT_THAT(refused({"--from-order", "o.tsv"}), HasSubstr("found none of --threshold"));
  EXPECT_THAT(refused({"--from-order", "o.tsv", "--threshold", "1", "x.fa"}),
              HasSubstr("sequences: not read with --from-order"));
  EXPECT_THAT(refused({"--from-order", "o.tsv", "--threshold", "1", "--mask", "zero"}),
              HasSubstr("option --mask: not read with --from-order"));
  EXPECT_THAT(refused({"--from-order", "-", "--threshold-quantile", "0.5"}),
              HasSubstr("option --threshold-quantile: reads --from-order twice"));
  EXPECT_THAT(refused({"--threshold", "1", "x.fa"}), HasSubstr("option --model is missing"));
}

TEST(ParseSisOptions, RefusesTwoDocumentsOnStandardOutput) {
  EXPECT_THAT(refusal({"--threshold", "1", "--table", "-"}), HasSubstr("option --table"));
  EXPECT_THAT(refusal({"--threshold", "1", "-o", "x.bed", "--table", "-", "--order", "-"}),
              HasSubstr("option --order: standard output is taken by --table, expected a file"));
  EXPECT_THAT(refusal({"--threshold", "1", "--report", "-"}), HasSubstr("option --report"));
}

TEST(ParseSisOptions, RefusesAnUnknownMaskAndNoSubsets) {
  EXPECT_THAT(refusal({"--threshold", "1", "--mask", "mean"}), HasSubstr("option --mask"));
  EXPECT_THAT(refusal({"--threshold", "1", "--max-subsets", "0"}),
              HasSubstr("option --max-subsets"));
}

TEST(ParseSisOptions, GivesNothingForHelp) {
  std::ostringstream out;
  EXPECT_FALSE(parse_sis_options({"--help"}, out).has_value());
  EXPECT_THAT(out.str(), HasSubstr("--threshold-quantile"));
}

}  // namespace
}  // namespace siskin::tools
