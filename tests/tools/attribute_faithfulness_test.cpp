#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>

#include "siskin/io/table.hpp"
#include "support/run_command.hpp"

namespace siskin {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;
using testing::UnorderedElementsAre;

class AttributeFaithfulnessTest : public testing::Test {
 protected:
  AttributeFaithfulnessTest() {
    folder_.write("two.fa", ">s1\nACGTA\n>s2\nCATGA\n");
    std::string fasta;
    for (std::size_t i = 0; i < 40; ++i) {
      fasta += ">s" + std::to_string(i) + '\n';
      for (std::size_t j = 0; j < 24; ++j) fasta += "ACGT"[(i * i + i * j + j * j * j) % 4];
      fasta += '\n';
    }
    folder_.write("many.fa", fasta);
  }

  test::CommandResult run(const std::string& words) const {
    return test::run_command(
        "siskin-attribute -q -m " SISKIN_SOURCE_DIR "/test-data/models/t1.pt " + words,
        folder_.path());
  }
  io::Table table_of(const std::string& words) const {
    const auto result = run(words + " --faithfulness f.tsv");
    EXPECT_EQ(result.status, 0) << result.err;
    EXPECT_EQ(result.out, "");
    return io::read_table_file((folder_.path() / "f.tsv").string());
  }
  bool exists(const std::string& name) const {
    return std::filesystem::exists(folder_.path() / name);
  }
  // The table without its first line, which holds the command.
  std::string body_of(const std::string& words) const {
    const auto result = run(words + " --faithfulness f.tsv");
    EXPECT_EQ(result.status, 0) << result.err;
    const auto text = folder_.read("f.tsv");
    return text.substr(text.find('\n'));
  }

  const test::TemporaryFolder folder_;
};

// Value and expectation of the rows of one test of s1, by fraction.
std::map<double, double> curve_of(const io::Table& table, const std::string& test) {
  std::map<double, double> curve;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    if (table.rows[row][0] != "s1" || table.rows[row][1] != test) continue;
    curve[table.number(row, 2)] = table.number(row, 3);
  }
  return curve;
}

std::map<std::string, int> tests_of(const io::Table& table) {
  std::map<std::string, int> counts;
  for (const auto& row : table.rows) ++counts[row[1]];
  return counts;
}

// f(ACGTA) = 0.5625 and f(all masked) = 0.25; one masked base of the two most important ones takes
// 0.4375 (the occlusion of the test model).
TEST_F(AttributeFaithfulnessTest, KnowsTheCurvesOfTheTestModel) {
  const auto table =
      table_of("--method occlusion --faithfulness-fractions 0,0.2,1 --seed 3 two.fa");
  EXPECT_THAT(table.columns, ElementsAre("name", "test", "fraction", "value", "expected"));
  EXPECT_THAT(curve_of(table, "deletion"),
              ElementsAre(Pair(0, 0.5625), Pair(0.2, 0.125), Pair(1, 0.25)));
  const auto insertion = curve_of(table, "insertion");
  EXPECT_EQ(insertion.at(0), 0.25);
  EXPECT_EQ(insertion.at(1), 0.5625);
  EXPECT_THAT(curve_of(table, "deletion_random"),
              ElementsAre(Pair(0, 0.5625), Pair(0.2, testing::_), Pair(1, 0.25)));
  EXPECT_THAT(
      tests_of(table),
      UnorderedElementsAre(Pair("deletion", 6), Pair("insertion", 6), Pair("deletion_random", 6),
                           Pair("insertion_random", 6), Pair("infidelity", 20),
                           Pair("sensitivity", 20), Pair("randomisation", 6)));
}

TEST_F(AttributeFaithfulnessTest, TellsThatDeepLiftIsComplete) {
  const auto table =
      table_of("--method deeplift --precision float64 --faithfulness-tests completeness two.fa");
  ASSERT_EQ(table.rows.size(), 2U);
  EXPECT_THAT(table.rows[0], ElementsAre("s1", "completeness", "NA", "0.3125", "0.3125"));
  EXPECT_THAT(table.rows[1], ElementsAre("s2", "completeness", "NA", "-0.25", "-0.25"));
}

// One base at a time is what mutagenesis knows exactly.
TEST_F(AttributeFaithfulnessTest, FindsMutagenesisRightAboutSingleSubstitutions) {
  const auto table = table_of(
      "--method mutagenesis --faithfulness-tests infidelity --faithfulness-changes 1 many.fa "
      "--precision float64");
  ASSERT_EQ(table.rows.size(), 400U);
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    EXPECT_NEAR(table.number(row, 3), table.number(row, 4), 1e-6);
  }
}

TEST_F(AttributeFaithfulnessTest, TakesEveryMethodThatMakesAMap) {
  // Long enough for shuffles that differ, short enough for all subsets.
  folder_.write("twelve.fa", ">s1\nACGTACCATGTA\n>s2\nCATGATTGCACC\n");
  for (const char* method :
       {"smoothgrad", "integrated-gradients", "expected-gradients", "reference-centred-gradient",
        "lrp", "grad-cam", "deletion", "lime --samples 40", "shapley-exact"}) {
    const auto table =
        table_of(std::string("twelve.fa --faithfulness-samples 2 --method ") + method);
    EXPECT_GE(tests_of(table).size(), 7U) << method;
  }
}

TEST_F(AttributeFaithfulnessTest, DoesNotDependOnBatchesAndThreads) {
  const auto expected = body_of("--method expected-gradients --samples 4 many.fa");
  EXPECT_EQ(body_of("--method expected-gradients --samples 4 many.fa --threads 3"), expected);
  const std::string tests =
      " --faithfulness-tests deletion,insertion,infidelity --method "
      "grad-x-input many.fa";
  EXPECT_EQ(body_of(tests + " --batch-size 7"), body_of(tests));
  EXPECT_NE(body_of(tests + " --seed 2"), body_of(tests));
}

TEST_F(AttributeFaithfulnessTest, StandsBesideTheMap) {
  ASSERT_EQ(run("many.fa -o alone.bedgraph").status, 0);
  ASSERT_EQ(run("many.fa -o beside.bedgraph --faithfulness f.tsv").status, 0);
  const auto track = [this](const char* name) {
    const auto text = folder_.read(name);
    return text.substr(text.find('\n'));
  };
  EXPECT_EQ(track("alone.bedgraph"), track("beside.bedgraph"));
  EXPECT_FALSE(exists("beside.bedgraph.journal"));
  const auto piped = run("two.fa --faithfulness -");
  EXPECT_EQ(piped.status, 0);
  EXPECT_THAT(piped.out, HasSubstr("\nname\ttest\tfraction\tvalue\texpected\ns1\tdeletion\t0\t"));
}

TEST_F(AttributeFaithfulnessTest, GoesOnFromAJournal) {
  const std::string command = "--method expected-gradients --samples 5 --batch-size 20 many.fa";
  const auto expected = body_of(command);
  const auto failed = run(command + " --faithfulness f2.tsv --tolerance 1e-12");
  EXPECT_EQ(failed.status, 1);
  EXPECT_FALSE(exists("f2.tsv"));
  ASSERT_TRUE(exists("f2.tsv.journal"));
  const auto journal = folder_.read("f2.tsv.journal");
  folder_.write("f2.tsv.journal", journal.substr(0, journal.size() / 2));
  const auto other = run(command + " --faithfulness f2.tsv --resume --faithfulness-orders 2");
  EXPECT_EQ(other.status, 1);
  EXPECT_THAT(other.err, HasSubstr("--faithfulness-orders was '1' and is '2'"));
  const auto resumed = run(command + " --faithfulness f2.tsv --resume");
  EXPECT_EQ(resumed.status, 0) << resumed.err;
  const auto text = folder_.read("f2.tsv");
  EXPECT_EQ(text.substr(text.find('\n')), expected);
}

}  // namespace
}  // namespace siskin
