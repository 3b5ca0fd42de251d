#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "score/labelled_table.hpp"
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
  std::size_t count = 0;
  double rank = 0;
};

std::string found_lines(const io::Table& table, std::size_t metric, std::size_t group) {
  constexpr std::size_t kShown = 5;
  std::string text;
  for (std::size_t row = 0; row < std::min(kShown, table.rows.size()); ++row) {
    if (row > 0) text += ", ";
    text.append(table.rows[row][metric]).append(" of ").append(table.rows[row][group]);
  }
  if (table.rows.size() > kShown) text += ", ...";
  return text.empty() ? "none" : text;
}

/// The line of the asked figure. Throws Error without one, with two, or when its n is no count.
Candidate read_candidate(const std::string& argument, const SelectOptions& options) {
  const auto [label, path] = find_labelled(argument);
  const auto table = io::read_table_file(path);
  const auto metric = table.column("metric");
  const auto group = table.column("group");
  const auto count = table.column("n");
  std::optional<std::size_t> line;
  const std::string wanted =
      util::quoted(options.metric) + " of group " + util::quoted(options.group);
  const auto where = [&](std::size_t row) {
    return table.source + ":" + std::to_string(table.lines[row]);
  };
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    if (table.rows[row][metric] != options.metric || table.rows[row][group] != options.group)
      continue;
    if (line) throw Error(where(row) + ": found a second line " + wanted + ", expected one");
    line = row;
  }
  if (!line)
    throw Error(table.source + ": found no line " + wanted + " (it has " +
                found_lines(table, metric, group) + ")");
  const double n = table.number(*line, count);
  constexpr double kMost = 9007199254740992;  // 2^53
  if (!(n >= 0 && n <= kMost) || n != std::floor(n))
    throw Error(where(*line) + ": found " + util::quoted(table.rows[*line][count]) +
                " for n, expected a number of sequences");
  return {label.empty() ? io::input_name(path) : label, table.number(*line, table.column("value")),
          static_cast<std::size_t>(n), 0};
}

/// 1 for the best; equal values share the mean of their ranks, those without a value have none.
void set_ranks(std::vector<Candidate>& candidates, bool lowest) {
  std::vector<double> order;
  for (const auto& one : candidates) {
    if (!std::isnan(one.value)) order.push_back(lowest ? one.value : -one.value);
  }
  const auto ranks = score::average_ranks(order);
  auto next = ranks.begin();
  for (auto& one : candidates)
    one.rank = std::isnan(one.value) ? std::numeric_limits<double>::quiet_NaN() : *next++;
}

bool ranks_before(const Candidate& a, const Candidate& b) {
  if (std::isnan(a.rank) || std::isnan(b.rank)) return !std::isnan(a.rank) && std::isnan(b.rank);
  return a.rank < b.rank;
}

}  // namespace

void run_select(const SelectOptions& options) {
  OutputFiles files(options.output);
  std::vector<Candidate> candidates;
  for (const auto& argument : options.tables) {
    candidates.push_back(read_candidate(argument, options));
    const auto& first = candidates.front();
    const auto& last = candidates.back();
    if (last.count != first.count) {
      throw Error(last.model + ": found a figure of " + std::to_string(last.count) +
                  " sequences, expected " + std::to_string(first.count) + " as in " + first.model +
                  "; models are compared on the same sequences");
    }
  }
  set_ranks(candidates, options.lowest);
  std::stable_sort(candidates.begin(), candidates.end(), ranks_before);
  std::vector<Metric> metrics;
  metrics.reserve(2 * candidates.size());
  for (const auto& one : candidates)
    metrics.push_back({"rank", one.model, one.rank, candidates.size()});
  for (const auto& one : candidates)
    metrics.push_back({options.metric, one.model, one.value, one.count});
  write_metrics(files.result(), metrics);
  files.close();
}

}  // namespace siskin::tools
