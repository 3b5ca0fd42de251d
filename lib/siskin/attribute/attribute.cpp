#include "siskin/attribute/attribute.hpp"

#include <torch/torch.h>

#include <algorithm>

#include "siskin/blackbox/mutagenesis.hpp"
#include "siskin/model/model_scorer.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::attribute {
namespace {

// The batch as a tensor that shares its memory; from_blob wants a mutable pointer, but nothing
// writes through it.
torch::Tensor onehot_of(const RecordBatch& batch) {
  return torch::from_blob(const_cast<float*>(batch.onehot_ncl.data()),
                          {static_cast<std::int64_t>(batch.records.size()), 4,
                           static_cast<std::int64_t>(batch.length)});
}

std::vector<double> values_of(const torch::Tensor& score_n) {
  const auto* const first = score_n.data_ptr<double>();
  return {first, first + score_n.numel()};
}

}  // namespace

struct Attributor::Entry {
  const char* name;
  MapKind kind;
  bool along_path;
  Function function;
};

const std::vector<Attributor::Entry>& Attributor::registry() {
  static const std::vector<Entry> entries{
      {"saliency", MapKind::kGradient, false, &Attributor::by_gradient},
      {"grad-x-input", MapKind::kGradient, false, &Attributor::by_gradient},
      {"integrated-gradients", MapKind::kContribution, true, &Attributor::by_integrated_gradients},
      {"mean-gradient", MapKind::kGradient, true, &Attributor::by_mean_gradient},
      {"mutagenesis", MapKind::kDifference, false, &Attributor::by_mutagenesis},
  };
  return entries;
}

Attributor::Attributor(model::Model& model, const std::string& method,
                       const AttributeSettings& settings)
    : model_(model), settings_(settings) {
  const auto& entries = registry();
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&method](const Entry& entry) { return entry.name == method; });
  if (found == entries.end()) {
    throw UsageError("option --method: found " + util::quoted(method) + ", expected a method");
  }
  kind_ = found->kind;
  function_ = found->function;
  settings_.path.batch_size = settings.batch_size;
  settings_.path.center = settings.center;
  if (found->along_path) {
    references_.emplace(settings.references);
    rows_per_sequence_ = static_cast<std::int64_t>(references_->count()) * settings.path.steps;
  }
  // One sequence has many mutants: it fills batches by itself.
  if (kind_ == MapKind::kDifference) rows_per_sequence_ = settings.batch_size;
}

std::size_t Attributor::sequences_per_batch() const {
  return static_cast<std::size_t>(
      std::max<std::int64_t>(1, settings_.batch_size / rows_per_sequence_));
}

Attributions Attributor::attribute(const RecordBatch& batch) {
  model_.check_length(static_cast<std::int64_t>(batch.length), batch.records.front().where);
  auto found = (this->*function_)(batch);
  found.residuals.resize(batch.records.size());
  found.steps.resize(batch.records.size());
  return found;
}

Attributions Attributor::by_gradient(const RecordBatch& batch) {
  const auto found = gradient::gradient(model_, onehot_of(batch), settings_.target);
  Attributions result;
  result.scores = values_of(found.score_n);
  take(found.gradient_ncl, result, settings_.center);
  return result;
}

Attributions Attributor::by_integrated_gradients(const RecordBatch& batch) {
  const auto found = gradient::integrated_gradients(model_, onehot_of(batch), references_of(batch),
                                                    settings_.target, settings_.path);
  Attributions result;
  result.scores = values_of(found.score_n);
  result.residuals.assign(found.residual.begin(), found.residual.end());
  result.steps.assign(found.steps.begin(), found.steps.end());
  take(found.map_ncl, result, /*center=*/false);
  return result;
}

Attributions Attributor::by_mean_gradient(const RecordBatch& batch) {
  const auto found = gradient::mean_gradient(model_, onehot_of(batch), references_of(batch),
                                             settings_.target, settings_.path);
  Attributions result;
  result.scores = values_of(found.score_n);
  result.steps.assign(found.steps.begin(), found.steps.end());
  take(found.map_ncl, result, /*center=*/false);
  return result;
}

Attributions Attributor::by_mutagenesis(const RecordBatch& batch) {
  model::ModelScorer scorer(model_, settings_.target.index, settings_.target.space,
                            static_cast<std::size_t>(settings_.batch_size));
  Attributions result;
  auto map_ncl = torch::empty(onehot_of(batch).sizes());
  const std::size_t map_size = 4 * batch.length;
  for (std::size_t i = 0; i < batch.records.size(); ++i) {
    const auto found =
        blackbox::mutagenesis(scorer, batch.onehot_ncl.data() + i * map_size, batch.length);
    result.scores.push_back(found.score);
    std::copy(found.delta_cl.begin(), found.delta_cl.end(),
              map_ncl.data_ptr<float>() + i * map_size);
  }
  take(map_ncl, result, settings_.center);
  return result;
}

at::Tensor Attributor::references_of(const RecordBatch& batch) const {
  std::vector<torch::Tensor> per_sequence;
  for (std::size_t i = 0; i < batch.records.size(); ++i) {
    const auto& record = batch.records[i];
    const auto maps_rcl = references_->maps(record.sequence, batch.first + i, record.where);
    per_sequence.push_back(
        torch::tensor(maps_rcl).view({static_cast<std::int64_t>(references_->count()), 4,
                                      static_cast<std::int64_t>(batch.length)}));
  }
  return torch::stack(per_sequence);
}

void Attributor::take(const at::Tensor& map_ncl, Attributions& into, bool center) const {
  const auto kept_ncl = (center ? gradient::centered(map_ncl) : map_ncl).contiguous();
  const auto* const first = kept_ncl.data_ptr<float>();
  into.maps_ncl.assign(first, first + kept_ncl.numel());
}

}  // namespace siskin::attribute
