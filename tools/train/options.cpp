#include "train/options.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "siskin/seq/one_hot.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/version.hpp"
#include "train/describe.hpp"

namespace siskin::tools {
namespace {

constexpr const char* kExamples =
    "Examples:\n"
    "  siskin-train -o model.pt --activation exponential data.fa\n"
    "  siskin-train -o model.pt --genome genome.fa.gz --positives peaks.bed --negatives gc-matched "
    "\\\n"
    "      --width 200 --valid-chroms chr8 --test-chroms chr9 --reverse-complement\n"
    "  siskin-train -o model.pt --arch bpnet --loss profile --genome genome.fa.gz --regions "
    "peaks.bed \\\n"
    "      --width 2114 --signal plus.bw --signal minus.bw --strands 2 --output-length 1000\n"
    "  siskin-train --describe --arch basset --outputs 164";

// Options that say where results go or how much is told, and nothing about the weights.
constexpr std::array<std::string_view, 7> kWithoutInfluence = {
    "output", "history", "metrics", "quiet", "resume", "no-checkpoint", "replicates"};

nlohmann::json request_of(const cli::Options& options) {
  nlohmann::json request = {{"version", util::version()}};
  for (const auto& [name, value] : options.given_values()) {
    const bool silent = std::find(kWithoutInfluence.begin(), kWithoutInfluence.end(), name) !=
                        kWithoutInfluence.end();
    if (!silent) request[name == "arguments" ? name : "--" + name] = value;
  }
  return request;
}

// What --describe knows of the shape comes from the options that also shape real data.
void complete_described_shape(const DataOptions& data, NetworkOptions& network) {
  const auto& query = data.query;
  if (network.shape.length == 0) network.shape.length = query.sequences.width.value_or(0);
  network.shape.output_length = query.signals.output_length.value_or(0);
  network.shape.strands = data.strands;
}

void check_together(const cli::Options& options, const TrainOptions& settings) {
  const bool profiles = settings.data.query.signals.output_length.has_value();
  const bool profile_loss = settings.objective.settings.loss == train::Loss::kProfile;
  if (profiles && !profile_loss) throw UsageError("--output-length needs --loss profile");
  if (profile_loss && !profiles) {
    throw UsageError("--loss profile needs --signal and --output-length");
  }
  for (const char* name : {"length", "outputs", "control-tracks"}) {
    if (options.given(name)) throw UsageError(std::string("--") + name + " needs --describe");
  }
}

}  // namespace

std::optional<TrainOptions> parse_train_options(const std::vector<std::string>& arguments,
                                                std::ostream& out) {
  TrainOptions settings;
  cli::Options options("siskin-train", "[options] -o model.pt sequences.fa ...",
                       "Trains a network on labelled DNA sequences, or on peaks and signals of a "
                       "genome, and writes it as TorchScript.");
  add_output_options(options, settings.loop);
  add_data_options(options, settings.data);
  add_network_options(options, settings.network);
  options.choice("ambiguous", &settings.ambiguous, {"zero", "uniform", "error"},
                 "letters other than ACGT: zeros, 0.25 each, or stop");
  add_objective_options(options, settings.objective);
  add_training_options(options, settings.loop);
  options.group("Run");
  add_restart_options(options, settings.loop);
  cli::add_common(options, settings.common);
  options.epilogue(kExamples);
  if (!options.parse(arguments, out)) return std::nullopt;
  check_network(options, settings.network);
  if (settings.network.describe) {
    complete_described_shape(settings.data, settings.network);
    describe_network(settings.network, out);
    return std::nullopt;
  }
  check_data_options(options, settings.data);
  check_objective(options, settings.objective);
  check_loop_options(options, settings.loop);
  check_together(options, settings);
  settings.data.query.seed = settings.loop.settings.seed;
  settings.data.query.refuse_ambiguous = settings.ambiguous == "error";
  settings.loop.settings.ambiguous = seq::parse_ambiguous(settings.ambiguous);
  settings.request = request_of(options);
  return settings;
}

}  // namespace siskin::tools
