#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "support/run_command.hpp"
#include "tools/score_support.hpp"

namespace siskin::test {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string kKnown = SISKIN_SOURCE_DIR "/test-data/motifs/siskin_consensus_motifs.meme";

/// Motif "id" of certain bases; N is uniform.
std::string meme_motif(const std::string& id, const std::string& letters) {
  std::string text = "MOTIF " + id + "\nletter-probability matrix: alength= 4 w= " +
                     std::to_string(letters.size()) + " nsites= 20 E= 0\n";
  for (const char letter : letters) {
    if (letter == 'A') text += "1 0 0 0\n";
    if (letter == 'C') text += "0 1 0 0\n";
    if (letter == 'G') text += "0 0 1 0\n";
    if (letter == 'T') text += "0 0 0 1\n";
    if (letter == 'N') text += "0.25 0.25 0.25 0.25\n";
  }
  return text + "\n";
}

/// Filters: AP-1 within blank flanks, E-box, dead, poly-A.
class ScoreFilters : public testing::Test {
 protected:
  ScoreFilters() {
    folder.write("filters.meme",
                 "MEME version 4\n\nALPHABET= ACGT\n\n" +
                     meme_motif("filter0", "NNNNNTGACTCANNNNN") + meme_motif("filter1", "CACGTG") +
                     meme_motif("filter2", "NNNNNNNN") + meme_motif("filter3", "AAAAAAAAAAAAAA"));
    folder.write("truth.tsv",
                 "id\tmotif\nconsensus:FOSL1\tAP1\nconsensus:MAX\tEbox\nconsensus:Arnt\tEbox\n"
                 "consensus:SPI1\tETS\n");
  }
  CommandResult filters(const std::string& arguments, const std::string& input = "") const {
    return run_command("siskin-score filters --database " + kKnown + " " + arguments, folder.path(),
                       input);
  }

  TemporaryFolder folder;
};

TEST_F(ScoreFilters, CountsWhatWasFound) {
  const auto done = filters("--truth truth.tsv filters.meme");
  ASSERT_EQ(done.status, 0) << done.err;
  const auto lines = score_lines(done.out);
  EXPECT_EQ(lines.at("information mean").value, "13.5");  // (14 + 12 + 0 + 28) / 4
  EXPECT_EQ(lines.at("information mean").n, "4");
  EXPECT_EQ(lines.at("uniform all").value, "1");
  EXPECT_EQ(lines.at("match_fraction all").value, "0.5");
  EXPECT_EQ(lines.at("recovered all").value, "0.666666667");
  EXPECT_EQ(lines.at("recovered all").n, "3");
  EXPECT_EQ(lines.at("best_q AP1").n, "1");
  EXPECT_EQ(lines.at("best_q Ebox").n, "1");
  EXPECT_EQ(lines.at("best_q ETS").value, "NA");
  EXPECT_EQ(lines.at("best_q ETS").n, "0");
}

TEST_F(ScoreFilters, WritesTheTableOfTomtom) {
  const auto done = filters("--matches m.tsv filters.meme");
  ASSERT_EQ(done.status, 0) << done.err;
  const auto table = folder.read("m.tsv");
  EXPECT_THAT(table, HasSubstr("\nQuery_ID\tTarget_ID\tOptimal_offset\tp-value\tE-value\tq-value\t"
                               "Overlap\tQuery_consensus\tTarget_consensus\tOrientation\n"));
  EXPECT_THAT(table, HasSubstr("\nfilter1\tconsensus:Arnt\t0\t"));
  EXPECT_THAT(table, HasSubstr("\t6\tCACGTG\tCACGTG\t+\n"));
  EXPECT_THAT(table, Not(HasSubstr("filter2")));
}

TEST_F(ScoreFilters, WritesFiguresOfEveryFilter) {
  const auto done =
      filters("--truth truth.tsv --per-motif each.tsv -", folder.read("filters.meme"));
  ASSERT_EQ(done.status, 0) << done.err;
  const auto table = folder.read("each.tsv");
  EXPECT_THAT(table, HasSubstr("\nname\tmetric\tgroup\tvalue\nfilter0\twidth\tall\t17\n"));
  EXPECT_THAT(table, HasSubstr("\nfilter1\tinformation\tall\t12\n"));
  EXPECT_THAT(table, HasSubstr("\nfilter1\tbest_p\tconsensus:Arnt\t"));
  EXPECT_THAT(table, HasSubstr("\nfilter1\ttruth_q\tEbox\t"));
  EXPECT_THAT(table, HasSubstr("\nfilter2\thits\tall\t0\nfilter3\t"));
}

TEST_F(ScoreFilters, CutsFlanksOnRequest) {
  const auto done = filters("--trim --per-motif each.tsv filters.meme");
  ASSERT_EQ(done.status, 0) << done.err;
  EXPECT_THAT(folder.read("each.tsv"), HasSubstr("\nfilter0\twidth\tall\t13\n"));
  EXPECT_THAT(folder.read("each.tsv"), HasSubstr("\nfilter2\twidth\tall\t8\n"));
}

TEST_F(ScoreFilters, GivesTheSameOnSeveralThreads) {
  const auto one = filters("--matches 1.tsv filters.meme");
  const auto three = filters("--matches 3.tsv --threads 3 filters.meme");
  ASSERT_EQ(three.status, 0) << three.err;
  const auto without_provenance = [](const std::string& text) {
    return text.substr(text.find('\n'));
  };
  EXPECT_EQ(without_provenance(one.out), without_provenance(three.out));
  EXPECT_EQ(without_provenance(folder.read("1.tsv")), without_provenance(folder.read("3.tsv")));
}

TEST_F(ScoreFilters, TakesNoHitFromAnIgnoredMotif) {
  folder.write("ebox.meme", "MEME version 4\n\n" + meme_motif("f", "CACGTG"));
  const auto all = filters("--matches all.tsv ebox.meme");
  EXPECT_EQ(score_lines(all.out).at("match_any all").value, "1");
  EXPECT_THAT(folder.read("all.tsv"), HasSubstr("consensus:Arnt\t"));
  const auto less = filters("--ignore Arnt --matches less.tsv ebox.meme");
  ASSERT_EQ(less.status, 0) << less.err;
  EXPECT_THAT(folder.read("less.tsv"), Not(HasSubstr("consensus:Arnt\t")));
  const auto wrong = filters("--ignore CTCF ebox.meme");
  EXPECT_EQ(wrong.status, 1);
  EXPECT_THAT(wrong.err, HasSubstr("CTCF"));
}

TEST_F(ScoreFilters, HitsNothingBeyondTheThreshold) {
  const auto none = filters("--threshold 0 filters.meme");
  EXPECT_EQ(score_lines(none.out).at("match_any all").value, "0");
  const auto loose = filters("--threshold-on p-value --threshold 1 filters.meme");
  EXPECT_EQ(score_lines(loose.out).at("match_any all").value, "0.75");  // all but the dead filter
}

TEST_F(ScoreFilters, ReadsOneStrandOnRequest) {
  folder.write("known.meme", "MEME version 4\n\n" + meme_motif("A", "TTGACCT") +
                                 meme_motif("B", "GGGCGGG") + meme_motif("C", "CATTATA"));
  folder.write("f.meme", "MEME version 4\n\n" + meme_motif("f", "AGGTCAA"));
  const auto both = run_command(
      "siskin-score filters --database known.meme --threshold 3 --matches m.tsv f.meme | wc -l &&"
      " sed -n 3p m.tsv | cut -f 2,3,7,8-10",
      folder.path());
  EXPECT_EQ(both.out, "5\nA\t0\t7\tAGGTCAA\tAGGTCAA\t-\n") << both.err;
  const auto one = run_command(
      "siskin-score filters --database known.meme --threshold 3 --forward-only --matches m.tsv"
      " f.meme | wc -l && cut -f 10 m.tsv | sed 1,2d | sort -u",
      folder.path());
  EXPECT_EQ(one.out, "5\n+\n") << one.err;
}

TEST_F(ScoreFilters, RefusesTruthThatIsNotInTheDatabase) {
  folder.write("other.tsv", "motif\tid\nCTCF\tMA0139.1\n");
  const auto refused = filters("--truth other.tsv filters.meme");
  EXPECT_EQ(refused.status, 1);
  EXPECT_THAT(refused.err, HasSubstr("truth motif 'CTCF': found none of its ids (MA0139.1)"));
  EXPECT_THAT(filters("--truth koo2021 filters.meme").err, HasSubstr("truth motif 'Arid3a'"));
  folder.write("bad.tsv", "motif\tname\nA\tB\n");
  EXPECT_THAT(filters("--truth bad.tsv filters.meme").err, HasSubstr("bad.tsv"));
  folder.write("empty.tsv", "motif\tid\n");
  EXPECT_THAT(filters("--truth empty.tsv filters.meme").err,
              HasSubstr("empty.tsv: found no motif"));
}

TEST_F(ScoreFilters, RefusesMotifFilesThatAreWrong) {
  EXPECT_EQ(filters("none.meme").status, 1);
  folder.write("bad.meme", "MEME version 4\n\nMOTIF a\nletter-probability matrix: w= 2\n1 0 0 0\n");
  const auto refused = filters("bad.meme");
  EXPECT_EQ(refused.status, 1);
  EXPECT_THAT(refused.err, HasSubstr("bad.meme"));
}

TEST_F(ScoreFilters, FindsThePlantedMotifsOfThePaperInJaspar) {
  const std::string folder_of_motifs = SISKIN_SOURCE_DIR "/../shared/real-data/motifs/";
  const auto database = folder_of_motifs + "JASPAR_CORE_2016_vertebrates.meme";
  if (!std::filesystem::exists(database)) GTEST_SKIP() << "no " << database;
  for (const std::string truth : {"koo2021", "koo2021-published"}) {
    auto command = "siskin-score filters --truth " + truth;
    command.append(" --database ").append(database).append(" ").append(database);
    const auto done = run_command(command, folder.path());
    ASSERT_EQ(done.status, 0) << done.err;
    const auto lines = score_lines(done.out);
    EXPECT_EQ(lines.at("match_any all").value, "1");
    EXPECT_EQ(lines.at("match_any all").n, "518");
    EXPECT_EQ(lines.at("recovered all").value, "1");
  }
}

}  // namespace
}  // namespace siskin::test
