#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sis/subset_table.hpp"
#include "siskin/blackbox/subset_clusters.hpp"
#include "siskin/motif/best_match.hpp"
#include "siskin/seq/motif.hpp"

namespace siskin::tools {

/// All that is known about the clusters of the subsets of some models.
struct ClusterReport {
  std::vector<std::string> models;                   ///< names
  std::vector<SubsetLine> lines;                     ///< of all tables
  std::vector<blackbox::PooledSubset> subsets;       ///< the same, pooled
  std::vector<std::vector<std::int64_t>> positions;  ///< of their bases, from the reference
  blackbox::Clustering clustering;
  std::vector<blackbox::SubsetCluster> clusters;
  std::vector<std::optional<motif::MotifMatch>> matches;  ///< by cluster
  std::vector<seq::Motif> known;                          ///< what they matched

  /// "cluster0", with its consensus as name.
  seq::Motif motif(std::size_t cluster) const;
};

// The files that tools/sis/sis.md describes; "" and "-" are standard output. All throw Error.

/// One line a cluster, and one for what is in none.
void write_clusters(const std::string& path, const ClusterReport& report);
/// One line a subset, in the order of the tables.
void write_members(const std::string& path, const ClusterReport& report);
void write_cluster_motifs(const std::string& path, const ClusterReport& report);
/// One line for each cluster, model and position where its bases lie.
void write_histogram(const std::string& path, const ClusterReport& report);
void write_grid(const std::string& path, const std::vector<blackbox::GridLine>& grid);

}  // namespace siskin::tools
