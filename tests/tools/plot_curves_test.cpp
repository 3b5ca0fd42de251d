#include <gmock/gmock.h>

#include <cmath>
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

class PlotCurves : public testing::Test {
 protected:
  test::CommandResult plot(const std::string& arguments) const {
    return test::run_command("siskin-plot curves " + arguments, folder.path());
  }
  std::vector<test::Element> figure(const std::string& arguments) const {
    const auto run = plot(arguments);
    EXPECT_EQ(run.status, 0) << run.err;
    return test::read_svg(run.out);
  }
  static std::vector<figure::Point> line(const std::vector<test::Element>& all, std::size_t index) {
    return test::points(test::elements(all, "polyline").at(index).attributes.at("points"));
  }
  static std::vector<test::Element> dashed(const std::vector<test::Element>& all) {
    std::vector<test::Element> lines;
    for (const auto& found : test::elements(all, "line")) {
      if (found.attributes.count("stroke-dasharray") > 0) lines.push_back(found);
    }
    return lines;
  }
  std::string refused(const std::string& arguments) const {
    const auto run = plot(arguments);
    EXPECT_EQ(run.status, 1) << arguments;
    return run.err;
  }

  test::TemporaryFolder folder;
};

TEST_F(PlotCurves, DrawsALineAColourAndAPanelAFacet) {
  folder.write("t.tsv",
               "x\ty\tmodel\tset\n0\t0\ta\tone\n1\t2\ta\tone\n0\t1\tb\tone\n1\t0\tb\tone\n"
               "0\t0\ta\ttwo\n1\t1\ta\ttwo\nNA\t5\ta\ttwo\n");
  const auto all =
      figure("t.tsv --x x --y y --colour model --facet set --width 100 --height 50 --y-label loss");
  ASSERT_EQ(test::elements(all, "polyline").size(), 3U);
  EXPECT_NEAR(line(all, 0)[1].x - line(all, 0)[0].x, 100, 0.02);
  EXPECT_NEAR(line(all, 0)[0].y - line(all, 0)[1].y, 50, 0.02);
  EXPECT_NEAR(line(all, 2)[0].y - line(all, 2)[1].y, 25, 0.02) << "one axis for both panels";
  EXPECT_THAT(test::texts(all), testing::IsSupersetOf({"a", "b", "one", "two", "x", "loss"}));
}

TEST_F(PlotCurves, DrawsTheMeanOfPerturbationsWithItsInterval) {
  folder.write("p.tsv",
               "name\ttest\tfraction\tvalue\texpected\n"
               "s\tdeletion\t0\t4\tNA\ns\tdeletion\t1\t0\tNA\nr\tdeletion\t0\t2\tNA\n"
               "r\tdeletion\t0.5\t1\tNA\nr\tdeletion\t1\t0\tNA\n"
               "s\tdeletion_random\t0\t4\tNA\ns\tdeletion_random\t1\t0\tNA\n"
               "s\tinfidelity\tNA\t9\t9\n");
  const auto all = figure("--kind perturbation --width 100 --height 60 p.tsv");
  ASSERT_EQ(test::elements(all, "polyline").size(), 2U);
  const auto mean = line(all, 0);
  ASSERT_EQ(mean.size(), 3U);
  // Means 3, 1.5 (of 2 by the straight line, and 1), 0.
  EXPECT_NEAR((mean[2].y - mean[1].y) / (mean[2].y - mean[0].y), 0.5, 0.01);
  const auto bands = test::elements(all, "polygon");
  ASSERT_EQ(bands.size(), 1U) << "one sequence has no interval";
  const auto band = test::points(bands[0].attributes.at("points"));
  // Standard error of 4 and 2 is 1: the interval at 0 is 3.92 wide, the mean there 3.
  EXPECT_NEAR((band.back().y - band.front().y) / (mean[2].y - mean[0].y), 3.92 / 3, 0.01);
  EXPECT_THAT(test::texts(all), testing::IsSupersetOf({"deletion", "most important first",
                                                       "random order", "share of bases changed"}));
  EXPECT_TRUE(test::elements(figure("--kind perturbation --band none p.tsv"), "polygon").empty());
}

TEST_F(PlotCurves, DrawsWhatAccuracyWrites) {
  folder.write("d.fa", ">a label=0\nA\n>b label=0\nA\n>c label=1\nA\n>d label=0\nA\n");
  folder.write("p.tsv", "name\ty\na\t0.1\nb\t0.4\nc\t0.6\nd\t0.8\n");
  const auto scored = test::run_command(
      "siskin-score accuracy --labels d.fa --output-space probability --curves c.tsv "
      "--calibration b.tsv --calibration-bins 2 p.tsv",
      folder.path());
  ASSERT_EQ(scored.status, 0) << scored.err;
  const auto roc = figure("--kind roc c.tsv --width 100 --height 100");
  EXPECT_EQ(line(roc, 0).size(), 5U);
  ASSERT_EQ(dashed(roc).size(), 1U);
  EXPECT_NEAR(dashed(roc)[0].number("x2") - dashed(roc)[0].number("x1"), 100, 0.02);
  const auto pr = figure("--kind precision-recall c.tsv --width 100 --height 100");
  ASSERT_EQ(dashed(pr).size(), 1U) << "the share of positives";
  EXPECT_NEAR(line(pr, 0)[0].y + 75, dashed(pr)[0].number("y1"), 0.02);
  const auto bins = figure("--kind calibration b.tsv");
  EXPECT_EQ(test::elements(bins, "circle").size(), 2U);
  EXPECT_EQ(test::elements(bins, "polygon").size(), 1U);
  EXPECT_EQ(dashed(bins).size(), 1U);
}

TEST_F(PlotCurves, SharesOneLevelBetweenFilesOfTheSameData) {
  const std::string curve =
      "output\tcurve\tx\ty\no\tprecision_recall\t0\t1\n"
      "o\tprecision_recall\t1\t";
  folder.write("a.tsv", curve + "0.5\n");
  folder.write("b.tsv", curve + "0.5\n");
  folder.write("c.tsv", curve + "0.25\n");
  EXPECT_EQ(dashed(figure("--kind precision-recall a.tsv b.tsv")).size(), 1U);
  EXPECT_EQ(dashed(figure("--kind precision-recall a.tsv c.tsv")).size(), 2U);
  const auto texts =
      test::texts(figure("--kind precision-recall --label one --label two a.tsv b.tsv"));
  EXPECT_THAT(texts, testing::IsSupersetOf({"one", "two"}));
  EXPECT_THAT(texts, Not(Contains("one, o"))) << "there is one output only";
}

TEST_F(PlotCurves, NamesASingleLineThatHasALabel) {
  folder.write("t.tsv", "epoch\ttrain_loss\n0\t0\n1\t2\n");
  const std::string curves = "--x epoch --y train_loss t.tsv";
  EXPECT_THAT(test::texts(figure(curves)), Not(Contains("t")));
  EXPECT_THAT(test::texts(figure(curves + " --label Mine")), Contains("Mine"));
  const auto history =
      test::run_command("siskin-plot history -c train_loss --label Mine t.tsv", folder.path());
  EXPECT_THAT(test::texts(test::read_svg(history.out)), Contains("Mine"));
}

TEST_F(PlotCurves, WritesTheSameBytesEachTime) {
  folder.write("t.tsv", "x\ty\n0\t0\n1\t2\n");
  EXPECT_EQ(plot("--x x --y y t.tsv").out, plot("--x x --y y t.tsv").out);
}

TEST_F(PlotCurves, RefusesTablesThatDoNotFit) {
  folder.write("t.tsv", "x\ty\n0\t0\n1\t2\n");
  EXPECT_THAT(refused("--x x --y z t.tsv"), HasSubstr("z"));
  EXPECT_THAT(refused("--x x --y y --where x=7 t.tsv"), HasSubstr("no row has x='7'"));
  EXPECT_THAT(refused("--kind perturbation t.tsv"), HasSubstr("test"));
  folder.write("t.tsv", "x\ty\n0\tq\n");
  EXPECT_THAT(refused("--x x --y y t.tsv"), HasSubstr("t.tsv:2"));
  folder.write("b.tsv", "group\tpredicted\tobserved\tn\nall\t0.2\t0.1\t37\n");
  EXPECT_THAT(refused("--kind calibration --y n b.tsv"),
              HasSubstr("found 37 on the vertical axis, expected values from 0 to 1"));
  folder.write("t.tsv", "x\ty\n0\tNA\n");
  EXPECT_THAT(refused("--x x --y y t.tsv"), HasSubstr("no values"));
}

TEST(ParsePlotCurves, ReadsItsOptions) {
  const auto plot = parsed_plot<CurvesPlot>(
      {"curves",    "a.tsv",   "b.tsv",     "--x",     "s",           "--y",     "v",
       "--colour",  "c",       "--over",    "n",       "--facet",     "f",       "--band",
       "deviation", "--where", "k=v",       "--label", "A",           "--label", "B",
       "--x-label", "X",       "--y-label", "Y",       "--reference", "2",       "--diagonal",
       "--width",   "90",      "--height",  "80",      "-o",          "x.svg"});
  EXPECT_THAT(plot.tables, ElementsAre("a.tsv", "b.tsv"));
  EXPECT_EQ(plot.kind, "plain");
  EXPECT_EQ(plot.x, "s");
  EXPECT_EQ(plot.y, "v");
  EXPECT_EQ(plot.colour, "c");
  EXPECT_EQ(plot.over, "n");
  EXPECT_EQ(plot.facet, "f");
  EXPECT_EQ(plot.band, "deviation");
  EXPECT_THAT(plot.where, ElementsAre(Pair("k", "v")));
  EXPECT_THAT(plot.labels, ElementsAre("A", "B"));
  EXPECT_EQ(plot.x_label, "X");
  EXPECT_EQ(plot.y_label, "Y");
  EXPECT_EQ(plot.reference, 2);
  EXPECT_TRUE(plot.diagonal);
  EXPECT_EQ(plot.width, 90);
  EXPECT_EQ(plot.height, 80);
  EXPECT_EQ(plot.output, "x.svg");
}

TEST(ParsePlotCurves, FillsInWhatAKindHas) {
  const auto perturbation = parsed_plot<CurvesPlot>({"curves", "t", "--kind", "perturbation"});
  EXPECT_EQ(perturbation.x, "fraction");
  EXPECT_EQ(perturbation.over, "name");
  const auto roc = parsed_plot<CurvesPlot>({"curves", "t", "--kind", "roc", "--x-label", "FPR"});
  EXPECT_EQ(roc.colour, "output");
  EXPECT_TRUE(roc.diagonal);
  EXPECT_EQ(roc.x_label, "FPR");
  EXPECT_THAT(roc.where, ElementsAre(Pair("curve", "roc")));
  const auto calibration = parsed_plot<CurvesPlot>({"curves", "t", "--kind", "calibration"});
  EXPECT_EQ(calibration.low, "observed_low");
  EXPECT_EQ(calibration.y, "observed");
}

TEST(ParsePlotCurves, RefusesContradictions) {
  EXPECT_THAT(plot_usage_error({"curves", "t"}), HasSubstr("--x and --y"));
  EXPECT_THAT(plot_usage_error({"curves", "t", "--kind", "pie"}), HasSubstr("'pie'"));
  const std::vector<std::string> plain = {"curves", "t", "--x", "x", "--y", "y"};
  const auto with = [&](std::vector<std::string> more) {
    more.insert(more.begin(), plain.begin(), plain.end());
    return plot_usage_error(more);
  };
  EXPECT_THAT(with({"--low", "l"}), HasSubstr("--low and --high"));
  EXPECT_THAT(with({"--low", "l", "--high", "h", "--over", "n"}), HasSubstr("--over"));
  EXPECT_THAT(with({"--band", "error"}), HasSubstr("--band: expected with --over"));
  EXPECT_THAT(with({"--label", "a", "--label", "b"}), HasSubstr("--label: found 2"));
  EXPECT_THAT(plot_usage_error({"curves", "t", "--kind", "perturbation", "--colour", "c"}),
              HasSubstr("--colour"));
}

TEST(ParsePlotCurves, RefusesMoreTablesThanColours) {
  std::vector<std::string> words = {"curves", "--kind", "perturbation"};
  words.resize(words.size() + 7, "t.tsv");
  EXPECT_EQ(plot_usage_error(words), "accepted");
  words.emplace_back("t.tsv");
  EXPECT_THAT(plot_usage_error(words), HasSubstr("found 8 tables, expected at most 7"));
}

TEST(ParsePlotCurves, RefusesMeansOfSteps) {
  for (const std::string kind : {"roc", "precision-recall"}) {
    EXPECT_THAT(plot_usage_error({"curves", "t", "--kind", kind, "--over", "fold"}),
                HasSubstr("option --over: curves of --kind " + kind + " are steps"));
  }
}

}  // namespace
}  // namespace siskin::tools
