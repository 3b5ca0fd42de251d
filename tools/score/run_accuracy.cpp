#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "score/accuracy_data.hpp"
#include "score/accuracy_scorer.hpp"
#include "score/accuracy_tables.hpp"
#include "score/number_cell.hpp"
#include "score/output_files.hpp"
#include "score/report.hpp"
#include "score/run.hpp"
#include "siskin/io/table.hpp"
#include "siskin/score/bootstrap.hpp"
#include "siskin/score/delong.hpp"
#include "siskin/score/distributions.hpp"
#include "siskin/util/provenance.hpp"

namespace siskin::tools {
namespace {

using Values = std::vector<double>;

/// How sure a figure, or the difference of two, is.
struct Certainty {
  double low = 0;
  double high = 0;
  double error = 0;  ///< standard error
  double p = 0;
  std::string method;
};

/// The figures of one or two sets of predictions over the sample, and over its resamples.
class AccuracyReport {
 public:
  AccuracyReport(const AccuracyData& data, const AccuracyOptions& options)
      : data_(data), options_(options), first_(data, options, false) {
    const Values once(data.names.size(), 1);
    values_ = first_.values(once);
    if (!options.against.empty()) {
      second_.emplace(data, options, true);
      others_ = second_->values(once);
    }
    if (options.intervals != "none") draw();
  }

  void write(std::ostream& out) const {
    const auto figures = first_.figures();
    const auto counts = first_.counts(values_);
    if (options_.intervals == "none") {
      std::vector<Metric> metrics;
      metrics.reserve(figures.size());
      for (std::size_t i = 0; i < figures.size(); ++i)
        metrics.push_back({figures[i].metric, figures[i].group, values_[i], counts[i]});
      write_metrics(out, metrics);
      return;
    }
    out << "# " << util::provenance() << '\n';
    io::write_row(out, header());
    for (std::size_t i = 0; i < figures.size(); ++i) {
      std::vector<std::string> row = {figures[i].metric, figures[i].group, number_cell(values_[i]),
                                      std::to_string(counts[i])};
      const auto rest = second_ ? difference_cells(i, figures[i]) : interval_cells(i, figures[i]);
      row.insert(row.end(), rest.begin(), rest.end());
      io::write_row(out, row);
    }
  }

 private:
  std::vector<std::string> header() const {
    if (!second_) return {"metric", "group", "value", "n", "low", "high", "error", "method"};
    return {"metric", "group", "value", "n", "other", "difference",
            "low",    "high",  "error", "p", "method"};
  }

  /// Sequences are drawn, with all their outputs, so that mean and micro are as sure as the
  /// sequences make them.
  void draw() {
    resampled_.resize(values_.size());
    const auto resamples = static_cast<std::uint64_t>(options_.resamples);
    for (std::uint64_t index = 0; index < resamples; ++index) {
      const auto weights = score::resample(data_.names.size(), options_.seed, index);
      auto drawn = first_.values(weights);
      if (second_) {
        const auto others = second_->values(weights);
        for (std::size_t i = 0; i < drawn.size(); ++i) drawn[i] -= others[i];
      }
      for (std::size_t i = 0; i < drawn.size(); ++i) resampled_[i].push_back(drawn[i]);
    }
  }

  /// The output whose AUROC this is and which DeLong's formula is asked for; none for another
  /// figure.
  const TaskData* delong_task(std::size_t figure, const Figure& name) const {
    if (options_.intervals != "delong" || name.metric != "auroc") return nullptr;
    const std::size_t output = figure / first_.metric_count();
    return output < data_.tasks.size() ? &data_.tasks[output] : nullptr;
  }

  Certainty bootstrap(std::size_t figure) const {
    const auto summary = score::summarise_bootstrap(resampled_[figure], options_.confidence);
    return {summary.low, summary.high, summary.error, score::bootstrap_p(resampled_[figure]),
            "bootstrap"};
  }

  Certainty from_variance(double value, double variance, double floor, double p) const {
    constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
    // No sample tells a figure for sure; two models that order all pairs alike (p 1) do not differ.
    if (variance == 0 && p != 1) return {kNan, kNan, kNan, p, "delong"};
    const double error = std::sqrt(variance);
    const double half = error * score::normal_quantile(score::upper_quantile(options_.confidence));
    if (std::isnan(half)) return {half, half, half, p, "delong"};
    return {std::max(floor, value - half), std::min(1.0, value + half), error, p, "delong"};
  }

  std::vector<std::string> interval_cells(std::size_t figure, const Figure& name) const {
    Certainty sure;
    if (const TaskData* task = delong_task(figure, name)) {
      const std::vector<int> labels(task->labels.begin(), task->labels.end());
      const auto estimate = score::delong(task->predicted, labels);
      sure = from_variance(estimate.auroc, estimate.variance, 0, 0);
    } else {
      sure = bootstrap(figure);
    }
    return {number_cell(sure.low), number_cell(sure.high), number_cell(sure.error), sure.method};
  }

  std::vector<std::string> difference_cells(std::size_t figure, const Figure& name) const {
    Certainty sure;
    if (const TaskData* task = delong_task(figure, name)) {
      const std::vector<int> labels(task->labels.begin(), task->labels.end());
      const auto both = score::delong_compare(task->predicted, task->other, labels);
      sure = from_variance(both.difference, both.variance, -1, both.p);
    } else {
      sure = bootstrap(figure);
    }
    return {number_cell(others_[figure]),
            number_cell(values_[figure] - others_[figure]),
            number_cell(sure.low),
            number_cell(sure.high),
            number_cell(sure.error),
            number_cell(sure.p),
            sure.method};
  }

  const AccuracyData& data_;
  const AccuracyOptions& options_;
  AccuracyScorer first_;
  std::optional<AccuracyScorer> second_;
  Values values_;
  Values others_;
  std::vector<Values> resampled_;  // by figure; of the differences when there are two
};

}  // namespace

void run_accuracy(const AccuracyOptions& options) {
  OutputFiles files(options.output);
  std::ostream* const singles = files.side(options.per_sequence);
  std::ostream* const bins = files.side(options.calibration);
  std::ostream* const curves = files.side(options.curves);
  const auto data = read_accuracy_data(options);
  if (singles != nullptr) write_per_sequence(data, options, *singles);
  if (bins != nullptr) write_calibration(data, options, *bins);
  if (curves != nullptr) write_curves(data, options, *curves);
  AccuracyReport(data, options).write(files.result());
  files.close();
}

}  // namespace siskin::tools
