#include "attribute/units_run.hpp"

#include <torch/torch.h>

#include <optional>

#include "attribute/conductance_run.hpp"
#include "attribute/layer_pass.hpp"
#include "attribute/unit_writer.hpp"
#include "siskin/gradient/activations.hpp"
#include "siskin/io/output.hpp"
#include "siskin/io/table.hpp"
#include "siskin/model/runtime.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/provenance.hpp"

namespace siskin::tools {
namespace {

constexpr const char* kReadout = "    return output\n";  // the layers are looked at, not the output

// Sequences of another length give other shapes, and some layers fail on others altogether.
std::int64_t length_of_input(const model::Model& model, const AttributeOptions& options) {
  if (!options.sequences.fasta.empty() || !options.sequences.genome.empty()) {
    io::SequenceSource source(options.sequences);
    io::SequenceRecord record;
    if (!source.next(record)) throw Error("no sequence left (see --split, --label and --edge)");
    return static_cast<std::int64_t>(record.sequence.size());
  }
  if (model.metadata().input_length) return *model.metadata().input_length;
  throw UsageError(
      "option --list-layers: the model does not say how long its input is, expected sequences");
}

std::string shape_text(const std::vector<std::int64_t>& shape) {
  std::string text = "N";
  for (const std::int64_t size : shape) text += "," + std::to_string(size);
  return text;
}

void run_activations(const AttributeOptions& options) {
  model::prepare_runtime(1);  // threads work on batches of their own
  model::Model model(options.model.path, layer_model_options(options));
  const model::Function function(model, kReadout);
  UnitFiles files{options.outputs, std::nullopt, {}};
  if (options.top_given) files.top = options.top;
  UnitWriter writer(files);
  io::SequenceSource source(options.sequences);
  run_layer_pass(model, options,
                 {[&](auto& record) { return source.next(record); },
                  [&](const at::Tensor& onehot_ncl, LayerBatch& batch) {
                    batch.values = gradient::activations(function, onehot_ncl, options.layer);
                  },
                  [&](const LayerBatch& batch) { writer.add(batch); }});
  writer.close();
  tell_skipped(source.skipped(), options);
}

}  // namespace

void run_units(const AttributeOptions& options) {
  check_unit_paths(options.outputs);
  options.method == "conductance" ? run_conductance(options) : run_activations(options);
}

void run_list_layers(const AttributeOptions& options) {
  model::prepare_runtime(static_cast<int>(options.common.threads));
  model::Model model(options.model.path, layer_model_options(options));
  const model::Function function(model, kReadout);
  const auto layers = gradient::layer_shapes(function, length_of_input(model, options));
  io::Output output(options.outputs.empty() ? "-" : options.outputs.front());
  output.stream() << "# " << util::provenance() << '\n';
  io::write_row(output.stream(), {"name", "type", "shape"});
  for (const auto& layer : layers) {
    io::write_row(output.stream(), {layer.name, layer.type, shape_text(layer.shape)});
  }
  output.close();
}

}  // namespace siskin::tools
