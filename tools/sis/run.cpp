#include "sis/run.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

#include "common/open_model.hpp"
#include "common/sequence_passes.hpp"
#include "sis/sis_writer.hpp"
#include "siskin/attribute/record_batches.hpp"
#include "siskin/blackbox/sis.hpp"
#include "siskin/cli/progress.hpp"
#include "siskin/cli/remark.hpp"
#include "siskin/model/model_scorer.hpp"
#include "siskin/model/runtime.hpp"
#include "siskin/util/error.hpp"

namespace siskin::tools {
namespace {

// Sums of one-hot columns, for the masks that are estimated from the sequences.
class ColumnSums {
 public:
  explicit ColumnSums(const std::string& mask) : mask_(mask) {}

  void add(const attribute::RecordBatch& batch) {
    if (mask_ == "uniform" || mask_ == "zero") return;
    if (mask_ == "base-frequency") sums_.resize(1);
    if (mask_ == "position-mean") require_length(batch);
    const std::size_t map_size = 4 * batch.length;
    for (std::size_t row = 0; row < batch.records.size(); ++row) {
      for (std::size_t i = 0; i < batch.length; ++i) {
        add(blackbox::column_of(batch.onehot_ncl.data() + row * map_size, batch.length, i), i);
      }
    }
  }

  blackbox::Mask mask(std::size_t length) const {
    if (mask_ == "zero") return blackbox::constant_mask(length, {});
    if (mask_ == "uniform") return blackbox::constant_mask(length, {0.25F, 0.25F, 0.25F, 0.25F});
    if (mask_ == "base-frequency") return blackbox::constant_mask(length, mean(0));
    blackbox::Mask columns;
    for (std::size_t i = 0; i < length; ++i) columns.push_back(mean(i));
    return columns;
  }

 private:
  void add(const blackbox::Column& column, std::size_t position) {
    if (blackbox::is_ambiguous(column)) return;
    auto& sums = sums_[mask_ == "base-frequency" ? 0 : position];
    for (std::size_t base = 0; base < 4; ++base) sums[base] += static_cast<double>(column[base]);
  }

  void require_length(const attribute::RecordBatch& batch) {
    if (sums_.empty()) sums_.resize(batch.length);
    if (sums_.size() == batch.length) return;
    throw Error(batch.records.front().where + ": found " + std::to_string(batch.length) +
                " bases, expected " + std::to_string(sums_.size()) +
                " as in the first sequence for --mask position-mean");
  }

  // Frequencies; a position without any base is uniform.
  blackbox::Column mean(std::size_t position) const {
    const auto& sums = sums_[position];
    const double total = sums[0] + sums[1] + sums[2] + sums[3];
    blackbox::Column column{0.25F, 0.25F, 0.25F, 0.25F};
    for (std::size_t base = 0; base < 4 && total > 0; ++base) {
      column[base] = static_cast<float>(sums[base] / total);
    }
    return column;
  }

  std::string mask_;
  std::vector<std::array<double, 4>> sums_;
};

// As numpy.quantile with its default, linear interpolation.
double quantile(std::vector<double> values, double fraction) {
  std::sort(values.begin(), values.end());
  const double place = fraction * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const auto above = std::min(below + 1, values.size() - 1);
  return values[below] + (place - std::floor(place)) * (values[above] - values[below]);
}

class SisRun {
 public:
  explicit SisRun(const SisOptions& options)
      : options_(options),
        model_(options.model.path, model_options(options.model)),
        scorer_(model_, options.target, model::parse_output_space(options.model.output_space),
                static_cast<std::size_t>(options.model.batch_size)),
        sequences_(options.sequences),
        columns_(options.mask) {}

  void run() {
    predict();
    threshold_ = options_.threshold ? *options_.threshold
                                    : quantile(predictions_, *options_.threshold_quantile);
    explain();
    if (sequences_.skipped() > 0) {
      cli::remark("siskin-sis", options_.common.quiet,
                  "left out " + std::to_string(sequences_.skipped()) +
                      " windows that leave their chromosome");
    }
  }

 private:
  attribute::RecordBatches batches() {
    return {sequences_.start(), static_cast<std::size_t>(options_.model.batch_size),
            seq::parse_ambiguous(options_.model.ambiguous)};
  }

  void predict() {
    auto all = batches();
    attribute::RecordBatch batch;
    while (all.next(batch)) {
      model_.check_length(static_cast<std::int64_t>(batch.length), batch.records.front().where);
      const auto scores =
          scorer_.score(batch.onehot_ncl.data(), batch.records.size(), batch.length);
      predictions_.insert(predictions_.end(), scores.begin(), scores.end());
      columns_.add(batch);
    }
    if (predictions_.empty()) {
      throw Error("no sequence left to explain (see --split, --label and --edge)");
    }
  }

  void explain() {
    SisWriter writer(options_.output, options_.table, threshold_);
    cli::Progress progress("sequences", static_cast<std::int64_t>(predictions_.size()),
                           options_.common.quiet);
    auto all = batches();
    attribute::RecordBatch batch;
    while (all.next(batch)) {
      const auto mask = columns_.mask(batch.length);
      const std::size_t map_size = 4 * batch.length;
      for (std::size_t i = 0; i < batch.records.size(); ++i) {
        const auto* const first = batch.onehot_ncl.data() + i * map_size;
        writer.add(batch.records[i],
                   blackbox::sufficient_subsets(scorer_, {first, first + map_size}, mask,
                                                options_for(batch.numbers[i])));
        progress.advance();
      }
    }
    writer.close();
  }

  blackbox::SisOptions options_for(std::uint64_t sequence) const {
    blackbox::SisOptions options;
    options.threshold = threshold_;
    options.score = predictions_.at(sequence);
    if (options_.max_subsets) options.max_subsets = static_cast<std::size_t>(*options_.max_subsets);
    return options;
  }

  const SisOptions& options_;
  model::Model model_;
  model::ModelScorer scorer_;
  SequencePasses sequences_;
  ColumnSums columns_;
  std::vector<double> predictions_;
  double threshold_ = 0;
};

}  // namespace

void run_sis(const SisOptions& options) {
  model::prepare_runtime(static_cast<int>(options.common.threads));
  SisRun(options).run();
}

}  // namespace siskin::tools
