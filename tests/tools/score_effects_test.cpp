#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "siskin/io/fasta_stream.hpp"
#include "siskin/io/npz.hpp"
#include "siskin/io/table.hpp"
#include "siskin/seq/alphabet.hpp"
#include "support/run_command.hpp"
#include "tools/score_support.hpp"

namespace siskin::test {
namespace {

using testing::HasSubstr;

/// Two elements AC; the map of `one` says 1, 2 and 4 for A>C, A>G and C>T.
class ScoreEffects : public testing::Test {
 protected:
  ScoreEffects() {
    write_maps("one.npz", {"one"}, {kOne});
    write_maps("two.npz", {"two", "one"}, {kTwo, kOne});
    folder.write("e.tsv",
                 "pos\tref\talt\teffect_mean\n0\tA\tC\t10\n0\tA\tG\t20\n1\tC\tT\t40\n"
                 "1\tC\t-\t99\n1\tC\tA\tNA\n");
    folder.write("two.tsv",
                 "id\tpos\tref\talt\teffect_mean\none\t0\tA\tC\t1\none\t0\tA\tG\t2\n"
                 "one\t1\tC\tT\t4\ntwo\t0\tA\tC\t3\ntwo\t0\tA\tG\t2\ntwo\t1\tC\tT\t1\n");
    folder.write("s.fa", ">one\nAC\n>two\nac\n");
  }
  CommandResult score(const std::string& arguments, const std::string& input = "") const {
    return run_command("siskin-score effects " + arguments, folder.path(), input);
  }
  void write_maps(const std::string& name, const std::vector<std::string>& names,
                  const std::vector<std::vector<float>>& maps_cl) const {
    io::MapWriter writer((folder.path() / name).string(), maps_cl.front().size() / 4);
    for (std::size_t i = 0; i < names.size(); ++i) writer.add(names[i], maps_cl[i].data());
    writer.close();
  }

  // Channels A C G T over two bases; the values at the reference are not 0 on purpose.
  const std::vector<float> kOne = {5, 0, 6, 1, 7, 0, 0, 5};
  const std::vector<float> kTwo = {0, 0, 1, 0, 2, 0, 0, 3};
  TemporaryFolder folder;
};

TEST_F(ScoreEffects, ComparesDifferencesWithMeasurements) {
  const auto done = score("--effects e.tsv one.npz");
  ASSERT_EQ(done.status, 0) << done.err;
  const auto lines = score_lines(done.out);
  EXPECT_EQ(lines.at("pearson one").value, "1");
  EXPECT_EQ(lines.at("spearman one").value, "1");
  EXPECT_EQ(lines.at("pearson one").n, "3");
  EXPECT_EQ(lines.at("pearson mean").n, "1");
  EXPECT_EQ(lines.at("skipped deletions").value, "1");
  EXPECT_EQ(lines.at("skipped unmeasured").value, "1");
  EXPECT_EQ(lines.at("skipped deletions").n, "5");
}

TEST_F(ScoreEffects, FindsTheMapOfEachElementByName) {
  const auto done = score("--effects two.tsv --name-column id two.npz");
  ASSERT_EQ(done.status, 0) << done.err;
  const auto lines = score_lines(done.out);
  EXPECT_EQ(lines.at("pearson one").value, "1");
  EXPECT_EQ(lines.at("pearson two").value, "-1");
  EXPECT_NEAR(std::stod(lines.at("pearson mean").value), 0, 1e-12);
  EXPECT_EQ(lines.at("pearson mean").n, "2");
  // Pooled: 1 2 4 1 2 3 against 1 2 4 3 2 1, both of mean 13/6 and squares 35: cross 31.
  const double mean = 13.0 / 6;
  EXPECT_NEAR(std::stod(lines.at("pearson all").value),
              (31 - 6 * mean * mean) / (35 - 6 * mean * mean), 1e-8);
  EXPECT_EQ(lines.at("pearson all").n, "6");
}

TEST_F(ScoreEffects, ScoresOneElementOnRequest) {
  const auto lines =
      score_lines(score("--effects two.tsv --name-column id --element two two.npz").out);
  EXPECT_EQ(lines.count("pearson one"), 0U);
  EXPECT_EQ(lines.at("pearson all").value, "-1");
  const auto chosen = score_lines(score("--effects e.tsv --element one two.npz").out);
  EXPECT_EQ(chosen.at("pearson one").value, "1");
  const auto open = score("--effects e.tsv two.npz");
  EXPECT_EQ(open.status, 1);
  EXPECT_THAT(open.err, HasSubstr("two.npz: found 2 maps, expected --name-column or --element"));
  EXPECT_THAT(score("--effects two.tsv --name-column id --element x two.npz").err,
              HasSubstr("no line to score of element 'x'"));
}

TEST_F(ScoreEffects, ShiftsPositionsByTheOffset) {
  folder.write("g.tsv", "p\tr\ta\te\n1001\tA\tC\t1\n1001\tA\tG\t2\n1002\tC\tT\t4\n");
  const std::string columns =
      "--effects g.tsv --position-column p --ref-column r --alt-column a --effect-column e ";
  const auto done = score(columns + "--position-offset 1001 one.npz");
  EXPECT_EQ(score_lines(done.out).at("pearson one").value, "1") << done.err;
  const auto refused = score(columns + "one.npz");
  EXPECT_EQ(refused.status, 1);
  EXPECT_THAT(refused.err, HasSubstr("g.tsv:2: column 'p'"));
  EXPECT_THAT(refused.err, HasSubstr("found '1001', expected an integer from 0 to 1"));
}

TEST_F(ScoreEffects, ChecksTheReferenceAgainstTheSequences) {
  const auto good = score("--effects two.tsv --name-column id --sequences s.fa two.npz");
  EXPECT_EQ(good.status, 0) << good.err;
  folder.write("w.fa", ">one\nAT\n");
  const auto wrong = score("--effects e.tsv --sequences w.fa one.npz");
  EXPECT_EQ(wrong.status, 1);
  EXPECT_THAT(wrong.err, HasSubstr("e.tsv:4: found the reference base 'C', but w.fa has 'T' at "
                                   "base 1 of 'one'; check --position-offset"));
  folder.write("short.fa", ">one\nA\n");
  EXPECT_THAT(score("--effects e.tsv --sequences short.fa one.npz").err, HasSubstr("only 1 bases"));
  folder.write("other.fa", ">x\nAC\n");
  EXPECT_THAT(score("--effects e.tsv --sequences other.fa one.npz").err,
              HasSubstr("other.fa: no sequence 'one'"));
}

TEST_F(ScoreEffects, TellsElementsWithoutMap) {
  const auto refused = score("--effects two.tsv --name-column id one.npz");
  EXPECT_EQ(refused.status, 1);
  EXPECT_THAT(refused.err, HasSubstr("two.tsv: found 1 of 2 names that one.npz does not have "
                                     "('two'; it has 'one'); --allow-missing"));
  const auto allowed = score("--effects two.tsv --name-column id --allow-missing one.npz");
  EXPECT_EQ(score_lines(allowed.out).at("pearson all").n, "3") << allowed.err;
}

TEST_F(ScoreEffects, RefusesTablesThatAreWrongWithTheirLine) {
  EXPECT_THAT(score("--effects e.tsv --effect-column effect one.npz").err,
              HasSubstr("e.tsv:1: no column 'effect', found"));
  folder.write("letter.tsv", "pos\tref\talt\teffect_mean\n0\tA\tN\t1\n");
  EXPECT_THAT(score("--effects letter.tsv one.npz").err,
              HasSubstr("letter.tsv:2: column 'alt': found 'N', expected A, C, G or T"));
  folder.write("text.tsv", "pos\tref\talt\teffect_mean\n0\tA\tC\thigh\n");
  EXPECT_THAT(score("--effects text.tsv one.npz").err, HasSubstr("text.tsv:2"));
  folder.write("huge.tsv", "pos\tref\talt\teffect_mean\n99999999999999999999\tA\tC\t1\n");
  EXPECT_THAT(score("--effects huge.tsv one.npz").err, HasSubstr("huge.tsv:2"));
  folder.write("none.tsv", "pos\tref\talt\teffect_mean\n");
  const auto none = score("--effects none.tsv one.npz");
  EXPECT_EQ(none.status, 1);
  EXPECT_THAT(none.err, HasSubstr("none.tsv: no line to score"));
}

TEST_F(ScoreEffects, RefusesWhatIsNoSubstitutionOrStandsTwice) {
  const std::string header = "pos\tref\talt\teffect_mean\n";
  folder.write("same.tsv", header + "0\tA\tC\t1\n0\tA\tA\t1\n");
  EXPECT_THAT(score("--effects same.tsv one.npz").err,
              HasSubstr("same.tsv:3: found the same base as reference and alternative"));
  folder.write("twice.tsv", header + "0\tA\tC\t1\n0\tA\tG\tNA\n0\tA\tG\t2\n0\tA\tC\t3\n");
  EXPECT_THAT(score("--effects twice.tsv one.npz").err,
              HasSubstr("twice.tsv:5: found the substitution of base 0 of 'one' twice"));
  folder.write("twice.fa", ">one\nAC\n>one\nGG\n");
  EXPECT_THAT(score("--effects e.tsv --sequences twice.fa one.npz").err,
              HasSubstr("twice.fa: found the name 'one' twice"));
}

TEST_F(ScoreEffects, RefusesMapsThatAreCalledLikeSummaries) {
  write_maps("all.npz", {"all"}, {kOne});
  EXPECT_THAT(score("--effects e.tsv all.npz").err, HasSubstr("found the name 'all'"));
}

TEST_F(ScoreEffects, ReadsTheTableFromStandardInput) {
  const auto done = score("--effects - one.npz", folder.read("e.tsv"));
  EXPECT_EQ(score_lines(done.out).at("pearson one").value, "1") << done.err;
}

// A map that holds the measured effects themselves must agree with them perfectly.
TEST_F(ScoreEffects, RecoversMeasuredEffectsOfARealElement) {
  const std::string real = SISKIN_SOURCE_DIR "/../shared/real-data/mpra-cre";
  if (!std::filesystem::exists(real)) GTEST_SKIP() << real << " is not here";
  io::FastaStream fasta(real + "/wildtype.fa");
  io::FastaRecord wildtype;
  ASSERT_TRUE(fasta.next(wildtype));
  const std::size_t length = wildtype.sequence.size();
  std::vector<float> map_cl(4 * length, 0);
  const auto table = io::read_table_file(real + "/single.effects.tsv");
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const auto base = seq::code(table.rows[row][table.column("alt")].front());
    const auto position = static_cast<std::size_t>(table.number(row, table.column("pos")));
    map_cl[base * length + position] =
        static_cast<float>(table.number(row, table.column("effect_mean")));
  }
  write_maps("cre.npz", {wildtype.name}, {map_cl});
  const auto done = score("--effects " + real + "/single.effects.tsv --sequences " + real +
                          "/wildtype.fa cre.npz");
  ASSERT_EQ(done.status, 0) << done.err;
  const auto lines = score_lines(done.out);
  EXPECT_EQ(lines.at("pearson all").n, "260");
  EXPECT_NEAR(std::stod(lines.at("pearson all").value), 1, 1e-6);
  EXPECT_NEAR(std::stod(lines.at("spearman all").value), 1, 1e-6);
}

// The map of `one` says 1, 2 and 4 for what measured 10, 20 and 40.
TEST_F(ScoreEffects, FindsStrongEffects) {
  const auto lines = score_lines(score("--effects e.tsv --strong 20 one.npz").out);
  EXPECT_EQ(lines.at("strong_auroc one").value, "1");
  EXPECT_EQ(lines.at("strong_aupr one").value, "1");
  EXPECT_EQ(lines.at("strong_average_precision all").value, "1");
  EXPECT_EQ(lines.at("strong_same_sign one").value, "1");
  EXPECT_EQ(lines.at("strong_same_sign one").n, "2");
  EXPECT_EQ(lines.at("strong_auroc mean").n, "1");
  folder.write(
      "p.tsv",
      "pos\tref\talt\teffect_mean\tp\n0\tA\tC\t10\t0.9\n0\tA\tG\t-20\t0.001\n1\tC\tT\t40\tNA\n");
  const auto certain =
      score_lines(score("--effects p.tsv --strong 20 --p-column p --maximum-p 0.01 one.npz").out);
  EXPECT_EQ(certain.at("strong_auroc one").value, "0.5");  // 2 against 1 and 4
  EXPECT_EQ(certain.at("strong_same_sign one").value, "0");
  EXPECT_EQ(certain.at("strong_same_sign one").n, "1");
}

// Replicates 1 2 3 and 1 3 2: r = 0.5, ceiling sqrt(2 r / (1 + r)); the map agrees with 1 2 4.
TEST_F(ScoreEffects, HasACeilingFromReplicates) {
  folder.write("r.tsv",
               "pos\tref\talt\teffect_mean\ta\tb\n0\tA\tC\t10\t1\t1\n0\tA\tG\t20\t2\t3\n"
               "1\tC\tT\t40\t3\t2\n1\tC\tA\tNA\t9\t9\n");
  const auto done = score(
      "--effects r.tsv --replicate-column a --replicate-column b --per-substitution s.tsv one.npz");
  ASSERT_EQ(done.status, 0) << done.err;
  const auto lines = score_lines(done.out);
  EXPECT_EQ(lines.at("replicate_pearson one").value, "0.5");
  EXPECT_EQ(lines.at("replicate_spearman one").value, "0.5");
  EXPECT_NEAR(std::stod(lines.at("noise_ceiling one").value), std::sqrt(2.0 / 3), 1e-9);
  EXPECT_EQ(lines.at("noise_ceiling one").n, "3");
  EXPECT_NEAR(std::stod(lines.at("pearson_of_ceiling all").value), std::sqrt(1.5), 1e-8);
  EXPECT_EQ(lines.at("noise_ceiling mean").n, "1");
  EXPECT_THAT(folder.read("s.tsv"), HasSubstr("\nname\tposition\tref\talt\tmeasured\tpredicted\n"
                                              "one\t0\tA\tC\t10\t1\none\t0\tA\tG\t20\t2\n"));
}

}  // namespace
}  // namespace siskin::test
