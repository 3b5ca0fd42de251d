#pragma once

#include "score/options.hpp"

namespace siskin::tools {

/// One function a subcommand. They read, score and write. Throw Error for files that are wrong or
/// do not go together.
void run_accuracy(const AccuracyOptions& options);
void run_attribution(const AttributionOptions& options);
void run_effects(const EffectsOptions& options);
void run_motifs(const MotifsOptions& options);
void run_subsets(const SubsetsOptions& options);

void run_score(const ScoreOptions& options);

}  // namespace siskin::tools
