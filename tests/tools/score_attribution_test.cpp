#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "siskin/io/npz.hpp"
#include "support/run_command.hpp"
#include "tools/score_support.hpp"

namespace siskin::test {
namespace {

using testing::HasSubstr;

/// Sequence a: bits 0 .05 1.5 0 .005, scores 1 2 5 3 -4. Sequence b: bits 0 2, scores 1 2.
class ScoreAttribution : public testing::Test {
 protected:
  ScoreAttribution() {
    folder.write("bits.bedgraph",
                 "a\t0\t1\t0\na\t1\t2\t0.05\na\t2\t3\t1.5\na\t3\t4\t0\na\t4\t5\t0.005\n"
                 "b\t0\t1\t0\nb\t1\t2\t2\nc\t0\t9\t1\n");
    folder.write("a.bedgraph", "a\t0\t1\t1\na\t1\t2\t2\na\t2\t3\t5\na\t3\t4\t3\na\t4\t5\t-4\n");
    folder.write("ab.bedgraph", folder.read("a.bedgraph") + "b\t0\t1\t1\nb\t1\t2\t2\n");
  }
  CommandResult score(const std::string& arguments, const std::string& input = "") const {
    return run_command("siskin-score attribution " + arguments, folder.path(), input);
  }
  void write_maps(const std::string& name, const std::vector<std::string>& names,
                  const std::vector<std::vector<float>>& maps_cl) const {
    io::MapWriter writer((folder.path() / name).string(), maps_cl.front().size() / 4);
    for (std::size_t i = 0; i < names.size(); ++i) writer.add(names[i], maps_cl[i].data());
    writer.close();
  }

  TemporaryFolder folder;
};

TEST_F(ScoreAttribution, ScoresBothDefinitionsByHand) {
  const auto done = score("--truth bits.bedgraph a.bedgraph");
  ASSERT_EQ(done.status, 0) << done.err;
  const auto lines = score_lines(done.out);
  EXPECT_EQ(lines.at("auroc seed3").value, "0.833333333");  // 5 of 6 pairs
  EXPECT_EQ(lines.at("aupr seed3").value, "0.791666667");
  EXPECT_EQ(lines.at("auroc seed1").value, "1");
  EXPECT_EQ(lines.at("aupr seed1").value, "1");
  EXPECT_EQ(lines.at("snr_top10 seed1").value, "0");  // fewer than ten bases of background
  EXPECT_EQ(lines.at("auroc seed3").n, "1");
}

TEST_F(ScoreAttribution, TellsWhereTheSignalLies) {
  // Signal at bases 1 and 2; the two highest scores are at 2 and 3; called: 1 to 3.
  const auto lines = score_lines(score("--truth bits.bedgraph a.bedgraph").out);
  EXPECT_EQ(lines.at("top_recall seed3").value, "0.5");
  EXPECT_EQ(lines.at("base_iou seed3").value, "0.666666667");
  EXPECT_EQ(lines.at("interval_iou seed3").value, "0.666666667");
  EXPECT_EQ(lines.at("instance_auroc seed3").value, "NA");  // widened, all five bases are signal
  const auto strict = score_lines(score("--truth bits.bedgraph --call-share 0.9 a.bedgraph").out);
  EXPECT_EQ(strict.at("base_iou seed3").value, "0.5");
}

TEST_F(ScoreAttribution, JoinsCallsAcrossGaps) {
  folder.write("site.bed", "s\t2\t7\tm\t9\t+\n");
  folder.write("gap.bedgraph", "s\t0\t2\t0\ns\t2\t3\t4\ns\t3\t6\t0\ns\t6\t7\t4\ns\t7\t8\t0\n");
  const auto joined = score_lines(score("--truth site.bed gap.bedgraph").out);
  EXPECT_EQ(joined.at("base_iou sites").value, "1");
  EXPECT_EQ(joined.at("top_recall sites").value,
            "0.7");  // both calls; 3 of 6 zeros, 3 of them signal
  const auto apart = score_lines(score("--truth site.bed --call-gap 2 gap.bedgraph").out);
  EXPECT_EQ(apart.at("base_iou sites").value, "0.4");
  EXPECT_EQ(apart.at("interval_iou sites").value, "0.2");
}

// As in `siskin-simulate --truth-track bits.bedgraph | siskin-attribute ... - | siskin-score ...`.
TEST_F(ScoreAttribution, WaitsForTheEndOfAPipeBeforeItOpensTheTruth) {
  const auto done = run_command(
      "(cat a.bedgraph; sleep 0.3; cp bits.bedgraph late.bedgraph) |"
      " siskin-score attribution --truth late.bedgraph -",
      folder.path());
  ASSERT_EQ(done.status, 0) << done.err;
  EXPECT_EQ(score_lines(done.out).at("auroc seed3").value, "0.833333333");
}

// Bases 20 to 79 have no value: the two sites beside them are two intervals, not one.
TEST_F(ScoreAttribution, KeepsIntervalsApartThatMissingBasesSeparate) {
  folder.write("two.bed", "s\t18\t20\tm\t9\t+\ns\t80\t82\tm\t9\t+\n");
  folder.write("hole.bedgraph", "s\t0\t18\t0\ns\t18\t20\t4\ns\t80\t82\t4\ns\t82\t100\t0\n");
  for (const std::string word : {"skip", "zero"}) {
    const auto lines =
        score_lines(score("--missing " + word + " --truth two.bed hole.bedgraph").out);
    EXPECT_EQ(lines.at("interval_iou sites").value, "1") << word;
    EXPECT_EQ(lines.at("instance_auroc sites").value, "1") << word;
  }
}

// Windows of a genome lie far from the start of their chromosome.
TEST_F(ScoreAttribution, DoesNotMissBasesBeforeTheFirstWindow) {
  folder.write("far.bed", "c\t1000004\t1000006\tm\t9\t+\n");
  folder.write("far.bedgraph", "c\t1000000\t1000004\t1\nc\t1000004\t1000008\t3\n");
  const auto done = score("--truth far.bed far.bedgraph");
  ASSERT_EQ(done.status, 0) << done.err;
  EXPECT_EQ(score_lines(done.out).at("auroc sites").value, "0.833333333");
  folder.write("before.bed", "c\t999998\t1000006\tm\t9\t+\n");
  EXPECT_THAT(score("--truth before.bed far.bedgraph").err,
              HasSubstr("found no value for 2 of 10 bases, first 999998"));
}

TEST_F(ScoreAttribution, AveragesOverTheSequencesOfTheTrackOnly) {
  const auto lines = score_lines(score("--truth bits.bedgraph ab.bedgraph").out);
  EXPECT_EQ(lines.at("auroc seed3").value, "0.916666667");
  EXPECT_EQ(lines.at("auroc seed3").n, "2");
}

TEST_F(ScoreAttribution, WritesFiguresOfEverySequence) {
  const auto done = score("--truth bits.bedgraph --per-sequence each.tsv ab.bedgraph");
  ASSERT_EQ(done.status, 0) << done.err;
  const auto each = folder.read("each.tsv");
  EXPECT_THAT(each, HasSubstr("\nname\tmetric\tgroup\tvalue\na\tauroc\tseed3\t0.833333333\n"));
  EXPECT_THAT(each, HasSubstr("\nb\tauroc\tseed3\t1\n"));
}

TEST_F(ScoreAttribution, GivesTheRatioOfSignalToNoise) {
  // Signal 6; background 1 .. 20, of which the ten largest have the mean 15.5, all twenty 10.5.
  std::string bits = "s\t0\t20\t0\ns\t20\t21\t2\n";
  std::string track;
  for (int i = 0; i < 20; ++i) {
    const auto start = std::to_string(i);
    const auto end = std::to_string(i + 1);
    for (const auto& piece : {std::string("s"), start, end}) track.append(piece).append("\t");
    track.append(end).append("\n");
  }
  folder.write("snr_bits.bedgraph", bits);
  folder.write("snr.bedgraph", track + "s\t20\t21\t6\n");
  const auto lines = score_lines(score("--truth snr_bits.bedgraph snr.bedgraph").out);
  EXPECT_EQ(lines.at("snr_top10 seed1").value, "0.387096774");
  EXPECT_EQ(lines.at("snr_top20 seed1").value, "0.571428571");
}

TEST_F(ScoreAttribution, TakesPlantedSitesAsTruth) {
  folder.write("sites.bed", "# truth\na\t1\t3\tM1\t9.50\t+\n");
  const auto lines = score_lines(score("--truth sites.bed a.bedgraph").out);
  EXPECT_EQ(lines.at("auroc sites").value, "0.833333333");
  EXPECT_EQ(lines.count("auroc seed3"), 0U);
  folder.write("long.bed", "# truth\na\t1\t30\tM1\t9.50\t+\n");
  const auto refused = score("--truth long.bed a.bedgraph");
  EXPECT_EQ(refused.status, 1);
  EXPECT_THAT(refused.err, HasSubstr("long.bed:2: the site ends at 30, expected at most 5"));
}

TEST_F(ScoreAttribution, ReadsTheTrackFromStandardInput) {
  const auto done = score("--truth bits.bedgraph -", folder.read("a.bedgraph"));
  EXPECT_EQ(score_lines(done.out).at("auroc seed1").value, "1") << done.err;
}

TEST_F(ScoreAttribution, RefusesSequencesWithoutTruth) {
  folder.write("x.bedgraph", "a\t0\t5\t1\nx\t0\t5\t1\n");
  const auto refused = score("--truth bits.bedgraph x.bedgraph");
  EXPECT_EQ(refused.status, 1);
  EXPECT_THAT(refused.err, HasSubstr("x.bedgraph: found 1 of 2 names that bits.bedgraph does not "
                                     "have ('x'; it has 'a', 'b', 'c')"));
  const auto lines = score_lines(score("--allow-missing --truth bits.bedgraph x.bedgraph").out);
  EXPECT_EQ(lines.at("auroc seed3").value, "0.5");
}

TEST_F(ScoreAttribution, AsksWhatToDoWithBasesWithoutValue) {
  folder.write("gap.bedgraph", "a\t1\t4\t1\n");
  const auto refused = score("--truth bits.bedgraph gap.bedgraph");
  EXPECT_EQ(refused.status, 1);
  EXPECT_THAT(refused.err, HasSubstr("'a': found no value for 2 of 5 bases, first 0"));
  const auto zero = score_lines(score("--missing zero --truth bits.bedgraph gap.bedgraph").out);
  EXPECT_EQ(zero.at("auroc seed3").value, "0.833333333");  // (1, 1) against (0, 1, 0): 5 of 6
  const auto skip = score_lines(score("--missing skip --truth bits.bedgraph gap.bedgraph").out);
  EXPECT_EQ(skip.at("auroc seed3").value, "0.5");
}

TEST_F(ScoreAttribution, GivesTheCosineOfMapAndModel) {
  // One column is uniform, the other certain of A. The maps stand in another order.
  const std::vector<float> model = {1, .25F, 0, .25F, 0, .25F, 0, .25F};
  write_maps("p.npz", {"a", "b"}, {model, model});
  write_maps("m.npz", {"b", "a"}, {{2, 1, 0, 2, 0, 0, 0, 0}, {3, 0, -1, 0, -1, 0, -1, 0}});
  const auto done = score("--truth-model p.npz --map m.npz --per-sequence each.tsv");
  ASSERT_EQ(done.status, 0) << done.err;
  const double of_b = 1.5 / (3 * std::sqrt(0.75));
  const auto lines = score_lines(done.out);
  EXPECT_NEAR(std::stod(lines.at("cosine map").value), (1 + of_b) / 2, 1e-8);
  EXPECT_NEAR(std::stod(lines.at("cosine position").value), (1 + 1.5 * of_b) / 2, 1e-8);
  EXPECT_THAT(folder.read("each.tsv"), HasSubstr("a\tcosine\tmap\t1\n"));
}

TEST_F(ScoreAttribution, RefusesMapsThatDoNotGoTogether) {
  const std::vector<float> two_bases(8, 0.5F);
  write_maps("p.npz", {"a"}, {two_bases});
  write_maps("other.npz", {"z"}, {two_bases});
  write_maps("long.npz", {"a"}, {std::vector<float>(12, 0.5F)});
  const auto names = score("--truth-model p.npz --map other.npz");
  EXPECT_EQ(names.status, 1);
  EXPECT_THAT(names.err, HasSubstr("other.npz: found 1 of 1 names that p.npz does not have ('z'"));
  EXPECT_THAT(score("--truth-model p.npz --map long.npz").err,
              HasSubstr("found maps of 2 bases, expected 3"));
  folder.write("text.npz", "no zip");
  const auto text = score("--truth-model p.npz --map text.npz");
  EXPECT_EQ(text.status, 1);
  EXPECT_THAT(text.err, HasSubstr("text.npz"));
}

TEST_F(ScoreAttribution, RefusesMalformedAndEmptyTracks) {
  folder.write("bad.bedgraph", "a\t0\t5\t1\na\t5\tx\t1\n");
  const auto bad = score("--truth bits.bedgraph bad.bedgraph");
  EXPECT_EQ(bad.status, 1);
  EXPECT_THAT(bad.err, HasSubstr("bad.bedgraph:2"));
  folder.write("empty.bedgraph", "");
  EXPECT_EQ(score("--truth bits.bedgraph empty.bedgraph").status, 1);
  EXPECT_EQ(score("--truth empty.bedgraph a.bedgraph").status, 1);
}

}  // namespace
}  // namespace siskin::test
