#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "score/output_files.hpp"
#include "score/report.hpp"
#include "score/run.hpp"
#include "siskin/io/input.hpp"
#include "siskin/io/table.hpp"
#include "siskin/score/correlation.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

struct Candidate {
  std::string model;
  double value = 0;
  double count = 0;
  double rank = 0;
};

/// The line of the asked figure. Throws Error without one, or for a figure that is not defined: a
/// model without a value has no place in a ranking.
Candidate read_candidate(const std::string& path, const SelectOptions& options) {
  const auto table = io::read_table_file(path);
  const auto metric = table.column("metric");
  const auto group = table.column("group");
  const std::string wanted =
      util::quoted(options.metric) + " of group " + util::quoted(options.group);
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    if (table.rows[row][metric] != options.metric || table.rows[row][group] != options.group)
      continue;
    const double value = table.number(row, table.column("value"));
    if (std::isnan(value)) {
      throw Error(table.source + ":" + std::to_string(table.lines[row]) + ": found NA for " +
                  wanted + ", expected a number to rank the model by");
    }
    return {io::input_name(path), value, table.number(row, table.column("n")), 0};
  }
  throw Error(table.source + ": found no line " + wanted);
}

}  // namespace

void run_select(const SelectOptions& options) {
  OutputFiles files(options.output);
  std::vector<Candidate> candidates;
  std::vector<double> order;
  for (const auto& path : options.tables) {
    candidates.push_back(read_candidate(path, options));
    if (candidates.back().count != candidates.front().count) {
      throw Error(candidates.back().model + ": found a figure of " +
                  util::format_double(candidates.back().count) + " sequences, expected " +
                  util::format_double(candidates.front().count) + " as in " +
                  candidates.front().model + "; models are compared on the same sequences");
    }
    order.push_back(options.lowest ? candidates.back().value : -candidates.back().value);
  }
  const auto ranks = score::average_ranks(order);
  for (std::size_t i = 0; i < candidates.size(); ++i) candidates[i].rank = ranks[i];
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.rank < b.rank; });
  std::vector<Metric> metrics;
  metrics.reserve(2 * candidates.size());
  for (const auto& one : candidates)
    metrics.push_back({"rank", one.model, one.rank, candidates.size()});
  for (const auto& one : candidates)
    metrics.push_back({options.metric, one.model, one.value, static_cast<std::size_t>(one.count)});
  write_metrics(files.result(), metrics);
  files.close();
}

}  // namespace siskin::tools
