#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace siskin::tools {

/// siskin-plot motif
struct MotifPlot {
  std::vector<std::string> files;
  std::vector<std::string> names;  ///< ids or names; none: all
  std::string scale = "bits";
  bool reverse_complement = false;
  std::int64_t columns = 1;
  double letter_width = 20;
  double height = 90;
  std::string output = "-";
};

/// Which sequence, and how much of it: siskin-plot attribution and heatmap.
struct RegionOptions {
  std::string onehot;
  std::string sequences;
  std::string name;
  std::optional<std::int64_t> start;
  std::optional<std::int64_t> end;
};

/// siskin-plot attribution
struct AttributionPlot : RegionOptions {
  std::vector<std::string> maps;
  std::vector<std::string> tracks;
  std::vector<std::string> titles;
  std::string truth;
  std::string subsets;
  std::string label = "importance";
  bool same_scale = false;
  double letter_width = 0;
  double height = 90;
  std::string output = "-";
};

/// siskin-plot heatmap
struct HeatmapPlot : RegionOptions {
  std::string map;
  std::string truth;
  std::string label = "effect";
  std::optional<double> limit;  ///< where the colours end; without: the largest size
  std::int64_t wrap = 100;      ///< bases a line
  double letter_width = 0;
  double height = 14;
  std::string output = "-";
};

/// siskin-plot strips
struct StripsPlot {
  std::vector<std::string> tables;
  std::string value = "value";
  std::string metric;
  std::string x;
  std::string facet;
  std::string colour;
  std::vector<std::pair<std::string, std::string>> where;  ///< column, value
  std::optional<double> reference;
  std::string label;
  double height = 190;
  std::string output = "-";
};

/// siskin-plot history
struct HistoryPlot {
  std::vector<std::string> files;
  std::vector<std::string> columns = {"train_loss", "valid_loss"};
  std::vector<std::string> labels;
  std::string x = "epoch";
  double width = 300;
  double height = 190;
  std::string output = "-";
};

/// siskin-plot matches
struct MatchesPlot {
  std::string motifs;
  std::string matches;
  std::string database;
  std::vector<std::string> names;  ///< ids as in the table; none: all
  std::int64_t best = 1;           ///< matches a motif
  std::int64_t columns = 1;
  double letter_width = 20;
  double height = 60;
  std::string output = "-";
};

/// siskin-plot clusters
struct ClustersPlot {
  std::string clusters;
  std::string motifs;
  std::string database;
  std::vector<std::string> names;  ///< of clusters; none: all
  std::int64_t fewest = 1;         ///< members of a cluster that is drawn
  std::int64_t columns = 2;
  double letter_width = 16;
  double height = 50;
  std::string output = "-";
};

/// siskin-plot curves
struct CurvesPlot {
  std::vector<std::string> tables;
  std::string kind = "plain";
  std::string x;
  std::string y;
  std::string low;
  std::string high;
  std::string colour;
  std::string facet;
  std::string over;
  std::string band = "interval";
  std::vector<std::pair<std::string, std::string>> where;
  std::vector<std::string> labels;
  std::string x_label;
  std::string y_label;
  std::optional<double> reference;
  bool diagonal = false;
  double width = 0;  ///< 0: 220 for kinds of two shares, 300 for the others
  double height = 0;
  std::string output = "-";
};

/// siskin-plot scatter
struct ScatterPlot {
  std::vector<std::string> tables;  ///< FILE or RUN=FILE
  std::string x;
  std::string y;
  std::string value = "value";
  std::vector<std::pair<std::string, std::string>> where;
  std::vector<std::pair<std::string, std::string>> where_x;
  std::vector<std::pair<std::string, std::string>> where_y;
  std::string run;
  std::string colour;
  bool names = false;
  std::string correlation = "none";
  std::string x_label;
  std::string y_label;
  bool diagonal = false;
  double width = 300;
  double height = 300;
  std::string output = "-";
};

using PlotOptions = std::variant<MotifPlot, AttributionPlot, HeatmapPlot, StripsPlot, HistoryPlot,
                                 CurvesPlot, ScatterPlot, MatchesPlot, ClustersPlot>;

/// Reads "<subcommand> [options]". Nothing after --help or --version, which print to `out`; throws
/// UsageError for a mistake.
std::optional<PlotOptions> parse_plot_options(const std::vector<std::string>& arguments,
                                              std::ostream& out);

}  // namespace siskin::tools
