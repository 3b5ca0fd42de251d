#include <gmock/gmock.h>

#include <sstream>

#include "siskin/util/error.hpp"
#include "support/error_message.hpp"
#include "train/loop_options.hpp"

namespace siskin::tools {
namespace {

LoopOptions parse_loop(const std::vector<std::string>& arguments) {
  LoopOptions loop;
  cli::Options options("siskin-train", "", "");
  add_output_options(options, loop);
  add_training_options(options, loop);
  add_restart_options(options, loop);
  std::ostringstream out;
  std::vector<std::string> all = {"-o", "m.pt"};
  all.insert(all.end(), arguments.begin(), arguments.end());
  options.parse(all, out);
  check_loop_options(options, loop);
  return loop;
}

std::string loop_refusal(const std::vector<std::string>& arguments) {
  return test::error_message<UsageError>([&] { parse_loop(arguments); });
}

TEST(TrainLoopOptions, AreTheRecipeOfKooAndPloenzkeByDefault) {
  const auto settings = parse_loop({}).settings;
  EXPECT_EQ(settings.epochs, 100);
  EXPECT_EQ(settings.batch_size, 100);
  EXPECT_EQ(settings.patience, 20);
  EXPECT_EQ(settings.optimiser.kind, train::OptimiserKind::kAdam);
  EXPECT_EQ(settings.optimiser.epsilon, 1e-7);
  EXPECT_EQ(settings.rate.rule, train::RateRule::kPlateau);
  EXPECT_EQ(settings.rate.factor, 0.2);
  EXPECT_EQ(settings.rate.patience, 5);
  EXPECT_TRUE(settings.keep_best);
}

TEST(TrainLoopOptions, SayWhatTheyMean) {
  const auto loop = parse_loop({"--optimiser", "sgd", "--momentum", "0.5", "--schedule", "cosine",
                                "--epochs", "30", "--burn-in", "2", "--weights", "last", "--clip",
                                "1", "--monitor", "aupr", "--patience", "0"});
  EXPECT_EQ(loop.settings.optimiser.kind, train::OptimiserKind::kSgd);
  EXPECT_EQ(loop.settings.optimiser.momentum, 0.5);
  EXPECT_EQ(loop.settings.rate.rule, train::RateRule::kCosine);
  EXPECT_EQ(loop.settings.rate.epochs, 28) << "the burn-in has a rate of its own";
  EXPECT_FALSE(loop.settings.keep_best);
  EXPECT_EQ(loop.settings.clip_norm, 1);
  EXPECT_EQ(loop.settings.monitor, "aupr");
  EXPECT_EQ(loop.settings.patience, 0);
}

TEST(TrainLoopOptions, RefuseWhatWouldHaveNoEffect) {
  EXPECT_EQ(loop_refusal({"--momentum", "0.5"}), "--momentum needs --optimiser sgd");
  EXPECT_EQ(loop_refusal({"--burn-in-rate", "0.5"}), "--burn-in-rate needs --burn-in");
  EXPECT_EQ(loop_refusal({"--truth-limit", "5"}), "--truth-limit needs --truth");
  EXPECT_EQ(loop_refusal({"--schedule", "cosine", "--schedule-factor", "0.5"}),
            "--schedule-factor and --schedule-patience need --schedule plateau or step");
  EXPECT_EQ(loop_refusal({"--schedule", "constant", "--lowest-rate", "0.5"}),
            "--lowest-rate says nothing to --schedule constant");
  EXPECT_EQ(loop_refusal({"--resume", "--no-checkpoint"}), "--resume needs the checkpoint");
}

TEST(TrainLoopOptions, RefuseNumbersOutOfRange) {
  EXPECT_EQ(loop_refusal({"--learning-rate", "0"}),
            "option --learning-rate: expected a number above 0");
  EXPECT_EQ(loop_refusal({"--epochs", "3", "--burn-in", "3"}),
            "--burn-in leaves no epoch of --epochs to train in");
  EXPECT_THAT(loop_refusal({"--replicates", "0"}), testing::HasSubstr("--replicates"));
  EXPECT_THAT(loop_refusal({"--optimiser", "Adam"}), testing::HasSubstr("one of adam, adamw, sgd"));
}

TEST(ReplicatePath, NumbersFilesOnlyWhenThereAreSeveral) {
  EXPECT_EQ(replicate_path("out/model.pt", 2, 3), "out/model-2.pt");
  EXPECT_EQ(replicate_path("out.d/model", 2, 3), "out.d/model-2");
  EXPECT_EQ(replicate_path("model.pt", 1, 1), "model.pt");
  EXPECT_EQ(replicate_path("", 2, 3), "");
}

}  // namespace
}  // namespace siskin::tools
