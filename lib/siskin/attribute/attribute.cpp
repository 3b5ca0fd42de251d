#include "siskin/attribute/attribute.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <utility>

#include "siskin/attribute/blackbox_methods.hpp"
#include "siskin/gradient/centred_gradient.hpp"
#include "siskin/gradient/receptive_field.hpp"
#include "siskin/gradient/rectifier_rules.hpp"
#include "siskin/gradient/saliency.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::attribute {
namespace {

using gradient::Batch;
using gradient::Explanation;
using model::Function;

Explanation noise(const Function& function, const Batch& batch, const AttributeSettings& settings,
                  gradient::NoiseKind kind) {
  auto options = settings.noise;
  options.kind = kind;
  return gradient::smoothgrad(function, batch, options);
}

}  // namespace

// Receptive fields cost a backward pass for each unit of a layer, and depend on its length alone.
class Attributor::FieldCache {
 public:
  at::Tensor field_ul(const Function& function, const std::string& layer, std::int64_t length) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (fields_.size() > kKept) fields_.clear();
    auto& found = fields_[{&function, length}];
    if (!found.defined()) found = gradient::receptive_field(function, layer, length);
    return found;
  }

 private:
  static constexpr std::size_t kKept = 64;

  std::mutex mutex_;
  std::map<std::pair<const Function*, std::int64_t>, at::Tensor> fields_;
};

struct Attributor::Tools {
  const AttributeSettings& settings;
  const gradient::DeepLift& deeplift;
  FieldCache& fields;
  const RecordBatch& records;

  Explanation activation_map(const Function& function, const Batch& batch,
                             gradient::CamKind kind) const {
    auto options = settings.cam;
    options.kind = kind;
    if (options.upsample == gradient::Upsample::kReceptiveField) {
      options.field_ul = fields.field_ul(function, options.layer, batch.onehot_ncl.size(2));
    }
    return gradient::class_activation_map(function, batch, options);
  }
};

struct Attributor::Entry {
  using Method = Explanation (*)(const Function&, const Batch&, const Tools&);
  /// How many rows of the model's a sequence needs, R being its references.
  using Rows = std::int64_t (*)(const AttributeSettings&, std::int64_t references);

  const char* name;
  MapKind kind;
  bool references;
  Method method;
  Rows rows;

  /// A method that asks for outputs alone.
  template <Explanation (*kExplain)(const Function&, const RecordBatch&, const BlackboxSettings&)>
  static Explanation of_records(const Function& function, const Batch&, const Tools& tools) {
    return kExplain(function, tools.records, tools.settings.blackbox);
  }
  template <gradient::RectifierRule kRule>
  static Explanation rectified(const Function& function, const Batch& batch, const Tools&) {
    return gradient::rectified_gradient(function, batch, kRule);
  }
  template <gradient::NoiseKind kKind>
  static Explanation noisy(const Function& function, const Batch& batch, const Tools& tools) {
    return noise(function, batch, tools.settings, kKind);
  }
};

const std::vector<Attributor::Entry>& Attributor::registry() {
  using Settings = const AttributeSettings&;
  const auto one = [](Settings, std::int64_t) -> std::int64_t { return 1; };
  const auto pairs = [](Settings, std::int64_t references) { return references; };
  const auto path = [](Settings s, std::int64_t references) { return references * s.path.steps; };
  const auto samples = [](Settings s, std::int64_t) { return s.samples.samples; };
  const auto noisy = [](Settings s, std::int64_t) { return s.noise.samples; };
  // One sequence has many mutants: it fills batches by itself.
  const auto all = [](Settings s, std::int64_t) { return s.batch_size; };
  using F = const Function&;
  using B = const Batch&;
  using T = const Tools&;
  const auto saliency = [](F f, B b, T) { return gradient::saliency(f, b); };
  const auto deeplift = [](F f, B b, T t) { return t.deeplift.explain(f, b); };
  static const std::vector<Entry> entries{
      {"saliency", MapKind::kGradient, false, saliency, one},
      {"grad-x-input", MapKind::kGradient, false, saliency, one},
      {"smoothgrad", MapKind::kGradient, false, Entry::noisy<gradient::NoiseKind::kMean>, noisy},
      {"smoothgrad-squared", MapKind::kGradient, false, Entry::noisy<gradient::NoiseKind::kSquared>,
       noisy},
      {"vargrad", MapKind::kGradient, false, Entry::noisy<gradient::NoiseKind::kVariance>, noisy},
      {"deconvnet", MapKind::kGradient, false,
       Entry::rectified<gradient::RectifierRule::kDeconvnet>, one},
      {"guided-backprop", MapKind::kGradient, false,
       Entry::rectified<gradient::RectifierRule::kGuided>, one},
      {"integrated-gradients", MapKind::kContribution, true,
       [](F f, B b, T t) { return gradient::integrated_gradients(f, b, t.settings.path); }, path},
      {"mean-gradient", MapKind::kGradient, true,
       [](F f, B b, T t) { return gradient::mean_gradient(f, b, t.settings.path); }, path},
      {"expected-gradients", MapKind::kContribution, true,
       [](F f, B b, T t) { return gradient::expected_gradients(f, b, t.settings.samples); },
       samples},
      {"gradient-shap", MapKind::kContribution, true,
       [](F f, B b, T t) { return gradient::gradient_shap(f, b, t.settings.samples); }, samples},
      {"reference-centred-gradient", MapKind::kGradient, true,
       [](F f, B b, T) { return gradient::reference_centred_gradient(f, b); }, one},
      {"deeplift", MapKind::kContribution, true, deeplift, pairs},
      {"deeplift-shap", MapKind::kContribution, true, deeplift, pairs},
      {"lrp", MapKind::kContribution, false,
       [](F f, B b, T t) { return gradient::lrp(f, b, t.settings.lrp); }, one},
      {"cam", MapKind::kPosition, false,
       [](F f, B b, T t) { return t.activation_map(f, b, gradient::CamKind::kCam); }, one},
      {"grad-cam", MapKind::kPosition, false,
       [](F f, B b, T t) { return t.activation_map(f, b, gradient::CamKind::kGradCam); }, one},
      {"guided-grad-cam", MapKind::kPosition, false,
       [](F f, B b, T t) { return t.activation_map(f, b, gradient::CamKind::kGuidedGradCam); },
       one},
      {"mutagenesis", MapKind::kDifference, false, Entry::of_records<mutagenesis>, all},
      {"occlusion", MapKind::kPosition, false, Entry::of_records<occlusion>, all},
      {"deletion", MapKind::kPosition, false, Entry::of_records<deletion>, all},
      {"lime", MapKind::kPosition, false, Entry::of_records<lime>, all},
      {"kernel-shap", MapKind::kPosition, false, Entry::of_records<kernel_shap>, all},
      {"shapley-sampling", MapKind::kPosition, false, Entry::of_records<shapley_sampling>, all},
      {"shapley-exact", MapKind::kPosition, false, Entry::of_records<shapley_exact>, all},
  };
  return entries;
}

Attributor::Attributor(const std::string& method, const AttributeSettings& settings)
    : settings_(settings) {
  const auto& entries = registry();
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&method](const Entry& entry) { return entry.name == method; });
  if (found == entries.end()) {
    throw UsageError("option --method: found " + util::quoted(method) + ", expected a method");
  }
  entry_ = &*found;
  const auto share = [&settings](auto& options) {
    options.center = settings.center;
    options.hypothetical = settings.hypothetical;
    options.batch_size = settings.batch_size;
  };
  share(settings_.path);
  share(settings_.samples);
  share(settings_.deeplift);
  settings_.samples.seed = settings.seed;
  settings_.noise.seed = settings.seed;
  settings_.noise.batch_size = settings.batch_size;
  settings_.references.seed = settings.seed;
  settings_.blackbox.seed = settings.seed;
  settings_.blackbox.batch_size = settings.batch_size;
  if (entry_->references) references_.emplace(settings_.references);
  deeplift_ = std::make_unique<gradient::DeepLift>(settings_.deeplift);
  fields_ = std::make_unique<FieldCache>();
}

Attributor::~Attributor() = default;
Attributor::Attributor(Attributor&&) noexcept = default;

MapKind Attributor::map_kind() const {
  const bool contributions = entry_->kind == MapKind::kContribution;
  return contributions && settings_.hypothetical ? MapKind::kHypothetical : entry_->kind;
}

std::size_t Attributor::sequences_per_batch() const {
  const auto references = references_ ? static_cast<std::int64_t>(references_->count()) : 1;
  const std::int64_t rows = std::max<std::int64_t>(1, entry_->rows(settings_, references));
  return static_cast<std::size_t>(std::max<std::int64_t>(1, settings_.batch_size / rows));
}

std::vector<std::string> Attributor::reference_names(std::size_t pairs) const {
  const bool masks = entry_->kind == MapKind::kPosition;
  if (!references_) return std::vector<std::string>(pairs, masks ? "mask" : "NA");
  auto names = references_->names();
  return pairs == names.size() ? names : std::vector<std::string>(pairs, "mean");
}

Explanation Attributor::attribute(const Function& function, const RecordBatch& batch) const {
  function.model().check_length(static_cast<std::int64_t>(batch.length),
                                batch.records.front().where);
  auto found = entry_->method(function, to_batch(batch), {settings_, *deeplift_, *fields_, batch});
  const bool here = entry_->kind == MapKind::kGradient || entry_->kind == MapKind::kDifference;
  if (settings_.center && here) found.map_nkcl = gradient::centered(found.map_nkcl);
  return found;
}

std::vector<gradient::FallbackUse> Attributor::fallbacks() const { return deeplift_->fallbacks(); }

std::string Attributor::groups_complaint() const {
  return settings_.blackbox.groups ? settings_.blackbox.groups->complaint() : "";
}

Batch Attributor::to_batch(const RecordBatch& batch) const {
  const auto count = static_cast<std::int64_t>(batch.records.size());
  const auto length = static_cast<std::int64_t>(batch.length);
  Batch converted;
  // from_blob wants a mutable pointer, but nothing writes through it.
  converted.onehot_ncl =
      torch::from_blob(const_cast<float*>(batch.onehot_ncl.data()), {count, 4, length});
  converted.numbers = batch.numbers;
  if (!references_) return converted;
  const auto pairs = static_cast<std::int64_t>(references_->count());
  converted.references_nrcl = torch::empty({count, pairs, 4, length});
  auto* into = converted.references_nrcl.data_ptr<float>();
  for (std::size_t i = 0; i < batch.records.size(); ++i) {
    const auto& record = batch.records[i];
    const auto maps_rcl = references_->maps(record.sequence, batch.numbers[i], record.where);
    into = std::copy(maps_rcl.begin(), maps_rcl.end(), into);
  }
  return converted;
}

}  // namespace siskin::attribute
