#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "support/run_command.hpp"

namespace siskin {
namespace {

using test::run_command;
using testing::HasSubstr;

constexpr const char* kSisModel = SISKIN_SOURCE_DIR "/test-data/models/t1.pt";

class SisResumeTest : public testing::Test {
 protected:
  SisResumeTest() {
    std::string fasta;
    for (std::size_t i = 0; i < 40; ++i) {
      fasta += ">s" + std::to_string(i) + '\n';
      for (std::size_t j = 0; j < 24; ++j) fasta += "ACGT"[(i * i + i * j + j * j * j) % 4];
      fasta += '\n';
    }
    folder_.write("x.fa", fasta);
  }

  static std::string command(const std::string& more) {
    return std::string("siskin-sis -m ") + kSisModel + kSearch + more;
  }
  test::CommandResult run(const std::string& more) const {
    return run_command(command(more), folder_.path());
  }
  bool exists(const std::string& name) const {
    return std::filesystem::exists(folder_.path() / name);
  }
  void remove(const std::string& name) const { std::filesystem::remove(folder_.path() / name); }

  bool is_killed_at(const std::string& command, const std::string& bytes) const;

  // Contents of all that the command writes; the files are removed.
  std::vector<std::string> files() const {
    std::vector<std::string> contents;
    for (const char* name : {"s.bed", "s.tsv", "o.tsv"}) {
      contents.push_back(exists(name) ? folder_.read(name) : "missing");
      remove(name);
    }
    return contents;
  }

  // A journal of all sequences, as a run that was killed at its very end leaves it: the table meets
  // a full disk.
  std::string whole_journal() const {
    const auto failed = run(" --perturbation --table /dev/full x.fa");
    EXPECT_EQ(failed.status, 1);
    EXPECT_TRUE(exists("s.bed.journal"));
    EXPECT_FALSE(exists("s.bed"));
    remove("o.tsv");
    return folder_.read("s.bed.journal");
  }

  static constexpr const char* kSearch =
      " --threshold-quantile 0.5 --mask sample --seed 4 --order "
      "o.tsv -o s.bed";
  const test::TemporaryFolder folder_;
};

// The line of provenance holds the command.
std::vector<std::string> without_provenance(std::vector<std::string> contents) {
  for (auto& content : contents) content.erase(0, content.find('\n'));
  return contents;
}

TEST_F(SisResumeTest, GivesTheSameBytesWhereverTheJournalEnds) {
  const std::string table = " --perturbation --table s.tsv x.fa";
  ASSERT_EQ(run(table).status, 0);
  EXPECT_FALSE(exists("s.bed.journal"));
  const auto expected = files();
  const auto journal = whole_journal();
  for (const std::size_t part : {0, 30, 61, 100}) {
    folder_.write("s.bed.journal", journal.substr(0, journal.size() * part / 100));
    const auto result = run(table + " --resume");
    EXPECT_EQ(result.status, 0) << result.err;
    EXPECT_FALSE(exists("s.bed.journal")) << part;
    EXPECT_EQ(files(), expected) << part;
  }
  folder_.write("s.bed.journal", journal.substr(0, journal.size() / 2));
  EXPECT_EQ(run(table + " --resume --threads 3").status, 0);
  EXPECT_EQ(without_provenance(files()), without_provenance(expected));
}

// Starts the command, kills it when its journal has so many bytes, and says whether it left one.
bool SisResumeTest::is_killed_at(const std::string& command, const std::string& bytes) const {
  run_command(command +
                  " & pid=$!\nwhile kill -0 $pid 2>/dev/null && "
                  "[ $(stat -c %s s.bed.journal 2>/dev/null || echo 0) -lt " +
                  bytes + " ]; do sleep 0.005; done\nkill -KILL $pid; wait $pid; rm -f *.tmp.$pid",
              folder_.path());
  return exists("s.bed.journal");
}

TEST_F(SisResumeTest, GivesTheSameBytesAfterBeingKilled) {
  bool was_killed = false;
  for (const std::string threads : {"", " --threads 3"}) {
    const std::string slow = " --mask-samples 15 --table s.tsv x.fa" + threads;
    ASSERT_EQ(run(slow).status, 0);
    const auto expected = files();
    for (const char* bytes : {"1", "20000"}) {
      was_killed = is_killed_at(command(slow), bytes) || was_killed;
      const auto result = run(slow + " --resume");
      EXPECT_EQ(result.status, 0) << result.err;
      EXPECT_EQ(files(), expected) << bytes << threads;
    }
  }
  if (!was_killed) GTEST_SKIP() << "every run was over before it could be killed";
}

TEST_F(SisResumeTest, GivesTheSameBytesFromAPipe) {
  const std::string slow = " --mask-samples 15 --table s.tsv -";
  ASSERT_EQ(run_command("cat x.fa | " + command(slow), folder_.path()).status, 0);
  const auto expected = files();
  const bool was_killed =
      is_killed_at("mkfifo pipe; cat x.fa > pipe & " + command(slow) + " < pipe", "10000");
  const auto result = run_command("cat x.fa | " + command(slow) + " --resume", folder_.path());
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_EQ(files(), expected);
  if (!was_killed) GTEST_SKIP() << "the run was over before it could be killed";
}

TEST_F(SisResumeTest, MayWriteElsewhere) {
  whole_journal();
  const auto result = run_command(std::string("siskin-sis -m ") + kSisModel +
                                      " --threshold-quantile 0.5 --mask sample --seed 4 --order "
                                      "p.tsv -o s.bed --perturbation --table q.tsv --resume x.fa",
                                  folder_.path());
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_TRUE(exists("p.tsv") && exists("q.tsv"));
}

TEST_F(SisResumeTest, RefusesWhatIsNotTheSameRun) {
  whole_journal();
  const std::string table = " --perturbation --table s.tsv x.fa";
  const auto unasked = run(table);
  EXPECT_EQ(unasked.status, 1);
  EXPECT_THAT(unasked.err, HasSubstr("s.bed.journal: is left from an interrupted run"));
  EXPECT_THAT(run(table + " --resume --max-subsets 2").err,
              HasSubstr("--max-subsets was not given and is '2'"));
  // The sequences differ behind the first, and with them the quantile and the mask.
  const auto fasta = folder_.read("x.fa");
  folder_.write("x.fa", fasta.substr(0, fasta.rfind('>')) + ">s39\nAAAAAAAA\n");
  const auto changed = run(table + " --resume");
  EXPECT_EQ(changed.status, 1);
  EXPECT_THAT(changed.err, HasSubstr("is left from other sequences than those from x.fa"));
  folder_.write("x.fa", fasta);
  EXPECT_EQ(run(table + " --resume").status, 0);
  folder_.write("s.bed.journal", "siskin-attribute journal 1\n");
  EXPECT_THAT(run(table + " --resume").err, HasSubstr("is no journal of siskin-sis"));
}

TEST_F(SisResumeTest, CutsOffAHalfWrittenEntry) {
  const auto journal = whole_journal();
  folder_.write("s.bed.journal", journal.substr(0, journal.size() / 3) + "damage");
  const auto result = run(" --perturbation --table s.tsv --resume x.fa");
  EXPECT_EQ(result.status, 0) << "what follows the last whole entry is cut off: " << result.err;
}

}  // namespace
}  // namespace siskin
