#include "train/run.hpp"

#include <cmath>
#include <istream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "siskin/cli/progress.hpp"
#include "siskin/cli/remark.hpp"
#include "siskin/io/input.hpp"
#include "siskin/io/output.hpp"
#include "siskin/model/architecture_json.hpp"
#include "siskin/model/build_network.hpp"
#include "siskin/model/runtime.hpp"
#include "siskin/train/history.hpp"
#include "siskin/train/trainer.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/provenance.hpp"
#include "siskin/util/text.hpp"
#include "siskin/util/version.hpp"

namespace siskin::tools {
namespace {

using nlohmann::json;

// JSON has no NaN: a metric that does not exist (a single class) is null.
json number(double value) { return std::isfinite(value) ? json(value) : json(nullptr); }

json metrics_to_json(const train::Metrics& metrics) {
  json document = json::object();
  for (const auto& [name, value] : metrics) document[name] = number(value);
  return document;
}

json training_to_json(const TrainOptions& options) {
  const auto& settings = options.settings;
  return {{"loss", options.loss},
          {"epochs", settings.epochs},
          {"patience", settings.patience},
          {"weights", options.weights},
          {"batch_size", settings.batch_size},
          {"learning_rate", settings.learning_rate},
          {"l2", settings.l2},
          {"reverse_complement", options.reverse_complement},
          {"ambiguous", options.ambiguous},
          {"threads", options.common.threads}};
}

model::Architecture read_architecture(const TrainOptions& options) {
  if (!util::ends_with(options.architecture, ".json")) {
    return model::named_architecture(options.architecture,
                                     options.activation.empty() ? "relu" : options.activation);
  }
  const auto in = io::open_input(options.architecture);
  const std::string text{std::istreambuf_iterator<char>(*in), {}};
  auto architecture = model::parse_architecture(text, options.architecture);
  if (!options.activation.empty()) model::set_first_activation(architecture, options.activation);
  return architecture;
}

model::Metadata describe(const TrainOptions& options, const model::Architecture& architecture,
                         const train::DataSet& data, const train::TrainingResult& result) {
  model::Metadata metadata;
  metadata.input_length = static_cast<std::int64_t>(data.train.length);
  metadata.output_names = data.task_names;
  metadata.output_kind = options.settings.loss == train::Loss::kBinaryCrossEntropy
                             ? model::OutputKind::kLogit
                             : model::OutputKind::kValue;
  auto& rest = metadata.rest;
  rest["siskin_version"] = util::version();
  rest["provenance"] = util::provenance();
  rest["alphabet"] = "ACGT";
  rest["architecture"] = model::to_json(architecture);
  rest["activation"] = model::first_activation(architecture);
  rest["seed"] = options.settings.seed;
  rest["training"] = training_to_json(options);
  rest["kept_epoch"] = result.kept_epoch;
  const auto& kept = result.history[static_cast<std::size_t>(result.kept_epoch - 1)];
  rest["valid"] = metrics_to_json(kept.valid);
  rest["valid"]["loss"] = number(kept.valid_loss);
  if (!result.test.empty()) {
    rest["test"] = metrics_to_json(result.test);
    rest["test"]["loss"] = number(result.test_loss);
  }
  return metadata;
}

std::string summary(const train::EpochRecord& record) {
  std::string text = "epoch " + std::to_string(record.epoch) + ": train loss " +
                     util::format_float(static_cast<float>(record.train_loss));
  for (const auto& [name, value] : record.valid) {
    text += ", valid " + name + " " + util::format_float(static_cast<float>(value));
  }
  return text;
}

train::TrainingResult train_with_progress(torch::jit::Module& network, const train::DataSet& data,
                                          const TrainOptions& options) {
  const auto per_epoch = static_cast<std::int64_t>(data.train.size());
  cli::Progress progress("epoch 1", options.settings.epochs * per_epoch, options.common.quiet);
  train::TrainingListener listener;
  listener.batch_done = [&](std::int64_t count) { progress.advance(count); };
  listener.epoch_done = [&](const train::EpochRecord& record) {
    progress.relabel(summary(record));
  };
  return train::train_network(network, data, options.settings, listener);
}

std::string closing_line(const train::TrainingResult& result, const train::DataSet& data) {
  const auto& kept = result.history[static_cast<std::size_t>(result.kept_epoch - 1)];
  std::string text = std::to_string(data.train.size()) + " train, " +
                     std::to_string(data.valid.size()) + " valid, " +
                     std::to_string(data.test.size()) + " test sequences; " +
                     std::to_string(result.history.size()) + " epochs, kept " + summary(kept);
  for (const auto& [name, value] : result.test) {
    text += ", test " + name + " " + util::format_float(static_cast<float>(value));
  }
  return text;
}

}  // namespace

void run_train(const TrainOptions& options) {
  model::prepare_runtime(static_cast<int>(options.common.threads));
  train::DataSet data = train::read_data(options.data);
  if (options.reverse_complement) data.train.append_reverse_complements();
  const auto architecture = read_architecture(options);
  util::Random random(options.settings.seed);
  auto network = model::build_network(architecture, static_cast<std::int64_t>(data.train.length),
                                      static_cast<std::int64_t>(data.train.tasks), random);
  const auto result = train_with_progress(network, data, options);
  model::save_network(network, describe(options, architecture, data, result), options.output);
  if (!options.history.empty()) {
    io::Output history(options.history);
    train::write_history(history.stream(), result.history);
    history.close();
  }
  cli::remark("siskin-train", options.common.quiet, closing_line(result, data));
}

}  // namespace siskin::tools
