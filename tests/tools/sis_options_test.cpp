#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "sis/options.hpp"
#include "siskin/util/error.hpp"

namespace siskin::tools {
namespace {

using Arguments = std::vector<std::string>;
using testing::ElementsAre;
using testing::HasSubstr;

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
  EXPECT_EQ(options.threshold, 0.5);
  EXPECT_FALSE(options.threshold_quantile.has_value());
  EXPECT_EQ(options.mask, "uniform");
  EXPECT_EQ(options.model.output_space, "logit");
  EXPECT_EQ(options.model.ambiguous, "zero");
  EXPECT_FALSE(options.max_subsets.has_value());
  EXPECT_EQ(options.output, "");
  EXPECT_EQ(options.table, "");
}

TEST(ParseSisOptions, KeepsWhatIsGiven) {
  const auto options = parse({"--threshold-quantile", "0.9", "--mask", "position-mean",
                              "--max-subsets", "3", "--target", "1", "-o", "x.bed", "--table", "-",
                              "--output-space", "probability", "--batch-size", "7"});
  EXPECT_EQ(options.threshold_quantile, 0.9);
  EXPECT_EQ(options.mask, "position-mean");
  EXPECT_EQ(options.max_subsets, 3);
  EXPECT_EQ(options.target, 1);
  EXPECT_EQ(options.output, "x.bed");
  EXPECT_EQ(options.table, "-");
  EXPECT_EQ(options.model.output_space, "probability");
  EXPECT_EQ(options.model.batch_size, 7);
}

TEST(ParseSisOptions, NeedsExactlyOneThreshold) {
  EXPECT_THAT(refusal({}), HasSubstr("found none of --threshold and --threshold-quantile"));
  EXPECT_THAT(refusal({"--threshold", "1", "--threshold-quantile", "0.9"}),
              HasSubstr("found both of --threshold and --threshold-quantile"));
  EXPECT_THAT(refusal({"--threshold-quantile", "90"}),
              HasSubstr("option --threshold-quantile: found 90, expected a number from 0 to 1"));
  EXPECT_EQ(refusal({"--threshold", "-2.5"}), "accepted");
}

TEST(ParseSisOptions, RefusesTwoDocumentsOnStandardOutput) {
  EXPECT_THAT(refusal({"--threshold", "1", "--table", "-"}), HasSubstr("option --table"));
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
