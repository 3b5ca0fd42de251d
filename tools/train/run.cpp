#include "train/run.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "siskin/cli/progress.hpp"
#include "siskin/cli/remark.hpp"
#include "siskin/data/mean_counts.hpp"
#include "siskin/data/open_splits.hpp"
#include "siskin/io/output.hpp"
#include "siskin/io/track.hpp"
#include "siskin/model/build_network.hpp"
#include "siskin/model/runtime.hpp"
#include "siskin/train/history.hpp"
#include "siskin/train/trainer.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"
#include "train/describe_run.hpp"
#include "train/make_network.hpp"
#include "train/metrics_table.hpp"

namespace siskin::tools {
namespace {

constexpr const char* kTool = "siskin-train";

std::string checkpoint_path(const TrainOptions& options, std::int64_t replicate) {
  if (options.loop.no_checkpoint) return {};
  return replicate_path(options.loop.output, replicate, options.loop.replicates) + ".checkpoint";
}

// Before anything is read: a run that may not begin should not make its user wait for that.
void refuse_leftovers(const TrainOptions& options) {
  if (options.loop.resume) return;
  for (std::int64_t i = 1; i <= options.loop.replicates; ++i) {
    const auto path = checkpoint_path(options, i);
    if (path.empty() || !std::filesystem::exists(path)) continue;
    throw Error(path +
                ": is left from an interrupted run, expected --resume to go on, or that the file "
                "is removed to begin again");
  }
}

std::string number(double value) { return util::format_float(static_cast<float>(value)); }

std::string summary(const train::EpochRecord& record) {
  std::string text =
      "epoch " + std::to_string(record.epoch) + ": train loss " + number(record.train[0].second);
  text += ", valid loss " + number(record.valid_loss);
  for (const auto& [name, value] : record.valid) text += ", " + name + " " + number(value);
  for (const auto& [name, value] : record.truth) text += ", " + name + " " + number(value);
  if (record.status != train::EpochStatus::kOk) text += ", " + to_string(record.status);
  return text;
}

std::string closing_line(const train::TrainingResult& result, std::size_t trained_on) {
  std::string text = std::to_string(trained_on) + " training sequences; " +
                     std::to_string(result.history.size()) + " epochs, kept epoch " +
                     std::to_string(result.kept_epoch);
  for (const auto& set : result.sets) {
    text += "; " + set.name + " (" + std::to_string(set.examples) + ")";
    for (const auto& [name, value] : set.metrics) text += " " + name + " " + number(value);
  }
  return text;
}

// Trains one network after the other on the same splits.
class TrainRun {
 public:
  explicit TrainRun(const TrainOptions& options)
      : options_(options), splits_(data::open_splits(options.data.query)) {
    if (!options.loop.truth.empty()) read_truth();
  }

  void run() {
    for (std::int64_t i = 1; i <= options_.loop.replicates; ++i) train(i);
    if (!failure_.empty()) throw Error(failure_);
  }

 private:
  void read_truth() {
    auto& set = splits_.test ? *splits_.test : *splits_.valid;
    truth_.emplace(set, io::read_track(options_.loop.truth), options_.loop.truth,
                   static_cast<std::size_t>(options_.loop.truth_limit));
  }

  void train(std::int64_t replicate) {
    train::TrainingPlan plan;
    plan.settings = options_.loop.settings;
    plan.settings.seed += static_cast<std::uint64_t>(replicate - 1);
    plan.objective = options_.objective.settings;
    if (options_.objective.count_weight_from_data)
      plan.objective.profile.count_weight = count_weight();
    plan.truth = truth_ ? &*truth_ : nullptr;
    plan.checkpoint = checkpoint_path(options_, replicate);
    plan.resume = options_.loop.resume;
    plan.request = options_.request;
    const auto& shape = splits_.train->shape();
    auto network = make_network(options_.network, shape, plan.settings.seed, plan.settings.device);
    const auto result = train_with_progress(network, plan);
    write_history(result, replicate);
    if (!result.failure.empty()) {
      note_failure(result.failure, replicate);
      return;
    }
    model::save_network(network.module(), describe_run(options_, plan, network, shape, result),
                        path(options_.loop.output, replicate));
    write_metrics(result, replicate);
    if (!plan.checkpoint.empty()) std::filesystem::remove(plan.checkpoint);
    say(closing_line(result, splits_.train->size()), replicate);
    if (result.history[static_cast<std::size_t>(result.kept_epoch - 1)].status ==
        train::EpochStatus::kConstant) {
      say("the network has collapsed: it gives the same for every validation sequence", replicate);
    }
  }

  double count_weight() {
    if (!count_weight_) count_weight_ = data::mean_track_counts(*splits_.train);
    return *count_weight_;
  }

  train::TrainingResult train_with_progress(model::Network& network,
                                            const train::TrainingPlan& plan) {
    const auto per_epoch = static_cast<std::int64_t>(splits_.train->size());
    cli::Progress progress("epoch 1", plan.settings.epochs * per_epoch, options_.common.quiet);
    train::TrainingListener listener;
    listener.batch_done = [&](std::int64_t count) { progress.advance(count); };
    listener.epoch_done = [&](const train::EpochRecord& record) {
      progress.relabel(summary(record));
    };
    return train::train_network(network, splits_, plan, listener);
  }

  void write_history(const train::TrainingResult& result, std::int64_t replicate) const {
    if (options_.loop.history.empty()) return;
    io::Output history(path(options_.loop.history, replicate));
    train::write_history(history.stream(), result.history);
    history.close();
  }

  void write_metrics(const train::TrainingResult& result, std::int64_t replicate) const {
    if (options_.loop.metrics.empty()) return;
    io::Output metrics(path(options_.loop.metrics, replicate));
    write_metrics_table(metrics.stream(), result.sets);
    metrics.close();
  }

  // The other replicates are still of use.
  void note_failure(const std::string& failure, std::int64_t replicate) {
    const auto text = path(options_.loop.output, replicate) + ": not written: " + failure;
    if (failure_.empty()) {
      failure_ = text;
    } else {
      say(text, replicate);
    }
  }

  void say(const std::string& text, std::int64_t replicate) const {
    const bool several = options_.loop.replicates > 1;
    cli::remark(kTool, options_.common.quiet,
                several ? path(options_.loop.output, replicate) + ": " + text : text);
  }

  std::string path(const std::string& file, std::int64_t replicate) const {
    return replicate_path(file, replicate, options_.loop.replicates);
  }

  const TrainOptions& options_;
  data::Splits splits_;
  std::optional<train::TruthWatch> truth_;
  std::optional<double> count_weight_;
  std::string failure_;
};

}  // namespace

void run_train(const TrainOptions& options) {
  refuse_leftovers(options);
  model::prepare_runtime(static_cast<int>(options.common.threads));
  TrainRun(options).run();
}

}  // namespace siskin::tools
