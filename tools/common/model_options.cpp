#include "common/model_options.hpp"

namespace siskin::tools {

void add_model_options(cli::Options& options, ModelSettings& settings, const std::string& use) {
  add_model_file(options, settings);
  add_output_options(options, settings, use);
}

void add_model_file(cli::Options& options, ModelSettings& settings) {
  options.group("Model")
      .text("model,m", &settings.path, "FILE.pt", "any TorchScript model of (N,4,L) input")
      .required();
}

void add_output_options(cli::Options& options, ModelSettings& settings, const std::string& use) {
  add_tensor_options(options, settings, use);
  options.choice("ambiguous", &settings.ambiguous, {"zero", "uniform", "error"},
                 "letters other than ACGT: zeros, 0.25 each, or stop");
}

void add_tensor_options(cli::Options& options, ModelSettings& settings, const std::string& use) {
  options
      .text("head", &settings.head, "NAME|N",
            "which tensor of a model that gives several (tuple, list or dict)")
      .choice("precision", &settings.precision, {"float32", "float64"},
              "compute in this type [the model's own]")
      .choice("output-space", &settings.output_space, {"logit", "probability"},
              use + " as the model gives it, or its sigmoid")
      .choice("output-kind", &settings.output_kind, {"logit", "value"},
              "what the outputs are, for a model that does not say [value]");
}

void add_run_options(cli::Options& options, ModelSettings& settings) {
  options.group("Run")
      .integer("batch-size", &settings.batch_size, 1, "sequences given to the model at once")
      .text("device", &settings.device, "NAME", "cpu, cuda or cuda:0");
}

void add_engine_option(cli::Options& options, ModelSettings& settings) {
  options.choice("engine", &settings.engine, {"auto", "plain", "incremental"},
                 "changed sequences: computed whole, or only what a change reaches");
}

}  // namespace siskin::tools
