#include "attribute/conductance_run.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>
#include <optional>
#include <vector>

#include "attribute/layer_pass.hpp"
#include "attribute/settings.hpp"
#include "attribute/unit_writer.hpp"
#include "siskin/attribute/functions.hpp"
#include "siskin/gradient/conductance.hpp"
#include "siskin/gradient/references.hpp"
#include "siskin/io/output.hpp"
#include "siskin/io/table.hpp"
#include "siskin/model/runtime.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/provenance.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

// Prediction, that of the reference, sum, residual and relative residual, each behind a tab.
std::string number_cells(const gradient::UnitValues& found, std::int64_t n, std::int64_t r,
                         std::int64_t k) {
  constexpr double kSmallestMagnitude = 1e-6;
  const auto prediction = found.prediction_nk[n][k].item<double>();
  const auto reference = found.reference_prediction_nrk[n][r][k].item<double>();
  const auto sum = found.sum_nrk[n][r][k].item<double>();
  const auto magnitude = found.magnitude_nrk[n][r][k].item<double>();
  const double residual = sum - (prediction - reference);
  const double relative = std::abs(residual) / std::max(magnitude, kSmallestMagnitude);
  std::string cells;
  for (const double value : {prediction, reference, sum, residual, relative}) {
    cells += '\t' + util::format_double(value);
  }
  return cells;
}

class ConductanceRun {
 public:
  explicit ConductanceRun(const AttributeOptions& options)
      : options_(options),
        settings_(attribute_settings(options)),
        references_(with_seed(settings_)),
        functions_({options.model.path}, layer_model_options(options)),
        source_(options.sequences) {}

  void run() {
    io::SequenceRecord first;
    if (!source_.next(first)) {
      throw Error("no sequence left to look at (see --split, --label and --edge)");
    }
    functions_.open(target_of(options_), first.sequence.size(), first.where);
    UnitFiles files{options_.outputs, std::nullopt, functions_.output_names()};
    if (options_.top_given) files.top = options_.top;
    UnitWriter writer(files);
    if (!options_.report.empty()) start_report();
    const auto& function = functions_.all().front();
    bool first_waits = true;
    const auto next = [&](io::SequenceRecord& record) {
      if (!first_waits) return source_.next(record);
      first_waits = false;
      record = first;
      return true;
    };
    run_layer_pass(function.model(), options_,
                   {next,
                    [&](const at::Tensor& onehot_ncl, LayerBatch& batch) {
                      compute(function, onehot_ncl, batch);
                    },
                    [&](const LayerBatch& batch) {
                      writer.add(batch);
                      if (report_) report_->stream() << batch.report;
                    }});
    writer.close();
    if (report_) report_->close();
    tell_skipped(source_.skipped(), options_);
  }

 private:
  static gradient::References with_seed(const attribute::AttributeSettings& settings) {
    auto options = settings.references;
    options.seed = settings.seed;
    return gradient::References(options);
  }

  void start_report() {
    report_ = std::make_unique<io::Output>(options_.report);
    report_->stream() << "# " << util::provenance() << '\n';
    io::write_row(report_->stream(),
                  {"sequence", "reference", "output", "prediction", "reference_prediction", "sum",
                   "residual", "relative_residual"});
  }

  at::Tensor references_of(const LayerBatch& batch) const {
    std::vector<float> maps;
    for (std::size_t i = 0; i < batch.records.size(); ++i) {
      const auto& record = batch.records[i];
      const auto own = references_.maps(record.sequence, batch.first + i, record.where);
      maps.insert(maps.end(), own.begin(), own.end());
    }
    return torch::tensor(maps).view(
        {static_cast<std::int64_t>(batch.records.size()), -1, 4, batch.length()});
  }

  void compute(const model::Function& function, const at::Tensor& onehot_ncl,
               LayerBatch& batch) const {
    std::vector<std::uint64_t> numbers(batch.records.size());
    std::iota(numbers.begin(), numbers.end(), batch.first);
    gradient::ConductanceOptions conductance;
    conductance.layer = options_.layer;
    conductance.rule = settings_.path.rule;
    conductance.steps = settings_.path.steps;
    conductance.batch_size = settings_.batch_size;
    const auto found = gradient::layer_conductance(
        function, {onehot_ncl, references_of(batch), numbers}, conductance);
    batch.values = found.value_nku.contiguous();
    batch.report = report_ ? report_lines(batch, found) : "";
  }

  std::string report_lines(const LayerBatch& batch, const gradient::UnitValues& found) const {
    const auto& outputs = functions_.output_names();
    std::string text;
    for (std::size_t n = 0; n < batch.records.size(); ++n) {
      for (std::size_t k = 0; k < outputs.size(); ++k) {
        for (std::int64_t r = 0; r < found.sum_nrk.size(1); ++r) {
          text +=
              batch.records[n].name + '\t' + std::to_string(r) + '\t' + outputs[k] +
              number_cells(found, static_cast<std::int64_t>(n), r, static_cast<std::int64_t>(k)) +
              '\n';
        }
      }
    }
    return text;
  }

  const AttributeOptions& options_;
  attribute::AttributeSettings settings_;
  gradient::References references_;
  attribute::Functions functions_;
  io::SequenceSource source_;
  std::unique_ptr<io::Output> report_;
};

}  // namespace

void run_conductance(const AttributeOptions& options) {
  if (options.layer.empty()) {
    throw UsageError("option --layer: --method conductance needs one (--list-layers names them)");
  }
  model::prepare_runtime(1);  // threads work on batches of their own
  ConductanceRun(options).run();
}

}  // namespace siskin::tools
