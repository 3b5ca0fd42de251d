#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "score/output_files.hpp"
#include "score/profile_source.hpp"
#include "score/report.hpp"
#include "score/run.hpp"
#include "score/score_stream.hpp"
#include "siskin/io/table.hpp"
#include "siskin/score/correlation.hpp"
#include "siskin/score/profile_metrics.hpp"
#include "siskin/score/profile_signal.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/random.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

score::ProfileSettings settings_of(const ProfileOptions& options) {
  score::ProfileSettings settings;
  settings.joint_strands = options.strands == "joint";
  settings.smoothing = options.smoothing;
  settings.bins = options.bin_widths;
  settings.bin_value = score::parse_bin_value(options.bin_value);
  settings.peak_count = options.peak_count;
  settings.peak_share = options.peak_share;
  settings.background_share = options.background_share;
  return settings;
}

/// Reads as a prediction: one read is spread evenly over each strand, so that no base is
/// impossible.
Strands with_one_read(Strands reads) {
  for (auto& strand : reads) {
    for (double& value : strand) value += 1 / static_cast<double>(strand.size());
  }
  return reads;
}

void add_to(Strands& sum, const Strands& reads, double factor) {
  if (sum.empty()) sum.assign(reads.size(), score::Signal(reads.front().size(), 0));
  for (std::size_t strand = 0; strand < reads.size(); ++strand) {
    if (reads[strand].size() != sum[strand].size())
      throw Error("found windows of " + std::to_string(sum[strand].size()) + " and " +
                  std::to_string(reads[strand].size()) +
                  " bases, expected one width for the mean profile (--width, --no-baselines)");
    for (std::size_t i = 0; i < reads[strand].size(); ++i)
      sum[strand][i] += factor * reads[strand][i];
  }
}

/// ln(1 + reads): of all strands together, or of each.
std::vector<double> log_counts(const Strands& reads, std::size_t columns) {
  if (columns == 1) return {std::log1p(score::total(reads))};
  std::vector<double> result;
  result.reserve(reads.size());
  for (const auto& strand : reads) result.push_back(std::log1p(score::total({strand})));
  return result;
}

/// Predicted against observed log counts, pooled over windows and columns.
struct CountPairs {
  std::vector<double> predicted;
  std::vector<double> observed;

  void add(const std::vector<double>& p, const std::vector<double>& o) {
    predicted.insert(predicted.end(), p.begin(), p.end());
    observed.insert(observed.end(), o.begin(), o.end());
  }
  void report(const std::string& group, std::vector<Metric>& metrics) const {
    if (predicted.empty()) return;
    const auto n = predicted.size();
    metrics.push_back({"counts_pearson", group, score::pearson(predicted, observed), n});
    metrics.push_back({"counts_spearman", group, score::spearman(predicted, observed), n});
    metrics.push_back({"counts_mse", group, score::mean_squared_error(predicted, observed), n});
  }
};

/// The table --counts.
class PredictedCounts {
 public:
  PredictedCounts(const std::string& path, std::size_t strands)
      : table_(io::read_table_file(path)) {
    const auto name = table_.column("name");
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      if (i != name) columns_.push_back(i);
    }
    if (columns_.size() != 1 && columns_.size() != strands)
      throw Error(table_.source + ": found " + std::to_string(columns_.size()) +
                  " columns of counts, expected 1 or " + std::to_string(strands) +
                  ", the number of strands");
    for (std::size_t row = 0; row < table_.rows.size(); ++row) {
      if (!row_of_.emplace(table_.rows[row][name], row).second)
        throw Error(table_.source + ":" + std::to_string(table_.lines[row]) + ": found the name " +
                    util::quoted(table_.rows[row][name]) + " twice, expected once");
    }
  }

  std::size_t columns() const { return columns_.size(); }

  bool has(const std::string& name) const { return row_of_.count(name) > 0; }

  std::vector<double> of(const std::string& name) const {
    const auto found = row_of_.find(name);
    if (found == row_of_.end())
      throw Error(table_.source + ": no line of the window " + util::quoted(name) +
                  "; --allow-missing leaves such windows out");
    std::vector<double> values;
    values.reserve(columns_.size());
    for (const auto column : columns_) {
      values.push_back(table_.number(found->second, column));
      if (std::isfinite(values.back())) continue;
      throw Error(table_.source + ":" + std::to_string(table_.lines[found->second]) + ": column " +
                  util::quoted(table_.columns[column]) +
                  ": found no number, expected ln(1 + reads)");
    }
    return values;
  }

 private:
  io::Table table_;
  std::vector<std::size_t> columns_;
  std::unordered_map<std::string, std::size_t> row_of_;
};

class ProfileReport {
 public:
  explicit ProfileReport(const ProfileOptions& options)
      : options_(options),
        space_(score::parse_profile_space(options.space)),
        metrics_(settings_of(options)),
        source_(open_profiles(options)) {
    groups_ = {"model"};
    if (!options.replicate.empty()) groups_.emplace_back("replicate");
    if (!options.no_baselines) groups_.insert(groups_.end(), {"mean_profile", "shuffled"});
    if (!options.counts.empty()) counts_.emplace(options.counts, source_->predicted(0).size());
    for (std::size_t window = 0; window < source_->size(); ++window) {
      const bool left_out =
          counts_ && options.allow_missing && !counts_->has(source_->name(window));
      if (!left_out) windows_.push_back(window);
    }
    if (windows_.empty()) throw Error(options.counts + ": has none of the windows");
  }

  void run() {
    OutputFiles files(options_.output);
    if (!options_.no_baselines) {
      for (const auto window : windows_) add_to(sum_, source_->observed(window), 1);
    }
    ScoreStream scores(files.side(options_.per_sequence));
    for (const auto& group : groups_) {
      for (const auto& metric : metrics_.names()) scores.declare(metric, group);
    }
    for (const auto window : windows_) {
      try {
        score_window(window, scores);
      } catch (const Error& error) {
        throw Error("window " + util::quoted(source_->name(window)) + ": " + error.what() +
                    " (predicted by " + options_.predicted.front() + ", observed in " +
                    options_.observed.front() + ")");
      }
    }
    auto metrics = scores.means(false);
    model_counts_.report("model", metrics);
    replicate_counts_.report("replicate", metrics);
    const auto all = source_->size() + source_->skipped();
    metrics.push_back({"skipped", "missing", static_cast<double>(all - windows_.size()), all});
    write_metrics(files.result(), metrics);
    files.close();
  }

 private:
  void score_window(std::size_t window, ScoreStream& scores) {
    const auto name = source_->name(window);
    const auto observed = source_->observed(window);
    const auto add = [&](const char* group, const Strands& shares) {
      const auto values = metrics_.values(shares, observed);
      for (std::size_t i = 0; i < values.size(); ++i)
        scores.add(name, metrics_.names()[i], group, values[i]);
    };
    const auto predicted = source_->predicted(window);
    add("model", score::to_shares(predicted, space_, options_.strands == "joint"));
    add_model_counts(name, predicted, observed);
    if (!options_.replicate.empty()) {
      const auto replicate = source_->replicate(window);
      add("replicate", with_one_read(replicate));
      replicate_counts_.add(log_counts(replicate, observed.size()),
                            log_counts(observed, observed.size()));
    }
    if (options_.no_baselines) return;
    Strands others = sum_;  // the window itself must not vouch for itself
    add_to(others, observed, -1);
    for (auto& strand : others) {
      for (double& value : strand) value = std::max(value, 0.0);  // rounding
    }
    add("mean_profile", with_one_read(std::move(others)));
    add("shuffled", with_one_read(shuffled(observed, window)));
  }

  void add_model_counts(const std::string& name, const Strands& predicted,
                        const Strands& observed) {
    if (counts_) {
      model_counts_.add(counts_->of(name), log_counts(observed, counts_->columns()));
    } else if (space_ == score::ProfileSpace::kCount) {
      model_counts_.add(log_counts(predicted, predicted.size()),
                        log_counts(observed, observed.size()));
    }
  }

  Strands shuffled(Strands reads, std::size_t window) const {
    util::Random random(options_.seed, window);
    for (auto& strand : reads) random.shuffle(strand);
    return reads;
  }

  const ProfileOptions& options_;
  score::ProfileSpace space_;
  score::ProfileMetrics metrics_;
  std::unique_ptr<ProfileSource> source_;
  std::optional<PredictedCounts> counts_;
  std::vector<std::size_t> windows_;  // that are scored
  std::vector<std::string> groups_;
  Strands sum_;
  CountPairs model_counts_;
  CountPairs replicate_counts_;
};

}  // namespace

void run_profile(const ProfileOptions& options) { ProfileReport(options).run(); }

}  // namespace siskin::tools
