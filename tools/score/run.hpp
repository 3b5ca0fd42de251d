#pragma once

#include "score/options.hpp"

namespace siskin::tools {

/// One function a subcommand. They read, score and write. Throw Error for files that are wrong or
/// do not go together.
void run_accuracy(const AccuracyOptions& options);
void run_attribution(const AttributionOptions& options);
void run_compare(const CompareOptions& options);
void run_effects(const EffectsOptions& options);
void run_profile(const ProfileOptions& options);
void run_filters(const FiltersOptions& options);
void run_motifs(const MotifsOptions& options);
void run_subsets(const SubsetsOptions& options);
void run_spectrum(const SpectrumOptions& options);
void run_stability(const StabilityOptions& options);
void run_overlap(const OverlapOptions& options);
void run_consistency(const ConsistencyOptions& options);
void run_select(const SelectOptions& options);
void run_faithfulness(const FaithfulnessOptions& options);
void run_summarise(const SummariseOptions& options);

void run_score(const ScoreOptions& options);

}  // namespace siskin::tools
