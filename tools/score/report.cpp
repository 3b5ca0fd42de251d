#include "score/report.hpp"

#include <algorithm>
#include <cmath>
#include <ostream>

#include "siskin/io/output.hpp"
#include "siskin/io/table.hpp"
#include "siskin/score/summary.hpp"
#include "siskin/util/provenance.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

std::string number(double value) { return std::isnan(value) ? "NA" : util::format_double(value); }

}  // namespace

void write_metrics(const std::string& path, const std::vector<Metric>& metrics) {
  io::Output output(path);
  output.stream() << "# " << util::provenance() << '\n';
  io::write_row(output.stream(), {"metric", "group", "value", "n"});
  for (const Metric& metric : metrics) {
    io::write_row(output.stream(),
                  {metric.name, metric.group, number(metric.value), std::to_string(metric.count)});
  }
  output.close();
}

std::size_t SequenceScores::kind_of(const std::string& metric, const std::string& group) {
  const auto same = [&](const Kind& kind) { return kind.metric == metric && kind.group == group; };
  const auto found = std::find_if(kinds_.begin(), kinds_.end(), same);
  const auto kind = static_cast<std::size_t>(found - kinds_.begin());
  if (found == kinds_.end()) kinds_.push_back({metric, group});
  return kind;
}

void SequenceScores::declare(const std::string& metric, const std::string& group) {
  kind_of(metric, group);
}

void SequenceScores::add(const std::string& sequence, const std::string& metric,
                         const std::string& group, double value) {
  entries_.push_back({sequence, kind_of(metric, group), value});
}

std::vector<Metric> SequenceScores::means() const {
  std::vector<std::vector<double>> values(kinds_.size());
  for (const Entry& entry : entries_) values[entry.kind].push_back(entry.value);
  std::vector<Metric> metrics;
  for (std::size_t kind = 0; kind < kinds_.size(); ++kind) {
    const auto mean = score::mean_of_defined(values[kind]);
    metrics.push_back({kinds_[kind].metric, kinds_[kind].group, mean.value, mean.count});
  }
  return metrics;
}

void SequenceScores::write(const std::string& path) const {
  if (path.empty()) return;
  io::Output output(path);
  output.stream() << "# " << util::provenance() << '\n';
  io::write_row(output.stream(), {"name", "metric", "group", "value"});
  for (const Entry& entry : entries_) {
    const Kind& kind = kinds_[entry.kind];
    io::write_row(output.stream(), {entry.sequence, kind.metric, kind.group, number(entry.value)});
  }
  output.close();
}

}  // namespace siskin::tools
