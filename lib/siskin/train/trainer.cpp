#include "siskin/train/trainer.hpp"

#include <torch/torch.h>

#include <cmath>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

#include "siskin/train/checkpoint.hpp"
#include "siskin/train/epoch_terms.hpp"
#include "siskin/train/loader.hpp"
#include "siskin/train/mean_profile.hpp"
#include "siskin/train/monitor.hpp"
#include "siskin/train/objective.hpp"
#include "siskin/train/optimiser.hpp"
#include "siskin/train/progress_state.hpp"
#include "siskin/train/schedule.hpp"
#include "siskin/train/set_pass.hpp"
#include "siskin/train/weights.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/random.hpp"

namespace siskin::train {
namespace {

class Trainer {
 public:
  Trainer(model::Network& network, data::Splits& splits, const TrainingPlan& plan,
          const TrainingListener& listener)
      : network_(network),
        splits_(splits),
        plan_(plan),
        settings_(plan.settings),
        listener_(listener),
        objective_(plan.objective, network),
        monitor_(settings_.monitor, splits.train->shape(), plan.objective),
        rate_(settings_.rate),
        stopping_(settings_.patience),
        optimiser_(network.parameters(), settings_.optimiser) {}

  TrainingResult run() {
    if (!plan_.checkpoint.empty() && plan_.resume) take_up();
    while (!finished_ && done() < settings_.epochs) {
      if (done() == settings_.burn_in && done() > 0) start_afresh();
      run_epoch(done() + 1);
    }
    if (result_.failure.empty()) close();
    return std::move(result_);
  }

 private:
  std::int64_t done() const { return static_cast<std::int64_t>(result_.history.size()); }
  bool is_burn_in(std::int64_t epoch) const { return epoch <= settings_.burn_in; }

  // After the burn-in the optimiser begins anew (Labelson, Tripathy & Koo 2021).
  void start_afresh() { optimiser_ = Optimiser(network_.parameters(), settings_.optimiser); }

  void run_epoch(std::int64_t epoch) {
    EpochRecord record;
    record.epoch = epoch;
    record.learning_rate = is_burn_in(epoch) ? settings_.burn_in_rate : rate_.rate();
    train_once(record);
    if (record.status == EpochStatus::kNotFinite) {
      break_off(record);
      return;
    }
    const auto judged = judge_network(network_, *splits_.valid, plan_, objective_);
    record.valid_loss = judged.result.loss;
    record.valid = judged.result.metrics;
    if (judged.constant) record.status = EpochStatus::kConstant;
    if (plan_.truth != nullptr) record.truth = plan_.truth->measure(network_, settings_.device);
    result_.history.push_back(record);
    listener_.epoch_done(record);
    decide(record);
    if (!plan_.checkpoint.empty()) keep_state();
  }

  // Everything random in an epoch follows from its seed, so that none of it needs to be kept.
  void train_once(EpochRecord& record) {
    util::Random random(settings_.seed, static_cast<std::uint64_t>(record.epoch));
    torch::manual_seed(random.next());
    network_.set_training(!is_burn_in(record.epoch));
    optimiser_.set_rate(record.learning_rate);
    EpochTerms terms;
    StepPlace place{record.epoch, 0, settings_.seed};
    Loader loader(*splits_.train, record.epoch, static_cast<std::size_t>(settings_.batch_size),
                  settings_.ambiguous);
    while (const auto read = loader.next()) {
      // Batch norm cannot train on a single sequence; a rest of one is left to the next epoch's
      // order.
      if (read->rows() == 1 && place.step > 0) continue;
      if (record.epoch == 1) check_labels(plan_.objective.loss, read->labels_nt);
      const auto step_terms = step(to_device(*read, settings_.device), place);
      terms.add(step_terms, read->rows());
      listener_.batch_done(read->rows());
      ++place.step;
      if (std::isfinite(step_terms.front().second)) continue;
      record.status = EpochStatus::kNotFinite;
      break;
    }
    record.train = terms.mean();
  }

  LossTerms step(const Batch& batch, const StepPlace& place) {
    optimiser_.zero_grad();
    auto terms = objective_.backward(batch, place);
    optimiser_.clip(settings_.clip_norm);
    optimiser_.step();
    return terms;
  }

  void break_off(const EpochRecord& record) {
    result_.failure = "the training loss is no longer a number in epoch " +
                      std::to_string(record.epoch) +
                      ": try a smaller --learning-rate, --clip or another --activation";
    result_.history.push_back(record);
    listener_.epoch_done(result_.history.back());
    finished_ = true;
  }

  void decide(const EpochRecord& record) {
    if (is_burn_in(record.epoch)) {
      result_.kept_epoch = record.epoch;
      return;
    }
    const double metric = monitor_.value(record.valid_loss, record.valid);
    rate_.end_epoch(metric);
    const bool stop = stopping_.stop_after(metric);
    const bool keep = !settings_.keep_best || stopping_.improved() || best_.empty();
    if (keep) result_.kept_epoch = record.epoch;
    if (keep && settings_.keep_best) best_.take(network_.module());
    finished_ = stop;
  }

  void keep_state() {
    Checkpoint checkpoint;
    checkpoint.progress = {result_.history, result_.kept_epoch, finished_, rate_.state(),
                           stopping_.state()};
    checkpoint.weights.take(network_.module());
    checkpoint.best = best_;
    write_checkpoint(plan_.checkpoint, plan_.request, checkpoint, optimiser_);
  }

  void take_up() {
    if (!std::filesystem::exists(plan_.checkpoint)) return;
    auto checkpoint = read_checkpoint(plan_.checkpoint, plan_.request, optimiser_);
    const auto& progress = checkpoint.progress;
    result_.history = progress.history;
    result_.kept_epoch = progress.kept_epoch;
    finished_ = progress.finished;
    rate_.restore(progress.rate);
    stopping_.restore(progress.stopping);
    checkpoint.weights.restore(network_.module());
    best_ = std::move(checkpoint.best);
  }

  void close() {
    if (settings_.keep_best && !best_.empty()) best_.restore(network_.module());
    network_.set_training(false);
    judge_sets("valid", *splits_.valid);
    if (splits_.test) judge_sets("test", *splits_.test);
  }

  void judge_sets(const std::string& name, data::ExampleSet& set) {
    auto judged = judge_network(network_, set, plan_, objective_);
    judged.result.name = name;
    result_.sets.push_back(judged.result);
    if (set.shape().has_profiles()) judge_mean_profile(name, set);
  }

  void judge_mean_profile(const std::string& name, data::ExampleSet& set) {
    if (!mean_profile_) learn_mean_profile();
    auto judged = judge(set, plan_, objective_,
                        [&](const Batch& batch) { return mean_profile_->predict(batch.rows()); });
    judged.result.name = name + "_mean_profile";
    result_.sets.push_back(judged.result);
  }

  void learn_mean_profile() {
    Loader loader(*splits_.train, 0, static_cast<std::size_t>(settings_.batch_size),
                  settings_.ambiguous);
    while (const auto batch = loader.next()) {
      if (!mean_profile_) mean_profile_.emplace(predicts_counts_per_task(*batch));
      mean_profile_->add(*batch);
    }
  }

  bool predicts_counts_per_task(const Batch& batch) const {
    const torch::NoGradGuard no_grad;
    const auto on_device = to_device(batch, settings_.device);
    const auto outputs = network_.forward(on_device.onehot_ncl, on_device.controls_ncl);
    return outputs.log_counts_nt.size(1) == outputs.profile_ntos.size(1);
  }

  model::Network& network_;
  data::Splits& splits_;
  const TrainingPlan& plan_;
  const TrainingSettings& settings_;
  const TrainingListener& listener_;
  Objective objective_;
  Monitor monitor_;
  LearningRate rate_;
  EarlyStopping stopping_;
  Optimiser optimiser_;
  Weights best_;
  std::optional<MeanProfile> mean_profile_;
  TrainingResult result_;
  bool finished_ = false;
};

}  // namespace

TrainingResult train_network(model::Network& network, data::Splits& splits,
                             const TrainingPlan& plan, const TrainingListener& listener) {
  return Trainer(network, splits, plan, listener).run();
}

}  // namespace siskin::train
