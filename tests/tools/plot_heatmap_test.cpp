#include <gmock/gmock.h>

#include <algorithm>
#include <sstream>

#include "plot/options.hpp"
#include "siskin/io/npz.hpp"
#include "siskin/util/error.hpp"
#include "support/run_command.hpp"
#include "tools/plot_parse.hpp"
#include "unit/figure/svg_reader.hpp"

namespace siskin::tools {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

/// Two maps of ACGT: "one" has 1 at every A, "chr1:102-106" has 2 at the T of its last base.
class PlotHeatmap : public testing::Test {
 protected:
  PlotHeatmap() {
    const std::vector<float> first = {1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    const std::vector<float> second = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2};
    io::MapWriter writer((folder.path() / "m.npz").string(), 4);
    writer.add("one", first.data());
    writer.add("chr1:102-106", second.data());
    writer.close();
    folder.write("s.fa", ">one\nACGT\n");
    folder.write("g.fa", ">chr1\n" + std::string(102, 'A') + "ACGTAAA\n");
    folder.write("t.bed", "chr1\t103\t105\tsite\t0\t+\nchr2\t103\t105\tother\t0\t+\n");
  }
  test::CommandResult plot(const std::string& arguments) const {
    return test::run_command("siskin-plot heatmap m.npz " + arguments, folder.path());
  }
  std::vector<test::Element> figure(const std::string& arguments) const {
    const auto run = plot(arguments);
    EXPECT_EQ(run.status, 0) << run.err;
    return test::read_svg(run.out);
  }
  /// Coloured cells of the map.
  static std::size_t cells(const std::vector<test::Element>& all) {
    std::size_t count = 0;
    for (const auto& rect : test::elements(all, "rect")) count += rect.groups == "/map" ? 1 : 0;
    return count;
  }

  test::TemporaryFolder folder;
};

TEST_F(PlotHeatmap, DrawsTheMapOfTheNamedSequence) {
  const auto all = figure("--name one --sequences s.fa --label logit");
  EXPECT_EQ(cells(all), 4U);
  EXPECT_EQ(test::elements(all, "circle").size(), 4U);
  EXPECT_THAT(test::texts(all), testing::IsSupersetOf({"one", "logit"}));
}

TEST_F(PlotHeatmap, PlacesWindowsOnTheirChromosomeWithSites) {
  const auto all = figure("--name chr1:102-106 --sequences g.fa --truth t.bed");
  EXPECT_EQ(cells(all), 1U);
  EXPECT_THAT(test::texts(all), testing::IsSupersetOf({"chr1", "site", "104"}));
  EXPECT_THAT(test::texts(all), Not(Contains("other")));
}

TEST_F(PlotHeatmap, CutsTheRegionAndBreaksLines) {
  EXPECT_EQ(cells(figure("--name one --sequences s.fa --start 1 --end 3")), 2U);
  const auto lines = [&](const std::string& wrap) {
    const auto texts = test::texts(figure("--name one --sequences s.fa --wrap " + wrap));
    return std::count(texts.begin(), texts.end(), "A");  // a row of cells is named on each line
  };
  EXPECT_EQ(lines("4"), 1);
  EXPECT_EQ(lines("2"), 2);
}

TEST_F(PlotHeatmap, WritesTheSameBytesEachTime) {
  const std::string command = "--name one --sequences s.fa --limit 0.5";
  EXPECT_EQ(plot(command).out, plot(command).out);
}

TEST_F(PlotHeatmap, RefusesWhatDoesNotFit) {
  const auto refused = [&](const std::string& arguments) {
    const auto run = plot(arguments);
    EXPECT_EQ(run.status, 1);
    return run.err;
  };
  EXPECT_THAT(refused("--sequences s.fa"), HasSubstr("2 sequences, choose one with --name"));
  EXPECT_THAT(refused("--sequences s.fa --name two"), HasSubstr("no sequence 'two'"));
  EXPECT_THAT(refused("--sequences s.fa --name one --end 5"), HasSubstr("region 0-5 leaves one"));
  folder.write("s.fa", ">one\nACGTA\n");
  EXPECT_THAT(refused("--sequences s.fa --name one"), HasSubstr("maps of 4 bases, but one has 5"));
}

TEST(ParsePlotHeatmap, ReadsItsOptions) {
  std::ostringstream out;
  const auto plot = std::get<HeatmapPlot>(
      parse_plot_options(
          {"heatmap", "m.npz", "--onehot",       "o.npz", "--name",   "s",     "--start", "2",
           "--end",   "9",     "--truth",        "t.bed", "--label",  "logit", "--limit", "0.5",
           "--wrap",  "60",    "--letter-width", "7",     "--height", "11",    "-o",      "x.svg"},
          out)
          .value());
  EXPECT_EQ(plot.map, "m.npz");
  EXPECT_EQ(plot.onehot, "o.npz");
  EXPECT_EQ(plot.name, "s");
  EXPECT_EQ(plot.start, 2);
  EXPECT_EQ(plot.end, 9);
  EXPECT_EQ(plot.truth, "t.bed");
  EXPECT_EQ(plot.label, "logit");
  EXPECT_EQ(plot.limit, 0.5);
  EXPECT_EQ(plot.wrap, 60);
  EXPECT_EQ(plot.letter_width, 7);
  EXPECT_EQ(plot.height, 11);
  EXPECT_EQ(plot.output, "x.svg");
}

TEST(ParsePlotHeatmap, RefusesMistakes) {
  EXPECT_THAT(plot_usage_error({"heatmap", "m"}), HasSubstr("letters are needed"));
  EXPECT_THAT(plot_usage_error({"heatmap", "--onehot", "o"}), HasSubstr("map file"));
  EXPECT_THAT(plot_usage_error({"heatmap", "-", "--onehot", "o"}), HasSubstr("pipe"));
  EXPECT_THAT(plot_usage_error({"heatmap", "m", "--onehot", "o", "--limit", "0"}),
              HasSubstr("--limit"));
  EXPECT_THAT(plot_usage_error({"heatmap", "m", "--onehot", "o", "--wrap", "0"}),
              HasSubstr("--wrap"));
  EXPECT_THAT(plot_usage_error({"heatmap", "m", "--onehot", "o", "--start", "5", "--end", "5"}),
              HasSubstr("--end"));
}

}  // namespace
}  // namespace siskin::tools
