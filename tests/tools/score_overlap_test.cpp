#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "support/run_command.hpp"
#include "tools/score_support.hpp"

namespace siskin::test {
namespace {

using testing::HasSubstr;

/// Two runs of five bases; the first has a peak on bases 1 and 2 (of 100), the second none.
class ScoreOverlap : public testing::Test {
 protected:
  ScoreOverlap() {
    folder.write("peaks.bed", "c\t101\t103\nother\t0\t5\n");
    folder.write("x.bedgraph",
                 "c\t100\t101\t1\nc\t101\t102\t-4\nc\t102\t103\t3\nc\t103\t105\t0\n"
                 "d\t0\t5\t2\n");
  }
  CommandResult overlap(const std::string& arguments, const std::string& input = "") const {
    return run_command("siskin-score overlap " + arguments, folder.path(), input);
  }
  TemporaryFolder folder;
};

TEST_F(ScoreOverlap, ScoresByHand) {
  const auto done = overlap("--regions peaks.bed --top-fraction 0.2 x.bedgraph");
  ASSERT_EQ(done.status, 0) << done.err;
  const auto lines = score_lines(done.out);
  EXPECT_EQ(lines.at("auroc all").value, "1");  // 4 and 3 above 2, 1 and 0
  EXPECT_EQ(lines.at("auroc all").n, "10");
  EXPECT_EQ(lines.at("average_precision all").value, "1");
  EXPECT_EQ(lines.at("aupr all").value, "0.5");
  EXPECT_EQ(lines.at("enrichment top_0.2").value, "5");
  EXPECT_EQ(lines.at("base_share all").value, "0.2");
  EXPECT_EQ(lines.at("importance_share mean").value, "0.875");  // 7 of 8
  EXPECT_EQ(lines.at("importance_share mean").n, "1");
  EXPECT_EQ(lines.at("base_share mean").value, "0.4");
  EXPECT_EQ(lines.at("importance_enrichment mean").value, "2.1875");
  // Importance 1 4 3 0 0 against the distances 2 1 0 1 2 to the summit 102: ranks 3 5 4 1.5 1.5
  // and 4.5 2.5 1 2.5 4.5.
  EXPECT_EQ(lines.at("spearman summit_distance").value, "-0.486664263");
}

TEST_F(ScoreOverlap, TakesSignsOnRequest) {
  const auto lines = score_lines(overlap("--regions peaks.bed --signed x.bedgraph").out);
  EXPECT_EQ(lines.at("auroc all").value, "0.5");  // 3 above all eight, -4 below
}

TEST_F(ScoreOverlap, TakesSummitsOfNarrowPeaks) {
  folder.write("peaks.narrowPeak", "c\t100\t105\tp\t0\t.\t1\t-1\t-1\t0\n");
  folder.write("ramp.bedgraph", "c\t100\t101\t3\nc\t101\t102\t2\nc\t102\t103\t1\n");
  const auto done = overlap("--regions peaks.narrowPeak --per-sequence each.tsv ramp.bedgraph");
  ASSERT_EQ(done.status, 0) << done.err;
  EXPECT_THAT(folder.read("each.tsv"), HasSubstr("\nc:100-103\tspearman\tsummit_distance\t-1\n"));
  EXPECT_EQ(score_lines(done.out).at("auroc all").value, "NA");  // every base is inside
}

TEST_F(ScoreOverlap, WritesTheCurve) {
  const auto done = overlap("--regions peaks.bed --curve curve.tsv -", folder.read("x.bedgraph"));
  ASSERT_EQ(done.status, 0) << done.err;
  EXPECT_THAT(
      folder.read("curve.tsv"),
      HasSubstr("\nthreshold\tcalled\trecall\tprecision\tenrichment\n"
                "4\t0.1\t0.5\t1\t5\n3\t0.2\t1\t1\t5\n2\t0.7\t1\t0.285714286\t1.42857143\n"));
}

TEST_F(ScoreOverlap, SharesOutWhatIsAboveZeroOfASignedTrack) {
  folder.write("near.bedgraph", "c\t100\t101\t3\nc\t101\t102\t-3.75\nc\t102\t103\t1\n");
  const auto lines = score_lines(overlap("--regions peaks.bed --signed near.bedgraph").out);
  EXPECT_EQ(lines.at("importance_share mean").value, "0.25");  // 1 of 4, not -2.75 of 0.25
  EXPECT_EQ(lines.at("importance_enrichment mean").value, "0.375");
}

TEST_F(ScoreOverlap, RefusesRegionsThatNoBaseIsIn) {
  folder.write("far.bed", "c\t50000\t50100\n");
  const auto done = overlap("--regions far.bed --per-sequence each.tsv x.bedgraph");
  EXPECT_EQ(done.status, 1);
  EXPECT_THAT(done.err, HasSubstr("x.bedgraph: found no base within a region of far.bed"));
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "each.tsv"));
}

TEST_F(ScoreOverlap, AsksOnlyRunsWithRegionsForTheirSummit) {
  folder.write("two.bedgraph",
               "c\t100\t101\t1\nc\t101\t102\t4\nc\t102\t105\t0\n"
               "c\t500\t501\t3\nc\t501\t502\t2\n");
  EXPECT_EQ(
      score_lines(overlap("--regions peaks.bed two.bedgraph").out).at("spearman summit_distance").n,
      "1");
}

TEST_F(ScoreOverlap, RefusesTracksOfOtherSequences) {
  folder.write("y.bedgraph", "e\t0\t5\t2\n");
  const auto done = overlap("--regions peaks.bed y.bedgraph");
  EXPECT_EQ(done.status, 1);
  EXPECT_THAT(done.err, HasSubstr("y.bedgraph: found no base within a region of peaks.bed"));
  folder.write("none.bed", "# nothing\n");
  EXPECT_THAT(overlap("--regions none.bed x.bedgraph").err,
              HasSubstr("none.bed: no regions found"));
}

}  // namespace
}  // namespace siskin::test
