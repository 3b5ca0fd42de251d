#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "siskin/io/motif_file.hpp"
#include "siskin/io/table.hpp"
#include "support/run_command.hpp"

namespace siskin {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::string kHeader =
    "# a comment\nname\tindex\tlength\tthreshold\tscore\tsubset_score\trest_score\tmasked_score\t"
    "positions\tpattern\tstatus\n";

std::string subset(const std::string& name, const std::string& score, const std::string& pattern) {
  return name + "\t0\t6\t1\t3\t" + score + "\t0\t0\t1\t" + pattern + "\tok\n";
}

// Model A reads TGACTC on either strand; B reads GATAAG, and once what A reads.
class SisClusterTest : public testing::Test {
 protected:
  SisClusterTest() {
    folder_.write("A.tsv", kHeader + subset("s1", "2", "NNNTGACTCNNN") +
                               subset("s2", "4", "NNNGAGTCANNN") +
                               subset("s3", "3", "TGACTCNNNNNN") +
                               "s4\tNA\t0\t1\t0.5\tNA\tNA\tNA\tNA\tNA\tbelow_threshold\n" +
                               subset("s5", "9", "CCCCCCCNNNNN"));
    folder_.write("B.tsv",
                  kHeader + subset("s1", "1", "NNNNNGATAAGN") + subset("s2", "7", "NNNNNNTGACTC") +
                      subset("s3", "2", "NNNNNNGATAAG") + subset("s4", "3", "NNNNNNGATNAG"));
  }

  test::CommandResult run(const std::string& words, const std::string& input = "") const {
    return test::run_command("siskin-sis cluster " + words, folder_.path(), input);
  }
  io::Table table(const std::string& name) const {
    return io::read_table_file((folder_.path() / name).string());
  }
  std::string refusal_of(const std::string& content) const {
    folder_.write("bad.tsv", content);
    const auto result = run("--eps 1 bad.tsv");
    EXPECT_EQ(result.status, 1);
    EXPECT_EQ(result.out, "");
    return result.err;
  }

  test::TemporaryFolder folder_;
};

using Rows = std::vector<std::vector<std::string>>;

TEST_F(SisClusterTest, TellsWhichModelHoldsEachCluster) {
  const auto result = run("--eps 1 --min-samples 3 -o c.tsv A.tsv B.tsv");
  ASSERT_EQ(result.status, 0) << result.err;
  EXPECT_EQ(result.out, "");
  const auto clusters = table("c.tsv");
  EXPECT_THAT(clusters.columns,
              ElementsAre("cluster", "members", "cores", "A_members", "A_share", "A_mean_score",
                          "B_members", "B_share", "B_mean_score", "median_length", "consensus",
                          "medoid_pattern", "medoid_model", "medoid_name", "medoid_index", "motif",
                          "motif_name", "motif_strand", "correlation"));
  const std::string none = "NA";
  EXPECT_EQ(clusters.rows, (Rows{{"0", "4", "4", "3", "0.75", "3", "1", "0.25", "7", "6", "TGACTC",
                                  "TGACTC", "A", "s1", "0", none, none, none, none},
                                 {"1", "3", "3", "0", "0", none, "3", "1", "2", "6", "GATAAG",
                                  "GATAAG", "B", "s1", "0", none, none, none, none},
                                 {"noise", "1", "0", "1", "1", "9", "0", "0", none, "7", none, none,
                                  none, none, none, none, none, none, none}}));
}

TEST_F(SisClusterTest, KeepsStrandsApartWhenAsked) {
  ASSERT_EQ(run("--eps 1 --min-samples 2 --strands forward -o c.tsv A.tsv").status, 0);
  const auto clusters = table("c.tsv");
  ASSERT_EQ(clusters.rows.size(), 2U);
  EXPECT_EQ(clusters.rows[0][1], "2");
  EXPECT_EQ(clusters.rows[1][1], "2");
}

TEST_F(SisClusterTest, ListsMembersWithTheirPlace) {
  ASSERT_EQ(run("--eps 1 --min-samples 3 --members m.tsv A.tsv B.tsv").status, 0);
  const auto members = table("m.tsv");
  ASSERT_EQ(members.rows.size(), 8U);
  EXPECT_THAT(members.rows[1], ElementsAre("A", "s2", "0", "0", "1", "-", "0", "3", "GAGTCA", "4"));
  EXPECT_THAT(members.rows[3],
              ElementsAre("A", "s5", "0", "noise", "0", "NA", "NA", "0", "CCCCCCC", "9"));
  EXPECT_THAT(members.rows[7], ElementsAre("B", "s4", "0", "1", "1", "+", "0", "6", "GATNAG", "3"));
}

TEST_F(SisClusterTest, WritesMotifsAndFindsKnownOnes) {
  folder_.write(
      "known.meme",
      "MEME version 4\n\nMOTIF other\nletter-probability matrix: w= 2\n1 0 0 0\n1 0 0 0\n\n"
      "MOTIF gata GATA\nletter-probability matrix: w= 4\n0 0 1 0\n1 0 0 0\n0 0 0 1\n"
      "1 0 0 0\n");
  ASSERT_EQ(
      run("--eps 1 --min-samples 3 --meme c.meme --motifs known.meme -o c.tsv A.tsv B.tsv").status,
      0);
  const auto motifs = io::read_motif_file((folder_.path() / "c.meme").string());
  ASSERT_EQ(motifs.size(), 2U);
  EXPECT_EQ(motifs[1].id, "cluster1");
  EXPECT_EQ(motifs[1].name, "GATAAG");
  EXPECT_EQ(motifs[1].sites, 3);
  EXPECT_NEAR(motifs[1].rows[3][0], 0.75, 1e-6);
  const auto clusters = table("c.tsv");
  const auto& row = clusters.rows[1];
  EXPECT_EQ(row[15], "gata");
  EXPECT_EQ(row[16], "GATA");
  EXPECT_EQ(row[17], "+");
  // Rows of variance 3/4 each but one: an A in two of three and N in the third, (2/3)^2 of it.
  const double expected =
      (3 * 0.75 + 0.75 * 2 / 3) / std::sqrt((5 * 0.75 + 0.75 * 4 / 9) * (4 * 0.75));
  EXPECT_NEAR(clusters.number(1, 18), expected, 1e-6);
}

TEST_F(SisClusterTest, CountsWhereBasesLie) {
  ASSERT_EQ(run("--eps 1 --min-samples 3 --histogram h.tsv -o c.tsv A.tsv B.tsv").status, 0);
  const auto start = table("h.tsv");
  EXPECT_THAT(start.rows[0], ElementsAre("0", "A", "0", "1"));
  EXPECT_THAT(start.rows[4], ElementsAre("0", "A", "4", "3"));
  ASSERT_EQ(run("--eps 1 --min-samples 3 --reference centre --histogram h.tsv A.tsv B.tsv").status,
            0);
  EXPECT_THAT(table("h.tsv").rows[0], ElementsAre("0", "A", "-6", "1"));
}

TEST_F(SisClusterTest, ComparesPositionsWithEnergyDistance) {
  const auto result =
      run("--distance energy --eps 0.1 --min-samples 2 --members m.tsv A.tsv B.tsv");
  ASSERT_EQ(result.status, 0) << result.err;
  const auto members = table("m.tsv");
  std::vector<std::string> labels;
  for (const auto& row : members.rows) labels.push_back(row[3]);
  // Bases 3-8 twice and 6-11 twice; all else is alone in its place.
  EXPECT_THAT(labels, ElementsAre("0", "0", "noise", "noise", "noise", "1", "1", "noise"));
}

TEST_F(SisClusterTest, CutsSubsetsIntoPieces) {
  folder_.write("long.tsv", kHeader + subset("s1", "1", "TGACTCNNNNNNGATAAGNC") +
                                subset("s2", "2", "GATAAGNNNNNNNNGAGTCA"));
  const auto whole = run("--eps 1 --min-samples 2 -q long.tsv | grep -c noise");
  EXPECT_EQ(whole.out, "1\n");
  ASSERT_EQ(
      run("--eps 1 --min-samples 2 --max-gap 0 --min-bases 2 --members m.tsv long.tsv").status, 0);
  const auto members = table("m.tsv");
  EXPECT_EQ(members.rows, (Rows{{"long", "s1", "0", "0", "1", "+", "0", "0", "TGACTC", "1"},
                                {"long", "s1", "0", "1", "1", "+", "0", "12", "GATAAG", "1"},
                                {"long", "s2", "0", "1", "1", "+", "0", "0", "GATAAG", "2"},
                                {"long", "s2", "0", "0", "1", "-", "0", "14", "GAGTCA", "2"}}));
  const auto none = run("--eps 1 --max-gap 0 --min-bases 7 long.tsv");
  EXPECT_EQ(none.status, 1);
  EXPECT_THAT(none.err, HasSubstr("long.tsv: found nothing of at least 7 bases"));
}

TEST_F(SisClusterTest, MakesAGrid) {
  const auto result = run("--eps 0,1 --min-samples 2,3 --grid - A.tsv B.tsv");
  ASSERT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("eps\tmin_samples\tclusters\tnoise_share\tlargest\n"
                                    "0\t2\t2\t0.25\t4\n0\t3\t1\t0.5\t4\n"
                                    "1\t2\t2\t0.125\t4\n1\t3\t2\t0.125\t4\n"));
}

TEST_F(SisClusterTest, DoesNotDependOnThreads) {
  EXPECT_EQ(run("--eps 1 --min-samples 3 -@ 1 A.tsv B.tsv | tail -n +2").out,
            run("--eps 1 --min-samples 3 -@ 3 A.tsv B.tsv | tail -n +2").out);
}

TEST_F(SisClusterTest, SaysWhenThereIsNoCluster) {
  const auto loud = run("--eps 1 --min-samples 50 -o c.tsv A.tsv");
  EXPECT_EQ(loud.status, 0);
  EXPECT_THAT(loud.err, HasSubstr("siskin-sis: no cluster among 4 subsets"));
  EXPECT_EQ(run("--eps 1 --min-samples 50 -o c.tsv -q A.tsv").err, "");
}

TEST_F(SisClusterTest, RefusesTablesThatAreNone) {
  EXPECT_THAT(refusal_of(""), HasSubstr("bad.tsv: empty, expected a header line"));
  EXPECT_THAT(refusal_of("name\tindex\nx\t1\n"), HasSubstr("bad.tsv:1: no column 'threshold'"));
  EXPECT_THAT(refusal_of(kHeader), HasSubstr("bad.tsv: found no line of status ok"));
  EXPECT_THAT(refusal_of(kHeader + "s1\t0\t6\n"),
              HasSubstr("bad.tsv:3: found 3 cells, expected 11"));
  EXPECT_THAT(refusal_of(kHeader + subset("s1", "1e999", "NAN")),
              HasSubstr("bad.tsv:3: column 'subset_score': found '1e999'"));
  EXPECT_THAT(refusal_of(kHeader + subset("s1", "NA", "NAN")),
              HasSubstr("bad.tsv:3: column 'subset_score': found 'NA'"));
  EXPECT_THAT(refusal_of(kHeader + subset("s1", "1", "NNN")),
              HasSubstr("bad.tsv:3: column 'pattern': found the pattern 'NNN', expected at least"));
  EXPECT_THAT(refusal_of(kHeader + subset("s1", "1", "NxA")),
              HasSubstr("bad.tsv:3: column 'pattern': found 'x'"));
  EXPECT_THAT(refusal_of(kHeader + "s1\t0\t6\t1\t3\t1\t0\t0\t1\tACG\tfine\n"),
              HasSubstr("bad.tsv:3: column 'status': found 'fine' with a pattern, expected ok"));
  EXPECT_THAT(refusal_of(kHeader + std::string("s1\0\t", 4)), HasSubstr("bad.tsv"));
  EXPECT_THAT(refusal_of("\x1f\x8b\x08"), HasSubstr("bad.tsv"));
}

TEST_F(SisClusterTest, LeavesNoFileBehindWhenItFails) {
  const auto result = run("--eps 1 -o c.tsv A.tsv missing.tsv");
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.err, HasSubstr("missing.tsv"));
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "c.tsv"));
}

TEST_F(SisClusterTest, RefusesAWrongCommandLine) {
  const auto result = run("--eps x A.tsv");
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.err, HasSubstr("siskin-sis: option --eps: found 'x'"));
}

}  // namespace
}  // namespace siskin
