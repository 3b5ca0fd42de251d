#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "support/run_command.hpp"
#include "tools/score_maps_support.hpp"

namespace siskin::test {
namespace {

using testing::HasSubstr;

/// Inputs that all subcommands accept, so that only the output is wrong.
class ScoreOutputFiles : public testing::Test {
 protected:
  ScoreOutputFiles() {
    folder.write("bits.bedgraph", "s\t0\t4\t0\ns\t4\t6\t1.5\n");
    folder.write("track.bedgraph", "s\t0\t4\t1\ns\t4\t6\t3\n");
    folder.write("r.bed", "s\t4\t6\n");
    folder.write("l.fa", ">a label=0\nA\n>b label=1\nA\n");
    folder.write("p.tsv", "name\ty\na\t-1\nb\t2\n");
    folder.write("e.tsv", "pos\tref\talt\teffect_mean\n0\tA\tC\t10\n0\tA\tG\t20\n");
    write_maps(folder, "m.npz", {{"s", {5, 0, 6, 1, 7, 0, 0, 5}}});
    write_maps(folder, "n.npz", {{"s", {5, 0, 6, 2, 7, 0, 0, 5}}});
  }
  TemporaryFolder folder;
};

TEST_F(ScoreOutputFiles, AppearTogetherOrNotAtAll) {
  for (const std::string command :
       {"accuracy --labels l.fa --per-sequence side.tsv p.tsv",
        "accuracy --labels l.fa --calibration side.tsv p.tsv",
        "attribution --truth bits.bedgraph --per-sequence side.tsv track.bedgraph",
        "effects --effects e.tsv --per-substitution side.tsv m.npz",
        "overlap --regions r.bed --curve side.tsv track.bedgraph",
        "profile --observed m.npz --per-sequence side.tsv n.npz",
        "spectrum --per-sequence side.tsv track.bedgraph",
        "stability --per-sequence side.tsv m.npz n.npz",
        "subsets --truth r.bed --per-sequence side.tsv r.bed"}) {
    const auto good = run_command("siskin-score " + command + " -o out.tsv", folder.path());
    EXPECT_EQ(good.status, 0) << command << good.err;
    EXPECT_TRUE(std::filesystem::remove(folder.path() / "side.tsv")) << command;
    EXPECT_TRUE(std::filesystem::remove(folder.path() / "out.tsv")) << command;
    const auto bad = run_command("siskin-score " + command + " -o nowhere/out.tsv", folder.path());
    EXPECT_EQ(bad.status, 1) << command;
    EXPECT_THAT(bad.err, HasSubstr("nowhere/out.tsv"));
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "side.tsv")) << command;
  }
}

TEST_F(ScoreOutputFiles, AreTriedBeforeTheWork) {
  const auto done = run_command(
      "siskin-score spectrum --per-sequence nowhere/side.tsv absent.bedgraph", folder.path());
  EXPECT_EQ(done.status, 1);
  EXPECT_THAT(done.err, HasSubstr("nowhere/side.tsv"));
}

}  // namespace
}  // namespace siskin::test
