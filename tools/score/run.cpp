#include "score/run.hpp"

namespace siskin::tools {
namespace {

struct Runner {
  void operator()(const AccuracyOptions& options) const { run_accuracy(options); }
  void operator()(const AttributionOptions& options) const { run_attribution(options); }
  void operator()(const CompareOptions& options) const { run_compare(options); }
  void operator()(const EffectsOptions& options) const { run_effects(options); }
  void operator()(const ProfileOptions& options) const { run_profile(options); }
  void operator()(const FiltersOptions& options) const { run_filters(options); }
  void operator()(const MotifsOptions& options) const { run_motifs(options); }
  void operator()(const SubsetsOptions& options) const { run_subsets(options); }
  void operator()(const SpectrumOptions& options) const { run_spectrum(options); }
  void operator()(const StabilityOptions& options) const { run_stability(options); }
  void operator()(const OverlapOptions& options) const { run_overlap(options); }
  void operator()(const ConsistencyOptions& options) const { run_consistency(options); }
  void operator()(const SelectOptions& options) const { run_select(options); }
  void operator()(const FaithfulnessOptions& options) const { run_faithfulness(options); }
  void operator()(const SummariseOptions& options) const { run_summarise(options); }
};

}  // namespace

void run_score(const ScoreOptions& options) { std::visit(Runner{}, options); }

}  // namespace siskin::tools
