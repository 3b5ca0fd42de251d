#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "siskin/io/npz.hpp"
#include "siskin/io/track.hpp"
#include "support/run_command.hpp"

namespace siskin {
namespace {

using test::run_command;
using test::TemporaryFolder;
using testing::ElementsAre;
using testing::EndsWith;
using testing::FloatNear;
using testing::HasSubstr;
using testing::Pointwise;
using testing::StartsWith;

class AttributeTest : public testing::Test {
 protected:
  AttributeTest() { folder_.write("x.fa", ">s1\nACGTA\n>s2\nCATGA\n"); }

  test::CommandResult run(const std::string& words, const std::string& input = "") const {
    return run_command("siskin-attribute -m " SISKIN_SOURCE_DIR "/test-data/models/t1.pt " + words,
                       folder_.path(), input);
  }
  std::vector<float> track_of(const std::string& words, const std::string& chrom) const {
    const auto result = run(words + " -o t.bedgraph");
    EXPECT_EQ(result.status, 0) << result.err;
    return io::read_track(path("t.bedgraph")).at(chrom);
  }
  std::string path(const std::string& name) const { return (folder_.path() / name).string(); }

  TemporaryFolder folder_;
};

TEST_F(AttributeTest, WritesABedGraphOnStandardOutput) {
  const auto result = run("--method grad-x-input --limit 1 x.fa");
  EXPECT_EQ(result.status, 0);
  EXPECT_EQ(result.err, "");
  EXPECT_THAT(result.out, StartsWith("# siskin-attribute "));
  EXPECT_THAT(result.out, EndsWith("\ns1\t0\t2\t0.5\ns1\t2\t4\t-0.25\ns1\t4\t5\t0\n"));
}

// Closed forms of the test model, one for each method and reduction.
TEST_F(AttributeTest, KnowsTheAnswersOfTheTestModel) {
  EXPECT_THAT(track_of("x.fa", "s1"), ElementsAre(0.5F, 0.5F, 0.25F, 0.25F, 0));
  EXPECT_THAT(track_of("--center --reduce observed x.fa", "s1"),
              Pointwise(FloatNear(1e-7F), {0.4375F, 0.4375F, -0.234375F, -0.21875F, 0.0F}));
  EXPECT_THAT(
      track_of("--method integrated-gradients --steps 20000 --references uniform x.fa", "s1"),
      Pointwise(FloatNear(1e-4F), {0.375F, 0.375F, -0.226293103F, -0.211206897F, 0.0F}));
  EXPECT_THAT(track_of("--method mutagenesis --reduce l2 x.fa", "s1"),
              Pointwise(FloatNear(1e-6F), {1.084334F, 0.929129F, 0.492125F, 0.480072F, 0.380173F}));
}

TEST_F(AttributeTest, TakesReferencesFromAFile) {
  folder_.write("r.fa", ">r\nCATGA\n");
  const auto track = track_of(
      "--method integrated-gradients --references r.fa --steps 20000 --limit 1 x.fa "
      "--report r.tsv",
      "s1");
  EXPECT_THAT(track,
              Pointwise(FloatNear(1e-4F), {0.40625F, 0.125F, -0.019886364F, 0.051136364F, 0.0F}));
  EXPECT_THAT(folder_.read("r.tsv"), HasSubstr("\ns1\t0.5625\t"));
}

TEST_F(AttributeTest, SaysWhenTheToleranceIsMissed) {
  const auto words = std::string("--method integrated-gradients --tolerance 1e-9 --max-steps 100 ");
  EXPECT_THAT(run(words + "x.fa").err, HasSubstr("2 of 2 sequences miss --tolerance 1e-09"));
  EXPECT_EQ(run(words + "--quiet x.fa").err, "");
}

TEST_F(AttributeTest, WritesAllFilesInOnePass) {
  const auto result =
      run("--method mutagenesis x.fa -o t.bw -o t.bedgraph.gz -o m.npz --onehot o.npz");
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_EQ(result.out, "");
  EXPECT_EQ(io::read_track(path("t.bw")), io::read_track(path("t.bedgraph.gz")));
  const auto map = io::read_map_file(path("m.npz"));
  EXPECT_THAT(map.names, ElementsAre("s1", "s2"));
  EXPECT_EQ(map.map(0)[1], -0.375F);  // A at position 1
  EXPECT_EQ(map.map(0)[5], -0.75F);   // C at position 0
  const auto onehot = io::read_map_file(path("o.npz"));
  EXPECT_EQ(onehot.map(1)[5], 1);  // CATGA starts with C
}

TEST_F(AttributeTest, DoesNotDependOnBatchesOrLengthOfItsNeighbours) {
  folder_.write("mixed.fa", ">a\nACGTACGTAA\n>s1\nACGTA\n>b\nGGC\n");
  const std::string words =
      "--method integrated-gradients --references dinucleotide --reference-count 4 --steps 8 ";
  const auto one = run(words + "--batch-size 1 mixed.fa");
  const auto many = run(words + "--batch-size 500 mixed.fa");
  EXPECT_EQ(one.status, 0) << one.err;
  const auto body = [](const std::string& text) { return text.substr(text.find('\n')); };
  EXPECT_EQ(body(one.out), body(many.out));
  EXPECT_EQ(run(words + "mixed.fa").out, run(words + "mixed.fa").out);
  EXPECT_THAT(body(run("--method grad-x-input mixed.fa").out), HasSubstr("\ns1\t0\t2\t0.5\n"));
  EXPECT_NE(body(run(words + "--seed 5 mixed.fa").out), body(one.out));
}

TEST_F(AttributeTest, MergesOverlappingWindows) {
  folder_.write("g.fa", ">chr1\nACGTATTTTT\n");
  const std::string words =
      "--method grad-x-input --genome g.fa --region chr1:0-5 --region chr1:2-7 ";
  const auto single = [&](const std::string& region) {
    return track_of("--method grad-x-input --genome g.fa --region " + region, "chr1");
  };
  const auto first = single("chr1:0-5");
  const auto second = single("chr1:2-7");
  const auto merged = track_of(words, "chr1");
  ASSERT_EQ(merged.size(), 7U);
  EXPECT_EQ(merged[1], first[1]);
  EXPECT_EQ(merged[3], (first[3] + second[3]) / 2);
  EXPECT_EQ(merged[6], second[6]);
  EXPECT_EQ(track_of(words + "--overlap first", "chr1")[3], first[3]);
  EXPECT_EQ(run(words + "--overlap error").status, 1);
}

TEST_F(AttributeTest, LeavesPaddingOutOfTracks) {
  folder_.write("g.fa", ">chr1\nACGTA\n");
  const auto track = track_of(
      "--method grad-x-input --genome g.fa --region chr1:0-5 --width 9 --edge pad", "chr1");
  EXPECT_EQ(track.size(), 5U);
}

TEST_F(AttributeTest, GivesNothingToN) {
  folder_.write("n.fa", ">s\nANGTN\n");
  for (const char* ambiguous : {"zero", "uniform"}) {
    for (const char* method : {"grad-x-input", "integrated-gradients", "mutagenesis"}) {
      const auto track =
          track_of(std::string("--ambiguous ") + ambiguous + " --method " + method + " n.fa", "s");
      EXPECT_EQ(track[1], 0) << method;
      EXPECT_EQ(track[4], 0) << method;
      EXPECT_NE(track[0], 0) << method;
    }
  }
  const auto refused = run("--ambiguous error n.fa");
  EXPECT_EQ(refused.status, 1);
  EXPECT_THAT(refused.err, HasSubstr("n.fa: record s: "));
}

TEST_F(AttributeTest, ReadsStandardInput) {
  EXPECT_THAT(run("--method grad-x-input -", ">q\nACGTA\n").out, HasSubstr("\nq\t0\t2\t0.5\n"));
}

TEST_F(AttributeTest, NamesWhatIsWrong) {
  folder_.write("mixed.fa", ">a\nACGTA\n>b\nACGT\n");
  folder_.write("r.fa", ">r\nCAT\n");
  folder_.write("bad.pt", "no model");
  const auto expect_failure = [&](const std::string& words, const std::string& message) {
    const auto result = run(words);
    EXPECT_EQ(result.status, 1) << words;
    EXPECT_THAT(result.err, HasSubstr(message));
    EXPECT_EQ(std::count(result.err.begin(), result.err.end(), '\n'), 1) << result.err;
  };
  expect_failure("mixed.fa -o m.npz", "mixed.fa: record b: found 4 bases, expected the 5");
  EXPECT_FALSE(std::filesystem::exists(path("m.npz")));
  expect_failure("--target 1 x.fa", "there is no --target 1");
  expect_failure("--method integrated-gradients --references r.fa x.fa", "reference r has 3 bases");
  expect_failure("--split test x.fa", "no sequence left");
  expect_failure("missing.fa", "missing.fa");
  const auto bad = run_command("siskin-attribute -m bad.pt x.fa", folder_.path());
  EXPECT_EQ(bad.status, 1);
  EXPECT_THAT(bad.err, HasSubstr("bad.pt: is no TorchScript model"));
  EXPECT_EQ(run("--method guess x.fa").status, 2);
}

}  // namespace
}  // namespace siskin
