#include "score/run.hpp"

namespace siskin::tools {
namespace {

struct Runner {
  void operator()(const AccuracyOptions& options) const { run_accuracy(options); }
  void operator()(const AttributionOptions& options) const { run_attribution(options); }
  void operator()(const EffectsOptions& options) const { run_effects(options); }
  void operator()(const MotifsOptions& options) const { run_motifs(options); }
  void operator()(const SubsetsOptions& options) const { run_subsets(options); }
};

}  // namespace

void run_score(const ScoreOptions& options) { std::visit(Runner{}, options); }

}  // namespace siskin::tools
