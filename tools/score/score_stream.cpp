#include "score/score_stream.hpp"

#include <ostream>

#include "score/number_cell.hpp"
#include "siskin/io/table.hpp"
#include "siskin/util/provenance.hpp"

namespace siskin::tools {

ScoreStream::ScoreStream(std::ostream* singles) : singles_(singles) {
  if (singles_ == nullptr) return;
  *singles_ << "# " << util::provenance() << '\n';
  io::write_row(*singles_, {"name", "metric", "group", "value"});
}

ScoreStream::Kind& ScoreStream::kind_of(const std::string& metric, const std::string& group) {
  const auto [found, fresh] = index_.try_emplace(metric + '\t' + group, kinds_.size());
  if (fresh) kinds_.push_back({metric, group, {}});
  return kinds_[found->second];
}

void ScoreStream::declare(const std::string& metric, const std::string& group) {
  kind_of(metric, group);
}

void ScoreStream::add(const std::string& sequence, const std::string& metric,
                      const std::string& group, double value) {
  add_silently(metric, group, value);
  if (singles_ != nullptr) io::write_row(*singles_, {sequence, metric, group, number_cell(value)});
}

void ScoreStream::add_silently(const std::string& metric, const std::string& group, double value) {
  kind_of(metric, group).mean.add(value);
}

std::vector<Metric> ScoreStream::means(bool errors) const {
  std::vector<Metric> metrics;
  for (const Kind& kind : kinds_) {
    metrics.push_back({kind.metric, kind.group, kind.mean.mean(), kind.mean.count()});
    if (errors) {
      metrics.push_back(
          {kind.metric + "_sem", kind.group, kind.mean.standard_error(), kind.mean.count()});
    }
  }
  return metrics;
}

}  // namespace siskin::tools
