#include "score/streamed_scores.hpp"

#include <cmath>
#include <limits>
#include <ostream>
#include <utility>

#include "score/number_cell.hpp"
#include "siskin/io/table.hpp"
#include "siskin/util/provenance.hpp"

namespace siskin::tools {

StreamedScores::StreamedScores(const std::string& path, std::vector<Figure> figures)
    : figures_(std::move(figures)), sums_(figures_.size()) {
  if (path.empty()) return;
  output_ = std::make_unique<io::Output>(path);
  output_->stream() << "# " << util::provenance() << '\n';
  io::write_row(output_->stream(), {"name", "metric", "group", "value"});
}

void StreamedScores::add(const std::string& sequence, std::size_t first,
                         const std::vector<double>& values) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    const Figure& figure = figures_[first + i];
    if (!std::isnan(values[i])) {
      sums_[first + i].total += values[i];
      ++sums_[first + i].count;
    }
    if (output_) {
      io::write_row(output_->stream(),
                    {sequence, figure.metric, figure.group, number_cell(values[i])});
    }
  }
}

std::vector<Metric> StreamedScores::means() const {
  std::vector<Metric> metrics;
  for (std::size_t i = 0; i < figures_.size(); ++i) {
    const Sum& sum = sums_[i];
    const double mean = sum.count == 0 ? std::numeric_limits<double>::quiet_NaN()
                                       : sum.total / static_cast<double>(sum.count);
    metrics.push_back({figures_[i].metric, figures_[i].group, mean, sum.count});
  }
  return metrics;
}

void StreamedScores::close() {
  if (output_) output_->close();
}

}  // namespace siskin::tools
