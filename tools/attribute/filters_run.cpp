#include "attribute/filters_run.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <map>
#include <optional>

#include "attribute/layer_pass.hpp"
#include "attribute/option_checks.hpp"
#include "common/sequence_passes.hpp"
#include "siskin/gradient/activations.hpp"
#include "siskin/gradient/layer_window.hpp"
#include "siskin/io/motif_file.hpp"
#include "siskin/io/npz.hpp"
#include "siskin/io/output.hpp"
#include "siskin/io/table.hpp"
#include "siskin/model/runtime.hpp"
#include "siskin/motif/activation_alignment.hpp"
#include "siskin/motif/consensus.hpp"
#include "siskin/motif/trim.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/provenance.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

bool is_npz(const std::string& path) { return util::ends_with(path, ".npz"); }

void check_outputs(const AttributeOptions& options) {
  for (const auto& path : options.outputs) {
    if (path == options.report) {
      throw UsageError("option --report: " + (path == "-" ? "standard output" : path) +
                       " takes the motifs, expected another file or --output FILE");
    }
    if (!is_device(path) && !is_npz(path) && !util::ends_with(path, ".meme") &&
        !util::ends_with(path, ".meme.gz")) {
      throw UsageError("option --output: found " + util::quoted(path) +
                       ", expected a name ending in .meme, .meme.gz or .npz for --method filters");
    }
  }
}

// (N, filters, positions) of a layer along the sequence; a convolution over images may have one
// more dimension of size 1.
at::Tensor as_filters(const at::Tensor& values, const std::string& layer) {
  if (values.dim() == 3) return values;
  if (values.dim() == 4 && (values.size(2) == 1 || values.size(3) == 1)) return values.flatten(2);
  throw Error("layer " + (layer.empty() ? "of the filters" : layer) + " has " +
              std::to_string(values.dim()) +
              " dimensions, expected three: sequences, filters and positions");
}

class FilterRun {
 public:
  explicit FilterRun(const AttributeOptions& options)
      : options_(options),
        model_(options.model.path, layer_model_options(options)),
        function_(model_, "    return output\n"),
        passes_(options.sequences) {}

  void run() {
    find_maxima();
    find_windows();
    align();
    write();
    tell_skipped(passes_.skipped(), options_);
  }

 private:
  void pass(const std::function<void(const LayerBatch&)>& consume) {
    run_layer_pass(model_, options_,
                   {passes_.start(),
                    [this](const at::Tensor& onehot_ncl, LayerBatch& batch) {
                      batch.values =
                          as_filters(gradient::activations(function_, onehot_ncl, options_.layer),
                                     options_.layer);
                    },
                    consume});
  }

  void find_maxima() {
    std::optional<motif::ActivationMaxima> maxima;
    pass([&](const LayerBatch& batch) {
      const auto filters = static_cast<std::size_t>(batch.values.size(1));
      if (!maxima) maxima.emplace(filters);
      if (maxima->values().size() != filters) {
        throw Error(batch.records[0].where + ": the layer has " + std::to_string(filters) +
                    " filters here and " + std::to_string(maxima->values().size()) + " before");
      }
      for (std::size_t i = 0; i < batch.records.size(); ++i) {
        try {
          maxima->add(batch.row(i), static_cast<std::size_t>(batch.values.size(2)));
        } catch (const Error& error) {
          throw Error(batch.records[i].where + ": " + error.what());
        }
      }
      rules_[batch.length()];
    });
    maxima_ = maxima->values();
  }

  // Between the passes, when nothing else runs.
  void find_windows() {
    for (auto& [length, rule] : rules_) {
      const auto reads = gradient::layer_window(function_, length, options_.layer);
      rule = options_.window == std::int64_t{0} ? motif::kernel_window(reads)
                                                : motif::centred_window(reads, *options_.window);
    }
  }

  void align() {
    motif::ActivationAlignment alignment(maxima_, options_.threshold, rules_.begin()->second.width);
    pass([&](const LayerBatch& batch) {
      const auto& rule = rules_.at(batch.length());
      for (std::size_t i = 0; i < batch.records.size(); ++i) {
        alignment.add(batch.row(i), static_cast<std::size_t>(batch.values.size(2)),
                      batch.records[i].sequence, rule);
      }
    });
    motifs_ = alignment.motifs();
    if (!options_.trim) return;
    for (auto& motif : motifs_) motif = motif::trim(motif);
  }

  void write() const {
    for (const auto& path : options_.outputs) {
      if (is_npz(path)) {
        write_weights(path);
        continue;
      }
      io::Output output(path);
      io::write_meme(output.stream(), motifs_);
      output.close();
    }
    if (!options_.report.empty()) write_report();
  }

  void write_weights(const std::string& path) const {
    const auto weights_fck = gradient::filter_weights(*function_.program(1, rules_.begin()->first));
    const auto filters = static_cast<std::size_t>(weights_fck.size(0));
    const auto width = static_cast<std::size_t>(weights_fck.size(2));
    io::MapWriter file(path, width);
    for (std::size_t f = 0; f < filters; ++f) {
      file.add("filter" + std::to_string(f), weights_fck.data_ptr<float>() + f * 4 * width);
    }
    file.close();
  }

  void write_report() const {
    io::Output output(options_.report);
    output.stream() << "# " << util::provenance() << '\n';
    io::write_row(output.stream(), {"filter", "sites", "maximum", "information", "consensus"});
    for (std::size_t f = 0; f < motifs_.size(); ++f) {
      io::write_row(output.stream(), {motifs_[f].id, util::format_double(motifs_[f].sites),
                                      util::format_float(maxima_[f]),
                                      util::format_double(seq::information_content(motifs_[f])),
                                      motif::consensus(motifs_[f])});
    }
    output.close();
  }

  const AttributeOptions& options_;
  model::Model model_;
  model::Function function_;
  SequencePasses passes_;
  std::vector<float> maxima_;
  std::map<std::int64_t, motif::WindowRule> rules_;  // by length
  std::vector<seq::Motif> motifs_;
};

}  // namespace

void run_filters(const AttributeOptions& options) {
  check_outputs(options);
  model::prepare_runtime(1);  // threads work on batches of their own
  FilterRun(options).run();
}

}  // namespace siskin::tools
