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

/// siskin-plot attribution
struct AttributionPlot {
  std::vector<std::string> maps;
  std::vector<std::string> tracks;
  std::vector<std::string> titles;
  std::string onehot;
  std::string sequences;
  std::string name;
  std::optional<std::int64_t> start;
  std::optional<std::int64_t> end;
  std::string truth;
  std::string subsets;
  std::string label = "importance";
  bool same_scale = false;
  double letter_width = 0;
  double height = 90;
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

using PlotOptions = std::variant<MotifPlot, AttributionPlot, StripsPlot, HistoryPlot, MatchesPlot>;

/// Reads "<subcommand> [options]". Nothing after --help or --version, which print to `out`; throws
/// UsageError for a mistake.
std::optional<PlotOptions> parse_plot_options(const std::vector<std::string>& arguments,
                                              std::ostream& out);

}  // namespace siskin::tools
