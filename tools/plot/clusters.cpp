#include "plot/clusters.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <optional>
#include <vector>

#include "plot/names.hpp"
#include "siskin/figure/cluster_panels.hpp"
#include "siskin/io/input.hpp"
#include "siskin/io/motif_file.hpp"
#include "siskin/io/table.hpp"
#include "siskin/motif/best_match.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/parse.hpp"
#include "siskin/util/provenance.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

constexpr const char* kNoise = "noise";
constexpr const char* kMissing = "NA";

/// The models whose columns NAME_members and NAME_share the table has, in their order.
std::vector<std::string> models_of(const io::Table& table) {
  const std::string ending = "_share";
  std::vector<std::string> models;
  for (const auto& column : table.columns) {
    if (column.size() <= ending.size()) continue;
    const auto name = column.substr(0, column.size() - ending.size());
    if (name + ending == column && table.has(name + "_members")) models.push_back(name);
  }
  if (models.empty()) {
    throw Error(table.source +
                ": found no column NAME_share, expected a table of siskin-sis cluster");
  }
  return models;
}

std::int64_t members_of(const io::Table& table, std::size_t row) {
  return util::require_integer(table.rows[row][table.column("members")],
                               table.source + ":" + std::to_string(table.lines[row]), 0,
                               std::numeric_limits<std::int64_t>::max());
}

/// The rows of the clusters that are drawn, in the order of --name or the table.
std::vector<std::size_t> chosen_rows(const io::Table& table, const ClustersPlot& plot) {
  const auto column = table.column("cluster");
  std::vector<std::size_t> rows;
  std::vector<std::string> known;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const auto& name = table.rows[row][column];
    if (name == kNoise) continue;
    known.push_back(name);
    if (plot.names.empty() && members_of(table, row) >= plot.fewest) rows.push_back(row);
  }
  for (const auto& wanted : plot.names) {
    const auto found = std::find_if(table.rows.begin(), table.rows.end(), [&](const auto& cells) {
      return wanted != kNoise && cells[column] == wanted;
    });
    if (found == table.rows.end()) {
      throw Error(table.source + ": no cluster " + util::quoted(wanted) + ", there are " +
                  suggest(known, wanted));
    }
    rows.push_back(static_cast<std::size_t>(found - table.rows.begin()));
  }
  if (rows.empty()) throw Error(table.source + ": found no cluster to draw");
  return rows;
}

/// Lays the known motif where it is most like the cluster's, as siskin-sis cluster does.
void add_known(figure::MotifPair& pair, const seq::Motif& known) {
  const auto match = motif::best_match(pair.query, {known});
  if (!match) return;
  pair.target = match->reversed ? seq::reverse_complement(known) : known;
  pair.offset = -match->offset;
  char text[32];
  std::snprintf(text, sizeof text, "r = %.2f", match->correlation);
  pair.note = std::string(text) + (match->reversed ? " (other strand)" : "");
}

}  // namespace

std::string draw_clusters(const ClustersPlot& plot) {
  const auto table = io::read_table_file(plot.clusters);
  const auto models = models_of(table);
  const auto motifs = io::read_motif_file(plot.motifs);
  std::vector<seq::Motif> known;
  if (!plot.database.empty()) known = io::read_motif_file(plot.database);
  const auto rows = chosen_rows(table, plot);
  std::vector<figure::ClusterPanel> panels;
  panels.reserve(rows.size());
  for (const auto row : rows) {
    figure::ClusterPanel panel;
    panel.title = "cluster" + table.rows[row][table.column("cluster")];
    const auto members = members_of(table, row);
    panel.note = std::to_string(members) + (members == 1 ? " member" : " members");
    for (const auto& model : models)
      panel.shares.push_back(table.number(row, table.column(model + "_share")));
    panel.motifs.query = io::find_motif(motifs, panel.title, io::input_name(plot.motifs));
    if (!known.empty()) {
      const auto& id = table.rows[row][table.column("motif")];
      if (id != kMissing)
        add_known(panel.motifs, io::find_motif(known, id, io::input_name(plot.database)));
    }
    panels.push_back(std::move(panel));
  }
  figure::ClusterPanelsStyle style;
  style.models = models;
  style.columns = plot.columns;
  style.letter_width = plot.letter_width;
  style.height = plot.height;
  style.provenance = util::provenance();
  return figure::cluster_panels(panels, style);
}

}  // namespace siskin::tools
