#include "train/options.hpp"

#include <gmock/gmock.h>

#include <sstream>

#include "siskin/util/error.hpp"

namespace siskin::tools {
namespace {

TrainOptions parse(std::vector<std::string> arguments) {
  std::ostringstream out;
  arguments.insert(arguments.begin(), {"-o", "m.pt"});
  return parse_train_options(arguments, out).value();
}

std::string refusal(const std::vector<std::string>& arguments) {
  std::ostringstream out;
  try {
    parse_train_options(arguments, out);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(ParseTrainOptions, HasTheDefaultsOfThePublishedRecipe) {
  const auto options = parse({"data.fa"});
  EXPECT_EQ(options.architecture, "cnn-local");
  EXPECT_EQ(options.activation, "");  // relu for named architectures
  EXPECT_EQ(options.settings.batch_size, 100);
  EXPECT_EQ(options.settings.epochs, 100);
  EXPECT_EQ(options.settings.patience, 20);
  EXPECT_DOUBLE_EQ(options.settings.learning_rate, 1e-3);
  EXPECT_DOUBLE_EQ(options.settings.l2, 1e-6);
  EXPECT_TRUE(options.settings.keep_best);
  EXPECT_THAT(options.data.sequences.fasta, testing::ElementsAre("data.fa"));
}

TEST(ParseTrainOptions, PassesEveryOptionOn) {
  const auto options = parse({"--arch",
                              "cnn-dist",
                              "--activation",
                              "exponential",
                              "--loss",
                              "mse",
                              "--weights",
                              "last",
                              "--seed",
                              "9",
                              "--threads",
                              "2",
                              "--ambiguous",
                              "uniform",
                              "--l2",
                              "0",
                              "--reverse-complement",
                              "--valid-chroms",
                              "chr8",
                              "--test-chroms",
                              "chr9",
                              "--labels",
                              "t.tsv",
                              "--label-column",
                              "a",
                              "--label-column",
                              "b",
                              "--device",
                              "cuda:1",
                              "d.fa"});
  EXPECT_EQ(options.architecture, "cnn-dist");
  EXPECT_EQ(options.activation, "exponential");
  EXPECT_EQ(options.settings.loss, train::Loss::kMeanSquaredError);
  EXPECT_FALSE(options.settings.keep_best);
  EXPECT_EQ(options.settings.seed, 9U);
  EXPECT_EQ(options.data.seed, 9U);
  EXPECT_EQ(options.common.threads, 2);
  EXPECT_EQ(options.settings.ambiguous, seq::Ambiguous::kUniform);
  EXPECT_EQ(options.settings.l2, 0);
  EXPECT_TRUE(options.reverse_complement);
  EXPECT_THAT(options.data.valid_chroms, testing::ElementsAre("chr8"));
  EXPECT_THAT(options.data.test_chroms, testing::ElementsAre("chr9"));
  EXPECT_THAT(options.data.labels.label_columns, testing::ElementsAre("a", "b"));
  EXPECT_EQ(options.settings.device, "cuda:1");
}

TEST(ParseTrainOptions, RefusesWhatDoesNotGoTogether) {
  using testing::HasSubstr;
  EXPECT_THAT(refusal({"data.fa"}), HasSubstr("--output is missing"));
  EXPECT_THAT(refusal({"-o", "m.pt"}), HasSubstr("no sequences"));
  EXPECT_THAT(refusal({"-o", "m.pt", "--positives", "p.fa"}), HasSubstr("go together"));
  EXPECT_THAT(refusal({"-o", "m.pt", "--positives", "p.fa", "--negatives", "n.fa", "x.fa"}),
              HasSubstr("replace FASTA"));
  EXPECT_THAT(refusal({"-o", "m.pt", "--regions", "r.bed"}), HasSubstr("needs --genome"));
  EXPECT_THAT(refusal({"-o", "m.pt", "--genome", "g.fa", "x.fa"}), HasSubstr("one of the two"));
  EXPECT_THAT(refusal({"-o", "m.pt", "--name-column", "id", "x.fa"}), HasSubstr("need --labels"));
  EXPECT_THAT(refusal({"-o", "m.pt", "--valid-fraction", "0.9", "x.fa"}), HasSubstr("train on"));
}

TEST(ParseTrainOptions, RefusesNumbersThatAreNone) {
  using testing::HasSubstr;
  EXPECT_THAT(refusal({"-o", "m.pt", "--epochs", "12abc", "x.fa"}), HasSubstr("'12abc'"));
  EXPECT_THAT(refusal({"-o", "m.pt", "--epochs", "-5", "x.fa"}), HasSubstr("'-5'"));
  EXPECT_THAT(refusal({"-o", "m.pt", "--learning-rate", "0", "x.fa"}), HasSubstr("above 0"));
  EXPECT_THAT(refusal({"-o", "m.pt", "--arch", "cnn", "x.fa"}), HasSubstr("cnn-local"));
  EXPECT_THAT(refusal({"-o", "m.pt", "--epoch", "3", "x.fa"}), HasSubstr("epoch"));
}

}  // namespace
}  // namespace siskin::tools
