#include <gmock/gmock.h>

#include <sstream>

#include "plot/options.hpp"
#include "siskin/util/error.hpp"

namespace siskin::tools {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

template <typename Plot>
Plot parse(const std::vector<std::string>& arguments) {
  std::ostringstream out;
  return std::get<Plot>(parse_plot_options(arguments, out).value());
}

std::string usage_error(const std::vector<std::string>& arguments) {
  try {
    std::ostringstream out;
    parse_plot_options(arguments, out);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "";
}

TEST(ParsePlotOptions, NeedsASubcommandItKnows) {
  EXPECT_THAT(usage_error({}), HasSubstr("motif, attribution, heatmap, strips, history, "
                                         "curves, scatter, matches, clusters"));
  EXPECT_THAT(usage_error({"pie"}), HasSubstr("'pie'"));
}

TEST(ParsePlotOptions, PrintsHelpOfTheToolAndOfEachSubcommand) {
  std::ostringstream overview;
  EXPECT_FALSE(parse_plot_options({"--help"}, overview));
  for (const std::string word : {"motif", "attribution", "heatmap", "strips", "history", "curves",
                                 "scatter", "matches", "clusters"}) {
    EXPECT_THAT(overview.str(), HasSubstr("  " + word));
    std::ostringstream help;
    EXPECT_FALSE(parse_plot_options({word, "--help"}, help));
    EXPECT_THAT(help.str(), HasSubstr("Usage: siskin-plot " + word));
  }
}

TEST(ParsePlotOptions, ReadsMotifOptions) {
  const auto plot =
      parse<MotifPlot>({"motif", "a.meme", "b.txt", "--name", "CTCF", "-n", "MA1", "--scale",
                        "probability", "--columns", "3", "--letter-width", "10", "--height", "50",
                        "--reverse-complement", "-o", "x.svg"});
  EXPECT_THAT(plot.files, ElementsAre("a.meme", "b.txt"));
  EXPECT_THAT(plot.names, ElementsAre("CTCF", "MA1"));
  EXPECT_EQ(plot.scale, "probability");
  EXPECT_EQ(plot.columns, 3);
  EXPECT_EQ(plot.letter_width, 10);
  EXPECT_EQ(plot.height, 50);
  EXPECT_TRUE(plot.reverse_complement);
  EXPECT_EQ(plot.output, "x.svg");
}

TEST(ParsePlotOptions, RefusesMotifOptionsOutOfRange) {
  EXPECT_THAT(usage_error({"motif"}), HasSubstr("motif files"));
  EXPECT_THAT(usage_error({"motif", "a", "--scale", "nats"}), HasSubstr("'nats'"));
  EXPECT_THAT(usage_error({"motif", "a", "--columns", "0"}), HasSubstr("--columns"));
  EXPECT_THAT(usage_error({"motif", "a", "--height", "nan"}), HasSubstr("--height"));
}

TEST(ParsePlotOptions, ReadsAttributionOptions) {
  const auto plot = parse<AttributionPlot>({"attribution",
                                            "a.npz",
                                            "--map",
                                            "b.npz",
                                            "--track",
                                            "c.bw",
                                            "--title",
                                            "A",
                                            "--title",
                                            "B",
                                            "--title",
                                            "C",
                                            "--onehot",
                                            "y.npz",
                                            "--name",
                                            "s",
                                            "--start",
                                            "3",
                                            "--end",
                                            "9",
                                            "--truth",
                                            "t.bed",
                                            "--subsets",
                                            "u.bed",
                                            "--label",
                                            "logit",
                                            "--same-scale",
                                            "--letter-width",
                                            "7",
                                            "--height",
                                            "60"});
  EXPECT_THAT(plot.maps, ElementsAre("a.npz", "b.npz"));
  EXPECT_THAT(plot.tracks, ElementsAre("c.bw"));
  EXPECT_THAT(plot.titles, ElementsAre("A", "B", "C"));
  EXPECT_EQ(plot.onehot, "y.npz");
  EXPECT_EQ(plot.name, "s");
  EXPECT_EQ(plot.start, 3);
  EXPECT_EQ(plot.end, 9);
  EXPECT_EQ(plot.truth, "t.bed");
  EXPECT_EQ(plot.subsets, "u.bed");
  EXPECT_EQ(plot.label, "logit");
  EXPECT_TRUE(plot.same_scale);
  EXPECT_EQ(plot.letter_width, 7);
  EXPECT_EQ(plot.height, 60);
  EXPECT_EQ(plot.output, "-");
}

TEST(ParsePlotOptions, RefusesAttributionWithoutValuesOrLetters) {
  EXPECT_THAT(usage_error({"attribution", "--onehot", "y.npz"}), HasSubstr("nothing to draw"));
  EXPECT_THAT(usage_error({"attribution", "a.npz"}), HasSubstr("--onehot and --sequences"));
  EXPECT_THAT(usage_error({"attribution", "a.npz", "--onehot", "y.npz", "--sequences", "s.fa"}),
              HasSubstr("--onehot and --sequences"));
}

TEST(ParsePlotOptions, RefusesTitlesThatDoNotMatchAndEmptyRegions) {
  EXPECT_THAT(usage_error({"attribution", "a.npz", "b.npz", "--onehot", "y", "--title", "A"}),
              HasSubstr("--title: found 1, expected none or one for each of 2"));
  EXPECT_THAT(usage_error({"attribution", "a", "--onehot", "y", "--start", "9", "--end", "9"}),
              HasSubstr("--end"));
}

TEST(ParsePlotOptions, ReadsStripsOptions) {
  const auto plot = parse<StripsPlot>(
      {"strips",     "a.tsv",   "b.tsv", "--value",     "auroc",      "--metric", "m", "--where",
       "method=a=b", "--where", "seed=", "--x",         "activation", "--facet",  "f", "--colour",
       "c",          "--label", "AUROC", "--reference", "-0.5",       "--height", "99"});
  EXPECT_THAT(plot.tables, ElementsAre("a.tsv", "b.tsv"));
  EXPECT_EQ(plot.value, "auroc");
  EXPECT_EQ(plot.metric, "m");
  EXPECT_THAT(plot.where, ElementsAre(Pair("method", "a=b"), Pair("seed", "")));
  EXPECT_EQ(plot.x, "activation");
  EXPECT_EQ(plot.facet, "f");
  EXPECT_EQ(plot.colour, "c");
  EXPECT_EQ(plot.label, "AUROC");
  EXPECT_EQ(plot.reference, -0.5);
  EXPECT_EQ(plot.height, 99);
}

TEST(ParsePlotOptions, RefusesStripsWithoutCategoriesOrWithBadConditions) {
  EXPECT_THAT(usage_error({"strips", "a.tsv"}), HasSubstr("--x"));
  EXPECT_THAT(usage_error({"strips", "a.tsv", "--x", "a", "--where", "method"}),
              HasSubstr("expected COLUMN=VALUE"));
  EXPECT_THAT(usage_error({"strips", "a.tsv", "--x", "a", "--where", "=x"}),
              HasSubstr("expected COLUMN=VALUE"));
}

TEST(ParsePlotOptions, ReadsHistoryOptionsAndReplacesTheDefaultColumns) {
  EXPECT_THAT(parse<HistoryPlot>({"history", "h.tsv"}).columns,
              ElementsAre("train_loss", "valid_loss"));
  const auto plot = parse<HistoryPlot>({"history", "h.tsv", "--column", "valid_auroc", "-c", "x",
                                        "--x", "step", "--label", "one", "--width", "50"});
  EXPECT_THAT(plot.columns, ElementsAre("valid_auroc", "x"));
  EXPECT_THAT(plot.labels, ElementsAre("one"));
  EXPECT_EQ(plot.x, "step");
  EXPECT_EQ(plot.width, 50);
  EXPECT_THAT(usage_error({"history", "a", "b", "--label", "one"}), HasSubstr("--label: found 1"));
}

TEST(ParsePlotOptions, RefusesToWriteOverAnInput) {
  const std::vector<std::vector<std::string>> runs = {
      {"motif", "a", "in"},
      {"attribution", "in", "--onehot", "y"},
      {"attribution", "a", "--map", "in", "--onehot", "y"},
      {"attribution", "a", "--track", "in", "--onehot", "y"},
      {"attribution", "a", "--onehot", "in"},
      {"attribution", "a", "--sequences", "in"},
      {"attribution", "a", "--onehot", "y", "--truth", "in"},
      {"attribution", "a", "--onehot", "y", "--subsets", "in"},
      {"heatmap", "in", "--onehot", "y"},
      {"heatmap", "a", "--onehot", "in"},
      {"heatmap", "a", "--sequences", "in"},
      {"heatmap", "a", "--onehot", "y", "--truth", "in"},
      {"strips", "a", "in", "--x", "c"},
      {"history", "a", "in"},
      {"curves", "a", "in", "--x", "c", "--y", "d"},
      {"scatter", "a", "run=in", "--x", "c", "--y", "d"},
      {"scatter", "in", "--x", "c", "--y", "d"},
      {"matches", "in", "--matches", "m", "--database", "d"},
      {"matches", "a", "--matches", "in", "--database", "d"},
      {"matches", "a", "--matches", "m", "--database", "in"},
      {"clusters", "in", "--motifs", "m"},
      {"clusters", "a", "--motifs", "in"},
      {"clusters", "a", "--motifs", "m", "--database", "in"}};
  for (auto run : runs) {
    run.insert(run.end(), {"-o", "./in"});
    EXPECT_THAT(usage_error(run), HasSubstr("found 'in' for an input and an output"))
        << testing::PrintToString(run);
    run.back() = "out";
    EXPECT_EQ(usage_error(run), "") << run[0];
  }
}

}  // namespace
}  // namespace siskin::tools
