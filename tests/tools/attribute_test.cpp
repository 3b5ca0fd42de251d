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
  // What is left without the line of provenance, which holds the command.
  static std::string body(const std::string& text) { return text.substr(text.find('\n')); }

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
  EXPECT_THAT(folder_.read("r.tsv"), HasSubstr("\ns1\tr\tbinding\t0.5625\t0\t"));
}

TEST_F(AttributeTest, FailsWhereSumsMissTheTolerance) {
  const auto words = std::string("--method integrated-gradients --tolerance 1e-9 --max-steps 100 ");
  const auto failed = run(words + "--report r.tsv x.fa");
  EXPECT_EQ(failed.status, 1);
  EXPECT_THAT(failed.err, HasSubstr("2 of 2 sums of contributions (2 of 2 sequences) miss "
                                    "--tolerance 1e-09; the worst is s1, output binding, "
                                    "reference 0: relative residual 0.0021"));
  EXPECT_THAT(folder_.read("r.tsv"), HasSubstr("\ns2\t0\tbinding\t0\t0.25\t-0.2"));
  const auto allowed = run(words + "--allow-incomplete x.fa");
  EXPECT_EQ(allowed.status, 0);
  EXPECT_THAT(allowed.err, StartsWith("siskin-attribute: 2 of 2 sums"));
  EXPECT_EQ(run(words + "--allow-incomplete --quiet x.fa").err, "");
}

// f along the straight path is piecewise linear with few pieces here, so that doubling the steps
// meets a tolerance that 2 steps miss.
TEST_F(AttributeTest, DoublesTheStepsForTheTolerance) {
  const std::string words = "--method integrated-gradients --steps 2 --tolerance 0.01 x.fa";
  EXPECT_EQ(run(words).status, 0);
  EXPECT_EQ(run(words + " --max-steps 2").status, 1);
}

TEST_F(AttributeTest, AppendsToWhatStandardOutputHasAlready) {
  const auto result =
      run_command("echo first > log && siskin-attribute -m " SISKIN_SOURCE_DIR
                  "/test-data/models/t1.pt x.fa -o /dev/null --report /dev/stdout >> log && "
                  "test -L /dev/stdout",
                  folder_.path());
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(folder_.read("log"), StartsWith("first\n# siskin-attribute "));
  EXPECT_THAT(folder_.read("log"), HasSubstr("\ns2\tNA\tbinding\t0\tNA\tNA\tNA\tNA\tNA\tNA\n"));
}

TEST_F(AttributeTest, GivesMeanAndSpreadOfSeveralModels) {
  const auto result = run("-m " SISKIN_SOURCE_DIR
                          "/test-data/models/t1.pt x.fa --method grad-x-input -o m.bedgraph "
                          "--spread s.npz --report r.tsv");
  ASSERT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(io::read_track(path("m.bedgraph")).at("s1"),
              ElementsAre(0.5F, 0.5F, -0.25F, -0.25F, 0));
  EXPECT_THAT(io::read_map_file(path("s.npz")).values_ncl, testing::Each(0));
  EXPECT_THAT(folder_.read("r.tsv"), HasSubstr("\ns1\tNA\tbinding@/"));
}

TEST_F(AttributeTest, WritesOneFileForEachTarget) {
  const auto result = run("x.fa --method grad-x-input --target all -o {target}.bedgraph");
  ASSERT_EQ(result.status, 0) << result.err;
  EXPECT_EQ(io::read_track(path("binding.bedgraph")).at("s1")[0], 0.5F);
  EXPECT_EQ(run("x.fa --target all").status, 2);
}

TEST_F(AttributeTest, CountsBasesForReferencesOfTheirFrequency) {
  folder_.write("gc.fa", ">a\nGGCCN\n>b\nggcAT\n");  // A 1, C 3, G 4, T 1
  const auto words = std::string("--method integrated-gradients --references frequency ");
  const auto counted = run(words + "gc.fa --report r.tsv -o t.bedgraph");
  ASSERT_EQ(counted.status, 0) << counted.err;
  const auto report = folder_.read("r.tsv");
  const auto given = run(words + "gc.fa --base-frequencies 1,3,4,1 --report r.tsv -o t.bedgraph");
  ASSERT_EQ(given.status, 0) << given.err;
  EXPECT_EQ(body(report), body(folder_.read("r.tsv")));
  run(words + "gc.fa --base-frequencies 1,1,1,1 --report r.tsv -o t.bedgraph");
  EXPECT_NE(body(report), body(folder_.read("r.tsv")));
}

TEST_F(AttributeTest, GivesTheSameBytesForAnyNumberOfThreads) {
  std::string fasta;
  for (std::size_t i = 0; i < 200; ++i) {
    fasta += ">r" + std::to_string(i) + '\n';
    for (std::size_t j = 0; j < 5 + i % 7; ++j) fasta += "ACGT"[(i * j + j * j * j + i) % 4];
    fasta += '\n';
  }
  folder_.write("many.fa", fasta);
  const std::string words =
      "--method expected-gradients --samples 7 --batch-size 30 many.fa --report r.tsv ";
  const auto one = run(words);
  const auto report = body(folder_.read("r.tsv"));
  ASSERT_EQ(one.status, 0) << one.err;
  for (const char* threads : {"2", "5"}) {
    EXPECT_EQ(body(run(words + "--threads " + threads).out), body(one.out));
    EXPECT_EQ(body(folder_.read("r.tsv")), report);
  }
  folder_.write("bad.fa", fasta + ">x\nACGN\n" + fasta);
  const auto failed = run("--ambiguous error --batch-size 4 bad.fa");
  for (const char* threads : {"2", "5"}) {
    const auto again =
        run("--ambiguous error --batch-size 4 bad.fa --threads " + std::string(threads));
    EXPECT_EQ(again.err, failed.err);
    EXPECT_THAT(again.err, HasSubstr("record x"));
  }
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
  expect_failure("--target 1 x.fa", "found --target '1', expected");
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
