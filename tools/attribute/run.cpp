#include "attribute/run.hpp"

#include <cmath>

#include "siskin/attribute/attribute.hpp"
#include "siskin/attribute/attribution_writer.hpp"
#include "siskin/attribute/record_batches.hpp"
#include "siskin/cli/progress.hpp"
#include "siskin/cli/remark.hpp"
#include "siskin/model/runtime.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

attribute::AttributeSettings settings_of(const AttributeOptions& options) {
  attribute::AttributeSettings settings;
  settings.target.index = options.target;
  settings.target.space = model::parse_output_space(options.model.output_space);
  settings.center = options.center;
  settings.references.kind = options.references;
  settings.references.count = options.reference_count;
  settings.references.seed = options.seed;
  settings.references.ambiguous = seq::parse_ambiguous(options.model.ambiguous);
  settings.path.rule = gradient::parse_path_rule(options.rule);
  settings.path.steps = *options.steps;
  settings.path.tolerance = options.tolerance;
  settings.path.max_steps = options.max_steps;
  settings.batch_size = options.model.batch_size;
  return settings;
}

// Counts what people should hear of at the end.
struct Tally {
  std::int64_t sequences = 0;
  std::int64_t incomplete = 0;

  void add(const attribute::Attributions& found, const std::optional<double>& tolerance) {
    sequences += static_cast<std::int64_t>(found.scores.size());
    if (!tolerance) return;
    for (const auto& residual : found.residuals) {
      if (residual && std::abs(*residual) > *tolerance) ++incomplete;
    }
  }
};

void tell(const Tally& tally, std::int64_t skipped, const AttributeOptions& options) {
  constexpr const char* kTool = "siskin-attribute";
  if (skipped > 0) {
    cli::remark(kTool, options.common.quiet,
                "left out " + std::to_string(skipped) + " windows that leave their chromosome");
  }
  if (tally.incomplete > 0) {
    cli::remark(kTool, options.common.quiet,
                std::to_string(tally.incomplete) + " of " + std::to_string(tally.sequences) +
                    " sequences miss --tolerance " + util::format_double(*options.tolerance) +
                    " with --max-steps " + std::to_string(options.max_steps) +
                    " (--report tells which)");
  }
}

}  // namespace

void run_attribute(const AttributeOptions& options) {
  model::prepare_runtime(static_cast<int>(options.common.threads));
  model::Model model(options.model.path, {options.model.device, options.model.output_kind});
  attribute::Attributor attributor(model, options.method, settings_of(options));
  io::SequenceSource source(options.sequences);
  attribute::RecordBatches batches([&source](auto& record) { return source.next(record); },
                                   attributor.sequences_per_batch(),
                                   seq::parse_ambiguous(options.model.ambiguous));
  attribute::AttributionWriter writer({options.outputs, options.onehot, options.report},
                                      source.genome_sizes(), io::parse_overlap(options.overlap));
  const auto reduction = attribute::parse_reduction(options.reduce);
  cli::Progress progress("sequences", -1, options.common.quiet);
  attribute::RecordBatch batch;
  Tally tally;
  while (batches.next(batch)) {
    const auto found = attributor.attribute(batch);
    writer.add(batch, found, attributor.map_kind(), reduction);
    tally.add(found, options.tolerance);
    progress.advance(static_cast<std::int64_t>(batch.records.size()));
  }
  if (tally.sequences == 0) {
    throw Error("no sequence left to attribute (see --split, --label and --edge)");
  }
  writer.close();
  tell(tally, source.skipped(), options);
}

}  // namespace siskin::tools
