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

const std::string kClusterHeader =
    "cluster\tmembers\tcores\tCNN_members\tCNN_share\tMLP_members\tMLP_share\tmotif\n";

/// Clusters AC and GG, and the known motif GTA, which reads TAC on the other strand.
class PlotClusters : public testing::Test {
 protected:
  PlotClusters() {
    folder.write("q.txt",
                 ">cluster0 AC\nA [ 8 0 ]\nC [ 0 8 ]\nG [ 0 0 ]\nT [ 0 0 ]\n"
                 ">cluster1 GG\nA [ 0 0 ]\nC [ 0 0 ]\nG [ 8 8 ]\nT [ 0 0 ]\n");
    folder.write("known.txt", ">k1 Gta\nA [ 0 0 8 ]\nC [ 0 0 0 ]\nG [ 8 0 0 ]\nT [ 0 8 0 ]\n");
    folder.write("c.tsv", "# made by hand\n" + kClusterHeader +
                              "0\t4\t4\t3\t0.75\t1\t0.25\tk1\n1\t1\t1\t0\t0\t1\t1\tNA\n"
                              "noise\t2\t0\t1\t0.5\t1\t0.5\tNA\n");
  }
  test::CommandResult plot(const std::string& arguments) const {
    return test::run_command("siskin-plot clusters --motifs q.txt c.tsv " + arguments,
                             folder.path());
  }
  std::vector<test::Element> figure(const std::string& arguments) const {
    const auto run = plot(arguments);
    EXPECT_EQ(run.status, 0) << run.err;
    return test::read_svg(run.out);
  }
  std::string refused(const std::string& arguments) const {
    const auto run = plot(arguments);
    EXPECT_EQ(run.status, 1) << arguments;
    return run.err;
  }

  test::TemporaryFolder folder;
};

TEST_F(PlotClusters, DrawsAPanelAClusterAndNoneForNoise) {
  const auto all = figure("");
  EXPECT_EQ(test::elements(all, "path").size(), 4U);
  EXPECT_THAT(test::texts(all),
              testing::IsSupersetOf({"cluster0", "4 members", "75 : 25 %", "cluster1", "1 member",
                                     "0 : 100 %", "CNN", "MLP"}));
  EXPECT_THAT(test::texts(all), Not(Contains(HasSubstr("noise"))));
}

TEST_F(PlotClusters, PutsTheKnownMotifBelowWhereItIsMostAlike) {
  const auto all = figure("--database known.txt --name 0");
  const auto paths = test::elements(all, "path");
  ASSERT_EQ(paths.size(), 5U);
  for (std::size_t i = 0; i < 2; ++i) {  // AC above the AC of TAC
    EXPECT_EQ(paths[i].attributes.at("fill"), paths[i + 3].attributes.at("fill"));
    EXPECT_NEAR(test::bounds(paths[i].attributes.at("d")).x,
                test::bounds(paths[i + 3].attributes.at("d")).x, 0.03);
  }
  EXPECT_THAT(test::texts(all), Contains("Gta k1"));
  EXPECT_THAT(test::texts(all), Contains(HasSubstr("(other strand)")));
}

TEST_F(PlotClusters, ChoosesClustersByNameOrSize) {
  EXPECT_THAT(test::texts(figure("--fewest 2")), Not(Contains("cluster1")));
  const auto texts = test::texts(figure("--name 1"));
  EXPECT_THAT(texts, Contains("cluster1"));
  EXPECT_THAT(texts, Not(Contains("cluster0")));
}

TEST_F(PlotClusters, RefusesTablesThatDoNotFitTheMotifs) {
  EXPECT_THAT(refused("--name 7"), HasSubstr("c.tsv: no cluster '7', there are 0, 1"));
  EXPECT_THAT(refused("--name noise"), HasSubstr("no cluster 'noise'"));
  EXPECT_THAT(refused("--fewest 9"), HasSubstr("no cluster to draw"));
  folder.write("c.tsv", kClusterHeader + "7\t4\t4\t3\t0.75\t1\t0.25\tk1\n");
  EXPECT_THAT(refused(""), HasSubstr("cluster7"));
  folder.write("c.tsv", kClusterHeader + "0\tx\t4\t3\t0.75\t1\t0.25\tk1\n");
  EXPECT_THAT(refused(""), HasSubstr("c.tsv:2"));
  folder.write("c.tsv", kClusterHeader + "0\t4\t4\t3\t0.75\t1\t0.25\tk9\n");
  EXPECT_THAT(refused("--database known.txt"), HasSubstr("k9"));
  folder.write("c.tsv", "cluster\tmembers\n0\t4\n");
  EXPECT_THAT(refused(""), HasSubstr("expected a table of siskin-sis cluster"));
}

TEST(ParsePlotClusters, ReadsItsOptions) {
  const auto plot = parsed_plot<ClustersPlot>(
      {"clusters", "--motifs", "q.meme",   "--database", "d.meme",    "-n",   "3",
       "--name",   "1",        "--fewest", "20",         "--columns", "3",    "--letter-width",
       "8",        "--height", "40",       "-o",         "x.svg",     "c.tsv"});
  EXPECT_EQ(plot.clusters, "c.tsv");
  EXPECT_EQ(plot.motifs, "q.meme");
  EXPECT_EQ(plot.database, "d.meme");
  EXPECT_THAT(plot.names, ElementsAre("3", "1"));
  EXPECT_EQ(plot.fewest, 20);
  EXPECT_EQ(plot.columns, 3);
  EXPECT_EQ(plot.letter_width, 8);
  EXPECT_EQ(plot.height, 40);
  EXPECT_EQ(plot.output, "x.svg");
}

TEST(ParsePlotClusters, RefusesHalves) {
  EXPECT_THAT(plot_usage_error({"clusters", "c"}), HasSubstr("--motifs"));
  EXPECT_THAT(plot_usage_error({"clusters", "--motifs", "q"}), HasSubstr("cluster"));
  EXPECT_THAT(plot_usage_error({"clusters", "--motifs", "-", "-"}),
              HasSubstr("standard input once"));
}

}  // namespace
}  // namespace siskin::tools
