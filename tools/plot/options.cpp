#include "plot/options.hpp"

#include <limits>

#include "siskin/cli/options.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

using Arguments = std::vector<std::string>;

constexpr const char* kOverview =
    "Usage: siskin-plot SUBCOMMAND [options] FILE...\n\n"
    "Draws figures as SVG.\n\n"
    "  motif        sequence logos of motifs\n"
    "  attribution  letters scaled by importance, with sites and subsets beneath\n"
    "  strips       points and boxes of a metric over runs\n"
    "  history      curves of training\n"
    "  matches      motifs above the known motifs that they match\n\n"
    "'siskin-plot SUBCOMMAND --help' lists the options of one.\n";

constexpr double kLargest = 10000;  // user units
constexpr std::size_t kAnyNumber = std::numeric_limits<std::size_t>::max();

void add_output(cli::Options& options, std::string* output) {
  options.text("output,o", output, "FILE", "the figure; '-' is standard output");
}

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
  return plot;
}

void check_attribution(const AttributionPlot& plot) {
  const auto rows = plot.maps.size() + plot.tracks.size();
  if (rows == 0) throw UsageError("nothing to draw: give map files (.npz) or --track");
  if (plot.onehot.empty() == plot.sequences.empty()) {
    throw UsageError(
        "the letters are needed: expected one of --onehot and --sequences, since a map does not "
        "tell which bases were there");
  }
  if (!plot.titles.empty() && plot.titles.size() != rows) {
    throw UsageError("option --title: found " + std::to_string(plot.titles.size()) +
                     ", expected none or one for each of " + std::to_string(rows) + " maps");
  }
  if (plot.start && plot.end && *plot.start >= *plot.end) {
    throw UsageError("option --end: found " + std::to_string(*plot.end) + ", expected more than " +
                     "--start, " + std::to_string(*plot.start));
  }
}

void add_attribution_options(cli::Options& options, AttributionPlot& plot, Arguments* more_maps) {
  options.group("Values")
      .texts("map", more_maps, "FILE.npz", "one more map (N,4,L), as the file arguments")
      .texts("track", &plot.tracks, "FILE", "bedGraph or bigWig; may be repeated; below the maps")
      .texts("title", &plot.titles, "TEXT", "title of a row, in their order; file names without");
  options.group("Letters (one of the two)")
      .text("onehot", &plot.onehot, "FILE.npz", "the sequences as one-hot (N,4,L), same names")
      .text("sequences", &plot.sequences, "FILE.fa", "the sequences, or their genome");
  options.group("Region")
      .text("name", &plot.name, "NAME", "the sequence; needed when there are several")
      .optional_integer("start", &plot.start, 0, "first position, 0-based")
      .optional_integer("end", &plot.end, 1, "position behind the last");
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
  return plot;
}

std::pair<std::string, std::string> parse_condition(const std::string& text) {
  const auto equals = text.find('=');
  if (equals == std::string::npos || equals == 0) {
    throw UsageError("option --where: found " + util::quoted(text) + ", expected COLUMN=VALUE");
  }
  return {text.substr(0, equals), text.substr(equals + 1)};
}

std::optional<PlotOptions> parse_strips(const Arguments& arguments, std::ostream& out) {
  StripsPlot plot;
  Arguments conditions;
  cli::Options options("siskin-plot strips", "[options] --x COLUMN table.tsv...",
                       "Draws every value of a table as a point, beside a box plot of its group.");
  options.group("Values")
      .text("value", &plot.value, "COLUMN", "the numbers")
      .text("metric", &plot.metric, "NAME", "only rows with this in column 'metric'")
      .texts("where", &conditions, "COLUMN=VALUE", "only rows with this; may be repeated")
      .positional(&plot.tables, "tables", 1, kAnyNumber);
  options.group("Groups")
      .text("x", &plot.x, "COLUMN", "categories of the horizontal axis")
      .required()
      .text("facet", &plot.facet, "COLUMN", "one panel for each of its values")
      .text("colour", &plot.colour, "COLUMN", "one colour for each of its values");
  options.group("Look")
      .text("label", &plot.label, "TEXT", "name of the value axis; the metric without")
      .optional_real("reference", &plot.reference, "a dashed line here, such as chance")
      .real("height", &plot.height, "pixels of a panel", 10, kLargest);
  options.group("Output");
  add_output(options, &plot.output);
  if (!options.parse(arguments, out)) return std::nullopt;
  for (const auto& text : conditions) plot.where.push_back(parse_condition(text));
  return plot;
}

std::optional<PlotOptions> parse_history(const Arguments& arguments, std::ostream& out) {
  HistoryPlot plot;
  cli::Options options("siskin-plot history", "[options] history.tsv...",
                       "Draws columns of training histories, a panel a column and a line a file.");
  options.group("Values")
      .texts("column,c", &plot.columns, "COLUMN", "a panel; may be repeated")
      .text("x", &plot.x, "COLUMN", "horizontal axis")
      .texts("label", &plot.labels, "TEXT",
             "name of a file's line, in their order; file names "
             "without")
      .positional(&plot.files, "history files", 1, kAnyNumber);
  options.group("Look")
      .real("width", &plot.width, "pixels of a panel", 10, kLargest)
      .real("height", &plot.height, "pixels of a panel", 10, kLargest);
  options.group("Output");
  add_output(options, &plot.output);
  if (!options.parse(arguments, out)) return std::nullopt;
  if (!plot.labels.empty() && plot.labels.size() != plot.files.size()) {
    throw UsageError("option --label: found " + std::to_string(plot.labels.size()) +
                     ", expected none or one for each of " + std::to_string(plot.files.size()) +
                     " files");
  }
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
  return plot;
}

}  // namespace

std::optional<PlotOptions> parse_plot_options(const Arguments& arguments, std::ostream& out) {
  const auto word =
      cli::subcommand("siskin-plot", arguments,
                      {"motif", "attribution", "strips", "history", "matches"}, kOverview, out);
  if (!word) return std::nullopt;
  const Arguments rest(arguments.begin() + 1, arguments.end());
  if (*word == "motif") return parse_motif(rest, out);
  if (*word == "attribution") return parse_attribution(rest, out);
  if (*word == "strips") return parse_strips(rest, out);
  if (*word == "matches") return parse_matches(rest, out);
  return parse_history(rest, out);
}

}  // namespace siskin::tools
