#pragma once

#include "attribute/options.hpp"

namespace siskin::tools {

/// --method marginal: what motifs do that are put into backgrounds (blackbox/insertion.hpp), a row
/// for each background, motif and output; --report: their means.
void run_marginal(const AttributeOptions& options);

/// --method ablation: what is lost when sites are replaced (blackbox/ablation.hpp), a row for each
/// site and output, and for all sites of a sequence together; --report: means by name.
void run_ablation(const AttributeOptions& options);

/// --method spacing: what two motifs do together by their distance (blackbox/spacing.hpp), means
/// over the backgrounds, a row a distance.
void run_spacing(const AttributeOptions& options);

}  // namespace siskin::tools
