#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "siskin/io/npz.hpp"
#include "siskin/io/table.hpp"
#include "support/run_command.hpp"

namespace siskin {
namespace {

using test::run_command;
using test::TemporaryFolder;
using testing::ElementsAre;
using testing::HasSubstr;

std::string without_comment(const std::string& text) { return text.substr(text.find('\n') + 1); }

// The filters of the test model give 1.5 and 0 at AC, 0 and 1.75 at GT, 0 and 0.25 at TT; f(ACGTA)
// is 0.5625.
class UnitsTest : public testing::Test {
 protected:
  UnitsTest() { folder_.write("x.fa", ">s1\nACG\n>s2\nGTT\n"); }

  test::CommandResult run(const std::string& words) const {
    return run_command("siskin-attribute -m " SISKIN_SOURCE_DIR "/test-data/models/t1.pt " + words,
                       folder_.path());
  }
  std::string table(const std::string& words) const {
    const auto result = run("--method activations " + words);
    EXPECT_EQ(result.status, 0) << result.err;
    EXPECT_THAT(result.out, testing::StartsWith("# siskin-attribute "));
    return without_comment(result.out);
  }
  std::string path(const std::string& name) const { return (folder_.path() / name).string(); }

  TemporaryFolder folder_;
};

TEST_F(UnitsTest, WritesEveryValueAsATable) {
  EXPECT_EQ(table("x.fa"),
            "name\tchannel\tposition\tvalue\n"
            "s1\t0\t0\t1.5\ns1\t0\t1\t0\ns1\t1\t0\t0\ns1\t1\t1\t0\n"
            "s2\t0\t0\t0\ns2\t0\t1\t0\ns2\t1\t0\t1.75\ns2\t1\t1\t0.25\n");
}

TEST_F(UnitsTest, WritesUnitsWithoutPositions) {
  folder_.write("y.fa", ">s\nACGTA\n");
  EXPECT_EQ(table("--layer linear y.fa"), "name\tchannel\tposition\tvalue\ns\t0\tNA\t0.5625\n");
}

TEST_F(UnitsTest, WritesTheStrongestOfEachChannel) {
  EXPECT_EQ(table("--top 1 x.fa"),
            "channel\trank\tname\tposition\tvalue\n0\t1\ts1\t0\t1.5\n1\t1\ts2\t0\t1.75\n");
  EXPECT_EQ(table("--top 5 --layer aten::mean x.fa"),
            "channel\trank\tname\tposition\tvalue\n0\t1\ts1\tNA\t0.75\n0\t2\ts2\tNA\t0\n"
            "1\t1\ts2\tNA\t1\n1\t2\ts1\tNA\t0\n");
}

TEST_F(UnitsTest, WritesArrays) {
  EXPECT_EQ(run("--method activations -o a.npz x.fa").out, "");
  const auto arrays = io::read_npz(path("a.npz"));
  EXPECT_THAT(arrays.at("arr_0").shape, ElementsAre(2, 2, 2));
  EXPECT_THAT(arrays.at("arr_0").values, ElementsAre(1.5, 0, 0, 0, 0, 0, 1.75, 0.25));
  EXPECT_THAT(arrays.at("names").strings, ElementsAre("s1", "s2"));
  EXPECT_EQ(run("--method activations --layer linear --top 1 -o l.npz -o t.tsv x.fa").status, 0);
  EXPECT_THAT(io::read_npz(path("l.npz")).at("arr_0").shape, ElementsAre(2, 1));
}

TEST_F(UnitsTest, TakesLengthsAsTheyComeWhereNoArrayIsAsked) {
  folder_.write("mixed.fa", ">a\nACG\n>b\nACGT\n>c\nGTT\n");
  EXPECT_THAT(table("mixed.fa"), HasSubstr("\nb\t1\t2\t1.75\nc\t0\t0\t0\n"));
  EXPECT_THAT(table("--top 1 mixed.fa"), HasSubstr("\n1\t1\tb\t2\t1.75\n"));
  const auto refused = run("--method activations -o a.npz mixed.fa");
  EXPECT_EQ(refused.status, 1);
  EXPECT_THAT(refused.err, HasSubstr("the layer has the shape (2,3) here and (2,2) before"));
  EXPECT_FALSE(std::filesystem::exists(path("a.npz")));
}

TEST_F(UnitsTest, DoNotDependOnBatchesOrThreads) {
  std::string fasta;
  for (int i = 0; i < 40; ++i) {
    fasta += ">s" + std::to_string(i) + "\n" + std::string("ACGTTGCA").substr(i % 5) + "ACGT\n";
  }
  folder_.write("many.fa", fasta);
  const auto expected = table("many.fa");
  EXPECT_EQ(table("--batch-size 3 --threads 3 many.fa"), expected);
  EXPECT_EQ(table("--top 4 --batch-size 3 --threads 3 many.fa"), table("--top 4 many.fa"));
}

// The head is linear, so a unit contributes its weight times its value, which is 0 for the
// reference: 2 * 1.5 / 4 and -1 * 1.75 / 4.
TEST_F(UnitsTest, WriteWhatTheyContribute) {
  folder_.write("y.fa", ">s\nACGTA\n");
  const auto result = run(
      "--method conductance --layer aten::mean --steps 2000 -o c.npz -o c.tsv --report r.tsv y.fa");
  EXPECT_EQ(result.status, 0) << result.err;
  const auto array = io::read_npz(path("c.npz")).at("arr_0");
  EXPECT_THAT(array.shape, ElementsAre(1, 1, 2));
  EXPECT_NEAR(array.values[0], 0.75, 1e-3);
  EXPECT_NEAR(array.values[1], -0.4375, 1e-3);
  const auto table = io::read_table_file(path("c.tsv"));
  EXPECT_THAT(table.columns, ElementsAre("name", "output", "channel", "position", "value"));
  EXPECT_EQ(table.rows[1][1], "binding");
  EXPECT_EQ(table.rows[1][2], "1");
  EXPECT_EQ(table.rows[1][3], "NA");
  EXPECT_EQ(table.number(1, 4), array.values[1]);
  const auto report = io::read_table_file(path("r.tsv"));
  ASSERT_EQ(report.rows.size(), 1U);
  EXPECT_EQ(report.number(0, report.column("prediction")), 0.5625);
  EXPECT_EQ(report.number(0, report.column("reference_prediction")), 0.25);
  EXPECT_NEAR(report.number(0, report.column("sum")), 0.3125, 1e-3);
  const auto without_layer = run("--method conductance y.fa");
  EXPECT_EQ(without_layer.status, 2);
  EXPECT_THAT(without_layer.err, HasSubstr("option --layer: "));
}

TEST_F(UnitsTest, RefuseOtherFiles) {
  const auto result = run("--method activations -o x.bedgraph x.fa");
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.err, HasSubstr("'x.bedgraph', expected a name ending in .tsv"));
}

TEST_F(UnitsTest, ListTheLayers) {
  const auto result = run("--list-layers x.fa");
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_EQ(without_comment(result.out),
            "name\ttype\tshape\naten::conv1d\taten::conv1d\tN,2,2\nconv\tConv1d\tN,2,2\n"
            "aten::relu\taten::relu\tN,2,2\naten::mean\taten::mean\tN,2\n"
            "aten::linear\taten::linear\tN,1\nlinear\tLinear\tN,1\n");
  const auto unknown_length = run("--list-layers");
  EXPECT_EQ(unknown_length.status, 2);
  EXPECT_THAT(unknown_length.err, HasSubstr("does not say how long its input is"));
}

}  // namespace
}  // namespace siskin
