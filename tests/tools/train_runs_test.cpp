#include <gmock/gmock.h>

#include <filesystem>
#include <string>

#include "support/run_command.hpp"

namespace siskin::test {
namespace {

using testing::HasSubstr;

const std::string kRunsData = SISKIN_SOURCE_DIR "/test-data/sequences/task3-small.fa";
const std::string kYeast = SISKIN_SOURCE_DIR "/../shared/real-data/yeast";

class TrainRuns : public testing::Test {
 protected:
  CommandResult run(const std::string& command) { return run_command(command, folder_.path()); }
  bool exists(const std::string& name) { return std::filesystem::exists(folder_.path() / name); }
  TemporaryFolder folder_;
};

TEST_F(TrainRuns, TheFirstReplicateIsTheRunOfTheSeedAndTheOthersDiffer) {
  const std::string common = "siskin-train -q --epochs 2 --seed 5 ";
  ASSERT_EQ(run(common + "--replicates 2 --history h.tsv -o m.pt " + kRunsData).status, 0);
  ASSERT_EQ(run(common + "--history one.tsv -o one.pt " + kRunsData).status, 0);
  EXPECT_FALSE(exists("m.pt"));
  const auto predictions = [&](const std::string& model) {
    return run("siskin-predict -m " + model + " " + kRunsData + " | tail -n +2 | md5sum").out;
  };
  EXPECT_EQ(predictions("m-1.pt"), predictions("one.pt"));
  EXPECT_NE(predictions("m-1.pt"), predictions("m-2.pt"));
  EXPECT_EQ(run("tail -n +2 h-1.tsv").out, run("tail -n +2 one.tsv").out);
}

TEST_F(TrainRuns, TrainsANetworkOfAnyOriginFurther) {
  ASSERT_EQ(run("siskin-train -q --epochs 3 --arch cnn-dist -o first.pt " + kRunsData).status, 0);
  const auto result =
      run("siskin-train --epochs 3 --init first.pt --metrics m.tsv -o second.pt " + kRunsData);
  ASSERT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(folder_.read("m.tsv"), HasSubstr("\nmetric\tgroup\tvalue\tn\nloss\tvalid\t"));
  EXPECT_THAT(folder_.read("second.pt"), HasSubstr("\"name\": \"cnn-dist\""));
  folder_.write("two.fa",
                ">a label=1,0 split=train\nACGTACGT\n>b label=0,1 split=valid\nACGTACGG\n");
  const auto other = run("siskin-train --init first.pt -o third.pt two.fa");
  EXPECT_EQ(other.status, 1);
  EXPECT_THAT(other.err, HasSubstr("first.pt: "));
}

TEST_F(TrainRuns, SaysThatTheLossIsNoNumberAndKeepsTheHistory) {
  const auto result = run(
      "siskin-train -q --loss mse --optimiser sgd --learning-rate 1e30 --epochs 9 --history h.tsv "
      "-o m.pt " +
      kRunsData);
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.err, HasSubstr("m.pt: not written: the training loss is no longer a number"));
  EXPECT_THAT(folder_.read("h.tsv"), HasSubstr("not_finite"));
  EXPECT_FALSE(exists("m.pt"));
}

TEST_F(TrainRuns, SaysThatANetworkHasCollapsed) {
  const auto result = run(
      "siskin-train --epochs 1 --initializer normal:1e-30 --no-batch-norm --learning-rate 1e-30 "
      "--history h.tsv -o m.pt " +
      kRunsData);
  ASSERT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(result.err, HasSubstr("has collapsed"));
  EXPECT_THAT(folder_.read("h.tsv"), HasSubstr("\tconstant\n"));
}

TEST_F(TrainRuns, FollowsSaliencyAgainstTheTruth) {
  ASSERT_EQ(run("siskin-simulate -q --preset task3 --number 200 --length 100 --seed 1 -o d.fa "
                "--truth-track t.bedgraph")
                .status,
            0);
  const auto result =
      run("siskin-train -q --epochs 2 --truth t.bedgraph --history h.tsv -o m.pt d.fa");
  ASSERT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(folder_.read("h.tsv"), HasSubstr("truth_saliency_auroc\ttruth_saliency_aupr"));
  folder_.write("other.bedgraph", "x\t0\t5\t1\n");
  const auto other = run("siskin-train -q --epochs 2 --truth other.bedgraph -o m2.pt d.fa");
  EXPECT_EQ(other.status, 1);
  EXPECT_THAT(other.err, HasSubstr("other.bedgraph: has no sequence 'seq"));
}

TEST_F(TrainRuns, LearnsProfilesThatOtherToolsRead) {
  if (!std::filesystem::exists(kYeast)) GTEST_SKIP() << "no real data at " << kYeast;
  folder_.write("net.json", R"({"name": "small", "layers": [
    {"type": "conv", "filters": 4, "width": 7, "bias": true},
    {"type": "activation", "function": "relu"}],
    "heads": [{"type": "profile", "width": 5, "padding": "same"}, {"type": "counts"}]})");
  const auto result =
      run("siskin-train -q --arch net.json --loss profile --count-weight auto --genome " + kYeast +
          "/sacCer3.fa.gz --positives " + kYeast +
          "/cbf1.peaks.bed --negatives uniform --width 300 "
          "--signal " +
          kYeast +
          "/atac.cuts.bw --output-length 200 --jitter 10 --valid-chroms chrII "
          "--test-chroms chrIV --epochs 2 --metrics m.tsv --history h.tsv -o m.pt");
  ASSERT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(folder_.read("m.tsv"), HasSubstr("profile_jsd\ttest_mean_profile\t"));
  EXPECT_THAT(folder_.read("h.tsv"), HasSubstr("valid_count_pearson"));
  const auto saliency =
      run("siskin-attribute -q -m m.pt --head profile --target-function profile-softmax --method "
          "saliency --genome " +
          kYeast + "/sacCer3.fa.gz --region chrII:1000-1300 | tail -n 1");
  EXPECT_EQ(saliency.status, 0) << saliency.err;
  EXPECT_THAT(saliency.out, HasSubstr("chrII\t"));
}

}  // namespace
}  // namespace siskin::test
