#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "support/run_command.hpp"

namespace siskin {
namespace {

using test::run_command;
using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* kModel = SISKIN_SOURCE_DIR "/test-data/models/t1.pt";

// A command with every kind of file, which takes 30 chunks.
class AttributeResumeTest : public testing::Test {
 protected:
  AttributeResumeTest() {
    std::string fasta;
    for (std::size_t i = 0; i < 60; ++i) {
      fasta += ">s" + std::to_string(i) + '\n';
      for (std::size_t j = 0; j < 30; ++j) fasta += "ACGT"[(i * i + i * j + j * j * j) % 4];
      fasta += '\n';
    }
    folder_.write("x.fa", fasta);
  }

  test::CommandResult run(const std::string& more) const {
    return run_command(std::string("siskin-attribute -m ") + kModel + " " + kOptions + more,
                       folder_.path());
  }
  bool exists(const std::string& name) const {
    return std::filesystem::exists(folder_.path() / name);
  }
  void remove(const std::string& name) const { std::filesystem::remove(folder_.path() / name); }

  // Contents of all that the command writes.
  std::vector<std::string> files() const {
    std::vector<std::string> contents;
    for (const char* name : {"a.bedgraph", "a.npz", "o.npz", "r.tsv"}) {
      contents.push_back(exists(name) ? folder_.read(name) : "missing");
      remove(name);
    }
    return contents;
  }

  // A journal as a run that was killed at the end of its work leaves it: nothing is complete when
  // sums miss the tolerance, and everything is computed.
  void leave_whole_journal() const {
    const auto failed = run(" --tolerance 1e-12");
    ASSERT_EQ(failed.status, 1);
    ASSERT_TRUE(exists("a.bedgraph.journal"));
    remove("r.tsv");
  }

  static constexpr const char* kOptions =
      "--method expected-gradients --reference-count 3 --batch-size 100 x.fa "
      "-o a.bedgraph -o a.npz --onehot o.npz --report r.tsv";
  const test::TemporaryFolder folder_;
};

// The same command, for comparison: the line of provenance holds it.
std::vector<std::string> without_comments(std::vector<std::string> contents) {
  for (auto& content : contents) {
    if (content.rfind("# ", 0) == 0) content.erase(0, content.find('\n'));
  }
  return contents;
}

TEST_F(AttributeResumeTest, GivesTheSameBytesWhereverTheJournalEnds) {
  ASSERT_EQ(run("").status, 0);
  EXPECT_FALSE(exists("a.bedgraph.journal"));
  const auto expected = files();
  leave_whole_journal();
  const auto journal = folder_.read("a.bedgraph.journal");
  for (const std::size_t part : {0, 7, 30, 61, 99, 100}) {
    folder_.write("a.bedgraph.journal", journal.substr(0, journal.size() * part / 100));
    const auto result = run(" --resume");
    EXPECT_EQ(result.status, 0) << result.err;
    EXPECT_FALSE(exists("a.bedgraph.journal")) << part;
    EXPECT_EQ(files(), expected) << part;
  }
  folder_.write("a.bedgraph.journal", journal.substr(0, journal.size() / 2));
  EXPECT_EQ(run(" --resume --threads 3").status, 0);
  EXPECT_EQ(without_comments(files()), without_comments(expected));
}

TEST_F(AttributeResumeTest, GivesTheSameBytesAfterBeingKilled) {
  const std::string slow = " --samples 1000";
  ASSERT_EQ(run(slow).status, 0);
  const auto expected = files();
  bool was_killed_in_the_middle = false;
  for (const char* bytes : {"1", "3000", "12000"}) {
    const std::string command = std::string("siskin-attribute -m ") + kModel + " " + kOptions;
    run_command(command + slow +
                    " & pid=$!\nwhile kill -0 $pid 2>/dev/null && "
                    "[ $(stat -c %s a.bedgraph.journal 2>/dev/null || echo 0) -lt " +
                    bytes +
                    " ]; do sleep 0.005; done\nkill -KILL $pid; wait $pid; rm -f *.tmp.$pid",
                folder_.path());
    was_killed_in_the_middle = was_killed_in_the_middle || exists("a.bedgraph.journal");
    const auto result = run(slow + " --resume");
    EXPECT_EQ(result.status, 0) << result.err;
    EXPECT_EQ(files(), expected) << bytes;
    EXPECT_FALSE(exists("a.bedgraph.journal"));
  }
  if (!was_killed_in_the_middle) GTEST_SKIP() << "every run was over before it could be killed";
}

TEST_F(AttributeResumeTest, RefusesAnotherCommandAndAnotherInput) {
  leave_whole_journal();
  const auto unasked = run("");
  EXPECT_EQ(unasked.status, 1);
  EXPECT_THAT(unasked.err, HasSubstr("a.bedgraph.journal: is left from an interrupted run"));
  const auto other = run(" --resume --seed 7");
  EXPECT_EQ(other.status, 1);
  EXPECT_THAT(other.err, HasSubstr("--seed was '1' and is '7'"));
  auto fasta = folder_.read("x.fa");
  fasta[6] = fasta[6] == 'A' ? 'C' : 'A';
  folder_.write("x.fa", fasta);
  const auto changed = run(" --resume");
  EXPECT_EQ(changed.status, 1);
  EXPECT_THAT(changed.err,
              HasSubstr("is left from other sequences than those from x.fa: record s"));
  EXPECT_TRUE(exists("a.bedgraph.journal"));
}

TEST_F(AttributeResumeTest, NoticesAnotherModelUnderTheSameName) {
  std::filesystem::copy_file(kModel, folder_.path() / "m.pt");
  const std::string command =
      "siskin-attribute -m m.pt x.fa --method integrated-gradients -o a.npz --tolerance 0 ";
  EXPECT_EQ(run_command(command, folder_.path()).status, 1);
  // A byte behind the end of a zip archive changes nothing for those who read it.
  run_command("printf x >> m.pt", folder_.path());
  EXPECT_THAT(run_command(command + "--resume", folder_.path()).err,
              HasSubstr("the content of m.pt was '"));
}

TEST_F(AttributeResumeTest, WritesIncompleteSumsWithoutComputingAgain) {
  const auto failed = run(" --tolerance 1e-12");
  EXPECT_EQ(failed.status, 1);
  EXPECT_THAT(failed.err, HasSubstr("60 of 60 sums of contributions (60 of 60 sequences)"));
  EXPECT_THAT(failed.err, HasSubstr("--resume --allow-incomplete"));
  EXPECT_THAT(folder_.read("r.tsv"), HasSubstr("\ns59\tmean\tbinding\t"));
  EXPECT_FALSE(exists("a.bedgraph"));
  EXPECT_FALSE(exists("a.npz"));
  const auto allowed = run(" --tolerance 1e-12 --resume --allow-incomplete");
  EXPECT_EQ(allowed.status, 0);
  EXPECT_THAT(allowed.err, StartsWith("siskin-attribute: 60 of 60 sums"));
  EXPECT_TRUE(exists("a.bedgraph"));
  EXPECT_TRUE(exists("a.npz"));
  EXPECT_FALSE(exists("a.bedgraph.journal"));
}

TEST_F(AttributeResumeTest, BeginsWhereThereIsNothingToResume) {
  EXPECT_EQ(run(" --resume").status, 0);
  const auto resumed = files();
  EXPECT_EQ(run("").status, 0);
  EXPECT_EQ(resumed, files());
}

}  // namespace
}  // namespace siskin
