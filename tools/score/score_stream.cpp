#include "score/score_stream.hpp"

#include <ostream>

#include "score/number_cell.hpp"
#include "siskin/io/table.hpp"
#include "siskin/util/provenance.hpp"

namespace siskin::tools {

ScoreStream::ScoreStream(const std::string& path) {
  if (path.empty()) return;
  output_ = std::make_unique<io::Output>(path);
  output_->stream() << "# " << util::provenance() << '\n';
  io::write_row(output_->stream(), {"name", "metric", "group", "value"});
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
  if (output_) io::write_row(output_->stream(), {sequence, metric, group, number_cell(value)});
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

void ScoreStream::close() {
  if (output_) output_->close();
}

}  // namespace siskin::tools
