#include <gmock/gmock.h>

#include <sstream>

#include "plot/options.hpp"
#include "siskin/util/error.hpp"
#include "support/run_command.hpp"
#include "tools/plot_parse.hpp"
#include "unit/figure/svg_reader.hpp"

namespace siskin::tools {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;

/// Runs a, b and c, whose accuracy is in one file each, and whose trust is in one table.
class PlotScatter : public testing::Test {
 protected:
  PlotScatter() {
    const std::string header = "metric\tgroup\tvalue\tn\n";
    folder.write("a.tsv", header + "auroc\to1\t0.5\t9\nauroc\tmean\t0.6\t1\n");
    folder.write("b.tsv", header + "auroc\to1\t0.7\t9\nauroc\tmean\t0.8\t1\n");
    folder.write("c.tsv", header + "auroc\to1\t0.9\t9\nauroc\tmean\tNA\t1\n");
    folder.write(
        "trust.tsv",
        "run\tmetric\tvalue\tactivation\na\tkld\t1\trelu\nb\tkld\t3\texp\nc\tkld\t2\texp\n");
    folder.write("wide.tsv", "run\tp\tq\nr1\t0\t0\nr2\t1\t3\nr3\t2\t1\n");
  }
  test::CommandResult plot(const std::string& arguments) const {
    return test::run_command("siskin-plot scatter " + arguments, folder.path());
  }
  std::vector<test::Element> figure(const std::string& arguments) const {
    const auto run = plot(arguments);
    EXPECT_EQ(run.status, 0) << run.err;
    return test::read_svg(run.out);
  }
  static std::vector<test::Element> dots(const std::vector<test::Element>& all) {
    std::vector<test::Element> found;
    for (const auto& dot : test::elements(all, "circle")) {
      if (dot.groups == "/points") found.push_back(dot);
    }
    return found;
  }
  std::string refused(const std::string& arguments) const {
    const auto run = plot(arguments);
    EXPECT_EQ(run.status, 1) << arguments;
    return run.err;
  }

  test::TemporaryFolder folder;
};

TEST_F(PlotScatter, JoinsTheMetricsOfARunFromItsFiles) {
  for (const auto* run : {"a", "b"}) {
    folder.write(
        std::string(run) + ".t.tsv",
        "metric\tgroup\tvalue\nkld\tx\t" + std::string(run == std::string("a") ? "1" : "3") + "\n");
  }
  const auto all = figure(
      "--x auroc --where-x group=mean --y kld a.tsv a=a.t.tsv b.tsv b=b.t.tsv --names "
      "--width 100 --height 100");
  ASSERT_EQ(dots(all).size(), 2U);
  // 0.6 to 0.8, and 1 to 3: both axes end at the points.
  EXPECT_NEAR(dots(all)[1].number("cx") - dots(all)[0].number("cx"), 100, 0.02);
  EXPECT_NEAR(dots(all)[0].number("cy") - dots(all)[1].number("cy"), 100, 0.02);
  EXPECT_THAT(test::texts(all), testing::IsSupersetOf({"a", "b", "auroc", "kld"}));
}

TEST_F(PlotScatter, TellsRunsByAColumnAndColoursThem) {
  folder.write("acc.tsv",
               "run\tmetric\tvalue\tactivation\na\tacc\t1\trelu\nb\tacc\t2\texp\n"
               "c\tacc\t2.5\texp\n");
  const auto all =
      figure("--x acc --y kld --run run --colour activation acc.tsv trust.tsv --y-label trust");
  ASSERT_EQ(dots(all).size(), 3U);
  EXPECT_NE(dots(all)[0].attributes.at("fill"), dots(all)[1].attributes.at("fill"));
  EXPECT_EQ(dots(all)[1].attributes.at("fill"), dots(all)[2].attributes.at("fill"));
  EXPECT_THAT(test::texts(all), testing::IsSupersetOf({"relu", "exp", "trust"}));
  EXPECT_THAT(test::texts(all), Not(Contains("a"))) << "names are drawn when asked for";
}

TEST_F(PlotScatter, TakesColumnsOfTablesWithoutMetrics) {
  const auto all = figure("--x p --y q --run run --names wide.tsv");
  EXPECT_EQ(dots(all).size(), 3U);
  EXPECT_THAT(test::texts(all), testing::IsSupersetOf({"r1", "r2", "r3"}));
}

TEST_F(PlotScatter, WritesCorrelationsOnlyWhenAsked) {
  const auto texts = [&](const std::string& word) {
    return test::texts(figure("--x p --y q wide.tsv --correlation " + word));
  };
  // Of (0,0), (1,3), (2,1): covariance 1, variances 2 and 14/3; ranks 1, 3, 2.
  EXPECT_THAT(texts("both"), Contains("Pearson 0.33, Spearman 0.50 (n = 3)"));
  EXPECT_THAT(texts("pearson"), Contains("Pearson 0.33 (n = 3)"));
  EXPECT_THAT(texts("spearman"), Contains("Spearman 0.50 (n = 3)"));
  EXPECT_THAT(texts("none"), Not(Contains(HasSubstr("n = 3"))));
}

TEST_F(PlotScatter, SaysHowManyRunsAreMissing) {
  folder.write("acc.tsv", "run\tmetric\tvalue\na\tacc\t1\nb\tacc\tNA\nd\tacc\t1\n");
  const auto all = figure("--x acc --y kld --run run acc.tsv trust.tsv");
  EXPECT_EQ(dots(all).size(), 1U);
  EXPECT_THAT(test::texts(all), Contains("3 runs without both, not shown"));
}

TEST_F(PlotScatter, RefusesWhatIsAmbiguousOrAbsent) {
  EXPECT_THAT(refused("--x auroc --y auroc --where-y group=mean a.tsv"),
              HasSubstr("a.tsv:3: a second 'auroc' of the run 'a', choose one with --where-x"));
  EXPECT_THAT(refused("--x auroc --where-x group=mean --y kld a.tsv"),
              HasSubstr("no row has the metric 'kld'"));
  EXPECT_THAT(refused("--x p --y z wide.tsv"), HasSubstr("z"));
  for (const std::string option : {"--where-x run=r1", "--where-y run=r1", "--value p"}) {
    EXPECT_THAT(refused("--x p --y q wide.tsv " + option),
                HasSubstr("no table with a column 'metric'"));
  }
  EXPECT_THAT(refused("--x p --y q --where run=r9 wide.tsv"), HasSubstr("no row has run='r9'"));
}

TEST(ParsePlotScatter, ReadsItsOptions) {
  const auto plot =
      parsed_plot<ScatterPlot>({"scatter", "r=a.tsv",    "--x",       "m",       "--y",
                                "k",       "--value",    "v",         "--run",   "r",
                                "--where", "a=1",        "--where-x", "b=2",     "--where-y",
                                "c=3",     "--colour",   "c",         "--names", "--correlation",
                                "both",    "--diagonal", "--x-label", "X",       "--width",
                                "90",      "--height",   "80",        "-o",      "x.svg"});
  EXPECT_THAT(plot.tables, ElementsAre("r=a.tsv"));
  EXPECT_EQ(plot.x, "m");
  EXPECT_EQ(plot.y, "k");
  EXPECT_EQ(plot.value, "v");
  EXPECT_EQ(plot.run, "r");
  EXPECT_THAT(plot.where, ElementsAre(Pair("a", "1")));
  EXPECT_THAT(plot.where_x, ElementsAre(Pair("b", "2")));
  EXPECT_THAT(plot.where_y, ElementsAre(Pair("c", "3")));
  EXPECT_EQ(plot.colour, "c");
  EXPECT_TRUE(plot.names);
  EXPECT_EQ(plot.correlation, "both");
  EXPECT_TRUE(plot.diagonal);
  EXPECT_EQ(plot.x_label, "X");
  EXPECT_EQ(plot.y_label, "k");
  EXPECT_EQ(plot.width, 90);
  EXPECT_EQ(plot.height, 80);
}

TEST(ParsePlotScatter, RefusesMistakes) {
  EXPECT_THAT(plot_usage_error({"scatter", "t", "--x", "m"}), HasSubstr("--y"));
  EXPECT_THAT(plot_usage_error({"scatter", "t", "--x", "m", "--y", "k", "--where-x", "q"}),
              HasSubstr("option --where-x: found 'q', expected COLUMN=VALUE"));
  EXPECT_THAT(plot_usage_error({"scatter", "t", "--x", "m", "--y", "k", "--correlation", "r"}),
              HasSubstr("'r'"));
}

}  // namespace
}  // namespace siskin::tools
