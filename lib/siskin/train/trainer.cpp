#include "siskin/train/trainer.hpp"

#include <torch/script.h>
#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "siskin/model/build_network.hpp"
#include "siskin/train/batches.hpp"
#include "siskin/train/schedule.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/random.hpp"

namespace siskin::train {
namespace {

constexpr std::size_t kEvaluationBatch = 512;
constexpr double kAdamEpsilon = 1e-7;  // of Keras; LibTorch would take 1e-8

std::vector<std::size_t> identity_order(std::size_t count) {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  return order;
}

// Copies of all parameters and buffers, to go back to.
class Snapshot {
 public:
  void take(const torch::jit::Module& network) {
    const torch::NoGradGuard no_grad;
    saved_.clear();
    for (const auto& tensor : tensors_of(network)) saved_.push_back(tensor.clone());
  }
  void restore(const torch::jit::Module& network) const {
    const torch::NoGradGuard no_grad;
    const auto tensors = tensors_of(network);
    for (std::size_t i = 0; i < tensors.size(); ++i) tensors[i].copy_(saved_[i]);
  }

 private:
  static std::vector<torch::Tensor> tensors_of(const torch::jit::Module& network) {
    std::vector<torch::Tensor> tensors;
    for (const auto& tensor : network.parameters()) tensors.push_back(tensor);
    for (const auto& tensor : network.buffers()) tensors.push_back(tensor);
    return tensors;
  }
  std::vector<torch::Tensor> saved_;
};

std::vector<torch::Tensor> parameters_of(const torch::jit::Module& network) {
  std::vector<torch::Tensor> list;
  for (const auto& parameter : network.parameters()) list.push_back(parameter);
  return list;
}

class Trainer {
 public:
  Trainer(torch::jit::Module& network, const DataSet& data, const TrainingSettings& settings)
      : network_(network),
        data_(data),
        settings_(settings),
        kernels_(model::penalised_kernels(network)),
        optimiser_(parameters_of(network),
                   torch::optim::AdamOptions(settings.learning_rate).eps(kAdamEpsilon)) {}

  EpochRecord run_epoch(std::int64_t epoch, double rate, const TrainingListener& listener) {
    EpochRecord record;
    record.epoch = epoch;
    record.learning_rate = rate;
    record.train_loss = train_once(epoch, rate, listener);
    if (!std::isfinite(record.train_loss)) {
      throw Error("the training loss is no longer a number in epoch " + std::to_string(epoch) +
                  ": try a smaller --learning-rate or another --activation");
    }
    record.valid = measure(data_.valid, record.valid_loss);
    return record;
  }

  Metrics measure(const LabelledSet& set, double& loss) {
    const auto outputs = predict(network_, set, settings_);
    const auto rows = static_cast<std::int64_t>(set.size());
    const auto tasks = static_cast<std::int64_t>(set.tasks);
    const auto outputs_nt = torch::tensor(outputs, torch::kDouble).view({rows, tasks});
    const auto labels_nt = torch::tensor(set.labels_nt).to(torch::kDouble).view({rows, tasks});
    loss = mean_loss(settings_.loss, outputs_nt, labels_nt).item<double>();
    return evaluate(settings_.loss, outputs, set);
  }

 private:
  double train_once(std::int64_t epoch, double rate, const TrainingListener& listener) {
    static_cast<torch::optim::AdamOptions&>(optimiser_.param_groups()[0].options()).lr(rate);
    auto order = identity_order(data_.train.size());
    util::Random(settings_.seed, static_cast<std::uint64_t>(epoch)).shuffle(order);
    network_.train();
    const auto batch_size = static_cast<std::size_t>(settings_.batch_size);
    double sum = 0;
    for (std::size_t begin = 0; begin < order.size(); begin += batch_size) {
      const std::size_t count = std::min(batch_size, order.size() - begin);
      // Batch norm cannot train on a single sequence; a rest of one is left to the next epoch's
      // order.
      if (count == 1 && order.size() > 1) continue;
      sum += step(make_batch(data_.train, order, begin, count, settings_.ambiguous)) *
             static_cast<double>(count);
      listener.batch_done(static_cast<std::int64_t>(count));
    }
    return sum / static_cast<double>(order.size());
  }

  double step(const LabelledBatch& batch) {
    optimiser_.zero_grad();
    const auto outputs = network_.forward({batch.onehot_ncl.to(settings_.device)}).toTensor();
    const auto loss = mean_loss(settings_.loss, outputs, batch.labels_nt.to(settings_.device));
    loss.backward();
    add_l2_gradient();
    optimiser_.step();
    return loss.item<double>();
  }

  // The gradient of l2 * sum(w^2), which saves the forward pass of the penalty.
  void add_l2_gradient() {
    if (settings_.l2 == 0) return;
    const torch::NoGradGuard no_grad;
    for (auto& kernel : kernels_) kernel.mutable_grad().add_(kernel, 2 * settings_.l2);
  }

  torch::jit::Module& network_;
  const DataSet& data_;
  const TrainingSettings& settings_;
  std::vector<torch::Tensor> kernels_;
  torch::optim::Adam optimiser_;
};

double early_stopping_metric(Loss loss, const EpochRecord& record) {
  return loss == Loss::kBinaryCrossEntropy ? record.valid.front().second : -record.valid_loss;
}

}  // namespace

std::vector<double> predict(torch::jit::Module& network, const LabelledSet& set,
                            const TrainingSettings& settings) {
  const torch::NoGradGuard no_grad;
  network.eval();
  const auto order = identity_order(set.size());
  std::vector<double> outputs;
  outputs.reserve(set.labels_nt.size());
  for (std::size_t begin = 0; begin < order.size(); begin += kEvaluationBatch) {
    const std::size_t count = std::min(kEvaluationBatch, order.size() - begin);
    const auto batch = make_batch(set, order, begin, count, settings.ambiguous);
    const auto result = network.forward({batch.onehot_ncl.to(settings.device)})
                            .toTensor()
                            .to(torch::kCPU, torch::kDouble)
                            .contiguous();
    const auto* const values = result.data_ptr<double>();
    outputs.insert(outputs.end(), values, values + result.numel());
  }
  return outputs;
}

TrainingResult train_network(torch::jit::Module& network, const DataSet& data,
                             const TrainingSettings& settings, const TrainingListener& listener) {
  for (const auto* set : {&data.train, &data.valid, &data.test}) {
    check_labels(settings.loss, set->labels_nt);
  }
  torch::manual_seed(settings.seed);
  network.to(torch::Device(settings.device));
  Trainer trainer(network, data, settings);
  PlateauSchedule schedule(settings.learning_rate);
  EarlyStopping stopping(settings.patience);
  Snapshot best;
  TrainingResult result;
  for (std::int64_t epoch = 1; epoch <= settings.epochs; ++epoch) {
    const auto record = trainer.run_epoch(epoch, schedule.rate(), listener);
    result.history.push_back(record);
    listener.epoch_done(record);
    const double metric = early_stopping_metric(settings.loss, record);
    schedule.next_rate(metric);
    const bool stop = stopping.stop_after(metric);
    if (settings.keep_best && (stopping.improved() || epoch == 1)) best.take(network);
    if (!settings.keep_best || stopping.improved() || epoch == 1) result.kept_epoch = epoch;
    if (stop) break;
  }
  if (settings.keep_best) best.restore(network);
  if (data.test.size() > 0) result.test = trainer.measure(data.test, result.test_loss);
  network.eval();
  return result;
}

}  // namespace siskin::train
