#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "siskin/io/table.hpp"
#include "siskin/io/track.hpp"
#include "support/run_command.hpp"

namespace siskin {
namespace {

using testing::ElementsAre;
using testing::FloatNear;
using testing::HasSubstr;
using testing::Pointwise;

class AttributePerturbTest : public testing::Test {
 protected:
  AttributePerturbTest() { folder_.write("x.fa", ">s1\nACGTA\n>s2\nCATGA\n"); }

  test::CommandResult run(const std::string& words) const {
    return test::run_command(
        "siskin-attribute -m " SISKIN_SOURCE_DIR "/test-data/models/t1.pt " + words,
        folder_.path());
  }
  std::vector<float> track_of(const std::string& words) const {
    const auto result = run(words + " -o t.bedgraph");
    EXPECT_EQ(result.status, 0) << result.err;
    return io::read_track((folder_.path() / "t.bedgraph").string()).at("s1");
  }
  static std::string body(const std::string& text) { return text.substr(text.find('\n')); }

  test::TemporaryFolder folder_;
};

// Closed forms and enumerations of the test model.
TEST_F(AttributePerturbTest, KnowsTheAnswersOfTheTestModel) {
  EXPECT_THAT(track_of("--method occlusion x.fa"),
              ElementsAre(0.4375F, 0.4375F, -0.203125F, -0.203125F, 0));
  EXPECT_THAT(track_of("--method occlusion --window 2 x.fa"),
              ElementsAre(0.75F, 0.4765625F, -0.09375F, -0.3046875F, -0.21875F));
  for (const char* method : {"shapley-exact", "kernel-shap"}) {
    EXPECT_THAT(
        track_of(std::string("--precision float64 x.fa --method ") + method),
        Pointwise(FloatNear(1e-7F), {0.375F, 0.359375F, -0.2109375F, -0.203125F, -0.0078125F}));
  }
  EXPECT_THAT(track_of("--method mutagenesis --reduce mean-alternatives x.fa"),
              Pointwise(FloatNear(1e-6F), {0.604167F, 0.520833F, -0.25F, -0.229167F, -0.104167F}));
}

TEST_F(AttributePerturbTest, ReportsSumsAndFits) {
  ASSERT_EQ(
      run("--method shapley-sampling --samples 3 --report r.tsv --precision float64 x.fa").status,
      0);
  EXPECT_THAT(folder_.read("r.tsv"), HasSubstr("\ns1\tmask\tbinding\t0.5625\t0.25\t0.3125\t"));
  ASSERT_EQ(run("--method lime --samples 400 --report r.tsv x.fa").status, 0);
  EXPECT_THAT(folder_.read("r.tsv"),
              HasSubstr("relative_residual\tr_squared\tengine\ns1\tmask\tbinding\t"));
  const auto report = io::read_table_file((folder_.path() / "r.tsv").string());
  for (const auto& cells : report.rows) {
    EXPECT_EQ(cells.back(), "NA");  // nothing is edited
    EXPECT_EQ(std::count(cells.begin(), cells.end(), "NA"), 1);
  }
}

TEST_F(AttributePerturbTest, ReportsHowEditsWereEvaluated) {
  const auto engines = [this](const std::string& words) {
    EXPECT_EQ(run(words + " --report r.tsv x.fa").status, 0) << words;
    const auto report = io::read_table_file((folder_.path() / "r.tsv").string());
    return report.rows.at(0).at(report.column("engine"));
  };
  EXPECT_EQ(engines("--method mutagenesis --engine plain"), "plain");
  EXPECT_THAT(engines("--method mutagenesis --engine incremental"), HasSubstr("multiply-adds"));
  EXPECT_THAT(engines("--method occlusion --engine incremental"), HasSubstr("multiply-adds"));
  EXPECT_EQ(engines("--method deletion"), "NA");
  EXPECT_EQ(engines("--method saliency"), "NA");
}

TEST_F(AttributePerturbTest, MasksGroupsTogether) {
  folder_.write("g.bed", "s1\t0\t2\tboth\n");
  EXPECT_THAT(track_of("--method occlusion --groups g.bed x.fa"),
              ElementsAre(0.75F, 0.75F, 0, 0, 0));
  folder_.write("g.bed", "s1\t0\t2\ta\ns1\t1\t3\tb\n");
  const auto overlap = run("--method occlusion --groups g.bed x.fa");
  EXPECT_EQ(overlap.status, 1);
  EXPECT_THAT(overlap.err, HasSubstr("g.bed:2: group 'b' overlaps group 'a' of line 1"));
  folder_.write("long.fa", ">l\nACGTACGTACGTACGTACGT\n");
  const auto many = run("--method shapley-exact long.fa");
  EXPECT_EQ(many.status, 1);
  EXPECT_THAT(many.err, HasSubstr("record l: found 20 features, expected at most the 16"));
  EXPECT_EQ(std::count(many.err.begin(), many.err.end(), '\n'), 1);
}

TEST_F(AttributePerturbTest, SaysWhenNoGroupIsMet) {
  folder_.write("g.bed", "chr1\t0\t2\ta\n");
  const auto result = run("--method shapley-exact --groups g.bed x.fa");
  EXPECT_EQ(result.status, 0);
  EXPECT_THAT(result.err, HasSubstr("no sequence has a group of g.bed, which names chr1"));
}

TEST_F(AttributePerturbTest, MasksByTheBasesOfTheSequences) {
  folder_.write("gc.fa", ">s1\nGGCCN\n>b\nggcAT\n");  // A 1, C 3, G 4, T 1
  const std::string words = "--method occlusion gc.fa --mask ";
  EXPECT_EQ(track_of(words + "base-frequency"),
            track_of(words + "base-frequency --base-frequencies 1,3,4,1"));
  EXPECT_NE(track_of(words + "base-frequency"), track_of(words + "uniform"));
  EXPECT_NE(track_of(words + "base-frequency"), track_of(words + "position-mean"));
  EXPECT_NE(track_of(words + "zero"), track_of(words + "uniform"));
  folder_.write("mixed.fa", ">a\nACGTA\n>b\nACGT\n");
  EXPECT_THAT(run("--method occlusion --mask position-mean mixed.fa").err,
              HasSubstr("record b: found 4 bases, expected the 5"));
}

TEST_F(AttributePerturbTest, GivesTheSameBytesForAnyBatchesAndThreads) {
  std::string fasta;
  for (std::size_t i = 0; i < 40; ++i) {
    fasta += ">r" + std::to_string(i) + '\n';
    for (std::size_t j = 0; j < 6 + i % 3; ++j) fasta += "ACGT"[(i * j + j * j * j + i) % 4];
    fasta += '\n';
  }
  folder_.write("many.fa", fasta);
  for (const char* method :
       {"occlusion --window 3 --fill shuffle", "deletion", "lime --samples 60",
        "kernel-shap --samples 40", "shapley-sampling --samples 3", "pairwise --positions 1-4"}) {
    const auto words = std::string("--precision float64 many.fa --method ") + method;
    const auto one = run(words);
    ASSERT_EQ(one.status, 0) << one.err;
    EXPECT_EQ(body(run(words + " --threads 3").out), body(one.out)) << method;
    EXPECT_EQ(body(run(words + " --batch-size 7").out), body(one.out)) << method;
    // The others are exact for this model, in which no more than two bases interact.
    const bool draws = std::string(method).find("lime") != std::string::npos;
    if (draws) {
      EXPECT_NE(body(run(words + " --seed 2").out), body(one.out)) << method;
    }
  }
}

TEST_F(AttributePerturbTest, WritesATableOfPairs) {
  const auto result = run("--method pairwise --positions 0,2 --limit 1 --engine plain x.fa");
  ASSERT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(result.out, testing::StartsWith("# siskin-attribute "));
  EXPECT_THAT(
      body(result.out),
      testing::StartsWith(
          "\n# engine: plain\nsequence\toutput\tposition1\tbase1\tposition2\tbase2\tdelta1\t"
          "delta2\tdelta12\tepistasis\n"
          "s1\tbinding\t0\tC\t2\tA\t-0.75\t0.4375\t-0.3125\t0\n"));
  EXPECT_EQ(std::count(result.out.begin(), result.out.end(), '\n'), 3 + 9);
  EXPECT_THAT(run("--method pairwise --positions 9 x.fa").err,
              HasSubstr("record s1: found 5 bases, expected more than the largest of --positions"));
}

TEST_F(AttributePerturbTest, TakesUpWhatWasInterrupted) {
  folder_.write("g.bed", "s1\t0\t2\ta\n");
  folder_.write("bad.fa", ">s1\nACGTA\n>s2\nACGNA\n");
  const std::string words = "--method occlusion --groups g.bed --ambiguous error -o t.bedgraph ";
  EXPECT_EQ(run(words + "bad.fa").status, 1);
  folder_.write("g.bed", "s1\t0\t3\ta\n");
  EXPECT_THAT(run(words + "--resume bad.fa").err, HasSubstr("the content of g.bed was"));
}

}  // namespace
}  // namespace siskin
