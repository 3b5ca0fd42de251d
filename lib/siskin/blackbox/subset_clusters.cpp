#include "siskin/blackbox/subset_clusters.hpp"

#include <algorithm>
#include <limits>

#include "siskin/blackbox/medoid.hpp"
#include "siskin/util/parallel.hpp"

namespace siskin::blackbox {
namespace {

double ratio(double value, std::size_t count) {
  return count == 0 ? std::numeric_limits<double>::quiet_NaN() : value / static_cast<double>(count);
}

std::vector<std::string> patterns_of(const std::vector<PooledSubset>& subsets,
                                     const std::vector<std::size_t>& members) {
  std::vector<std::string> patterns;
  patterns.reserve(members.size());
  for (const auto member : members) patterns.push_back(subsets[member].pattern.text);
  return patterns;
}

}  // namespace

std::vector<ModelPart> model_parts(const std::vector<PooledSubset>& subsets,
                                   const std::vector<std::size_t>& members, std::size_t models) {
  std::vector<ModelPart> parts(models);
  for (const auto member : members) {
    auto& part = parts.at(subsets[member].model);
    ++part.members;
    part.mean_score += subsets[member].score;
  }
  for (auto& part : parts) {
    part.share = ratio(static_cast<double>(part.members), members.size());
    part.mean_score = ratio(part.mean_score, part.members);
  }
  return parts;
}

std::vector<SubsetCluster> read_clusters(const std::vector<PooledSubset>& subsets,
                                         const Metric& metric, const Clustering& clustering,
                                         Strands strands, int threads) {
  auto members = cluster_members(clustering);
  std::vector<SubsetCluster> clusters(members.size());
  util::parallel_for(members.size(), threads, [&](std::size_t label) {
    auto& cluster = clusters[label];
    cluster.members = std::move(members[label]);
    for (const auto member : cluster.members) cluster.cores += clustering.core[member] ? 1 : 0;
    cluster.medoid = medoid(metric, cluster.members);
    cluster.alignment = align_patterns(patterns_of(subsets, cluster.members),
                                       subsets[cluster.medoid].pattern.text, strands);
  });
  return clusters;
}

GridLine describe(const Clustering& clustering, double eps, std::size_t min_samples) {
  GridLine line;
  line.eps = eps;
  line.min_samples = min_samples;
  for (const auto& members : cluster_members(clustering)) {
    ++line.clusters;
    line.largest = std::max(line.largest, members.size());
  }
  const auto noise = static_cast<double>(noise_points(clustering).size());
  line.noise_share = ratio(noise, clustering.labels.size());
  return line;
}

}  // namespace siskin::blackbox
