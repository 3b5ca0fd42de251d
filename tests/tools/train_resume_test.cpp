#include <gmock/gmock.h>

#include <filesystem>
#include <string>

#include "support/run_command.hpp"

namespace siskin::test {
namespace {

using testing::HasSubstr;

const std::string kResumeData = SISKIN_SOURCE_DIR "/test-data/sequences/task3-small.fa";

class TrainResume : public testing::Test {
 protected:
  CommandResult run(const std::string& command) { return run_command(command, folder_.path()); }
  static std::string train(const std::string& name, const std::string& options) {
    return "siskin-train --quiet --epochs 60 --patience 0 --dropout 0.2 -o " + name +
           ".pt --history " + name + ".tsv " + options + " " + kResumeData;
  }
  // Kills a run as soon as it has finished an epoch.
  void interrupt(const std::string& name) {
    const auto result = run(
        train(name, "") + " & run=$!; until [ -e " + name +
        ".pt.checkpoint ]; do kill -0 $run || exit 1; sleep 0.01; done; kill -9 $run; wait $run; "
        "[ ! -e " +
        name + ".pt ]");
    ASSERT_EQ(result.status, 0) << "the run ended before it could be killed\n" << result.err;
  }
  bool exists(const std::string& name) { return std::filesystem::exists(folder_.path() / name); }
  std::string predictions(const std::string& name) {
    return run("siskin-predict -m " + name + ".pt " + kResumeData + " | tail -n +2").out;
  }
  TemporaryFolder folder_;
};

TEST_F(TrainResume, EndsWithTheBytesOfARunThatWasNeverInterrupted) {
  ASSERT_EQ(run(train("whole", "")).status, 0);
  interrupt("killed");
  const auto resumed = run(train("killed", "--resume"));
  ASSERT_EQ(resumed.status, 0) << resumed.err;
  EXPECT_EQ(predictions("killed"), predictions("whole"));
  const std::string same = "[ \"$(tail -n +2 killed.tsv)\" = \"$(tail -n +2 whole.tsv)\" ]";
  EXPECT_EQ(run(same).status, 0);
  EXPECT_FALSE(exists("killed.pt.checkpoint"));
}

TEST_F(TrainResume, LosesNothingByAccident) {
  interrupt("killed");
  const auto again = run(train("killed", ""));
  EXPECT_EQ(again.status, 1);
  EXPECT_THAT(again.err, HasSubstr("killed.pt.checkpoint: is left from an interrupted run"));
  const auto other = run(train("killed", "--resume --seed 2"));
  EXPECT_EQ(other.status, 1);
  EXPECT_THAT(other.err, HasSubstr("is left from a run with no --seed, now it is --seed \"2\""));
  EXPECT_TRUE(exists("killed.pt.checkpoint"));
}

TEST_F(TrainResume, StartsFromTheBeginningWithoutACheckpoint) {
  EXPECT_EQ(run(train("m", "--resume --epochs 1")).status, 2) << "--epochs twice";
  EXPECT_EQ(run("siskin-train --quiet --resume --epochs 1 -o m.pt " + kResumeData).status, 0);
}

TEST_F(TrainResume, RefusesADamagedCheckpoint) {
  folder_.write("m.pt.checkpoint", "PK\3\4 this is none");
  const auto result = run("siskin-train --quiet --resume --epochs 1 -o m.pt " + kResumeData);
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.err, HasSubstr("m.pt.checkpoint: is no checkpoint of siskin-train"));
}

}  // namespace
}  // namespace siskin::test
