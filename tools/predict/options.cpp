#include "predict/options.hpp"

#include "common/sequence_options.hpp"

namespace siskin::tools {

std::optional<PredictOptions> parse_predict_options(const std::vector<std::string>& arguments,
                                                    std::ostream& out) {
  PredictOptions settings;
  cli::Options options(
      "siskin-predict", "[options] -m model.pt sequences.fa ...",
      "Applies a TorchScript model to DNA sequences and writes its outputs as TSV.");
  add_model_options(options, settings.model, "the outputs");
  add_sequence_options(options, settings.sequences);
  options.group("Output").text("output,o", &settings.output, "FILE.tsv[.gz]",
                               "table of outputs [standard output]");
  add_run_options(options, settings.model);
  cli::add_common(options, settings.common);
  if (!options.parse(arguments, out)) return std::nullopt;
  check_sequence_options(settings.sequences);
  return settings;
}

}  // namespace siskin::tools
