#include "train/loop_options.hpp"

#include <filesystem>

#include "siskin/util/error.hpp"

namespace siskin::tools {

void add_output_options(cli::Options& options, LoopOptions& loop) {
  options.group("Output")
      .text("output,o", &loop.output, "FILE.pt", "the model; opens with torch.jit.load too")
      .text("history", &loop.history, "FILE.tsv", "losses and metrics of every epoch")
      .text("metrics", &loop.metrics, "FILE.tsv", "metrics of the kept weights on every set")
      .integer("replicates", &loop.replicates, 1,
               "train so many networks from seeds N, N+1, ...; files are named model-1.pt, ...")
      .text("truth", &loop.truth, "TRACK",
            "bits a base of the test sequences: saliency is held against it after every epoch")
      .integer("truth-limit", &loop.truth_limit, 1, "most positive sequences to look at");
}

void add_training_options(cli::Options& options, LoopOptions& loop) {
  auto& settings = loop.settings;
  options.group("Training")
      .integer("epochs", &settings.epochs, 1, "most epochs")
      .integer("patience", &settings.patience, 0,
               "epochs without a better metric before training stops; 0: never")
      .text("monitor", &settings.monitor, "METRIC",
            "validation metric that patience, schedule and best weights go by [auroc; profiles: "
            "profile_nll; else loss]")
      .choice("weights", &loop.weights, {"best", "last"},
              "epoch to keep: best validation metric, or the last (as published)")
      .integer("batch-size", &settings.batch_size, 2, "sequences a step")
      .choice("optimiser", &loop.optimiser, {"adam", "adamw", "sgd"}, "of the weights")
      .real("learning-rate", &settings.rate.initial, "first step size", 0)
      .choice("schedule", &loop.schedule, {"plateau", "cosine", "step", "constant"},
              "how the learning rate falls")
      .real("schedule-factor", &settings.rate.factor, "plateau, step: times this", 0, 1)
      .integer("schedule-patience", &settings.rate.patience, 1,
               "plateau: epochs without gain; step: epochs between steps")
      .real("lowest-rate", &settings.rate.lowest, "where the learning rate ends", 0)
      .real("momentum", &settings.optimiser.momentum, "of sgd", 0, 1)
      .real("weight-decay", &settings.optimiser.weight_decay, "of the optimiser, on all weights", 0)
      .real("clip", &settings.clip_norm, "largest norm of the gradient; 0: no limit", 0)
      .integer("burn-in", &settings.burn_in, 0,
               "first epochs without dropout and batch statistics (Labelson et al. 2021)")
      .real("burn-in-rate", &settings.burn_in_rate, "learning rate of these", 0)
      .seed(&settings.seed)
      .text("device", &settings.device, "NAME", "cpu, cuda or cuda:0");
}

void add_restart_options(cli::Options& options, LoopOptions& loop) {
  options.flag("resume", &loop.resume, "go on from the checkpoint of an interrupted run")
      .flag("no-checkpoint", &loop.no_checkpoint, "keep no state after every epoch");
}

void check_loop_options(const cli::Options& options, LoopOptions& loop) {
  auto& settings = loop.settings;
  if (loop.output.empty()) throw UsageError("option --output is missing");
  if (settings.rate.initial <= 0) {
    throw UsageError("option --learning-rate: expected a number above 0");
  }
  if (settings.burn_in >= settings.epochs) {
    throw UsageError("--burn-in leaves no epoch of --epochs to train in");
  }
  if (loop.resume && loop.no_checkpoint) throw UsageError("--resume needs the checkpoint");
  if (options.given("momentum") && loop.optimiser != "sgd") {
    throw UsageError("--momentum needs --optimiser sgd");
  }
  if (options.given("burn-in-rate") && settings.burn_in == 0) {
    throw UsageError("--burn-in-rate needs --burn-in");
  }
  if (options.given("truth-limit") && loop.truth.empty()) {
    throw UsageError("--truth-limit needs --truth");
  }
  const bool falls_in_steps = loop.schedule == "plateau" || loop.schedule == "step";
  if (!falls_in_steps && (options.given("schedule-factor") || options.given("schedule-patience"))) {
    throw UsageError("--schedule-factor and --schedule-patience need --schedule plateau or step");
  }
  if (loop.schedule == "constant" && options.given("lowest-rate")) {
    throw UsageError("--lowest-rate says nothing to --schedule constant");
  }
  settings.optimiser.kind = train::parse_optimiser(loop.optimiser);
  settings.rate.rule = train::parse_rate_rule(loop.schedule);
  settings.rate.epochs = settings.epochs - settings.burn_in;
  settings.keep_best = loop.weights == "best";
}

std::string replicate_path(const std::string& path, std::int64_t index, std::int64_t replicates) {
  if (path.empty() || replicates == 1) return path;
  std::filesystem::path name(path);
  const auto extension = name.extension().string();
  name.replace_extension();
  return name.string() + "-" + std::to_string(index) + extension;
}

}  // namespace siskin::tools
