#include <string>
#include <utility>
#include <vector>

#include "common/refuse_same_path.hpp"
#include "plot/option_parsers.hpp"
#include "siskin/figure/palette.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

std::pair<std::string, std::string> parse_condition(const std::string& option,
                                                    const std::string& text) {
  const auto equals = text.find('=');
  if (equals == std::string::npos || equals == 0) {
    throw UsageError("option --" + option + ": found " + util::quoted(text) +
                     ", expected COLUMN=VALUE");
  }
  return {text.substr(0, equals), text.substr(equals + 1)};
}

std::vector<std::pair<std::string, std::string>> parse_conditions(const std::string& option,
                                                                  const Arguments& texts) {
  std::vector<std::pair<std::string, std::string>> conditions;
  conditions.reserve(texts.size());
  for (const auto& text : texts) conditions.push_back(parse_condition(option, text));
  return conditions;
}

/// One name a file, or none.
void check_labels(const Arguments& labels, const Arguments& files) {
  if (labels.empty() || labels.size() == files.size()) return;
  throw UsageError("option --label: found " + std::to_string(labels.size()) +
                   ", expected none or one for each of " + std::to_string(files.size()) + " files");
}

}  // namespace

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
  plot.where = parse_conditions("where", conditions);
  refuse_same_path(plot.tables, {plot.output});
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
  check_labels(plot.labels, plot.files);
  refuse_same_path(plot.files, {plot.output});
  return plot;
}

namespace {

void add_curves_values(cli::Options& options, CurvesPlot& plot, Arguments* conditions) {
  options.group("Values")
      .choice("kind", &plot.kind,
              {"plain", "perturbation", "roc", "precision-recall", "calibration"},
              "columns and looks of a known table; options below replace them")
      .text("x", &plot.x, "COLUMN", "horizontal axis")
      .text("y", &plot.y, "COLUMN", "vertical axis")
      .text("low", &plot.low, "COLUMN", "lower side of a band around the line")
      .text("high", &plot.high, "COLUMN", "its upper side")
      .texts("where", conditions, "COLUMN=VALUE", "only rows with this; may be repeated")
      .positional(&plot.tables, "tables", 1, kAnyNumber);
  options.group("Lines")
      .text("colour", &plot.colour, "COLUMN", "one line for each of its values")
      .text("facet", &plot.facet, "COLUMN", "one panel for each of its values")
      .texts("label", &plot.labels, "TEXT", "name of a file's lines, in their order")
      .text("over", &plot.over, "COLUMN", "the mean over its values, such as sequences")
      .choice("band", &plot.band, {"interval", "error", "deviation", "none"},
              "around the mean: 95 % interval, standard error, standard deviation");
}

/// Replaces what is not given by what the kind has.
void fill_kind(CurvesPlot& plot) {
  const auto fill = [](std::string& target, const char* value) {
    if (target.empty()) target = value;
  };
  if (plot.kind == "perturbation") {
    fill(plot.x, "fraction");
    fill(plot.y, "value");
    fill(plot.over, "name");
    fill(plot.x_label, "share of bases changed");
    fill(plot.y_label, "output");
  } else if (plot.kind == "calibration") {
    if (plot.y.empty() && plot.low.empty()) {
      plot.low = "observed_low";
      plot.high = "observed_high";
    }
    fill(plot.x, "predicted");
    fill(plot.y, "observed");
    fill(plot.colour, "group");
    fill(plot.x_label, "predicted probability (mean of bin)");
    fill(plot.y_label, "observed share");
  } else if (plot.kind != "plain") {
    const bool roc = plot.kind == "roc";
    fill(plot.x, "x");
    fill(plot.y, "y");
    fill(plot.colour, "output");
    plot.where.emplace_back("curve", roc ? "roc" : "precision_recall");
    fill(plot.x_label, roc ? "false positive rate" : "recall");
    fill(plot.y_label, roc ? "true positive rate" : "precision");
  }
  if (plot.kind == "roc" || plot.kind == "calibration") plot.diagonal = true;
  fill(plot.x_label, plot.x.c_str());
  fill(plot.y_label, plot.y.c_str());
  const bool shares = plot.kind != "plain" && plot.kind != "perturbation";
  if (plot.width == 0) plot.width = shares ? 240 : 300;
  if (plot.height == 0) plot.height = shares ? 240 : 190;
}

void check_curves(const CurvesPlot& plot) {
  check_labels(plot.labels, plot.tables);
  if (plot.kind == "plain" && (plot.x.empty() || plot.y.empty()))
    throw UsageError("expected --x and --y, or a --kind that has them");
  if (plot.low.empty() != plot.high.empty())
    throw UsageError("expected both of --low and --high, or neither");
  if (!plot.low.empty() && !plot.over.empty())
    throw UsageError("option --low: a mean (--over) has a band of its own, see --band");
  if ((plot.kind == "roc" || plot.kind == "precision-recall") && !plot.over.empty())
    throw UsageError("option --over: curves of --kind " + plot.kind +
                     " are steps, with several y at one x, of which a mean would make slopes: "
                     "expected a line for each, see --colour");
  if (plot.kind == "perturbation" && plot.tables.size() > figure::kSeriesColours)
    throw UsageError("--kind perturbation: found " + std::to_string(plot.tables.size()) +
                     " tables, expected at most " + std::to_string(figure::kSeriesColours) +
                     ", for which there are colours: dashes tell random orders");
  if (plot.kind == "perturbation" && !(plot.colour.empty() && plot.facet.empty()))
    throw UsageError("--kind perturbation has its own lines and panels, without --colour, --facet");
}

}  // namespace

std::optional<PlotOptions> parse_curves(const Arguments& arguments, std::ostream& out) {
  CurvesPlot plot;
  Arguments conditions;
  cli::Options options("siskin-plot curves", "[options] table.tsv...",
                       "Draws lines through two columns of tables, or their means over sequences.");
  add_curves_values(options, plot, &conditions);
  options.group("Look")
      .text("x-label", &plot.x_label, "TEXT", "name of the horizontal axis")
      .text("y-label", &plot.y_label, "TEXT", "name of the vertical axis")
      .optional_real("reference", &plot.reference, "a dashed line at this height")
      .flag("diagonal", &plot.diagonal, "a dashed line where both axes have the same value")
      .real("width", &plot.width, "pixels of a panel; 0: by kind", 0, kLargest)
      .real("height", &plot.height, "pixels of a panel; 0: by kind", 0, kLargest);
  options.group("Output");
  add_output(options, &plot.output);
  if (!options.parse(arguments, out)) return std::nullopt;
  plot.where = parse_conditions("where", conditions);
  check_curves(plot);
  refuse_same_path(plot.tables, {plot.output});
  if (options.given("band") && plot.over.empty() && plot.kind != "perturbation")
    throw UsageError("option --band: expected with --over");
  fill_kind(plot);
  return plot;
}

std::optional<PlotOptions> parse_scatter(const Arguments& arguments, std::ostream& out) {
  ScatterPlot plot;
  Arguments conditions;
  Arguments conditions_x;
  Arguments conditions_y;
  cli::Options options("siskin-plot scatter", "[options] --x METRIC --y METRIC [RUN=]table.tsv...",
                       "Draws two metrics of runs against each other, a point a run.");
  options.group("Values")
      .text("x", &plot.x, "METRIC", "horizontal axis: a metric, or a column")
      .required()
      .text("y", &plot.y, "METRIC", "vertical axis, likewise")
      .required()
      .text("value", &plot.value, "COLUMN", "the numbers of tables that have a column 'metric'")
      .text("run", &plot.run, "COLUMN", "tells the runs; without, a run is a file, or its RUN=")
      .texts("where", &conditions, "COLUMN=VALUE", "only rows with this; may be repeated")
      .texts("where-x", &conditions_x, "COLUMN=VALUE", "the same for the metric of --x")
      .texts("where-y", &conditions_y, "COLUMN=VALUE", "the same for the metric of --y")
      .positional(&plot.tables, "tables", 1, kAnyNumber);
  options.group("Look")
      .text("colour", &plot.colour, "COLUMN", "one colour for each of its values")
      .flag("names", &plot.names, "the name of each run beside its point")
      .choice("correlation", &plot.correlation, {"none", "pearson", "spearman", "both"},
              "write it beneath")
      .flag("diagonal", &plot.diagonal, "a dashed line where both axes have the same value")
      .text("x-label", &plot.x_label, "TEXT", "name of the horizontal axis")
      .text("y-label", &plot.y_label, "TEXT", "name of the vertical axis")
      .real("width", &plot.width, "pixels of the plot", 10, kLargest)
      .real("height", &plot.height, "pixels of the plot", 10, kLargest);
  options.group("Output");
  add_output(options, &plot.output);
  if (!options.parse(arguments, out)) return std::nullopt;
  plot.where = parse_conditions("where", conditions);
  plot.where_x = parse_conditions("where-x", conditions_x);
  plot.where_y = parse_conditions("where-y", conditions_y);
  Arguments paths;
  paths.reserve(plot.tables.size());
  for (const auto& table : plot.tables) paths.push_back(run_and_path(table).second);
  refuse_same_path(paths, {plot.output});
  if (plot.x_label.empty()) plot.x_label = plot.x;
  if (plot.y_label.empty()) plot.y_label = plot.y;
  return plot;
}

}  // namespace siskin::tools
