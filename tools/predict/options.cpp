#include "predict/options.hpp"

#include "common/sequence_options.hpp"

namespace siskin::tools {

std::optional<PredictOptions> parse_predict_options(const std::vector<std::string>& arguments,
                                                    std::ostream& out) {
  PredictOptions settings;
  cli::Options options(
      "siskin-predict", "[options] -m model.pt sequences.fa ...",
      "Applies a TorchScript model to DNA sequences and writes its outputs as TSV.");
  options.group("Model")
      .text("model,m", &settings.model, "FILE.pt", "any TorchScript model of (N,4,L) input")
      .required()
      .choice("output-space", &settings.output_space, {"logit", "probability"},
              "outputs as the model gives them, or their sigmoid")
      .choice("output-kind", &settings.output_kind, {"logit", "value"},
              "what the outputs are, for a model that does not say [value]")
      .choice("ambiguous", &settings.ambiguous, {"zero", "uniform", "error"},
              "letters other than ACGT: zeros, 0.25 each, or stop");
  add_sequence_options(options, settings.sequences);
  options.group("Output").text("output,o", &settings.output, "FILE.tsv[.gz]",
                               "table of outputs [standard output]");
  options.group("Run")
      .integer("batch-size", &settings.batch_size, 1, "sequences at once")
      .text("device", &settings.device, "NAME", "cpu, cuda or cuda:0");
  cli::add_common(options, settings.common);
  if (!options.parse(arguments, out)) return std::nullopt;
  check_sequence_options(settings.sequences);
  return settings;
}

}  // namespace siskin::tools
