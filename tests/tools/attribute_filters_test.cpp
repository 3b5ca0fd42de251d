#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "siskin/io/motif_file.hpp"
#include "siskin/io/npz.hpp"
#include "siskin/io/table.hpp"
#include "support/run_command.hpp"

namespace siskin {
namespace {

using test::run_command;
using test::TemporaryFolder;
using testing::ElementsAre;
using testing::HasSubstr;

// Filter 0 of the test model fires at AC (1.5), filter 1 at GT (1.75), both weakly elsewhere.
class FiltersTest : public testing::Test {
 protected:
  FiltersTest() { folder_.write("x.fa", ">s1\nACGTA\n>s2\nTACGT\n"); }

  test::CommandResult run(const std::string& words, const std::string& input = "") const {
    return run_command("siskin-attribute --method filters -m " SISKIN_SOURCE_DIR
                       "/test-data/models/t1.pt " +
                           words,
                       folder_.path(), input);
  }
  std::string path(const std::string& name) const { return (folder_.path() / name).string(); }

  TemporaryFolder folder_;
};

TEST_F(FiltersTest, WritesMemeOnStandardOutput) {
  const auto result = run("--window 0 x.fa");
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_EQ(result.err, "");
  EXPECT_EQ(result.out,
            "MEME version 4\n\nALPHABET= ACGT\n\nstrands: + -\n\nBackground letter frequencies\n"
            "A 0.25 C 0.25 G 0.25 T 0.25\n\n"
            "MOTIF filter0\nletter-probability matrix: alength= 4 w= 2 nsites= 2 E= 0\n"
            "1.000000 0.000000 0.000000 0.000000\n0.000000 1.000000 0.000000 0.000000\n\n"
            "MOTIF filter1\nletter-probability matrix: alength= 4 w= 2 nsites= 2 E= 0\n"
            "0.000000 0.000000 1.000000 0.000000\n0.000000 0.000000 0.000000 1.000000\n");
}

// Windows x[l-2 : l+2]: of AC at 0 and 1 none fits; GT at 2 touches the start, at 3 the end.
TEST_F(FiltersTest, LeavesOutWindowsThatTouchAnEnd) {
  EXPECT_EQ(run("--window 4 -o f.meme x.fa").status, 0);
  EXPECT_THAT(folder_.read("f.meme"), HasSubstr("w= 4 nsites= 0 E= 0\n0.250000 0.250000"));
  folder_.write("long.fa", ">s1\nTTTACTTT\n>s2\nCCCACCGT\n>s3\nTTTAC\n");
  EXPECT_EQ(run("--window 4 -o f.meme long.fa").status, 0);
  const auto motif = io::read_motif_file(path("f.meme"))[0];
  EXPECT_EQ(motif.sites, 2);
  EXPECT_THAT(motif.rows, ElementsAre(ElementsAre(0, 0.5, 0, 0.5), ElementsAre(0, 0.5, 0, 0.5),
                                      ElementsAre(1, 0, 0, 0), ElementsAre(0, 1, 0, 0)));
}

TEST_F(FiltersTest, ReportsEachFilter) {
  EXPECT_EQ(run("--window 0 -o f.meme --report r.tsv x.fa").status, 0);
  EXPECT_THAT(folder_.read("r.tsv"), testing::StartsWith("# siskin-attribute "));
  const auto table = io::read_table_file(path("r.tsv"));
  EXPECT_THAT(table.columns, ElementsAre("filter", "sites", "maximum", "information", "consensus"));
  EXPECT_THAT(table.rows, ElementsAre(ElementsAre("filter0", "2", "1.5", "4", "AC"),
                                      ElementsAre("filter1", "2", "1.75", "4", "GT")));
}

TEST_F(FiltersTest, ReportsADeadFilterAsUniform) {
  folder_.write("t.fa", ">s1\nTTTT\n");
  EXPECT_EQ(run("--window 0 -o f.meme --report r.tsv t.fa").status, 0);
  EXPECT_THAT(io::read_table_file(path("r.tsv")).rows,
              ElementsAre(ElementsAre("filter0", "0", "0", "0", "NN"),
                          ElementsAre("filter1", "3", "0.25", "4", "TT")));
}

TEST_F(FiltersTest, WritesTheWeightsOfTheFirstConvolution) {
  EXPECT_EQ(run("-o w.npz x.fa").out, "");
  const auto file = io::read_map_file(path("w.npz"));
  EXPECT_THAT(file.names, ElementsAre("filter0", "filter1"));
  EXPECT_THAT(file.values_ncl, ElementsAre(1, -0.5F, -0.5F, 1, -0.25F, 0.25F, 0.25F, -0.25F, -0.5F,
                                           0.25F, 0.25F, -0.5F, 1, -0.25F, -0.5F, 1));
}

// Ten uniform rows, A, C and eight uniform rows; three are left on either side.
TEST_F(FiltersTest, TrimsWhatSaysNothing) {
  std::string fasta;
  for (const char base : std::string("ACGT")) {
    const std::string flank(12, base);
    fasta.append(">").append(1, base).append("\n");
    fasta.append(flank).append("AC").append(flank).append("\n");
  }
  folder_.write("flanked.fa", fasta);
  EXPECT_EQ(run("--threshold 0.9 -o whole.meme flanked.fa").status, 0);
  EXPECT_EQ(run("--threshold 0.9 --trim -o trimmed.meme flanked.fa").status, 0);
  const auto whole = io::read_motif_file(path("whole.meme"))[0];
  const auto trimmed = io::read_motif_file(path("trimmed.meme"))[0];
  EXPECT_EQ(whole.sites, 4);
  EXPECT_EQ(trimmed.sites, 4);
  ASSERT_EQ(whole.width(), 20U);
  ASSERT_EQ(trimmed.width(), 8U);
  EXPECT_THAT(trimmed.rows[3], ElementsAre(1, 0, 0, 0));
  EXPECT_THAT(trimmed.rows[4], ElementsAre(0, 1, 0, 0));
}

TEST_F(FiltersTest, ReadsPipesAndRefusesToGuess) {
  const auto expected = run("--window 0 x.fa").out;
  EXPECT_EQ(run("--window 0 -", folder_.read("x.fa")).out, expected);
  EXPECT_EQ(run("--window 0 <(cat x.fa)").out, expected);
  EXPECT_EQ(run("--window 0 --batch-size 1 --threads 3 x.fa").out, expected);
  const auto unknown = run("--layer conv9 x.fa");
  EXPECT_EQ(unknown.status, 1);
  EXPECT_THAT(unknown.err, HasSubstr("'conv9'"));
  const auto dense = run("--layer linear x.fa");
  EXPECT_EQ(dense.status, 1);
  EXPECT_THAT(dense.err, HasSubstr("layer linear has 2 dimensions"));
  folder_.write("n.fa", ">s\nACNTA\n");
  EXPECT_THAT(run("--ambiguous error n.fa").err, HasSubstr("n.fa: record s: "));
}

TEST_F(FiltersTest, RefusesWhatItCannotWrite) {
  const auto track = run("-o x.bw x.fa");
  EXPECT_EQ(track.status, 2);
  EXPECT_THAT(track.err, HasSubstr("'x.bw', expected a name ending in .meme"));
  EXPECT_EQ(run("--report - x.fa").status, 2);
  EXPECT_EQ(run("-m " SISKIN_SOURCE_DIR "/test-data/models/t1.pt x.fa").status, 2);
}

}  // namespace
}  // namespace siskin
