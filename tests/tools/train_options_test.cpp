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

std::string printed(const std::vector<std::string>& arguments) {
  std::ostringstream out;
  EXPECT_FALSE(parse_train_options(arguments, out));
  return out.str();
}

TEST(ParseTrainOptions, HasTheDefaultsOfThePublishedRecipe) {
  const auto options = parse({"data.fa"});
  EXPECT_EQ(options.network.architecture, "cnn-local");
  EXPECT_EQ(options.network.activation, "");  // relu for named architectures
  EXPECT_EQ(options.loop.settings.batch_size, 100);
  EXPECT_DOUBLE_EQ(options.loop.settings.rate.initial, 1e-3);
  EXPECT_DOUBLE_EQ(options.objective.settings.weights.l2.weight, 1e-6);
  EXPECT_THAT(options.data.query.sequences.fasta, testing::ElementsAre("data.fa"));
}

TEST(ParseTrainOptions, PassesEveryGroupOn) {
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
                              "--labels",
                              "t.tsv",
                              "--device",
                              "cuda:1",
                              "d.fa"});
  EXPECT_EQ(options.network.architecture, "cnn-dist");
  EXPECT_EQ(options.network.activation, "exponential");
  EXPECT_EQ(options.objective.settings.loss, train::Loss::kMeanSquaredError);
  EXPECT_FALSE(options.loop.settings.keep_best);
  EXPECT_EQ(options.loop.settings.seed, 9U);
  EXPECT_EQ(options.data.query.seed, 9U);
  EXPECT_EQ(options.common.threads, 2);
  EXPECT_EQ(options.loop.settings.ambiguous, seq::Ambiguous::kUniform);
  EXPECT_EQ(options.objective.settings.weights.l2.weight, 0);
  EXPECT_EQ(options.data.query.strands, data::Strands::kSet);
  EXPECT_THAT(options.data.query.valid_chroms, testing::ElementsAre("chr8"));
  EXPECT_EQ(options.loop.settings.device, "cuda:1");
}

TEST(ParseTrainOptions, RequestHoldsWhatDecidesTheWeights) {
  const auto options = parse({"--seed", "9", "--history", "h.tsv", "--quiet", "--resume", "d.fa"});
  EXPECT_EQ(options.request.at("--seed"), "9");
  EXPECT_EQ(options.request.at("arguments"), "d.fa");
  for (const char* silent : {"--history", "--quiet", "--resume", "--output"}) {
    EXPECT_FALSE(options.request.contains(silent)) << silent;
  }
}

TEST(ParseTrainOptions, DescribeNeedsNeitherDataNorOutput) {
  using testing::EndsWith;
  EXPECT_THAT(printed({"--describe", "--arch", "cnn-dist"}), EndsWith("\nparameters 46225\n"));
  EXPECT_THAT(printed({"--describe", "--arch", "bpnet", "--strands", "2", "--control-tracks", "2"}),
              EndsWith("\nparameters 114224\n"));
  EXPECT_THAT(printed({"--describe", "--arch", "fourier-profile-matched", "--outputs", "4",
                       "--strands", "2", "--control-tracks", "8"}),
              EndsWith("\nparameters 118560\n"));
  EXPECT_THAT(printed({"--describe", "--arch", "bpnet", "--output-length", "800"}),
              testing::HasSubstr("x 800"));
}

TEST(ParseTrainOptions, RefusesWhatDoesNotGoTogether) {
  using testing::HasSubstr;
  EXPECT_THAT(refusal({"data.fa"}), HasSubstr("--output is missing"));
  EXPECT_THAT(refusal({"-o", "m.pt"}), HasSubstr("no sequences"));
  EXPECT_THAT(refusal({"-o", "m.pt", "--loss", "profile", "x.fa"}),
              HasSubstr("--loss profile needs --signal and --output-length"));
  EXPECT_THAT(refusal({"-o", "m.pt", "--outputs", "3", "x.fa"}),
              HasSubstr("--outputs needs --describe"));
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
