#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "support/run_command.hpp"
#include "tools/score_maps_support.hpp"
#include "tools/score_support.hpp"

namespace siskin::test {
namespace {

using testing::HasSubstr;
using testing::Not;

/// Maps of two bases: x points along A at base 0, y along C at base 1, z is both.
class ScoreStability : public testing::Test {
 protected:
  ScoreStability() {
    const std::vector<float> x = {1, 0, 0, 0, 0, 0, 0, 0};
    const std::vector<float> y = {0, 0, 0, 1, 0, 0, 0, 0};
    const std::vector<float> z = {1, 0, 0, 1, 0, 0, 0, 0};
    write_maps(folder, "a.npz", {{"s", x}, {"t", z}});
    write_maps(folder, "b.npz", {{"s", y}, {"t", z}});
    write_maps(folder, "c.npz", {{"t", x}, {"s", z}});  // another order
  }
  CommandResult stability(const std::string& arguments) const {
    return run_command("siskin-score stability " + arguments, folder.path());
  }
  TemporaryFolder folder;
};

TEST_F(ScoreStability, ComparesTwoFilesByHand) {
  const auto done = stability("--top 1 a.npz b.npz");
  ASSERT_EQ(done.status, 0) << done.err;
  const auto lines = score_lines(done.out);
  EXPECT_EQ(lines.at("cosine mean").value, "0.5");  // 0 and 1
  EXPECT_EQ(lines.at("cosine mean").n, "2");
  EXPECT_EQ(lines.at("cosine_sem mean").value, "0.5");
  EXPECT_EQ(lines.at("jaccard mean").value, "0.5");
  EXPECT_EQ(lines.at("jaccard_sum mean").value, "1");     // 0 and 2
  EXPECT_EQ(lines.at("top_overlap mean").value, "0.25");  // 0, and 1/2 for two tied bases
  EXPECT_EQ(lines.at("cosine a.npz b.npz").value, "0.5");
}

TEST_F(ScoreStability, MatchesByNameInAnyOrder) {
  const auto lines = score_lines(stability("--per-sequence each.tsv a.npz b.npz c.npz").out);
  // x and z: 1/sqrt(2); s: pairs xy 0, xz, yz; t: zz 1, zx, zx.
  EXPECT_EQ(lines.at("cosine a.npz c.npz").value, "0.707106781");
  EXPECT_EQ(lines.at("cosine b.npz c.npz").value, "0.707106781");
  EXPECT_EQ(lines.at("cosine a.npz b.npz").value, "0.5");
  EXPECT_EQ(lines.at("cosine c.npz").value, "0.707106781");
  EXPECT_EQ(lines.at("cosine mean").value, "0.638071187");
  EXPECT_THAT(folder.read("each.tsv"), HasSubstr("\ns\tcosine\ta.npz b.npz\t0\n"));
  EXPECT_THAT(folder.read("each.tsv"), HasSubstr("\nt\tjaccard\ta.npz c.npz\t0.5\n"));
}

TEST_F(ScoreStability, ComparesOneListWithAnother) {
  const auto done = stability("--against c.npz a.npz b.npz");
  ASSERT_EQ(done.status, 0) << done.err;
  const auto lines = score_lines(done.out);
  EXPECT_EQ(lines.at("cosine mean").value, "0.707106781");
  EXPECT_EQ(lines.count("cosine a.npz b.npz"), 0U);
}

TEST_F(ScoreStability, GivesBoundsThatRepeat) {
  const auto once = stability("--bounds --seed 5 a.npz b.npz");
  ASSERT_EQ(once.status, 0) << once.err;
  const auto lines = score_lines(once.out);
  EXPECT_EQ(lines.at("cosine bases_shuffled").n, "2");
  EXPECT_EQ(lines.count("jaccard positions_shuffled"), 1U);
  EXPECT_EQ(lines.count("jaccard all_shuffled"), 1U);
  EXPECT_EQ(once.out, stability("--bounds --seed 5 a.npz b.npz").out);
  EXPECT_THAT(stability("a.npz b.npz").out, Not(HasSubstr("shuffled")));
}

TEST_F(ScoreStability, RefusesSequencesThatAreNotInAll) {
  write_maps(folder, "d.npz", {{"s", {1, 0, 0, 0, 0, 0, 0, 0}}, {"u", {1, 0, 0, 0, 0, 0, 0, 0}}});
  const auto done = stability("a.npz d.npz");
  EXPECT_EQ(done.status, 1);
  EXPECT_THAT(done.err, HasSubstr("d.npz: found 1 of 2 names that a.npz does not have"));
  EXPECT_THAT(done.err, HasSubstr("--allow-missing leaves them out"));
  const auto lines = score_lines(stability("--allow-missing a.npz d.npz").out);
  EXPECT_EQ(lines.at("cosine mean").value, "1");
  EXPECT_EQ(lines.at("cosine mean").n, "1");
}

TEST_F(ScoreStability, RefusesNanOfEitherFileAndFilesWithoutMaps) {
  write_maps(folder, "nan.npz",
             {{"s", {1, 0, 0, 0, 0, 0, 0, 0}}, {"t", {1, 0, 0, std::nanf(""), 0, 0, 0, 0}}});
  const std::string message = "the map of 't' has NaN for C at position 1";
  EXPECT_THAT(stability("a.npz nan.npz").err, HasSubstr("nan.npz: " + message));
  EXPECT_THAT(stability("nan.npz a.npz").err, HasSubstr("nan.npz: " + message));
  io::MapWriter((folder.path() / "none.npz").string(), 2).close();
  EXPECT_THAT(stability("none.npz a.npz").err, HasSubstr("none.npz: no maps found"));
}

TEST_F(ScoreStability, RefusesATopOfAllBases) {
  const auto done = stability("--top 2 a.npz b.npz");
  EXPECT_EQ(done.status, 1);
  EXPECT_THAT(done.err, HasSubstr("option --top: found 2, expected less than the 2 bases"));
  EXPECT_EQ(score_lines(stability("a.npz b.npz").out).at("top_overlap mean").value, "NA");
}

TEST_F(ScoreStability, RefusesOtherLengths) {
  write_maps(folder, "short.npz", {{"s", {1, 0, 0, 0}}, {"t", {1, 0, 0, 0}}});
  const auto done = stability("a.npz short.npz");
  EXPECT_EQ(done.status, 1);
  EXPECT_THAT(done.err, HasSubstr("short.npz: found maps of 1 bases, expected 2 as in a.npz"));
}

}  // namespace
}  // namespace siskin::test
