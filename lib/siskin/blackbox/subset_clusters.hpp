#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "siskin/blackbox/dbscan.hpp"
#include "siskin/blackbox/metric.hpp"
#include "siskin/blackbox/pattern.hpp"
#include "siskin/blackbox/pattern_alignment.hpp"

// Clusters of the sufficient input subsets of one or several models, after Carter, Mueller, Jain &
// Gifford (2019): subsets are pooled and clustered once, and the models that hold a cluster's
// members tell who decides by what.
//
// What differs from the published code: both strands of a motif may be one cluster, and a cluster
// comes with its motif.

namespace siskin::blackbox {

/// A subset among those of all models.
struct PooledSubset {
  std::size_t model = 0;
  Pattern pattern;
  double score = 0;  ///< the model's output with this subset alone
};

/// What one model holds of a set of subsets.
struct ModelPart {
  std::size_t members = 0;
  double share = 0;       ///< of the set's members; NaN for an empty set
  double mean_score = 0;  ///< of these members; NaN without any
};

/// One part for each of `models` models, over the `members` among the subsets.
std::vector<ModelPart> model_parts(const std::vector<PooledSubset>& subsets,
                                   const std::vector<std::size_t>& members, std::size_t models);

/// A cluster, read.
struct SubsetCluster {
  std::vector<std::size_t> members;  ///< ascending
  std::size_t cores = 0;
  std::size_t medoid = 0;      ///< among all subsets; the member nearest to all others
  PatternAlignment alignment;  ///< of the members, in their order, to the medoid
};

/// The clusters in the order of their labels, on up to `threads` threads.
std::vector<SubsetCluster> read_clusters(const std::vector<PooledSubset>& subsets,
                                         const Metric& metric, const Clustering& clustering,
                                         Strands strands, int threads);

/// One combination of a grid.
struct GridLine {
  double eps = 0;
  std::size_t min_samples = 0;
  std::size_t clusters = 0;
  double noise_share = 0;   ///< NaN without points
  std::size_t largest = 0;  ///< members of the largest cluster
};

/// What a clustering with these settings amounts to.
GridLine describe(const Clustering& clustering, double eps, std::size_t min_samples);

}  // namespace siskin::blackbox
