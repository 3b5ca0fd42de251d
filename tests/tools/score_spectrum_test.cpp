#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "support/run_command.hpp"
#include "tools/score_maps_support.hpp"
#include "tools/score_support.hpp"

namespace siskin::test {
namespace {

using testing::HasSubstr;

class ScoreSpectrum : public testing::Test {
 protected:
  CommandResult spectrum(const std::string& arguments, const std::string& input = "") const {
    return run_command("siskin-score spectrum " + arguments, folder.path(), input);
  }
  TemporaryFolder folder;
};

// One base of eight: all magnitudes are equal, so frequencies 2 and 3 of 1, 2, 3 hold two thirds.
constexpr const char* kOneBase = "s\t0\t4\t0\ns\t4\t5\t-2\ns\t5\t8\t0\n";

TEST_F(ScoreSpectrum, ScoresATrackByHand) {
  const auto done = spectrum("-", kOneBase);
  ASSERT_EQ(done.status, 0) << done.err;
  const auto lines = score_lines(done.out);
  EXPECT_EQ(lines.at("high_frequency share").value, "0.666666667");
  EXPECT_EQ(lines.at("gini relative").value, "0.875");
  EXPECT_EQ(lines.at("total_variation published").value, "4");
  EXPECT_EQ(lines.at("total_variation relative").value, "2");
  EXPECT_EQ(lines.at("total_variation relative").n, "1");
  EXPECT_EQ(lines.at("gini_sem relative").value, "NA");
}

TEST_F(ScoreSpectrum, TakesTheLimitThatIsAskedFor) {
  const auto lines = score_lines(spectrum("--frequency-limit 2 -", kOneBase).out);
  EXPECT_EQ(lines.at("high_frequency share").value, "0.333333333");
}

TEST_F(ScoreSpectrum, TakesRunsOfBasesAsSequences) {
  folder.write("x.bedgraph", "a\t0\t3\t1\na\t10\t12\t0\na\t12\t14\t3\nb\t0\t2\t0\n");
  const auto done = spectrum("--per-sequence - -o sums.tsv x.bedgraph");
  ASSERT_EQ(done.status, 0) << done.err;
  EXPECT_THAT(done.out, HasSubstr("\na\tgini\trelative\t0\n"));
  EXPECT_THAT(done.out, HasSubstr("\na:10-14\tgini\trelative\t0.5\n"));
  EXPECT_THAT(done.out, HasSubstr("\nb\tgini\trelative\tNA\n"));
  EXPECT_EQ(score_lines(folder.read("sums.tsv")).at("gini relative").value, "0.25");
  EXPECT_EQ(score_lines(folder.read("sums.tsv")).at("entropy published").n, "3");
}

TEST_F(ScoreSpectrum, RefusesSequencesThatAreNone) {
  write_maps(folder, "map.npz", {{"s", {1, 0, -1, 0, 0, 0, 2, 0}}});
  write_maps(folder, "two.npz", {{"s", {1, 0, 0, 1, 0, 1, 0, 0}}});
  const auto swapped = spectrum("--onehot map.npz two.npz");
  EXPECT_EQ(swapped.status, 1);
  EXPECT_THAT(swapped.err, HasSubstr("map.npz: 's', base 0: found -1, expected the 0 or 1"));
  EXPECT_THAT(spectrum("--onehot two.npz map.npz").err,
              HasSubstr("two.npz: 's', base 1: found 2 letters, expected one"));
}

TEST_F(ScoreSpectrum, SumsTheBasesOfAMap) {
  write_maps(folder, "map.npz", {{"s", {1, 0, -1, 0, 0, 0, 2, 0}}});  // importance 4, 0
  const auto done = spectrum("map.npz");
  ASSERT_EQ(done.status, 0) << done.err;
  EXPECT_EQ(score_lines(done.out).at("total_variation published").value, "4");
}

TEST_F(ScoreSpectrum, TakesTheBasesThatAreThereWithOneHot) {
  write_maps(folder, "map.npz",
             {{"t", {1, 5, 1, 5, 1, 5, 1, 7}}, {"s", {1, 0, -1, 0, 0, 0, 2, 0}}});
  write_maps(folder, "onehot.npz",
             {{"s", {0, 1, 1, 0, 0, 0, 0, 0}}, {"t", {1, 0, 0, 0, 0, 0, 0, 1}}});
  const auto done = spectrum("--onehot onehot.npz --per-sequence each.tsv map.npz");
  ASSERT_EQ(done.status, 0) << done.err;
  EXPECT_THAT(folder.read("each.tsv"), HasSubstr("\ns\ttotal_variation\tpublished\t1\n"));
  EXPECT_THAT(folder.read("each.tsv"), HasSubstr("\nt\ttotal_variation\tpublished\t6\n"));
}

TEST_F(ScoreSpectrum, RefusesTracksOutOfOrder) {
  folder.write("back.bedgraph", "a\t5\t6\t1\na\t0\t1\t1\n");
  EXPECT_THAT(spectrum("back.bedgraph").err, HasSubstr("a:0-1 starts before 6"));
  folder.write("again.bedgraph", "a\t0\t1\t1\nb\t0\t1\t1\na\t5\t6\t1\n");
  EXPECT_THAT(spectrum("again.bedgraph").err, HasSubstr("found 'a' again behind other sequences"));
  folder.write("none.bedgraph", "# nothing\n");
  const auto none = spectrum("none.bedgraph");
  EXPECT_EQ(none.status, 1);
  EXPECT_THAT(none.err, HasSubstr("none.bedgraph: no values found"));
}

TEST_F(ScoreSpectrum, RefusesALimitThatNoFrequencyExceeds) {
  folder.write("eight.bedgraph", "s\t0\t1\t3\ns\t1\t8\t1\n");
  EXPECT_THAT(spectrum("--frequency-limit 4 eight.bedgraph").err,
              HasSubstr("option --frequency-limit: found 4, expected less than half of the 8"));
  EXPECT_EQ(spectrum("--frequency-limit 3 eight.bedgraph").status, 0);
}

TEST_F(ScoreSpectrum, RefusesMapsWithoutBases) {
  io::NpzWriter writer((folder.path() / "empty.npz").string());
  writer.add("arr_0", {1, 4, 0}, nullptr);
  writer.close();
  EXPECT_THAT(spectrum("empty.npz").err, HasSubstr("empty.npz: arr_0 has shape (1,4,0)"));
}

TEST_F(ScoreSpectrum, RefusesOneHotOfOtherSequences) {
  write_maps(folder, "map.npz", {{"s", {1, 0, 0, 0}}});
  write_maps(folder, "onehot.npz", {{"t", {1, 0, 0, 0}}});
  const auto done = spectrum("--onehot onehot.npz map.npz");
  EXPECT_EQ(done.status, 1);
  EXPECT_THAT(done.err, HasSubstr("onehot.npz: found 1 of 1 names that map.npz does not have"));
}

}  // namespace
}  // namespace siskin::test
