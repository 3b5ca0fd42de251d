#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "attribute/options.hpp"
#include "siskin/util/error.hpp"

namespace siskin::tools {
namespace {

using Arguments = std::vector<std::string>;
using testing::ElementsAre;
using testing::HasSubstr;

AttributeOptions parse(Arguments arguments) {
  arguments.insert(arguments.begin(), {"-m", "model.pt", "x.fa"});
  std::ostringstream out;
  return parse_attribute_options(arguments, out).value();
}

std::string refusal(Arguments arguments) {
  try {
    parse(std::move(arguments));
  } catch (const UsageError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(ParseAttributeOptions, HasDefaults) {
  const auto options = parse({});
  EXPECT_EQ(options.model.path, "model.pt");
  EXPECT_THAT(options.sequences.fasta, ElementsAre("x.fa"));
  EXPECT_EQ(options.method, "saliency");
  EXPECT_EQ(options.reduce, "max-abs");
  EXPECT_EQ(options.model.output_space, "logit");
  EXPECT_EQ(options.model.ambiguous, "zero");
  EXPECT_EQ(options.overlap, "mean");
  EXPECT_THAT(options.outputs, ElementsAre("-"));
  EXPECT_FALSE(options.center);
  EXPECT_EQ(options.model.batch_size, 256);
}

TEST(ParseAttributeOptions, FillsInWhatTheMethodUses) {
  const auto integrated = parse({"--method", "integrated-gradients"});
  EXPECT_EQ(integrated.reduce, "observed");
  EXPECT_EQ(integrated.references, "zero");
  EXPECT_FALSE(integrated.reference_count.has_value());
  EXPECT_EQ(integrated.steps, 50);
  EXPECT_EQ(integrated.rule, "middle");
  const auto shuffled = parse({"--method", "integrated-gradients", "--references", "dinucleotide"});
  EXPECT_EQ(shuffled.reference_count, 20);
  const auto mean = parse({"--method", "mean-gradient"});
  EXPECT_EQ(mean.references, "mononucleotide");
  EXPECT_EQ(mean.reference_count, 10);
  EXPECT_EQ(mean.steps, 20);
  EXPECT_EQ(mean.rule, "left");
  EXPECT_EQ(parse({"--method", "mutagenesis"}).reduce, "observed");
}

TEST(ParseAttributeOptions, KeepsWhatIsGiven) {
  const auto options = parse({"--method",
                              "integrated-gradients",
                              "--references",
                              "refs.fa",
                              "--reference-count",
                              "3",
                              "--steps",
                              "7",
                              "--rule",
                              "left",
                              "--tolerance",
                              "0.01",
                              "--max-steps",
                              "99",
                              "--reduce",
                              "l1",
                              "--center",
                              "--target",
                              "2",
                              "--seed",
                              "9",
                              "-o",
                              "a.bw",
                              "-o",
                              "b.npz",
                              "--onehot",
                              "c.npz",
                              "--report",
                              "r.tsv",
                              "--threads",
                              "2"});
  EXPECT_EQ(options.references, "refs.fa");
  EXPECT_EQ(options.reference_count, 3);
  EXPECT_EQ(options.steps, 7);
  EXPECT_EQ(options.rule, "left");
  EXPECT_EQ(options.tolerance, 0.01);
  EXPECT_EQ(options.max_steps, 99);
  EXPECT_EQ(options.reduce, "l1");
  EXPECT_TRUE(options.center);
  EXPECT_EQ(options.target, 2);
  EXPECT_EQ(options.seed, 9U);
  EXPECT_THAT(options.outputs, ElementsAre("a.bw", "b.npz"));
  EXPECT_EQ(options.onehot, "c.npz");
  EXPECT_EQ(options.report, "r.tsv");
  EXPECT_EQ(options.common.threads, 2);
}

TEST(ParseAttributeOptions, RefusesWhatAMethodDoesNotHave) {
  EXPECT_THAT(refusal({"--steps", "9"}), HasSubstr("option --steps: method saliency"));
  EXPECT_THAT(refusal({"--method", "mutagenesis", "--references", "zero"}),
              HasSubstr("option --references: method mutagenesis"));
  EXPECT_THAT(refusal({"--method", "mean-gradient", "--tolerance", "1"}),
              HasSubstr("option --tolerance"));
  EXPECT_THAT(refusal({"--reduce", "mean-alternatives"}), HasSubstr("--method mutagenesis"));
  EXPECT_THAT(refusal({"--method", "mutagenesis", "--reduce", "mean-alternatives", "--center"}),
              HasSubstr("option --center"));
}

TEST(ParseAttributeOptions, RefusesWrongReferences) {
  const Arguments integrated{"--method", "integrated-gradients"};
  const auto with = [&](Arguments more) {
    more.insert(more.begin(), integrated.begin(), integrated.end());
    return refusal(more);
  };
  EXPECT_THAT(with({"--references", "dinucleotid"}), HasSubstr("found 'dinucleotid', expected"));
  EXPECT_THAT(with({"--reference-count", "3"}), HasSubstr("there is one zero reference"));
  EXPECT_THAT(with({"--tolerance", "-1"}), HasSubstr("option --tolerance"));
  EXPECT_THAT(with({"--steps", "0"}), HasSubstr("option --steps"));
  EXPECT_EQ(with({"--references", "./dinucleotid"}), "accepted");
}

TEST(ParseAttributeOptions, RefusesOutputsOfUnknownKind) {
  EXPECT_THAT(refusal({"-o", "x.txt"}), HasSubstr("option --output: found 'x.txt', expected"));
  EXPECT_THAT(refusal({"-o", "a.bw", "-o", "a.bw"}), HasSubstr("a.bw is given twice"));
  EXPECT_THAT(refusal({"--onehot", "x.bw"}), HasSubstr("option --onehot"));
}

TEST(ParseAttributeOptions, NeedsAModelAndSequences) {
  std::ostringstream out;
  EXPECT_THROW(parse_attribute_options({"x.fa"}, out), UsageError);
  EXPECT_THROW(parse_attribute_options({"-m", "model.pt"}, out), UsageError);
  EXPECT_FALSE(parse_attribute_options({"--help"}, out).has_value());
  EXPECT_THAT(out.str(), HasSubstr("--references"));
}

}  // namespace
}  // namespace siskin::tools
