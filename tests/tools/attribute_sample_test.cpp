#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "siskin/io/motif_file.hpp"
#include "siskin/io/npz.hpp"
#include "siskin/io/table.hpp"
#include "siskin/io/track.hpp"
#include "support/run_command.hpp"

namespace siskin {
namespace {

using test::run_command;
using test::TemporaryFolder;
using testing::ElementsAre;
using testing::HasSubstr;

// f(ACGTA) = 0.5625, f(CATGA) = 0, f of zeros or 0.25 everywhere = 0.25, the largest f of five
// bases 1.6875 and the smallest -0.75.
class SampleTest : public testing::Test {
 protected:
  SampleTest() { folder_.write("x.fa", ">s1\nACGTA\n>s2\nCATGA\n"); }

  test::CommandResult run(const std::string& words) const {
    return run_command("siskin-attribute -m " SISKIN_SOURCE_DIR "/test-data/models/t1.pt " + words,
                       folder_.path());
  }
  std::string run_well(const std::string& words) const {
    const auto result = run(words);
    EXPECT_EQ(result.status, 0) << result.err;
    return result.out;
  }
  io::Table table(const std::string& words) const {
    folder_.write("table.tsv", run_well(words));
    return io::read_table_file(path("table.tsv"));
  }
  std::string path(const std::string& name) const { return (folder_.path() / name).string(); }

  TemporaryFolder folder_;
};

TEST_F(SampleTest, OptimizesGivenSequences) {
  const auto text = run_well("--method optimize --parametrisation greedy --report r.tsv x.fa");
  EXPECT_THAT(text, HasSubstr(">s1 score=1.6875 start_score=0.5625 step="));
  EXPECT_THAT(text, HasSubstr(">s2 score=1.6875 start_score=0 step="));
  const auto history = io::read_table_file(path("r.tsv"));
  EXPECT_THAT(history.columns, ElementsAre("sequence", "step", "best_score"));
  EXPECT_EQ(history.number(0, 2), 0.5625);
  EXPECT_EQ(history.number(history.rows.size() - 1, 2), 1.6875);
}

TEST_F(SampleTest, OptimizesRandomSequencesTheSameOnManyThreads) {
  for (const std::string kind : {"softmax", "straight-through", "fast-seqprop", "beam"}) {
    const auto words =
        "--method optimize --starts 9 --length 5 --steps 20 --parametrisation " + kind;
    const auto text = run_well(words);
    EXPECT_THAT(text, HasSubstr(">start9 score="));
    EXPECT_EQ(run_well(words + " --threads 3 --batch-size 2"), text) << kind;
    EXPECT_NE(run_well(words + " --seed 2"), text);
  }
}

TEST_F(SampleTest, OptimizesAroundATemplateOrSites) {
  const auto text = run_well(
      "--method optimize --starts 3 --fixed GNNGT --goal minimise --parametrisation greedy");
  EXPECT_THAT(text, testing::MatchesRegex("(>start. score=-0.75[^\n]*\n(GTGGT|GGTGT)\n)+"));
  folder_.write("fixed.bed", "s2\t1\t5\n");
  EXPECT_THAT(run_well("--method optimize --parametrisation greedy --fixed fixed.bed x.fa"),
              testing::MatchesRegex(".*\n>s2[^\n]*\n.ATGA\n"));
  const auto refused = run("--method optimize --fixed GNNG x.fa");
  EXPECT_EQ(refused.status, 1);
  EXPECT_THAT(refused.err, HasSubstr("found 5 bases, expected the 4 of the template --fixed"));
  EXPECT_THAT(run("--method optimize --starts 2").err, HasSubstr("expected --length N"));
}

TEST_F(SampleTest, WritesWhatMaximumEntropyDraws) {
  folder_.write("acg.fa", ">s\nACG\n");
  run_well(
      "--method maxent --beta 2 --chains 200 --steps 2000 --sample-period 4 -o m.npz -o m.meme "
      "-o m.bedgraph --report r.tsv acg.fa");
  // The marginals of the 64 sequences, worked out apart from siskin.
  const std::vector<float> expected{.502835F, .379276F, .153111F, .153309F, .379276F, .503534F,
                                    .110402F, .119309F, .231777F, .233454F, .122139F, .111578F};
  const auto maps = io::read_map_file(path("m.npz"));
  const auto motif = io::read_motif_file(path("m.meme")).at(0);
  EXPECT_EQ(motif.id, "s");
  for (std::size_t i = 0; i < 12; ++i) {
    EXPECT_NEAR(maps.map(0)[i], expected[i], 0.02) << i;
    EXPECT_NEAR(motif.rows[i % 3].at(i / 3), static_cast<double>(maps.map(0)[i]), 1e-5);
  }
  EXPECT_NEAR(io::read_track(path("m.bedgraph")).at("s").at(0), 0.245535, 0.03);
  const auto report = io::read_table_file(path("r.tsv"));
  EXPECT_NEAR(report.number(0, report.column("mean_energy")), 0.524277, 0.02);
  EXPECT_EQ(report.number(0, report.column("beta")), 2);
  EXPECT_EQ(report.number(0, report.column("samples")), 200 * 450);
  EXPECT_NEAR(report.number(0, report.column("split_rhat")), 1, 0.02);
}

TEST_F(SampleTest, DrawsTheSameOnManyThreads) {
  const std::string words =
      "--method maxent --target-change 0.3 --energy output --chains 8 --steps 200 "
      "--sample-period 5 x.fa";
  const auto values = [](const std::string& text) { return text.substr(text.find('\n')); };
  const auto text = run_well(words);
  EXPECT_EQ(values(run_well(words + " --threads 2 --batch-size 3")), values(text));
  EXPECT_THAT(text, HasSubstr("\ns2\t4\t5\t"));
}

TEST_F(SampleTest, NamesTheSequenceWhoseLayerIsNone) {
  const auto result = run("--method maxent --beta 1 --layer nowhere x.fa");
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.err, HasSubstr("x.fa: record s1: there is no layer"));
  EXPECT_THAT(result.err, HasSubstr("aten::mean"));
}

TEST_F(SampleTest, SaysThatAChangeIsOutOfReach) {
  const auto result =
      run("--method maxent --target-change 50 --chains 8 --steps 100 --sample-period 5 x.fa");
  EXPECT_EQ(result.status, 0);
  EXPECT_THAT(result.err, HasSubstr("--target-change: missed by more than a fifth for 2 of 2"));
}

TEST_F(SampleTest, TellsWhatAMotifDoes) {
  const auto found = table("--method marginal --insert ACGTA --insert NNNNN --report r.tsv x.fa");
  EXPECT_THAT(found.rows[0],
              ElementsAre("s1", "NA", "ACGTA", "0", "ACGTA", "binding", "0.5625", "0.5625", "0"));
  EXPECT_THAT(found.rows[2],
              ElementsAre("s2", "NA", "ACGTA", "0", "ACGTA", "binding", "0", "0.5625", "0.5625"));
  EXPECT_THAT(found.rows[3],
              ElementsAre("s2", "NA", "NNNNN", "0", "NNNNN", "binding", "0", "0", "0"));
  const auto summary = io::read_table_file(path("r.tsv"));
  EXPECT_THAT(summary.rows[0],
              ElementsAre("ACGTA", "binding", "2", "0.28125", "0.397747564", "0.28125"));
}

TEST_F(SampleTest, TakesMotifsFromFilesAndShufflesBackgrounds) {
  const std::string motifs = SISKIN_SOURCE_DIR "/test-data/motifs/siskin_consensus_motifs.meme";
  const auto first = io::read_motif_file(motifs).at(0);
  folder_.write("long.fa", ">a\nACGTTGCATGCATTGACCAGTACGATTTGACAGT\n");
  const auto found = table(
      "--method marginal --background dinucleotide --background-count 3 "
      "--instances sample --insert " +
      motifs + ":" + first.id + " long.fa");
  ASSERT_EQ(found.rows.size(), 3U);
  EXPECT_EQ(found.rows[2][1], "2");
  EXPECT_EQ(found.rows[2][2], first.id);
  EXPECT_EQ(found.rows[2][4].size(), first.width());
  EXPECT_EQ(run("--method marginal --insert none.meme x.fa").status, 1);
  const auto word = run("--method marginal --insert GCCZ x.fa");
  EXPECT_EQ(word.status, 2);
  EXPECT_THAT(word.err, HasSubstr("option --insert: found 'GCCZ', expected IUPAC letters"));
  EXPECT_THAT(run("--method marginal --insert ACGTAC x.fa").err,
              HasSubstr("motif ACGTAC of 6 bases at 0 leaves the sequence of 5"));
}

TEST_F(SampleTest, TellsWhatIsLostWithASite) {
  folder_.write("sites.bed", "s1\t0\t5\tall_of_it\t0\t+\ns2\t3\t9\tbeyond\t0\t+\n");
  for (const char* kind : {"zero", "uniform"}) {
    const auto found = table("--method ablation --report r.tsv --sites sites.bed --replacement " +
                             std::string(kind) + " x.fa");
    ASSERT_EQ(found.rows.size(), 1U);
    EXPECT_THAT(found.rows[0], ElementsAre("s1", "0", "5", "all_of_it", "+", "binding", "0.5625",
                                           "0.25", "-0.3125", "NA"));
  }
  EXPECT_THAT(io::read_table_file(path("r.tsv")).rows[0],
              ElementsAre("all_of_it", "binding", "1", "-0.3125", "NA", "NA"));
  const auto matches = table("--method ablation --match A --replacement-count 4 x.fa");
  EXPECT_EQ(matches.rows.size(), 8U);  // A or T: three and two, and all of each sequence
  EXPECT_EQ(matches.rows.back()[3], "all");
  // What keeps dinucleotides has no other order of three bases than their own.
  const std::string three = "--method ablation --match ACG --limit 1 x.fa";
  EXPECT_EQ(table(three + " --replacement dinucleotide").number(0, 8), 0);
  EXPECT_LT(table(three).number(0, 8), 0);
  EXPECT_THAT(run("--method ablation --match GGGG x.fa").err, HasSubstr("no sequence has such"));
}

TEST_F(SampleTest, SaysInTheReportHowEditsWereEvaluated) {
  for (const std::string method :
       {"marginal --insert CC", "ablation --match GT", "spacing --insert A --insert C",
        "optimize --parametrisation greedy", "optimize --parametrisation beam"}) {
    const auto report_of = [&](const std::string& engine) {
      run_well(std::string("--report r.tsv x.fa --method ")
                   .append(method)
                   .append(" --engine ")
                   .append(engine));
      return folder_.read("r.tsv");
    };
    EXPECT_THAT(report_of("plain"),
                testing::MatchesRegex("# siskin-attribute [^\n]*\n# engine: plain\n[^#]*"));
    EXPECT_THAT(report_of("incremental"),
                testing::MatchesRegex("# siskin-attribute [^\n]*\n# engine: incremental: [0-9.]+ "
                                      "times fewer multiply-adds\n[^#]*"));
  }
  run_well("--method optimize --steps 2 --report r.tsv x.fa");
  EXPECT_THAT(folder_.read("r.tsv"), testing::Not(HasSubstr("# engine")));
}

// Batches are used again, and must not hold what they told before.
TEST_F(SampleTest, TellsEachSequenceOnce) {
  std::string fasta;
  for (int i = 0; i < 7; ++i) fasta += ">s" + std::to_string(i) + "\nACGTA\n";
  folder_.write("seven.fa", fasta);
  EXPECT_EQ(table("--method marginal --insert CC seven.fa").rows.size(), 7U);
  EXPECT_EQ(table("--method ablation --match GT --report r.tsv seven.fa").rows.size(), 21U);
  EXPECT_EQ(io::read_table_file(path("r.tsv")).rows[0][2], "14");
  table("--method spacing --insert A --insert C --distances 1:1 --report r.tsv seven.fa");
  EXPECT_EQ(io::read_table_file(path("r.tsv")).rows.size(), 28U);
  run_well(
      "--method optimize --steps 2 --batch-size 1 --threads 2 --report r.tsv -o x.fa seven.fa");
  EXPECT_EQ(io::read_table_file(path("r.tsv")).rows.size(), 21U);
  const auto sequences = folder_.read("x.fa");
  EXPECT_EQ(std::count(sequences.begin(), sequences.end(), '>'), 7);
  run_well(
      "--method maxent --beta 1 --steps 20 --chains 2 --sample-period 1 --report r.tsv "
      "-o x.npz seven.fa");
  EXPECT_EQ(io::read_table_file(path("r.tsv")).rows.size(), 7U);
  EXPECT_EQ(io::read_map_file(path("x.npz")).names.size(), 7U);
}

TEST_F(SampleTest, ScansTheDistanceOfTwoMotifs) {
  const auto found = table(
      "--method spacing --insert A --insert CGTA --position 0 --distances -2:1 --report r.tsv "
      "x.fa");
  ASSERT_EQ(found.rows.size(), 1U);  // nearer ones overlap
  EXPECT_EQ(found.number(0, found.column("distance")), 1);
  EXPECT_EQ(found.number(0, found.column("n")), 2);
  // Both together make ACGTA of both sequences.
  EXPECT_EQ(found.number(0, found.column("joint++")), 0.28125);
  EXPECT_NEAR(found.number(0, found.column("interaction++")),
              0.28125 - found.number(0, found.column("first++")) -
                  found.number(0, found.column("second++")),
              1e-9);
  EXPECT_EQ(io::read_table_file(path("r.tsv")).rows.size(), 8U);
  for (const char* distances : {"1:9", "1:999999999", "-999999999:1"}) {
    EXPECT_THAT(
        run("--method spacing --insert A --insert C x.fa --distances " + std::string(distances))
            .err,
        HasSubstr("leaves the sequence of 5 bases"))
        << distances;
  }
}

}  // namespace
}  // namespace siskin
