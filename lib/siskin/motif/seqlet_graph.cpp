#include "siskin/motif/seqlet_graph.hpp"

#include <algorithm>
#include <numeric>

#include "siskin/motif/gapped_kmers.hpp"
#include "siskin/util/parallel.hpp"
#include "siskin/util/quantile.hpp"

namespace siskin::motif {
namespace {

constexpr double kNullQuantile = 0.99;
constexpr double kMostBackground = 0.99;  // a seqlet of one base is like any other
constexpr std::size_t kNullSeqlets = 50;
constexpr std::size_t kNullRegions = 20;

// The median over some seqlets of what shuffled regions reach with each.
double background_similarity(const Regions& regions, const SeqletGraphRule& rule) {
  std::vector<double> reached;
  const auto step = std::max<std::size_t>(1, regions.count() / kNullSeqlets);
  for (std::size_t i = 0; i < regions.count(); i += step) {
    const ContributionAligner aligner(regions.matrix(i, rule.first, rule.width), regions.width());
    reached.push_back(
        null_similarity(aligner, regions, kNullRegions, kNullQuantile, rule.seed + i));
  }
  return reached.empty() ? 0 : std::min(kMostBackground, util::median(reached));
}

std::vector<Link> nearest(const Regions& regions, std::size_t region,
                          const std::vector<std::uint32_t>& candidates, double background,
                          const SeqletGraphRule& rule) {
  const ContributionAligner aligner(regions.matrix(region, rule.first, rule.width),
                                    regions.width());
  std::vector<Link> links;
  for (const auto other : candidates) {
    const double similarity = aligner.best(regions.bases(other), regions.values(other)).similarity;
    if (similarity > background)
      links.push_back({other, (similarity - background) / (1 - background)});
  }
  std::stable_sort(links.begin(), links.end(),
                   [](const Link& a, const Link& b) { return a.weight > b.weight; });
  links.resize(std::min(links.size(), rule.neighbours));
  return links;
}

void merge_links(std::vector<Link>& links) {
  std::stable_sort(links.begin(), links.end(),
                   [](const Link& a, const Link& b) { return a.to < b.to; });
  std::vector<Link> merged;
  for (const Link& link : links) {
    if (!merged.empty() && merged.back().to == link.to) {
      merged.back().weight += link.weight;
    } else {
      merged.push_back(link);
    }
  }
  links = std::move(merged);
}

}  // namespace

ShuffledRegion shuffle_columns(const std::uint8_t* bases, const float* values, std::size_t width,
                               util::Random& random) {
  std::vector<std::size_t> order(width);
  std::iota(order.begin(), order.end(), std::size_t{0});
  random.shuffle(order);
  ShuffledRegion region;
  for (const std::size_t i : order) {
    region.bases.push_back(bases[i]);
    region.values.push_back(values[i]);
  }
  return region;
}

double null_similarity(const ContributionAligner& aligner, const Regions& regions,
                       std::size_t samples, double quantile, std::uint64_t seed) {
  std::vector<double> similarities;
  const auto step = std::max<std::size_t>(1, regions.count() / samples);
  for (std::size_t i = 0; i < regions.count(); i += step) {
    util::Random random(seed, i);
    const auto shuffled =
        shuffle_columns(regions.bases(i), regions.values(i), regions.width(), random);
    similarities.push_back(aligner.best(shuffled.bases.data(), shuffled.values.data()).similarity);
  }
  return util::quantile(std::move(similarities), quantile);
}

Graph seqlet_graph(const Regions& regions, const SeqletGraphRule& rule) {
  GappedKmerRule kmers;
  kmers.first = rule.first;
  kmers.width = rule.width;
  kmers.candidates = 3 * rule.neighbours;
  const auto candidates = similar_candidates(regions, kmers);
  const double background = background_similarity(regions, rule);
  Graph directed(regions.count());
  util::parallel_for(regions.count(), rule.threads, [&](std::size_t i) {
    directed[i] = nearest(regions, i, candidates[i], background, rule);
  });
  Graph graph = directed;
  for (std::size_t i = 0; i < directed.size(); ++i) {
    for (const Link& link : directed[i])
      graph[link.to].push_back({static_cast<std::uint32_t>(i), link.weight});
  }
  for (auto& links : graph) merge_links(links);
  return graph;
}

}  // namespace siskin::motif
