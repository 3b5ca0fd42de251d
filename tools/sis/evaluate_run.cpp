#include "sis/evaluate_run.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <ostream>

#include "common/open_model.hpp"
#include "sis/subset_table.hpp"
#include "siskin/blackbox/sis.hpp"
#include "siskin/cli/progress.hpp"
#include "siskin/io/output.hpp"
#include "siskin/io/table.hpp"
#include "siskin/model/model_scorer.hpp"
#include "siskin/model/runtime.hpp"
#include "siskin/seq/one_hot.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/mean.hpp"
#include "siskin/util/provenance.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

// The threshold by which a model found its own subsets.
double threshold_of(const std::string& path, blackbox::Decision decision) {
  const auto lines = read_subset_table(path);
  if (lines.empty()) throw Error(path + ": found no line of status ok, expected one threshold");
  for (const auto& line : lines) {
    if (line.threshold == lines.front().threshold) continue;
    throw Error(line.where + ": found the threshold " + util::format_double(line.threshold) +
                ", expected " + util::format_double(lines.front().threshold) +
                " as in the lines before");
  }
  const auto is_enough = [decision](const SubsetLine& line) {
    return blackbox::reaches(line.score, line.threshold, decision);
  };
  if (std::none_of(lines.begin(), lines.end(), is_enough)) {
    throw Error(path + ": no subset is enough for its own threshold, expected the table of a " +
                "search with --decision " + blackbox::decision_word(decision));
  }
  return lines.front().threshold;
}

class EvaluateRun {
 public:
  explicit EvaluateRun(const EvaluateOptions& options)
      : options_(options),
        model_(options.model.path, model_options(options.model)),
        scorer_(model_, options.target, model::parse_output_space(options.model.output_space),
                static_cast<std::size_t>(options.model.batch_size)),
        decision_(blackbox::parse_decision(options.decision)),
        mask_(seq::parse_ambiguous(options.mask)) {
    for (const auto& path : options.tables.paths) tables_.push_back(read_subset_table(path));
    if (options.threshold) threshold_ = *options.threshold;
    if (!options.threshold_of.empty()) {
      threshold_ = threshold_of(options.threshold_of, decision_);
    }
  }

  void run() {
    std::size_t total = 0;
    for (const auto& table : tables_) total += table.size();
    cli::Progress progress("subsets", static_cast<std::int64_t>(total), options_.common.quiet);
    for (const auto& table : tables_) scores_.push_back(score(table, progress));
    if (!options_.per_subset.empty()) write_subsets();
    write_summary();
  }

 private:
  // Windows of one length that follow each other share a batch.
  std::vector<double> score(const std::vector<SubsetLine>& table, cli::Progress& progress) {
    std::vector<double> scores;
    while (scores.size() < table.size()) {
      const std::size_t first = scores.size();
      const std::size_t length = table[first].window.size();
      std::size_t count = 0;
      while (first + count < table.size() && count < scorer_.batch_size() &&
             table[first + count].window.size() == length)
        ++count;
      model_.check_length(static_cast<std::int64_t>(length), table[first].where);
      std::vector<float> maps_ncl(count * 4 * length);
      for (std::size_t i = 0; i < count; ++i)
        seq::one_hot(table[first + i].window, maps_ncl.data() + i * 4 * length, mask_);
      const auto batch = scorer_.score(maps_ncl.data(), count, length);
      scores.insert(scores.end(), batch.begin(), batch.end());
      progress.advance(static_cast<std::int64_t>(count));
    }
    return scores;
  }

  void write_subsets() const {
    io::Output output(options_.per_subset);
    output.stream() << "# " << util::provenance() << '\n';
    io::write_row(output.stream(),
                  {"model", "name", "index", "length", "threshold", "subset_score", "score"});
    for (std::size_t model = 0; model < tables_.size(); ++model) {
      for (std::size_t i = 0; i < tables_[model].size(); ++i) {
        const auto& line = tables_[model][i];
        const auto bases = blackbox::base_positions(line.pattern).size();
        io::write_row(output.stream(),
                      {options_.tables.names[model], line.name, line.index, std::to_string(bases),
                       util::format_double(threshold_), util::format_double(line.score),
                       util::format_double(scores_[model][i])});
      }
    }
    output.close();
  }

  void write_summary() const {
    io::Output output(options_.output);
    output.stream() << "# " << util::provenance() << '\n';
    io::write_row(output.stream(), {"metric", "group", "value", "n"});
    for (std::size_t model = 0; model < tables_.size(); ++model) {
      const auto& scores = scores_[model];
      const auto row = [&](const char* metric, double value) {
        io::write_row(output.stream(), {metric, options_.tables.names[model],
                                        util::format_double(value), std::to_string(scores.size())});
      };
      row("mean", util::mean(scores));
      row(is_large() ? "maximum" : "minimum", scores.empty() ? kNone : extreme(scores));
      if (!std::isnan(threshold_)) row("share_sufficient", util::mean(sufficient(scores)));
    }
    output.close();
  }

  bool is_large() const { return decision_ == blackbox::Decision::kMaximise; }

  // The output that is most on the side of the decision.
  double extreme(const std::vector<double>& scores) const {
    const auto [least, most] = std::minmax_element(scores.begin(), scores.end());
    return is_large() ? *most : *least;
  }

  // 1 for enough, 0 for less.
  std::vector<double> sufficient(const std::vector<double>& scores) const {
    std::vector<double> enough;
    enough.reserve(scores.size());
    for (const double score : scores) {
      enough.push_back(blackbox::reaches(score, threshold_, decision_) ? 1 : 0);
    }
    return enough;
  }

  const EvaluateOptions& options_;
  model::Model model_;
  model::ModelScorer scorer_;
  blackbox::Decision decision_;
  seq::Ambiguous mask_;  // of the N outside a subset
  double threshold_ = kNone;
  std::vector<std::vector<SubsetLine>> tables_;
  std::vector<std::vector<double>> scores_;
};

}  // namespace

void run_evaluate(const EvaluateOptions& options) {
  model::prepare_runtime(static_cast<int>(options.common.threads));
  EvaluateRun(options).run();
}

}  // namespace siskin::tools
