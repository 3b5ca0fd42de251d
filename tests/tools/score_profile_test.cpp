#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "siskin/io/bigwig.hpp"
#include "siskin/io/npz.hpp"
#include "support/run_command.hpp"
#include "tools/score_support.hpp"

namespace siskin::test {
namespace {

using testing::HasSubstr;
using testing::Not;
using Rows = std::vector<std::vector<float>>;  // one a window, strands one behind the other

/// Three windows of two strands of five positions; the same numbers as arrays and as tracks.
class ScoreProfile : public testing::Test {
 protected:
  ScoreProfile() {
    array("o.npz", kObserved);
    array("p.npz", kPredicted);
    folder.write("r.bed", "c\t0\t5\tw0\nc\t5\t10\tw1\nc\t10\t15\tw2\n");
    for (const std::size_t strand : {0U, 1U}) {
      track("o" + std::to_string(strand) + ".bw", kObserved, strand);
      track("p" + std::to_string(strand) + ".bw", kPredicted, strand);
    }
  }
  void array(const std::string& name, const Rows& rows) const {
    io::RowWriter writer((folder.path() / name).string(), {2, 5});
    for (std::size_t i = 0; i < rows.size(); ++i)
      writer.add("w" + std::to_string(i), rows[i].data());
    writer.close();
  }
  void track(const std::string& name, const Rows& rows, std::size_t strand) const {
    io::BigWigWriter writer((folder.path() / name).string(), {{"c", 20}});
    for (std::size_t i = 0; i < rows.size(); ++i)
      writer.add("c", static_cast<std::int64_t>(5 * i), rows[i].data() + 5 * strand, 5);
    writer.close();
  }
  CommandResult score(const std::string& arguments, const std::string& input = "") const {
    return run_command("siskin-score profile " + arguments, folder.path(), input);
  }

  const Rows kObserved = {{0, 3, 1, 0, 0, 2, 0, 0, 0, 4},
                          {1, 1, 1, 1, 6, 0, 0, 0, 0, 0},
                          {0, 0, 5, 0, 0, 1, 2, 3, 0, 0}};
  const Rows kPredicted = {{1, 4, 2, 1, 2, 3, 1, 1, 1, 4},
                           {1, 1, 1, 1, 1, 1, 1, 1, 1, 1},
                           {1, 1, 2, 1, 1, 5, 4, 3, 2, 1}};
  TemporaryFolder folder;
};

/// Jensen-Shannon divergence written as entropies, in nats.
double divergence(const std::vector<double>& a, const std::vector<double>& b) {
  const auto entropy_term = [](double p) { return p > 0 ? -p * std::log(p) : 0; };
  double sum_a = 0;
  double sum_b = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    sum_a += a[i];
    sum_b += b[i];
  }
  double result = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double p = a[i] / sum_a;
    const double q = b[i] / sum_b;
    result += entropy_term((p + q) / 2) - (entropy_term(p) + entropy_term(q)) / 2;
  }
  return result;
}

double value(const CommandResult& done, const std::string& row) {
  return std::stod(score_lines(done.out).at(row).value);
}

TEST_F(ScoreProfile, AveragesOverWindowsAndStrandsWithReads) {
  const auto done = score("--observed o.npz p.npz --no-baselines --smooth 0 --bins 1");
  ASSERT_EQ(done.status, 0) << done.err;
  const double first = (divergence({1, 4, 2, 1, 2}, {0, 3, 1, 0, 0}) +
                        divergence({3, 1, 1, 1, 4}, {2, 0, 0, 0, 4})) /
                       2;
  const double second =
      divergence({1, 1, 1, 1, 1}, {1, 1, 1, 1, 6});  // no reads on the other strand
  const double third = (divergence({1, 1, 2, 1, 1}, {0, 0, 5, 0, 0}) +
                        divergence({5, 4, 3, 2, 1}, {1, 2, 3, 0, 0})) /
                       2;
  EXPECT_NEAR(value(done, "jsd model"), (first + second + third) / 3, 1e-9);
  EXPECT_EQ(score_lines(done.out).at("jsd model").n, "3");
  EXPECT_THAT(done.out, Not(HasSubstr("mean_profile")));
  EXPECT_THAT(done.out, Not(HasSubstr("smoothed")));
}

TEST_F(ScoreProfile, ReadsTheSameFromTracks) {
  const auto arrays = score("--observed o.npz p.npz | tail -n +2");
  const auto tracks =
      score("--regions r.bed --observed o0.bw --observed o1.bw p0.bw p1.bw | tail -n +2");
  ASSERT_EQ(tracks.status, 0) << tracks.err;
  EXPECT_EQ(tracks.out, arrays.out);
  const auto piped =
      score("--regions - --width 5 --observed o0.bw --observed o1.bw p0.bw p1.bw | tail -n +2",
            folder.read("r.bed"));
  EXPECT_EQ(piped.out, arrays.out);
}

// Of the other two windows: strand 0 (1 1 6 1 6), strand 1 (1 2 3 0 0), and a fifth of a read each.
TEST_F(ScoreProfile, HoldsEachWindowAgainstTheMeanOfTheOthers) {
  const auto done = score(
      "--observed o.npz p.npz --per-sequence s.tsv --bins 1 > /dev/null; "
      "grep -P 'w0\\tjsd\\tmean_profile' s.tsv | cut -f 4");
  const double expected = (divergence({1.2, 1.2, 6.2, 1.2, 6.2}, {0, 3, 1, 0, 0}) +
                           divergence({1.2, 2.2, 3.2, 0.2, 0.2}, {2, 0, 0, 0, 4})) /
                          2;
  EXPECT_NEAR(std::stod(done.out), expected, 1e-8);
}

TEST_F(ScoreProfile, ScoresAReplicateAsWhatCanBeReached) {
  const auto lines = score_lines(score("--observed o.npz --replicate o.npz p.npz").out);
  EXPECT_EQ(lines.at("counts_pearson replicate").value, "1");
  EXPECT_EQ(lines.at("counts_mse replicate").value, "0");
  EXPECT_EQ(lines.at("counts_mse replicate").n, "6");
  EXPECT_GT(std::stod(lines.at("pearson_1 replicate").value), 0.99);
  EXPECT_GT(std::stod(lines.at("pearson_1 replicate").value),
            std::stod(lines.at("pearson_1 model").value));
}

TEST_F(ScoreProfile, ShufflesBySeed) {
  const auto once = score("--observed o.npz p.npz --seed 2 | grep shuffled");
  EXPECT_EQ(once.out, score("--observed o.npz p.npz --seed 2 | grep shuffled").out);
  EXPECT_NE(once.out, score("--observed o.npz p.npz --seed 3 | grep shuffled").out);
}

TEST_F(ScoreProfile, TakesLogits) {
  Rows logits = kPredicted;
  for (auto& row : logits) {
    for (float& number : row) number = std::log(number) + 3;
  }
  array("l.npz", logits);
  const auto plain = score("--observed o.npz p.npz --no-baselines");
  const auto found = score("--observed o.npz l.npz --no-baselines --space logit");
  for (const std::string row : {"nll model", "jsd model", "mse_4 model", "pearson_1 model"})
    EXPECT_NEAR(value(found, row), value(plain, row), 1e-6) << row;
}

// ln(1 + reads): 4 6, 10 0, 5 6 observed; 10 10, 5 5, 6 15 predicted.
TEST_F(ScoreProfile, ComparesCounts) {
  const auto done = score("--observed o.npz p.npz --no-baselines --space count");
  const auto square = [](double p, double o) { return std::pow(std::log((1 + p) / (1 + o)), 2); };
  const double expected = (square(10, 4) + square(10, 6) + square(5, 10) + square(5, 0) +
                           square(6, 5) + square(15, 6)) /
                          6;
  EXPECT_NEAR(value(done, "counts_mse model"), expected, 1e-8);
  folder.write("c.tsv", "name\tlog_count\nw2\t1\nw1\t2\nw0\t3\n");
  const auto table = score("--observed o.npz p.npz --no-baselines --counts c.tsv");
  const double total = (std::pow(3 - std::log(11), 2) + std::pow(2 - std::log(11), 2) +
                        std::pow(1 - std::log(12), 2)) /
                       3;
  EXPECT_NEAR(value(table, "counts_mse model"), total, 1e-8);
  EXPECT_EQ(score_lines(table.out).at("counts_mse model").n, "3");
}

TEST_F(ScoreProfile, LeavesOutWindowsOnlyWhenAllowed) {
  folder.write("far.bed", "c\t0\t5\tw0\nc\t16\t21\tout\nd\t0\t5\n");
  const std::string files = " --observed o0.bw --observed o1.bw p0.bw p1.bw";
  const auto refused = score("--regions far.bed" + files);
  EXPECT_EQ(refused.status, 1);
  EXPECT_THAT(refused.err, HasSubstr("far.bed:2: the window c:16-21"));
  const auto allowed = score("--regions far.bed --allow-missing" + files);
  ASSERT_EQ(allowed.status, 0) << allowed.err;
  EXPECT_EQ(score_lines(allowed.out).at("skipped missing").value, "2");
  EXPECT_EQ(score_lines(allowed.out).at("skipped missing").n, "3");
  array("two.npz", {kPredicted[0], kPredicted[1]});
  EXPECT_THAT(score("--observed o.npz two.npz").err, HasSubstr("'w2'"));
  EXPECT_EQ(score_lines(score("--allow-missing --observed o.npz two.npz").out).at("nll model").n,
            "2");
}

TEST_F(ScoreProfile, TakesTheShapeOfAStrandWhoseLogitsAreFarBelow) {
  Rows logits = kPredicted;
  for (auto& row : logits) {
    for (std::size_t i = 0; i < row.size(); ++i) row[i] = std::log(row[i]) - (i < 5 ? 0 : 900.0F);
  }
  array("l.npz", logits);
  const auto plain = score("--observed o.npz p.npz --no-baselines");
  const auto found = score("--observed o.npz l.npz --no-baselines --space logit");
  for (const std::string row : {"nll model", "jsd model", "pearson_1 model"})
    EXPECT_NEAR(value(found, row), value(plain, row), 1e-3) << row;
}

TEST_F(ScoreProfile, NamesRegionsThatShareANameByTheirPlace) {
  folder.write("same.bed", "c\t0\t5\tpeak\nc\t5\t10\tpeak\nc\t10\t15\tother\n");
  const std::string files = " --observed o0.bw --observed o1.bw p0.bw p1.bw";
  const auto done = score("--per-sequence s.tsv --no-baselines --regions same.bed" + files);
  ASSERT_EQ(done.status, 0) << done.err;
  const auto each = folder.read("s.tsv");
  EXPECT_THAT(each, HasSubstr("\nc:0-5\tnll\t"));
  EXPECT_THAT(each, HasSubstr("\nc:5-10\tnll\t"));
  EXPECT_THAT(each, HasSubstr("\nother\tnll\t"));
  folder.write("again.bed", "c\t0\t5\nc\t0\t5\n");
  EXPECT_THAT(score("--regions again.bed" + files).err, HasSubstr("the name 'c:0-5' twice"));
}

TEST_F(ScoreProfile, LeavesOutWindowsWithoutACountWhenAllowed) {
  folder.write("c.tsv", "name\tlog_count\nw2\t1\nw0\t3\n");
  const std::string files = "--observed o.npz p.npz --no-baselines --counts c.tsv";
  EXPECT_THAT(score(files).err, HasSubstr("no line of the window 'w1'; --allow-missing"));
  const auto lines = score_lines(score("--allow-missing " + files).out);
  EXPECT_EQ(lines.at("counts_mse model").n, "2");
  EXPECT_EQ(lines.at("nll model").n, "2");
  EXPECT_EQ(lines.at("skipped missing").value, "1");
  EXPECT_EQ(lines.at("skipped missing").n, "3");
  folder.write("c.tsv", "name\tlog_count\nw2\t1\nw1\tNA\nw0\t3\n");
  EXPECT_THAT(score(files).err, HasSubstr("c.tsv:3: column 'log_count': found no number"));
}

TEST_F(ScoreProfile, RefusesArraysOfNothing) {
  for (const auto& [name, shape] :
       {std::pair{"s.npz", std::vector<std::size_t>{3, 0, 20}}, {"p.npz", {3, 2, 0}}}) {
    io::NpzWriter writer((folder.path() / name).string());
    writer.add("arr_0", shape, nullptr);
    writer.close();
    const auto done = score("--observed " + std::string(name) + " o.npz");
    EXPECT_EQ(done.status, 1) << name;
    EXPECT_THAT(done.err, HasSubstr("expected at least one of each"));
  }
}

TEST_F(ScoreProfile, RefusesWhatIsNoProfile) {
  Rows negative = kObserved;
  negative[1][2] = -1;
  array("n.npz", negative);
  EXPECT_THAT(
      score("--observed n.npz p.npz").err,
      HasSubstr("window 'w1': profile: found the observed count -1 at position 2 of strand 0, "
                "expected a finite number of at least 0 (predicted by p.npz, observed in "
                "n.npz)"));
  EXPECT_THAT(score("--observed o.npz n.npz").err,
              HasSubstr("window 'w1': found the predicted value -1"));
  folder.write("c.tsv", "name\tx\nw0\t1\n");
  EXPECT_THAT(score("--observed o.npz p.npz --counts c.tsv").err,
              HasSubstr("no line of the window 'w1'"));
  folder.write("s.bed", "c\t0\t5\nc\t5\t9\n");
  EXPECT_THAT(score("--regions s.bed --observed o0.bw p0.bw").err, HasSubstr("expected one width"));
}

}  // namespace
}  // namespace siskin::test
