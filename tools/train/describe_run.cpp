#include "train/describe_run.hpp"

#include <nlohmann/json.hpp>

#include "siskin/architecture/architecture_json.hpp"
#include "siskin/architecture/modifiers.hpp"
#include "siskin/util/provenance.hpp"
#include "siskin/util/version.hpp"

namespace siskin::tools {
namespace {

using nlohmann::json;

json training_to_json(const TrainOptions& options, const train::TrainingPlan& plan) {
  const auto& settings = plan.settings;
  return {{"loss", options.objective.loss},
          {"epochs", settings.epochs},
          {"patience", settings.patience},
          {"weights", options.loop.weights},
          {"batch_size", settings.batch_size},
          {"optimiser", options.loop.optimiser},
          {"learning_rate", settings.rate.initial},
          {"l2", plan.objective.weights.l2.weight},
          {"ambiguous", options.ambiguous},
          {"threads", options.common.threads},
          {"options", options.request}};
}

void add_network(const NetworkOptions& options, const model::Network& network, json& rest) {
  if (!options.init.empty()) rest["init"] = options.init;
  const auto& architecture = network.architecture();
  if (!architecture) return;
  rest["architecture"] = architecture::to_json(*architecture);
  rest["activation"] = architecture::first_activation(*architecture);
}

}  // namespace

model::Metadata describe_run(const TrainOptions& options, const train::TrainingPlan& plan,
                             const model::Network& network, const data::Shape& shape,
                             const train::TrainingResult& result) {
  model::Metadata metadata;
  metadata.input_length = static_cast<std::int64_t>(shape.length);
  metadata.output_names = shape.names;
  metadata.output_kind = train::is_classification(plan.objective.loss) ? model::OutputKind::kLogit
                                                                       : model::OutputKind::kValue;
  auto& rest = metadata.rest;
  rest["siskin_version"] = util::version();
  rest["provenance"] = util::provenance();
  rest["alphabet"] = "ACGT";
  add_network(options.network, network, rest);
  if (shape.has_profiles()) {
    rest["profile"] = {{"length", shape.profile_length},
                       {"strands", shape.strands},
                       {"controls", shape.controls},
                       {"softmax", options.objective.profile_softmax}};
  }
  rest["seed"] = plan.settings.seed;
  rest["training"] = training_to_json(options, plan);
  rest["kept_epoch"] = result.kept_epoch;
  const auto& kept = result.history[static_cast<std::size_t>(result.kept_epoch - 1)];
  rest["collapsed"] = kept.status == train::EpochStatus::kConstant;
  for (const auto& set : result.sets) {
    rest[set.name] = train::to_json(set.metrics);
    rest[set.name].update(train::to_json(train::Metrics{{"loss", set.loss}}));
  }
  return metadata;
}

}  // namespace siskin::tools
