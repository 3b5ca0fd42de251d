#include "sis/from_order_run.hpp"

#include <optional>
#include <utility>
#include <vector>

#include "sis/order_file.hpp"
#include "sis/search_report.hpp"
#include "sis/sis_writer.hpp"
#include "siskin/cli/remark.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/quantile.hpp"

namespace siskin::tools {
namespace {

// Threshold for all sequences; empty for a fraction.
std::optional<double> settle_threshold(const SisOptions& options) {
  if (!options.decision.threshold_quantile) return options.decision.threshold;
  OrderReader reader(options.from_order);
  std::vector<double> scores;
  OrderRow row;
  while (reader.next(row)) {
    if (row.index == 0) scores.push_back(row.elimination.initial);
  }
  if (scores.empty()) return 0;  // an empty file is told of below
  return util::quantile(std::move(scores), *options.decision.threshold_quantile);
}

}  // namespace

void run_from_order(const SisOptions& options) {
  const auto threshold = settle_threshold(options);
  OrderReader reader(options.from_order);
  SisWriter writer({options.output, options.table, "", reader.has_groups(), false});
  std::optional<SearchReport> report;
  OrderRow row;
  while (reader.next(row)) {
    if (row.index > 0) continue;  // made after a subset for the threshold of that run
    blackbox::SisOptions search;
    search.decision = row.decision;
    search.threshold =
        threshold ? *threshold : *options.decision.threshold_fraction * row.elimination.initial;
    const auto result = blackbox::first_subset(row.elimination, row.units, search);
    const Subject subject{{{}, {}, std::move(row.units)}, std::move(row.unit_names)};
    const Explained explained{search.threshold, result, {}};
    writer.add(row.record, subject, explained, row.decision);
    if (!report) report.emplace(row.decision);
    report->add(explained);
  }
  if (!report) throw Error(options.from_order + ": found no line, expected those of --order");
  writer.close();
  if (!options.report.empty()) report->write(options.report, threshold, "");
  for (const auto& text : report->remarks(threshold)) {
    cli::remark("siskin-sis", options.common.quiet, text);
  }
}

}  // namespace siskin::tools
