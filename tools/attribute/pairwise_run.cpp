#include "attribute/pairwise_run.hpp"

#include <string>

#include "attribute/sample_pass.hpp"
#include "attribute/settings.hpp"
#include "siskin/attribute/blackbox_methods.hpp"
#include "siskin/cli/remark.hpp"
#include "siskin/seq/alphabet.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

class PairwiseRun {
 public:
  explicit PairwiseRun(const AttributeOptions& options)
      : options_(options),
        settings_(attribute_settings(options).blackbox),
        pass_(options),
        table_(options.outputs, {"sequence", "output", "position1", "base1", "position2", "base2",
                                 "delta1", "delta2", "delta12", "epistasis"}) {}

  void run() {
    pass_.run(
        1, [this](const at::Tensor& onehot_ncl, LayerBatch& batch) { mutate(onehot_ncl, batch); },
        [this](const LayerBatch& batch) {
          table_.tell_engine(batch.engine);
          table_.write(batch.output);
        });
    table_.close();
    const auto complaint = settings_.groups ? settings_.groups->complaint() : "";
    if (!complaint.empty()) cli::remark("siskin-attribute", options_.common.quiet, complaint);
  }

 private:
  void mutate(const at::Tensor& onehot_ncl, LayerBatch& batch) const {
    const attribute::RecordBatch record{
        batch.records[0].sequence.size(), batch.records, {batch.first}, map_of(onehot_ncl, 0)};
    const auto& outputs = pass_.output_names();
    batch.engine = attribute::pairwise(
        pass_.function(), record, 0, settings_, [&](std::int64_t output, const auto& pair) {
          auto& rows = batch.output;
          rows += batch.records[0].name + '\t' + outputs[static_cast<std::size_t>(output)];
          add_place(rows, pair.position1, pair.base1);
          add_place(rows, pair.position2, pair.base2);
          for (const double value : {pair.delta1, pair.delta2, pair.delta12, pair.epistasis}) {
            rows += '\t';
            util::append_float(rows, static_cast<float>(value));
          }
          rows += '\n';
        });
  }

  static void add_place(std::string& row, std::size_t position, std::size_t base) {
    row += '\t' + std::to_string(position) + '\t' + seq::kLetters[base];
  }

  const AttributeOptions& options_;
  attribute::BlackboxSettings settings_;
  SamplePass pass_;
  TextFiles table_;
};

}  // namespace

void run_pairwise(const AttributeOptions& options) { PairwiseRun(options).run(); }

}  // namespace siskin::tools
