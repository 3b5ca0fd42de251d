#include "train/options.hpp"

#include <algorithm>

#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

constexpr const char* kExamples =
    "Examples:\n"
    "  siskin-train -o model.pt --activation exponential data.fa\n"
    "  siskin-train -o model.pt --genome genome.fa.gz --positives peaks.bed --negatives other.bed "
    "\\\n"
    "      --width 200 --valid-chroms chr8 --test-chroms chr9 --reverse-complement";

void add_data_options(cli::Options& options, train::DataQuery& data) {
  auto& query = data.sequences;
  options.group("Sequences and labels")
      .text("labels", &data.labels.path, "FILE.tsv", "labels by sequence name, instead of label=")
      .text("name-column", &data.labels.name_column, "NAME", "column of --labels with the names")
      .texts("label-column", &data.labels.label_columns, "NAME",
             "column of --labels with a task; may be repeated [all others]")
      .text("split-column", &data.labels.split_column, "NAME",
            "column of --labels with train, valid or test")
      .texts("positives", &data.positives, "FILE",
             "FASTA, or BED with --genome, of label 1; may be repeated")
      .texts("negatives", &data.negatives, "FILE",
             "FASTA, or BED with --genome, of label 0; may be repeated")
      .text("genome", &query.genome, "FILE.fa[.gz]", "genome, plain or bgzip, instead of FASTA")
      .text("regions", &query.regions, "FILE",
            "BED with the windows of the genome, label in column 5")
      .optional_integer("width", &query.width, 1,
                        "cut windows of this width around the summit or the middle")
      .choice("edge", &query.edge, {"error", "skip", "pad"},
              "a window leaves its chromosome: stop, leave it out, or fill with N")
      .positional(&query.fasta, "sequences.fa", 0, 1000000);
}

void add_split_options(cli::Options& options, train::DataQuery& data) {
  options.group("Splits (by split= in the header unless given)")
      .texts("valid-chroms", &data.valid_chroms, "NAME",
             "chromosome to validate on; may be repeated")
      .texts("test-chroms", &data.test_chroms, "NAME", "chromosome to test on; may be repeated")
      .real("valid-fraction", &data.valid_fraction, "share of sequences without a split", 0, 1)
      .real("test-fraction", &data.test_fraction, "share of sequences without a split", 0, 1);
}

void add_network_options(cli::Options& options, TrainOptions& settings) {
  options.group("Network")
      .text("arch", &settings.architecture, "NAME|FILE.json",
            "cnn-local, cnn-dist, or a list of layers")
      .choice("activation", &settings.activation,
              {"relu", "exponential", "sigmoid", "tanh", "softplus", "linear", "elu"},
              "activation of the first layer [relu; FILE.json: as written]")
      .choice("ambiguous", &settings.ambiguous, {"zero", "uniform", "error"},
              "letters other than ACGT: zeros, 0.25 each, or stop");
}

void add_training_options(cli::Options& options, TrainOptions& settings) {
  auto& training = settings.settings;
  options.group("Training")
      .choice("loss", &settings.loss, {"bce", "mse"},
              "binary cross-entropy of logits, or mean squared error of values")
      .integer("epochs", &training.epochs, 1, "most epochs")
      .integer("patience", &training.patience, 1,
               "epochs without a better validation metric before training stops")
      .choice("weights", &settings.weights, {"best", "last"},
              "epoch to keep: best validation metric, or the last (as published)")
      .integer("batch-size", &training.batch_size, 2, "sequences a step")
      .real("learning-rate", &training.learning_rate, "of Adam", 0)
      .real("l2", &training.l2, "penalty on the squared kernels", 0)
      .flag("reverse-complement", &settings.reverse_complement,
            "also train on the other strand of every sequence")
      .seed(&training.seed)
      .text("device", &training.device, "NAME", "cpu, cuda or cuda:0");
}

void check_architecture(const std::string& name) {
  if (name == "cnn-local" || name == "cnn-dist" || util::ends_with(name, ".json")) return;
  throw UsageError("option --arch: found " + util::quoted(name) +
                   ", expected cnn-local, cnn-dist or FILE.json");
}

void check(const cli::Options& options, TrainOptions& settings) {
  check_architecture(settings.architecture);
  auto& data = settings.data;
  const bool classes = !data.positives.empty() || !data.negatives.empty();
  if (classes && (data.positives.empty() || data.negatives.empty())) {
    throw UsageError("--positives and --negatives go together");
  }
  if (classes && (!data.sequences.fasta.empty() || !data.sequences.regions.empty())) {
    throw UsageError("--positives and --negatives replace FASTA arguments and --regions");
  }
  if (!data.sequences.fasta.empty() && !data.sequences.genome.empty()) {
    throw UsageError("found FASTA files and --genome, expected one of the two");
  }
  if (!classes && data.sequences.fasta.empty() && data.sequences.regions.empty()) {
    throw UsageError(
        "no sequences: give FASTA files ('-' for standard input), or --genome with "
        "--regions");
  }
  if (!data.sequences.regions.empty() && data.sequences.genome.empty()) {
    throw UsageError("--regions needs --genome");
  }
  if (data.valid_fraction + data.test_fraction >= 1) {
    throw UsageError("--valid-fraction and --test-fraction leave nothing to train on");
  }
  if (settings.settings.learning_rate <= 0) {
    throw UsageError("option --learning-rate: expected a number above 0");
  }
  if (data.labels.path.empty() && (options.given("label-column") || options.given("name-column") ||
                                   options.given("split-column"))) {
    throw UsageError("--name-column, --label-column and --split-column need --labels");
  }
}

}  // namespace

std::optional<TrainOptions> parse_train_options(const std::vector<std::string>& arguments,
                                                std::ostream& out) {
  TrainOptions settings;
  cli::Options options("siskin-train", "[options] -o model.pt sequences.fa ...",
                       "Trains a network on labelled DNA sequences and writes it as TorchScript.");
  options.group("Output")
      .text("output,o", &settings.output, "FILE.pt", "the model; opens with torch.jit.load too")
      .required()
      .text("history", &settings.history, "FILE.tsv", "losses and metrics of every epoch");
  add_data_options(options, settings.data);
  add_split_options(options, settings.data);
  add_network_options(options, settings);
  add_training_options(options, settings);
  options.group("Run");
  cli::add_common(options, settings.common);
  options.epilogue(kExamples);
  if (!options.parse(arguments, out)) return std::nullopt;
  check(options, settings);
  settings.data.seed = settings.settings.seed;
  settings.data.refuse_ambiguous = settings.ambiguous == "error";
  settings.settings.keep_best = settings.weights == "best";
  settings.settings.loss = train::parse_loss(settings.loss);
  settings.settings.ambiguous = seq::parse_ambiguous(settings.ambiguous);
  return settings;
}

}  // namespace siskin::tools
