#include "attribute/maxent_run.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <utility>

#include "attribute/sample_pass.hpp"
#include "siskin/attribute/function_scorer.hpp"
#include "siskin/blackbox/max_entropy.hpp"
#include "siskin/cli/remark.hpp"
#include "siskin/gradient/layer_deviations.hpp"
#include "siskin/io/motif_file.hpp"
#include "siskin/io/npz.hpp"
#include "siskin/io/track.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

constexpr double kMiss = 0.2;  // of --target-change, that is told

blackbox::MaxEntropyOptions max_entropy_options(const AttributeOptions& options) {
  const auto& sample = options.sample;
  blackbox::MaxEntropyOptions found;
  found.chains = static_cast<std::size_t>(sample.chains);
  found.steps = static_cast<std::size_t>(*options.steps);
  found.burn_in = static_cast<std::size_t>(*sample.burn_in);
  found.sample_period = static_cast<std::size_t>(sample.sample_period);
  found.beta = sample.beta.value_or(0);
  found.target_change = sample.target_change;
  found.gc = sample.gc;
  return found;
}

// Scores that are asked for once each: a FunctionScorer keeps its answers for further outputs, and
// chains ask as often as they have steps.
class OneOutput : public blackbox::Scorer {
 public:
  explicit OneOutput(attribute::FunctionScorer scorer) : scorer_(std::move(scorer)) {}

  std::vector<double> score(const float* onehot_ncl, std::size_t count,
                            std::size_t length) override {
    scorer_.select(0);
    return scorer_.score(onehot_ncl, count, length);
  }

 private:
  attribute::FunctionScorer scorer_;
};

// Where the results go.
class MaxentFiles {
 public:
  MaxentFiles(const AttributeOptions& options, const io::ChromosomeSizes& sizes) {
    const auto overlap = io::parse_overlap(options.overlap);
    for (const auto& path : options.outputs) {
      if (util::ends_with(path, ".npz")) {
        maps_.emplace_back(path, nullptr);
      } else if (util::ends_with(path, ".meme") || util::ends_with(path, ".meme.gz")) {
        motif_paths_.push_back(path);
      } else {
        tracks_.push_back(std::make_unique<io::TrackWriter>(path, sizes, overlap));
      }
    }
  }

  // values_cl (5, length): marginals and bits.
  void add(const io::SequenceRecord& record, const float* values_cl, double samples) {
    const std::size_t length = record.sequence.size();
    for (const auto& track : tracks_) {
      track->add(record.chrom, record.start, {values_cl + 4 * length, values_cl + 5 * length});
    }
    for (auto& [path, writer] : maps_) {
      if (!writer) {
        writer = std::make_unique<io::MapWriter>(path, length);
        length_ = length;
      }
      if (length != length_) {
        throw Error(record.where + ": found " + std::to_string(length) + " bases, but " + path +
                    " holds sequences of one length, " + std::to_string(length_));
      }
      writer->add(record.name, values_cl);
    }
    if (!motif_paths_.empty()) motifs_.push_back(motif_of(record.name, values_cl, length, samples));
  }

  void close() {
    for (const auto& track : tracks_) track->close();
    for (const auto& [path, writer] : maps_) writer->close();
    for (const auto& path : motif_paths_) {
      io::Output output(path);
      io::write_meme(output.stream(), motifs_);
      output.close();
    }
  }

 private:
  static seq::Motif motif_of(const std::string& name, const float* values_cl, std::size_t length,
                             double samples) {
    seq::Motif motif;
    motif.id = name;
    motif.sites = samples;
    for (std::size_t i = 0; i < length; ++i) {
      auto& row = motif.rows.emplace_back();
      for (std::size_t base = 0; base < 4; ++base) {
        row.at(base) = static_cast<double>(values_cl[base * length + i]);
      }
    }
    return motif;
  }

  std::vector<std::unique_ptr<io::TrackWriter>> tracks_;
  std::vector<std::pair<std::string, std::unique_ptr<io::MapWriter>>> maps_;
  std::size_t length_ = 0;
  std::vector<std::string> motif_paths_;
  std::vector<seq::Motif> motifs_;
};

class MaxentRun {
 public:
  explicit MaxentRun(const AttributeOptions& options)
      : options_(options),
        settings_(max_entropy_options(options)),
        pass_(options),
        files_(options, pass_.genome_sizes()),
        report_(path_list(options.report),
                {"sequence", "beta", "chains", "samples", "acceptance", "mean_energy",
                 "mean_change", "split_rhat", "effective_samples"}) {
    pass_.require_one_output();
  }

  void run() {
    // The chains of one sequence are a batch, so that its numbers do not depend on its neighbours.
    pass_.run(
        1, [this](const at::Tensor& onehot_ncl, LayerBatch& batch) { sample(onehot_ncl, batch); },
        [this](const LayerBatch& batch) { write(batch); });
    files_.close();
    report_.close();
    if (misses_ == 0) return;
    cli::remark("siskin-attribute", options_.common.quiet,
                "--target-change: missed by more than a fifth for " + std::to_string(misses_) +
                    " of " + std::to_string(sequences_) +
                    " sequences (mean_change in --report): more --steps find it better, and random "
                    "sequences may differ less");
  }

 private:
  std::unique_ptr<blackbox::Deviations> deviations(const io::SequenceRecord& record,
                                                   const std::vector<float>& onehot_cl,
                                                   blackbox::Scorer& scorer) const {
    const std::size_t length = onehot_cl.size() / 4;
    if (options_.sample.energy == "output") {
      return std::make_unique<blackbox::OutputDeviations>(scorer, onehot_cl.data(), length);
    }
    try {
      return std::make_unique<gradient::LayerDeviations>(pass_.function(), onehot_cl.data(), length,
                                                         options_.layer);
    } catch (const Error& error) {
      throw Error(record.where + ": " + error.what());
    }
  }

  void sample(const at::Tensor& onehot_ncl, LayerBatch& batch) const {
    const auto onehot_cl = map_of(onehot_ncl, 0);
    const std::size_t length = onehot_cl.size() / 4;
    OneOutput scorer(pass_.make_scorer());
    const auto energies = deviations(batch.records[0], onehot_cl, scorer);
    const auto found = blackbox::max_entropy(*energies, onehot_cl.data(), length, settings_,
                                             util::Random(options_.seed, batch.first));
    batch.values = torch::empty({1, 5, static_cast<std::int64_t>(length)});
    auto* const values_cl = batch.values.data_ptr<float>();
    std::copy(found.marginal_cl.begin(), found.marginal_cl.end(), values_cl);
    std::copy(found.importance_l.begin(), found.importance_l.end(), values_cl + 4 * length);
    batch.report = table_line({batch.records[0].name, number_cell(found.beta),
                               std::to_string(settings_.chains), std::to_string(found.samples),
                               number_cell(found.acceptance), number_cell(found.mean_energy),
                               number_cell(found.mean_change), number_cell(found.energy.split_rhat),
                               number_cell(found.energy.effective_samples)});
    const auto target = settings_.target_change;
    batch.output = target && std::abs(found.mean_change / *target - 1) > kMiss ? "miss" : "";
  }

  void write(const LayerBatch& batch) {
    const auto period = settings_.sample_period;
    const std::size_t draws = (settings_.steps - settings_.burn_in) / period * settings_.chains;
    files_.add(batch.records[0], batch.row(0), static_cast<double>(draws));
    report_.write(batch.report);
    ++sequences_;
    misses_ += batch.output.empty() ? 0 : 1;
  }

  const AttributeOptions& options_;
  blackbox::MaxEntropyOptions settings_;
  SamplePass pass_;
  MaxentFiles files_;
  TextFiles report_;
  std::size_t sequences_ = 0;
  std::size_t misses_ = 0;
};

}  // namespace

void run_maxent(const AttributeOptions& options) { MaxentRun(options).run(); }

}  // namespace siskin::tools
