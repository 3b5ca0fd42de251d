#include "plot/options.hpp"

#include <algorithm>
#include <cstddef>

#include "common/refuse_same_path.hpp"
#include "plot/option_parsers.hpp"
#include "siskin/cli/options.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

constexpr const char* kOverview =
    "Usage: siskin-plot SUBCOMMAND [options] FILE...\n\n"
    "Draws figures as SVG.\n\n"
    "  motif        sequence logos of motifs\n"
    "  attribution  letters scaled by importance, with sites and subsets beneath\n"
    "  heatmap      a map's four values of every position, such as mutagenesis\n"
    "  strips       points and boxes of a metric over runs\n"
    "  history      curves of training\n"
    "  curves       deletion, ROC, precision-recall, calibration and other curves\n"
    "  scatter      two metrics of runs against each other\n"
    "  matches      motifs above the known motifs that they match\n"
    "  clusters     motifs of clusters of subsets, and which model holds them\n\n"
    "'siskin-plot SUBCOMMAND --help' lists the options of one.\n";

std::optional<PlotOptions> parse_motif(const Arguments& arguments, std::ostream& out) {
  MotifPlot plot;
  cli::Options options("siskin-plot motif", "[options] motifs.meme...",
                       "Draws sequence logos of motifs in MEME, JASPAR or TRANSFAC format.");
  options.group("What")
      .texts("name,n", &plot.names, "ID", "id or name of a motif; may be repeated; all without")
      .flag("reverse-complement", &plot.reverse_complement, "show the other strand")
      .positional(&plot.files, "motif files", 1, kAnyNumber);
  options.group("Look")
      .choice("scale", &plot.scale, {"bits", "probability"}, "height of a position")
      .integer("columns", &plot.columns, 1, "logos side by side")
      .real("letter-width", &plot.letter_width, "pixels a position", 2, kLargest)
      .real("height", &plot.height, "pixels of 2 bits, or of probability 1", 10, kLargest);
  options.group("Output");
  add_output(options, &plot.output);
  if (!options.parse(arguments, out)) return std::nullopt;
  refuse_same_path(plot.files, {plot.output});
  return plot;
}

void add_region(cli::Options& options, RegionOptions& region) {
  options.group("Letters (one of the two)")
      .text("onehot", &region.onehot, "FILE.npz", "the sequences as one-hot (N,4,L), same names")
      .text("sequences", &region.sequences, "FILE.fa", "the sequences, or their genome");
  options.group("Region")
      .text("name", &region.name, "NAME", "the sequence; needed when there are several")
      .optional_integer("start", &region.start, 0, "first position, 0-based")
      .optional_integer("end", &region.end, 1, "position behind the last");
}

void check_region(const RegionOptions& region) {
  if (region.onehot.empty() == region.sequences.empty()) {
    throw UsageError(
        "the letters are needed: expected one of --onehot and --sequences, since a map does not "
        "tell which bases were there");
  }
  if (region.start && region.end && *region.start >= *region.end) {
    throw UsageError("option --end: found " + std::to_string(*region.end) +
                     ", expected more than --start, " + std::to_string(*region.start));
  }
}

void check_attribution(const AttributionPlot& plot) {
  const auto rows = plot.maps.size() + plot.tracks.size();
  if (rows == 0) throw UsageError("nothing to draw: give map files (.npz) or --track");
  check_region(plot);
  if (!plot.titles.empty() && plot.titles.size() != rows) {
    throw UsageError("option --title: found " + std::to_string(plot.titles.size()) +
                     ", expected none or one for each of " + std::to_string(rows) + " maps");
  }
}

void add_attribution_options(cli::Options& options, AttributionPlot& plot, Arguments* more_maps) {
  options.group("Values")
      .texts("map", more_maps, "FILE.npz", "one more map (N,4,L), as the file arguments")
      .texts("track", &plot.tracks, "FILE", "bedGraph or bigWig; may be repeated; below the maps")
      .texts("title", &plot.titles, "TEXT", "title of a row, in their order; file names without");
  add_region(options, plot);
  options.group("Beneath")
      .text("truth", &plot.truth, "FILE.bed", "sites, as labelled bars")
      .text("subsets", &plot.subsets, "FILE.bed", "sufficient input subsets (BED12), as blocks");
  options.group("Look")
      .text("label", &plot.label, "TEXT", "what the values are, with their unit")
      .flag("same-scale", &plot.same_scale, "one value axis for all rows")
      .real("letter-width", &plot.letter_width, "pixels a base; 0: to fit a page", 0, kLargest)
      .real("height", &plot.height, "pixels of a row", 10, kLargest);
}

std::optional<PlotOptions> parse_attribution(const Arguments& arguments, std::ostream& out) {
  AttributionPlot plot;
  Arguments more_maps;
  cli::Options options("siskin-plot attribution", "[options] map.npz...",
                       "Draws the bases of one sequence, each as high as its importance.");
  add_attribution_options(options, plot, &more_maps);
  options.positional(&plot.maps, "map files", 0, kAnyNumber);
  options.group("Output");
  add_output(options, &plot.output);
  if (!options.parse(arguments, out)) return std::nullopt;
  plot.maps.insert(plot.maps.end(), more_maps.begin(), more_maps.end());
  check_attribution(plot);
  Arguments inputs = {plot.onehot, plot.sequences, plot.truth, plot.subsets};
  inputs.insert(inputs.end(), plot.maps.begin(), plot.maps.end());
  inputs.insert(inputs.end(), plot.tracks.begin(), plot.tracks.end());
  refuse_same_path(inputs, {plot.output});
  return plot;
}

std::optional<PlotOptions> parse_heatmap(const Arguments& arguments, std::ostream& out) {
  HeatmapPlot plot;
  Arguments files;
  cli::Options options("siskin-plot heatmap", "[options] map.npz",
                       "Draws the four values of every position of a map as coloured cells, and "
                       "marks the base that is there.");
  add_region(options, plot);
  options.positional(&files, "a map file", 1, 1);
  options.group("Beneath").text("truth", &plot.truth, "FILE.bed", "sites, as labelled bars");
  options.group("Look")
      .text("label", &plot.label, "TEXT", "what the values are, with their unit")
      .optional_real("limit", &plot.limit, "value from which on colours are the last")
      .integer("wrap", &plot.wrap, 1, "bases a line", 20000)
      .real("letter-width", &plot.letter_width, "pixels a base; 0: to fit a page", 0, kLargest)
      .real("height", &plot.height, "pixels of a row of cells", 2, kLargest);
  options.group("Output");
  add_output(options, &plot.output);
  if (!options.parse(arguments, out)) return std::nullopt;
  plot.map = files.front();
  check_region(plot);
  if (plot.map == "-")
    throw UsageError("found '-' for the map, expected a file: a .npz cannot come through a pipe");
  if (plot.limit && *plot.limit <= 0) throw UsageError("option --limit: expected more than 0");
  refuse_same_path({plot.map, plot.onehot, plot.sequences, plot.truth}, {plot.output});
  return plot;
}

std::optional<PlotOptions> parse_clusters(const Arguments& arguments, std::ostream& out) {
  ClustersPlot plot;
  Arguments files;
  cli::Options options("siskin-plot clusters", "[options] --motifs clusters.meme clusters.tsv",
                       "Draws a panel a cluster of subsets: motif, members, shares of the models.");
  options.group("What")
      .text("motifs", &plot.motifs, "FILE", "the clusters' motifs (siskin-sis cluster --meme)")
      .required()
      .text("database", &plot.database, "FILE", "known motifs, to draw those of the table below")
      .texts("name,n", &plot.names, "ID", "a cluster of the table; may be repeated; all without")
      .integer("fewest", &plot.fewest, 0, "members of a cluster that is drawn")
      .positional(&files, "the table of siskin-sis cluster", 1, 1);
  options.group("Look")
      .integer("columns", &plot.columns, 1, "panels side by side")
      .real("letter-width", &plot.letter_width, "pixels a position", 2, kLargest)
      .real("height", &plot.height, "pixels of 2 bits", 10, kLargest);
  options.group("Output");
  add_output(options, &plot.output);
  if (!options.parse(arguments, out)) return std::nullopt;
  plot.clusters = files.front();
  if ((plot.motifs == "-") + (plot.clusters == "-") + (plot.database == "-") > 1)
    throw UsageError("found '-' for two inputs, expected standard input once");
  refuse_same_path({plot.motifs, plot.clusters, plot.database}, {plot.output});
  return plot;
}

std::optional<PlotOptions> parse_matches(const Arguments& arguments, std::ostream& out) {
  MatchesPlot plot;
  Arguments files;
  cli::Options options("siskin-plot matches",
                       "[options] --matches matches.tsv --database known.meme motifs.meme",
                       "Draws motifs above the known motifs that they match.");
  options.group("What")
      .text("matches", &plot.matches, "FILE.tsv",
            "table of siskin-score filters --matches, or of Tomtom")
      .required()
      .text("database", &plot.database, "FILE", "the known motifs")
      .required()
      .texts("name,n", &plot.names, "ID", "a motif of the table; may be repeated; all without")
      .integer("best", &plot.best, 1, "matches of each motif, from the top of the table")
      .positional(&files, "the motifs", 1, 1);
  options.group("Look")
      .integer("columns", &plot.columns, 1, "pairs side by side")
      .real("letter-width", &plot.letter_width, "pixels a position", 2, kLargest)
      .real("height", &plot.height, "pixels of 2 bits", 10, kLargest);
  options.group("Output");
  add_output(options, &plot.output);
  if (!options.parse(arguments, out)) return std::nullopt;
  plot.motifs = files.front();
  if ((plot.motifs == "-") + (plot.matches == "-") + (plot.database == "-") > 1)
    throw UsageError("found '-' for two inputs, expected standard input once");
  refuse_same_path({plot.motifs, plot.matches, plot.database}, {plot.output});
  return plot;
}

}  // namespace

std::optional<PlotOptions> parse_plot_options(const Arguments& arguments, std::ostream& out) {
  using Parse = std::optional<PlotOptions> (*)(const Arguments&, std::ostream&);
  static const std::vector<std::pair<std::string, Parse>> subcommands = {
      {"motif", parse_motif},     {"attribution", parse_attribution}, {"heatmap", parse_heatmap},
      {"strips", parse_strips},   {"history", parse_history},         {"curves", parse_curves},
      {"scatter", parse_scatter}, {"matches", parse_matches},         {"clusters", parse_clusters}};
  std::vector<std::string> words;
  words.reserve(subcommands.size());
  for (const auto& [word, parse] : subcommands) words.push_back(word);
  const auto chosen = cli::subcommand("siskin-plot", arguments, words, kOverview, out);
  if (!chosen) return std::nullopt;
  const auto found = std::find(words.begin(), words.end(), *chosen);
  return subcommands[static_cast<std::size_t>(found - words.begin())].second(
      Arguments(arguments.begin() + 1, arguments.end()), out);
}

}  // namespace siskin::tools
