#include "plot/matches.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <map>
#include <vector>

#include "siskin/figure/motif_matches.hpp"
#include "siskin/io/input.hpp"
#include "siskin/io/motif_file.hpp"
#include "siskin/io/table.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/parse.hpp"
#include "siskin/util/provenance.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

constexpr std::int64_t kFarthest = 1'000'000;

/// What the rows of a table of matches are about.
struct Motifs {
  std::vector<seq::Motif> queries;
  std::vector<seq::Motif> targets;
  std::string query_source;
  std::string target_source;
};

/// "E = 0.0031 (other strand)", with two digits.
std::string note_of(double e_value, bool reversed) {
  char text[32];
  std::snprintf(text, sizeof text, "E = %.2g", e_value);
  return std::string(text) + (reversed ? " (other strand)" : "");
}

figure::MotifPair pair_of(const io::Table& table, std::size_t row, const seq::Motif& query,
                          const Motifs& motifs) {
  const auto cell = [&](const std::string& column) -> const std::string& {
    return table.rows[row][table.column(column)];
  };
  const std::string where = table.source + ":" + std::to_string(table.lines[row]);
  const auto& strand = cell("Orientation");
  if (strand != "+" && strand != "-")
    throw Error(where + ": found " + util::quoted(strand) + ", expected '+' or '-'");
  figure::MotifPair pair;
  pair.query = query;
  pair.target = io::find_motif(motifs.targets, cell("Target_ID"), motifs.target_source);
  if (strand == "-") pair.target = seq::reverse_complement(pair.target);
  pair.offset = util::require_integer(cell("Optimal_offset"), where, -kFarthest, kFarthest);
  const auto width_of = [](const seq::Motif& motif) {
    return static_cast<std::int64_t>(motif.width());
  };
  if (pair.offset >= width_of(pair.target) || pair.offset <= -width_of(pair.query))
    throw Error(where + ": found the offset " + std::to_string(pair.offset) + ", where " +
                util::quoted(pair.target.id) + " does not lie under " +
                util::quoted(pair.query.id));
  pair.note = note_of(table.number(row, table.column("E-value")), strand == "-");
  return pair;
}

/// Rows of each query by its id, the best first as they stand in the table.
std::map<std::string, std::vector<std::size_t>> rows_by_query(const io::Table& table,
                                                              const Motifs& motifs) {
  std::map<std::string, std::vector<std::size_t>> rows;
  if (table.rows.empty()) return rows;
  const auto query = table.column("Query_ID");
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const auto& name = table.rows[row][query];
    rows[io::find_motif(motifs.queries, name, motifs.query_source).id].push_back(row);
  }
  return rows;
}

/// The motifs of these names, or all.
std::vector<seq::Motif> chosen_queries(const Motifs& motifs,
                                       const std::vector<std::string>& names) {
  if (names.empty()) return motifs.queries;
  std::vector<seq::Motif> chosen;
  chosen.reserve(names.size());
  for (const auto& name : names)
    chosen.push_back(io::find_motif(motifs.queries, name, motifs.query_source));
  return chosen;
}

}  // namespace

std::string draw_matches(const MatchesPlot& plot) {
  const auto table = io::read_table_file(plot.matches);
  const Motifs motifs = {io::read_motif_file(plot.motifs), io::read_motif_file(plot.database),
                         io::input_name(plot.motifs), io::input_name(plot.database)};
  const auto rows = rows_by_query(table, motifs);
  std::vector<figure::MotifPair> pairs;
  for (const auto& query : chosen_queries(motifs, plot.names)) {
    const auto own = rows.find(query.id);
    if (own == rows.end()) {
      pairs.push_back({query, {}, 0, "no match"});
      continue;
    }
    const auto count = std::min(own->second.size(), static_cast<std::size_t>(plot.best));
    for (std::size_t i = 0; i < count; ++i)
      pairs.push_back(pair_of(table, own->second[i], query, motifs));
  }
  figure::MotifMatchesStyle style;
  style.columns = plot.columns;
  style.letter_width = plot.letter_width;
  style.height = plot.height;
  style.provenance = util::provenance();
  return figure::motif_matches(pairs, style);
}

}  // namespace siskin::tools
