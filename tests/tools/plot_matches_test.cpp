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

const std::string kHeader =
    "Query_ID\tTarget_ID\tOptimal_offset\tp-value\tE-value\tq-value\tOverlap\tQuery_consensus\t"
    "Target_consensus\tOrientation\n";

/// Queries AC and GG; known motifs GTA (which reads TAC on the other strand) and CCC.
class PlotMatches : public testing::Test {
 protected:
  PlotMatches() {
    folder.write("q.txt",
                 ">q1 first\nA [ 8 0 ]\nC [ 0 8 ]\nG [ 0 0 ]\nT [ 0 0 ]\n"
                 ">q2 second\nA [ 0 0 ]\nC [ 0 0 ]\nG [ 8 8 ]\nT [ 0 0 ]\n");
    folder.write("known.txt",
                 ">k1 Gta\nA [ 0 0 8 ]\nC [ 0 0 0 ]\nG [ 8 0 0 ]\nT [ 0 8 0 ]\n"
                 ">k2 Ccc\nA [ 0 0 0 ]\nC [ 8 8 8 ]\nG [ 0 0 0 ]\nT [ 0 0 0 ]\n");
    folder.write("m.tsv", "# made by hand\n" + kHeader +
                              "q1\tk1\t1\t1e-5\t0.00234\t0.01\t2\tAC\tTAC\t-\n"
                              "q1\tk2\t0\t1e-3\t0.5\t0.2\t2\tAC\tCCC\t+\n"
                              "q2\tk2\t0\t0.01\t1.5\t0.3\t2\tGG\tGGG\t-\n");
  }
  test::CommandResult plot(const std::string& arguments) const {
    return test::run_command(
        "siskin-plot matches --matches m.tsv --database known.txt q.txt " + arguments,
        folder.path());
  }
  std::vector<test::Element> figure(const std::string& arguments) const {
    const auto run = plot(arguments);
    EXPECT_EQ(run.status, 0) << run.err;
    return test::read_svg(run.out);
  }
  void expect_failure(const std::string& arguments, const std::string& message) const {
    const auto run = plot(arguments);
    EXPECT_EQ(run.status, 1);
    EXPECT_THAT(run.err, HasSubstr(message));
  }

  test::TemporaryFolder folder;
};

TEST_F(PlotMatches, DrawsTheBestMatchOfEachMotif) {
  const auto all = figure("");
  EXPECT_EQ(test::elements(all, "path").size(), 10U);  // 2 + 3 letters, twice
  const auto texts = test::texts(all);
  EXPECT_THAT(texts, Contains("first q1"));
  EXPECT_THAT(texts, Contains("E = 0.0023 (other strand)"));
  EXPECT_THAT(texts, Not(Contains("E = 0.5")));
}

TEST_F(PlotMatches, TurnsAKnownMotifThatMatchesOnTheOtherStrand) {
  const auto all = figure("--name q1");
  const auto paths = test::elements(all, "path");
  ASSERT_EQ(paths.size(), 5U);
  // AC above the AC of TAC.
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(paths[i].attributes.at("fill"), paths[i + 3].attributes.at("fill"));
    EXPECT_NEAR(test::bounds(paths[i].attributes.at("d")).x,
                test::bounds(paths[i + 3].attributes.at("d")).x, 0.03);
  }
}

TEST_F(PlotMatches, DrawsMoreMatchesAndChosenMotifs) {
  EXPECT_EQ(test::elements(figure("--best 5"), "path").size(), 15U);
  const auto texts = test::texts(figure("--best 2 --name q2 --columns 3"));
  EXPECT_THAT(texts, Contains("second q2"));
  EXPECT_THAT(texts, Not(Contains("first q1")));
}

TEST_F(PlotMatches, RefusesTablesThatDoNotFitTheMotifs) {
  expect_failure("--name q3", "q.txt: no motif 'q3'");
  folder.write("m.tsv", kHeader + "q7\tk1\t1\t1\t1\t1\t2\tAC\tTAC\t-\n");
  expect_failure("", "q.txt: no motif 'q7'");
  folder.write("m.tsv", kHeader + "q1\tk9\t1\t1\t1\t1\t2\tAC\tTAC\t-\n");
  expect_failure("", "k9");
  folder.write("m.tsv", kHeader + "q1\tk1\tx\t1\t1\t1\t2\tAC\tTAC\t-\n");
  expect_failure("", "m.tsv:2: found 'x'");
  folder.write("m.tsv", kHeader + "q1\tk1\t1\t1\t1\t1\t2\tAC\tTAC\t*\n");
  expect_failure("", "m.tsv:2: found '*'");
  folder.write("m.tsv", kHeader + "q1\tk1\t7\t1\t1\t1\t2\tAC\tTAC\t+\n");
  expect_failure("", "m.tsv:2: found the offset 7, where 'k1' does not lie under 'q1'");
  folder.write("m.tsv", kHeader + "q1\tk1\t-2\t1\t1\t1\t2\tAC\tTAC\t+\n");
  expect_failure("", "m.tsv:2: found the offset -2");
  folder.write("m.tsv", kHeader + "q1\tk1\t2\t1\t1\t1\t2\tAC\tTAC\t+\n");
  EXPECT_EQ(plot("").status, 0);
}

TEST_F(PlotMatches, DrawsMotifsWithoutAMatchAlone) {
  folder.write("m.tsv", kHeader + "q2\tk2\t0\t0.01\t1.5\t0.3\t2\tGG\tGGG\t-\n");
  const auto all = figure("");
  EXPECT_EQ(test::elements(all, "path").size(), 7U);  // 2, and 2 above 3 letters
  EXPECT_THAT(test::texts(all), testing::IsSupersetOf({"first q1", "no match", "second q2"}));
  EXPECT_THAT(test::texts(figure("--name q2")), Not(Contains("no match")));
  EXPECT_THAT(test::texts(figure("--name q1")), Contains("no match"));
  folder.write("m.tsv", kHeader);
  EXPECT_EQ(test::elements(figure(""), "path").size(), 4U);
}

TEST(ParsePlotMatches, ReadsItsOptions) {
  std::ostringstream out;
  const auto plot = std::get<MatchesPlot>(
      parse_plot_options(
          {"matches", "--matches", "m.tsv",  "--database", "d.meme",    "-n",    "a",
           "--name",  "b",         "--best", "3",          "--columns", "2",     "--letter-width",
           "8",       "--height",  "40",     "-o",         "x.svg",     "q.meme"},
          out)
          .value());
  EXPECT_EQ(plot.motifs, "q.meme");
  EXPECT_EQ(plot.matches, "m.tsv");
  EXPECT_EQ(plot.database, "d.meme");
  EXPECT_THAT(plot.names, ElementsAre("a", "b"));
  EXPECT_EQ(plot.best, 3);
  EXPECT_EQ(plot.columns, 2);
  EXPECT_EQ(plot.letter_width, 8);
  EXPECT_EQ(plot.height, 40);
  EXPECT_EQ(plot.output, "x.svg");
}

TEST(ParsePlotMatches, RefusesHalves) {
  EXPECT_THAT(plot_usage_error({"matches", "--database", "d", "q"}), HasSubstr("--matches"));
  EXPECT_THAT(plot_usage_error({"matches", "--matches", "m", "q"}), HasSubstr("--database"));
  EXPECT_THAT(plot_usage_error({"matches", "--matches", "-", "--database", "d", "-"}),
              HasSubstr("standard input once"));
}

}  // namespace
}  // namespace siskin::tools
