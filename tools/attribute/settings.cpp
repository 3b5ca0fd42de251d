#include "attribute/settings.hpp"

#include <array>
#include <memory>

#include "siskin/seq/alphabet.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/parse.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

std::array<double, 4> count_bases(const io::SequenceQuery& query) {
  std::array<double, 4> counts{};
  io::SequenceSource source(query);
  io::SequenceRecord record;
  while (source.next(record)) {
    for (const char letter : record.sequence) {
      const std::size_t base = seq::code(letter);
      if (base != seq::kAmbiguous) counts.at(base) += 1;
    }
  }
  if (counts == std::array<double, 4>{}) {
    throw Error("option --references: the sequences have no bases to count");
  }
  return counts;
}

std::array<double, 4> parse_frequencies(const std::string& text) {
  std::array<double, 4> frequencies{};
  std::size_t i = 0;
  for (const auto word : util::split(text, ',')) {
    frequencies.at(i++) = util::require_real(word, "option --base-frequencies");
  }
  return frequencies;
}

blackbox::MaskSource mask_source(const AttributeOptions& options) {
  const auto& word = options.perturb.mask;
  if (word.empty()) return blackbox::MaskSource();
  if (word == "base-frequency" && !options.base_frequencies.empty()) {
    return blackbox::MaskSource::of_frequencies(parse_frequencies(options.base_frequencies));
  }
  blackbox::MaskSource source(blackbox::parse_mask_kind(word));
  if (!source.needs_counts()) return source;
  io::SequenceSource sequences(options.sequences);
  io::SequenceRecord record;
  while (sequences.next(record)) source.count(record.sequence, record.where);
  return source;
}

blackbox::LimeOptions lime_options(const AttributeOptions& options) {
  const auto& perturb = options.perturb;
  blackbox::LimeOptions lime;
  if (perturb.sampler == "bernoulli") lime.sampler = blackbox::LimeSampler::kBernoulli;
  if (options.samples) lime.samples = static_cast<std::size_t>(*options.samples);
  lime.kernel_width = perturb.kernel_width;
  lime.alpha = perturb.alpha;
  lime.features = static_cast<std::size_t>(perturb.features.value_or(0));
  if (perturb.feature_selection == "forward") {
    lime.selection = blackbox::FeatureSelection::kForward;
  } else if (perturb.feature_selection == "highest-weights") {
    lime.selection = blackbox::FeatureSelection::kHighestWeights;
  }
  return lime;
}

attribute::BlackboxSettings blackbox_settings(const AttributeOptions& options) {
  const auto& perturb = options.perturb;
  attribute::BlackboxSettings settings;
  settings.batch_size = options.model.batch_size;
  settings.engine = model::parse_engine(options.model.engine);
  settings.seed = options.seed;
  settings.mask = mask_source(options);
  if (!perturb.groups.empty()) {
    settings.groups = std::make_shared<const io::BaseGroups>(perturb.groups);
  }
  const auto window = static_cast<std::size_t>(options.window.value_or(1));
  settings.window = {window, static_cast<std::size_t>(perturb.stride)};
  const auto samples = static_cast<std::size_t>(options.samples.value_or(0));
  if (perturb.fill == "shuffle") settings.shuffles = samples;
  settings.lime = lime_options(options);
  settings.kernel_shap_samples = samples;
  settings.permutations = samples;
  settings.positions = perturb.positions;
  return settings;
}

gradient::DeepLiftRule parse_deeplift_rule(const std::string& word) {
  if (word == "reveal-cancel") return gradient::DeepLiftRule::kRevealCancel;
  if (word == "genomics-default") return gradient::DeepLiftRule::kGenomicsDefault;
  return gradient::DeepLiftRule::kRescale;
}

gradient::ReferenceOptions reference_options(const AttributeOptions& options) {
  gradient::ReferenceOptions references;
  references.kind = options.references;
  references.count = options.reference_count;
  references.ambiguous = seq::parse_ambiguous(options.model.ambiguous);
  if (options.references != "frequency") return references;
  references.frequencies = options.base_frequencies.empty()
                               ? count_bases(options.sequences)
                               : parse_frequencies(options.base_frequencies);
  return references;
}

}  // namespace

attribute::AttributeSettings attribute_settings(const AttributeOptions& options) {
  attribute::AttributeSettings settings;
  settings.center = options.center;
  settings.hypothetical = options.hypothetical;
  settings.batch_size = options.model.batch_size;
  settings.seed = options.seed;
  settings.references = reference_options(options);
  if (!options.rule.empty()) settings.path.rule = gradient::parse_path_rule(options.rule);
  if (options.steps) settings.path.steps = *options.steps;
  settings.path.tolerance = options.tolerance;
  settings.path.max_steps = options.max_steps;
  if (options.samples) settings.samples.samples = settings.noise.samples = *options.samples;
  if (options.noise) settings.samples.deviation = settings.noise.deviation = *options.noise;
  settings.deeplift.rule = parse_deeplift_rule(options.deeplift_rule);
  settings.deeplift.fallback = options.fallback == "path-integral";
  settings.lrp.rule = gradient::parse_lrp_rule(options.lrp_rule);
  settings.lrp.epsilon = options.epsilon;
  settings.lrp.gamma = options.gamma;
  settings.blackbox = blackbox_settings(options);
  settings.cam.layer = options.layer;
  settings.cam.upsample = gradient::parse_upsample(options.upsample);
  return settings;
}

gradient::Target target_of(const AttributeOptions& options) {
  gradient::Target target;
  target.function = gradient::parse_target_function(options.target_function);
  if (!options.target.empty()) target.words = gradient::parse_target_words(options.target);
  if (!options.contrast.empty()) target.contrast = gradient::parse_contrast(options.contrast);
  target.space = model::parse_output_space(options.model.output_space);
  return target;
}

}  // namespace siskin::tools
