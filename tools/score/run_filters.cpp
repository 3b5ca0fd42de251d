#include <algorithm>
#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "score/output_files.hpp"
#include "score/read_in_order.hpp"
#include "score/report.hpp"
#include "score/run.hpp"
#include "siskin/io/input.hpp"
#include "siskin/io/motif_file.hpp"
#include "siskin/io/table.hpp"
#include "siskin/motif/consensus.hpp"
#include "siskin/motif/trim.hpp"
#include "siskin/score/filters.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/parallel.hpp"
#include "siskin/util/provenance.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

/// A filter and what became of it.
struct Filter {
  seq::Motif motif;
  bool uniform = false;
  score::FilterMatch match;
  std::optional<motif::Comparison> best;  ///< a hit or not; none for a uniform filter
};

constexpr double kNoInformation = 1e-9;  // bits

motif::ComparisonSettings comparison_settings(const FiltersOptions& options) {
  motif::ComparisonSettings settings;
  if (options.distance == "pearson") settings.score = motif::ColumnScore::kPearson;
  if (options.distance == "kullback-leibler") settings.score = motif::ColumnScore::kKullbackLeibler;
  settings.both_strands = !options.forward_only;
  settings.least_overlap = static_cast<std::size_t>(options.least_overlap);
  settings.pseudocount = options.pseudocount;
  return settings;
}

score::MatchRule match_rule(const FiltersOptions& options) {
  score::MatchRule rule;
  rule.threshold = options.threshold;
  if (options.threshold_on == "p-value") rule.measure = score::MatchMeasure::kPValue;
  if (options.threshold_on == "q-value") rule.measure = score::MatchMeasure::kQValue;
  return rule;
}

/// Columns "motif" and "id"; rows of one motif need not stand together.
std::vector<score::TruthMotif> read_truth(const std::string& path) {
  const auto table = io::read_table_file(path);
  const auto motif = table.column("motif");
  const auto id = table.column("id");
  std::vector<score::TruthMotif> truth;
  for (const auto& row : table.rows) {
    const auto same = [&](const score::TruthMotif& known) { return known.name == row[motif]; };
    auto found = std::find_if(truth.begin(), truth.end(), same);
    if (found == truth.end()) found = truth.insert(truth.end(), {row[motif], {}});
    found->ids.push_back(row[id]);
  }
  if (truth.empty()) throw Error(table.source + ": found no motif, expected at least one");
  return truth;
}

std::vector<score::TruthMotif> truth_motifs(const std::string& truth) {
  if (truth.empty()) return {};
  const bool named = truth == "koo2021" || truth == "koo2021-published";
  return named ? score::named_truth(truth) : read_truth(truth);
}

std::set<std::size_t> ignored_targets(const std::vector<seq::Motif>& database,
                                      const FiltersOptions& options) {
  std::set<std::size_t> ignored;
  for (const auto& id : options.ignored) {
    const auto& motif = io::find_motif(database, id, io::input_name(options.database));
    ignored.insert(static_cast<std::size_t>(&motif - database.data()));
  }
  return ignored;
}

void compare_all(const motif::MotifDatabase& database, const FiltersOptions& options,
                 const std::vector<std::optional<std::size_t>>& truth_of,
                 std::vector<Filter>& filters) {
  const auto ignored = ignored_targets(database.targets(), options);
  const auto rule = match_rule(options);
  util::parallel_for(filters.size(), static_cast<int>(options.threads), [&](std::size_t i) {
    Filter& filter = filters[i];
    filter.uniform = seq::information_content(filter.motif) < kNoInformation;
    if (filter.uniform) return;
    auto comparisons = database.compare(filter.motif);
    const auto is_ignored = [&](const motif::Comparison& comparison) {
      return ignored.count(comparison.target) > 0;
    };
    comparisons.erase(std::remove_if(comparisons.begin(), comparisons.end(), is_ignored),
                      comparisons.end());
    if (const auto* best = motif::best_comparison(comparisons)) filter.best = *best;
    filter.match = score::match_filter(comparisons, rule, truth_of);
  });
}

std::vector<Metric> summary(const std::vector<Filter>& filters,
                            const std::vector<score::TruthMotif>& truth) {
  std::vector<score::FilterMatch> matches;
  double bits = 0;
  std::size_t uniform = 0;
  for (const auto& filter : filters) {
    matches.push_back(filter.match);
    bits += seq::information_content(filter.motif);
    uniform += filter.uniform ? 1 : 0;
  }
  const auto found = score::summarise_filters(matches, truth.size());
  const auto count = filters.size();
  std::vector<Metric> metrics = {{"information", "mean", bits / static_cast<double>(count), count},
                                 {"uniform", "all", static_cast<double>(uniform), count},
                                 {"match_any", "all", found.match_any, count}};
  if (truth.empty()) return metrics;
  metrics.push_back({"match_fraction", "all", found.match_fraction, count});
  metrics.push_back({"recovered", "all", found.recovered, truth.size()});
  for (std::size_t i = 0; i < truth.size(); ++i)
    metrics.push_back({"best_q", truth[i].name, found.motifs[i].best_q, found.motifs[i].filters});
  return metrics;
}

void write_matches(const std::vector<Filter>& filters, const std::vector<seq::Motif>& database,
                   std::ostream& out) {
  out << "# " << util::provenance() << '\n';
  io::write_row(out, {"Query_ID", "Target_ID", "Optimal_offset", "p-value", "E-value", "q-value",
                      "Overlap", "Query_consensus", "Target_consensus", "Orientation"});
  for (const auto& filter : filters) {
    for (const auto& hit : filter.match.hits) {
      const auto& target = database[hit.target];
      io::write_row(out, {filter.motif.id, target.id, std::to_string(hit.offset),
                          util::format_double(hit.p_value), util::format_double(hit.e_value),
                          util::format_double(hit.q_value), std::to_string(hit.overlap),
                          motif::consensus(filter.motif),
                          motif::consensus(hit.reversed ? seq::reverse_complement(target) : target),
                          hit.reversed ? "-" : "+"});
    }
  }
}

void write_figures(const std::vector<Filter>& filters, const std::vector<seq::Motif>& database,
                   const std::vector<score::TruthMotif>& truth, std::ostream& out) {
  out << "# " << util::provenance() << '\n';
  io::write_row(out, {"name", "metric", "group", "value"});
  for (const auto& filter : filters) {
    const auto write = [&](const std::string& metric, const std::string& group, double value) {
      io::write_row(out, {filter.motif.id, metric, group, util::format_double(value)});
    };
    write("width", "all", static_cast<double>(filter.motif.width()));
    write("information", "all", seq::information_content(filter.motif));
    write("hits", "all", static_cast<double>(filter.match.hits.size()));
    if (filter.best) {
      const auto& id = database[filter.best->target].id;
      write("best_p", id, filter.best->p_value);
      write("best_e", id, filter.best->e_value);
      write("best_q", id, filter.best->q_value);
    }
    if (filter.match.truth) write("truth_q", truth[*filter.match.truth].name, filter.match.truth_q);
  }
}

}  // namespace

void run_filters(const FiltersOptions& options) {
  OutputFiles files(options.output);
  std::ostream* const matches = files.side(options.matches);
  std::ostream* const figures = files.side(options.per_motif);
  auto [known, motifs] = read_in_order(
      options.filters, [&] { return io::read_motif_file(options.database); },
      [&] { return io::read_motif_file(options.filters); });
  const auto truth = truth_motifs(options.truth);
  const auto truth_of = score::assign_truth(known, truth);
  const motif::MotifDatabase database(std::move(known), comparison_settings(options));
  std::vector<Filter> filters;
  for (auto& motif : motifs) {
    Filter filter;
    filter.motif = options.trim ? motif::trim(motif) : std::move(motif);
    filters.push_back(std::move(filter));
  }
  compare_all(database, options, truth_of, filters);
  if (matches != nullptr) write_matches(filters, database.targets(), *matches);
  if (figures != nullptr) write_figures(filters, database.targets(), truth, *figures);
  write_metrics(files.result(), summary(filters, truth));
  files.close();
}

}  // namespace siskin::tools
