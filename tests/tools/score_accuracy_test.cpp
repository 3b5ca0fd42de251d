#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "support/run_command.hpp"
#include "tools/score_support.hpp"

namespace siskin::test {
namespace {

using testing::HasSubstr;

/// Rows by "metric group", cells by the name of their column.
using Rows = std::map<std::string, std::map<std::string, std::string>>;

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream in(line);
  std::string cell;
  while (std::getline(in, cell, '\t')) cells.push_back(cell);
  return cells;
}

Rows rows_of(const std::string& text) {
  Rows rows;
  std::istringstream in(text);
  std::string line;
  std::vector<std::string> header;
  while (std::getline(in, line)) {
    if (line.empty() || line.front() == '#') continue;
    const auto cells = cells_of(line);
    if (header.empty()) {
      header = cells;
      continue;
    }
    for (std::size_t i = 0; i < cells.size() && i < header.size(); ++i)
      rows[cells[0] + " " + cells[1]][header[i]] = cells[i];
  }
  return rows;
}

double number(const Rows& rows, const std::string& row, const std::string& column) {
  return std::stod(rows.at(row).at(column));
}

/// Two outputs whose AUROC is 1 for y and 0 for x, with columns in either order.
class ScoreOutputNames : public testing::Test {
 protected:
  ScoreOutputNames() {
    folder.write("l.tsv", "name\ty\tx\na\t0\t0\nb\t0\t1\nc\t1\t0\nd\t1\t1\n");
    folder.write("l.fa", ">a label=0,0\nA\n>b label=0,1\nA\n>c label=1,0\nA\n>d label=1,1\nA\n");
    folder.write("xy.tsv", "name\tx\ty\na\t4\t1\nb\t2\t2\nc\t3\t3\nd\t1\t4\n");
    folder.write("yx.tsv", "name\ty\tx\na\t1\t4\nb\t2\t2\nc\t3\t3\nd\t4\t1\n");
    folder.write("yz.tsv", "name\ty\tz\na\t1\t4\nb\t2\t2\nc\t3\t3\nd\t4\t1\n");
    folder.write("zy.tsv", "name\tz\ty\na\t1\t4\nb\t2\t2\nc\t3\t3\nd\t4\t1\n");
  }
  CommandResult score(const std::string& arguments) const {
    return run_command("siskin-score accuracy --output-space value " + arguments, folder.path());
  }
  TemporaryFolder folder;
};

TEST_F(ScoreOutputNames, BelongToLabelsOfTheSameName) {
  for (const std::string table : {"xy.tsv", "yx.tsv"}) {
    const auto lines = score_lines(score("--labels l.tsv " + table).out);
    EXPECT_EQ(lines.at("auroc y").value, "1") << table;
    EXPECT_EQ(lines.at("auroc x").value, "0") << table;
  }
  // Names that say nothing of each other go by their order.
  EXPECT_EQ(score_lines(score("--labels l.tsv yz.tsv").out).at("auroc z").value, "0");
  EXPECT_THAT(score("--labels l.tsv zy.tsv").err, HasSubstr("stand in another order"));
  EXPECT_EQ(score_lines(score("--labels l.fa yx.tsv").out).at("auroc y").value, "1");
}

TEST_F(ScoreOutputNames, AreThoseOfTheOtherModel) {
  const auto rows = rows_of(score("--labels l.fa --against xy.tsv yx.tsv").out);
  EXPECT_EQ(number(rows, "auroc y", "other"), 1);
  EXPECT_EQ(number(rows, "auroc x", "other"), 0);
  EXPECT_EQ(number(rows, "auroc x", "difference"), 0);
  const auto other = score("--labels l.fa --against yz.tsv yx.tsv");
  EXPECT_EQ(other.status, 1);
  EXPECT_THAT(other.err,
              HasSubstr("yz.tsv: found the outputs 'y', 'z', expected 'y', 'x' as in yx.tsv"));
}

TEST_F(ScoreOutputNames, AreNotThoseOfSummaries) {
  folder.write("mean.tsv", "name\ty\tmicro\na\t1\t4\nb\t2\t2\nc\t3\t3\nd\t4\t1\n");
  EXPECT_THAT(score("--labels l.fa mean.tsv").err, HasSubstr("mean.tsv: found the name 'micro'"));
}

TEST_F(ScoreOutputNames, ComeWithARemarkOnLogitsThatLookLikeProbabilities) {
  folder.write("one.fa", ">a label=0\nA\n>b label=1\nA\n");
  folder.write("p.tsv", "name\ty\na\t0.1\nb\t0.8\n");
  folder.write("q.tsv", "name\ty\na\t-0.1\nb\t0.8\n");
  const std::string start = "siskin-score accuracy --labels one.fa ";
  EXPECT_THAT(run_command(start + "p.tsv", folder.path()).err,
              HasSubstr("p.tsv: all predictions lie in [0, 1] and are read as logits"));
  EXPECT_EQ(run_command(start + "q.tsv", folder.path()).err, "");
  EXPECT_EQ(run_command(start + "--output-space logit p.tsv", folder.path()).err, "");
  EXPECT_EQ(run_command(start + "--output-space probability p.tsv", folder.path()).err, "");
}

/// A perfect model and one that is always wrong, of four sequences.
TEST(ScoreDelong, IsNotSureOfFourSequences) {
  const TemporaryFolder folder;
  folder.write("l.fa", ">a label=0\nA\n>b label=0\nA\n>c label=1\nA\n>d label=1\nA\n");
  folder.write("g.tsv", "name\ty\na\t1\nb\t2\nc\t3\nd\t4\n");
  folder.write("w.tsv", "name\ty\na\t4\nb\t3\nc\t2\nd\t1\n");
  const std::string start = "siskin-score accuracy --labels l.fa --output-space value ";
  const auto both = rows_of(run_command(start + "--against w.tsv g.tsv", folder.path()).out);
  EXPECT_EQ(number(both, "auroc y", "difference"), 1);
  for (const char* column : {"low", "high", "error", "p"})
    EXPECT_EQ(both.at("auroc y").at(column), "NA") << column;
  const auto same = rows_of(run_command(start + "--against g.tsv g.tsv", folder.path()).out);
  EXPECT_EQ(number(same, "auroc y", "p"), 1);
  const auto alone = rows_of(run_command(start + "--intervals delong g.tsv", folder.path()).out);
  EXPECT_EQ(alone.at("auroc y").at("low"), "NA");
}

/// Twelve sequences with five positives, and two models: the figures of DeLong are known.
class ScoreIntervals : public testing::Test {
 protected:
  ScoreIntervals() {
    const std::vector<int> labels = {0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0};
    const std::vector<std::string> first = {"0.1", "0.4", "0.35", "0.8",  "0.4", "0.2",
                                            "0.4", "0.9", "0.05", "0.35", "0.6", "0.1"};
    const std::vector<std::string> second = {"0.3", "0.5", "0.2", "0.5", "0.6", "0.2",
                                             "0.1", "0.7", "0.4", "0.1", "0.5", "0.3"};
    std::string fasta;
    std::string a = "name\tbound\n";
    std::string b = "name\tbound\n";
    for (std::size_t i = 0; i < labels.size(); ++i) {
      const auto name = "s" + std::to_string(i);
      fasta += ">" + name + " label=" + std::to_string(labels[i]) + "\nAC\n";
      a += name + "\t" + first[i] + "\n";
      b += name + "\t" + second[i] + "\n";
    }
    folder.write("l.fa", fasta);
    folder.write("a.tsv", a);
    folder.write("b.tsv", b);
  }
  CommandResult score(const std::string& arguments, const std::string& input = "") const {
    return run_command(
        "siskin-score accuracy --labels l.fa --output-space probability " + arguments,
        folder.path(), input);
  }

  TemporaryFolder folder;
};

// auroc 0.842857142857143, variance 0.0132993197278912 by the components over all pairs.
TEST_F(ScoreIntervals, AreThoseOfDelongForTheAuroc) {
  const auto done = score("--intervals delong a.tsv");
  ASSERT_EQ(done.status, 0) << done.err;
  const auto rows = rows_of(done.out);
  EXPECT_NEAR(number(rows, "auroc bound", "value"), 0.842857142857143, 1e-9);
  EXPECT_NEAR(number(rows, "auroc bound", "error"), 0.115322676555356, 1e-9);
  EXPECT_NEAR(number(rows, "auroc bound", "low"),
              0.842857142857143 - 1.959963984540054 * 0.115322676555356, 1e-8);
  EXPECT_EQ(rows.at("auroc bound").at("high"), "1");  // 1.069 by the formula
  EXPECT_EQ(rows.at("auroc bound").at("method"), "delong");
  EXPECT_EQ(rows.at("aupr bound").at("method"), "bootstrap");
  EXPECT_EQ(rows.at("auroc mean").at("method"), "bootstrap");
}

TEST_F(ScoreIntervals, HoldTheFigureAndNarrowWithLessConfidence) {
  const auto wide = rows_of(score("--intervals bootstrap a.tsv").out);
  const auto narrow = rows_of(score("--intervals bootstrap --confidence 0.5 a.tsv").out);
  for (const std::string row : {"auroc bound", "brier bound", "log_loss bound"}) {
    EXPECT_LE(number(wide, row, "low"), number(wide, row, "value")) << row;
    EXPECT_GE(number(wide, row, "high"), number(wide, row, "value")) << row;
    EXPECT_LT(number(wide, row, "low"), number(narrow, row, "low")) << row;
    EXPECT_EQ(wide.at(row).at("error"), narrow.at(row).at("error")) << row;
  }
}

TEST_F(ScoreIntervals, DependOnTheSeedAlone) {
  const auto once = score("--intervals bootstrap --seed 4 a.tsv | tail -n +2");
  EXPECT_EQ(once.out, score("--intervals bootstrap --seed 4 a.tsv | tail -n +2").out);
  EXPECT_NE(once.out, score("--intervals bootstrap --seed 5 a.tsv | tail -n +2").out);
}

TEST_F(ScoreIntervals, TestTheDifferenceOfTwoModels) {
  const auto done = score("--against b.tsv a.tsv");
  ASSERT_EQ(done.status, 0) << done.err;
  const auto rows = rows_of(done.out);
  EXPECT_NEAR(number(rows, "auroc bound", "other"), 0.785714285714286, 1e-9);
  EXPECT_NEAR(number(rows, "auroc bound", "difference"), 0.0571428571428571, 1e-9);
  EXPECT_NEAR(number(rows, "auroc bound", "error"), 0.160250654004417, 1e-9);
  EXPECT_NEAR(number(rows, "auroc bound", "p"), 0.721403079992567, 1e-8);
  EXPECT_EQ(rows.at("brier bound").at("method"), "bootstrap");
}

TEST_F(ScoreIntervals, SeeNoDifferenceBetweenAModelAndItself) {
  const auto rows = rows_of(score("--against a.tsv a.tsv").out);
  EXPECT_EQ(rows.at("auroc bound").at("difference"), "0");
  EXPECT_EQ(rows.at("auroc bound").at("p"), "1");
  EXPECT_EQ(rows.at("log_loss bound").at("p"), "1");
  EXPECT_EQ(rows.at("log_loss bound").at("high"), "0");
}

TEST_F(ScoreIntervals, TakeTheOtherModelFromAPipe) {
  const auto done = score("--against - a.tsv", folder.read("b.tsv"));
  ASSERT_EQ(done.status, 0) << done.err;
  EXPECT_NEAR(number(rows_of(done.out), "auroc bound", "other"), 0.785714285714286, 1e-9);
}

TEST_F(ScoreIntervals, RefuseAModelOfOtherSequences) {
  folder.write("c.tsv", "name\tbound\ns0\t0.5\n");
  const auto done = score("--against c.tsv a.tsv");
  EXPECT_EQ(done.status, 1);
  EXPECT_THAT(done.err, HasSubstr("11 of 12 names"));
}

TEST_F(ScoreIntervals, ComeWithCallsCalibrationAndCorrectedAreas) {
  const auto lines =
      score_lines(score("--threshold 0.4 --negative-weight 3 --calibration-bins 5 a.tsv").out);
  EXPECT_EQ(lines.at("aupr_corrected bound").value, "0.635714286");
  EXPECT_EQ(lines.at("average_precision_corrected bound").value, "0.631428571");
  EXPECT_EQ(lines.at("precision bound").value, "0.666666667");
  EXPECT_EQ(lines.at("recall bound").value, "0.8");
  EXPECT_EQ(lines.at("mcc bound").value, "0.507092553");
  EXPECT_EQ(lines.at("brier bound").value, "0.158125");
  EXPECT_EQ(lines.at("calibration_error bound").value, "0.170833333");
}

TEST_F(ScoreIntervals, WriteTheReliabilityDiagram) {
  const auto done = score("--calibration c.tsv --calibration-bins 2 a.tsv");
  ASSERT_EQ(done.status, 0) << done.err;
  const auto table = folder.read("c.tsv");
  EXPECT_THAT(table, HasSubstr("\ngroup\tlow\thigh\tn\tpredicted\tobserved\t"));
  // nine below one half, three of them positive, sum of probabilities 2.35
  EXPECT_THAT(table, HasSubstr("\nbound\t0\t0.5\t9\t0.261111111\t0.333333333\t"));
  EXPECT_THAT(table, HasSubstr("\nbound\t0.5\t1\t3\t0.766666667\t0.666666667\t"));
}

TEST(ScoreCurves, HoldEveryDistinctPrediction) {
  const TemporaryFolder folder;
  folder.write("d.fa", ">a label=0\nA\n>b label=0\nA\n>c label=1\nA\n>d label=1\nA\n");
  folder.write("p.tsv", "name\ty\na\t0.1\nb\t0.4\nc\t0.4\nd\t0.8\n");
  const std::string command = "siskin-score accuracy --labels d.fa --output-space value ";
  const auto done = run_command(command + "--curves c.tsv p.tsv", folder.path());
  ASSERT_EQ(done.status, 0) << done.err;
  const auto table = folder.read("c.tsv");
  EXPECT_EQ(table.substr(table.find('\n') + 1),
            "output\tcurve\tx\ty\n"
            "y\troc\t0\t0\ny\troc\t0\t0.5\ny\troc\t0.5\t1\ny\troc\t1\t1\n"
            "y\tprecision_recall\t0\t1\ny\tprecision_recall\t0.5\t1\n"
            "y\tprecision_recall\t1\t0.666666667\ny\tprecision_recall\t1\t0.5\n");
  ASSERT_EQ(run_command(command + "--negative-weight 3 --curves c.tsv p.tsv", folder.path()).status,
            0);
  EXPECT_THAT(folder.read("c.tsv"), HasSubstr("\ny\tprecision_recall\t1\t0.25\n"));
}

TEST_F(ScoreIntervals, WriteEachSequencesPart) {
  ASSERT_EQ(score("--per-sequence p.tsv --threshold 0.4 a.tsv").status, 0);
  const auto table = folder.read("p.tsv");
  EXPECT_THAT(table, HasSubstr("\nname\tmetric\tgroup\tvalue\n"));
  EXPECT_THAT(table, HasSubstr("\ns3\tlog_loss\tbound\t0.223143551\n"));
  EXPECT_THAT(table, HasSubstr("\ns3\tbrier\tbound\t0.04\n"));
  EXPECT_THAT(table, HasSubstr("\ns9\taccuracy\tbound\t0\n"));
}

TEST_F(ScoreIntervals, PoolSeveralOutputs) {
  folder.write("two.fa", ">a label=0,1\nA\n>b label=1,0\nA\n>c label=1,NA\nA\n");
  folder.write("two.tsv", "name\tx\ty\na\t0.1\t0.2\nb\t0.4\t0.3\nc\t0.15\t9\n");
  const auto lines =
      score_lines(run_command("siskin-score accuracy --labels two.fa --output-space value two.tsv",
                              folder.path())
                      .out);
  EXPECT_EQ(lines.at("auroc x").value, "1");
  EXPECT_EQ(lines.at("auroc y").value, "0");
  EXPECT_EQ(lines.at("auroc mean").value, "0.5");
  // positives 0.4 0.15 0.2, negatives 0.1 0.3: 4 of 6 pairs
  EXPECT_EQ(lines.at("auroc micro").value, "0.666666667");
  EXPECT_EQ(lines.at("auroc micro").n, "5");
}

TEST_F(ScoreIntervals, CompareRegressionsByBootstrap) {
  folder.write("l.tsv", "name\ty\na\t1\nb\t2\nc\t3\nd\t5\n");
  folder.write("x.tsv", "name\ty\na\t1\nb\t2\nc\t3\nd\t5\n");
  folder.write("z.tsv", "name\ty\na\t5\nb\t1\nc\t3\nd\t2\n");
  const auto done =
      run_command("siskin-score accuracy --labels l.tsv --task regression --against z.tsv x.tsv",
                  folder.path());
  ASSERT_EQ(done.status, 0) << done.err;
  const auto rows = rows_of(done.out);
  EXPECT_EQ(rows.at("mse y").at("value"), "0");
  EXPECT_EQ(rows.at("mse y").at("other"), "6.5");
  EXPECT_EQ(rows.at("mse y").at("method"), "bootstrap");
  EXPECT_EQ(rows.at("mae y").at("other"), "2");
}

}  // namespace
}  // namespace siskin::test
