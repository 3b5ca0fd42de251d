#include "siskin/motif/discovery.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "siskin/motif/communities.hpp"
#include "siskin/motif/hit_calling.hpp"
#include "siskin/motif/seqlet_graph.hpp"
#include "siskin/seq/motif.hpp"
#include "siskin/util/parallel.hpp"

namespace siskin::motif {
namespace {

constexpr double kResolution = 2;  // finer than needed: merging is decided on the seqlets
constexpr double kNullQuantile = 0.99;
constexpr std::size_t kNullSamples = 400;
constexpr int kSeedPasses = 3;
constexpr int kMostRounds = 12;
constexpr double kHopeless = 0.5;  // share of the least fit below which a pattern goes at once
constexpr std::size_t kDecoys = 4;
constexpr double kDecoyFdr = 0.05;
constexpr double kSettled = 0.005;  // share of the seqlets that may still move

/// One seqlet under one pattern.
struct Fit {
  float fit = 0;  // similarity above chance, as a share; negative below
  std::uint16_t offset = 0;
  bool reversed = false;
};

class Discoverer {
 public:
  Discoverer(const ContributionTracks& tracks, const std::vector<Seqlet>& seqlets,
             const DiscoveryRule& rule)
      : tracks_(tracks),
        rule_(rule),
        regions_(tracks, seqlets, rule.window + 2 * rule.margin),
        own_(seqlets.size()) {
    rule_.trim.longest = std::min(rule.trim.longest, regions_.width());
    for (std::size_t i = 0; i < regions_.count(); ++i) {
      double energy = 0;
      for (std::size_t k = 0; k < regions_.width(); ++k)
        energy += static_cast<double>(regions_.values(i)[k]) * regions_.values(i)[k];
      weights_.push_back(energy > 0 ? 1 / std::sqrt(energy) : 0);
    }
  }

  Discovery run() {
    seed_patterns();
    score();
    for (int round = 0; round < kMostRounds && !patterns_.empty(); ++round) {
      const bool merged = merge();
      const auto moved = assign();
      rebuild(merged || round == 0 ? 1 : rule_.least_sites);
      score();
      if (!merged && static_cast<double>(moved) <= kSettled * static_cast<double>(own_.size()))
        break;
    }
    return finish();
  }

 private:
  using Scores = std::vector<Fit>;  // by region

  PatternSite site(std::size_t region, const Alignment& alignment) const {
    PatternSite site;
    site.region = region;
    site.sequence = regions_.sequence(region);
    site.start = regions_.start(region) + static_cast<std::int64_t>(alignment.offset);
    site.reversed = alignment.reversed;
    site.similarity = alignment.similarity;
    site.weight = weights_[region];
    return site;
  }

  void seed_patterns() {
    if (regions_.count() == 0) return;
    SeqletGraphRule graph_rule;
    graph_rule.first = rule_.margin;
    graph_rule.width = rule_.window;
    graph_rule.neighbours = rule_.neighbours;
    graph_rule.seed = rule_.seed;
    graph_rule.threads = rule_.threads;
    const Graph graph = seqlet_graph(regions_, graph_rule);
    const auto community = find_communities(graph, kResolution);
    std::vector<std::vector<std::size_t>> members;
    for (std::size_t i = 0; i < community.size(); ++i) {
      if (community[i] >= members.size()) members.resize(community[i] + 1);
      members[community[i]].push_back(i);
    }
    const auto least = std::max<std::size_t>(4, rule_.least_sites / 4);
    for (const auto& group : members) {
      if (group.size() >= least) patterns_.push_back(seed_pattern(group, graph));
    }
  }

  // Grown from the member that is linked best.
  ContributionPattern seed_pattern(const std::vector<std::size_t>& group,
                                   const Graph& graph) const {
    const auto strength = [&](std::size_t region) {
      double sum = 0;
      for (const Link& link : graph[region]) sum += link.weight;
      return sum;
    };
    const auto centre =
        *std::max_element(group.begin(), group.end(),
                          [&](std::size_t a, std::size_t b) { return strength(a) < strength(b); });
    auto shape = regions_.matrix(centre, rule_.margin, rule_.window);
    ContributionPattern pattern;
    for (int pass = 0; pass < kSeedPasses; ++pass) {
      const ContributionAligner aligner(shape, regions_.width());
      std::vector<PatternSite> sites;
      sites.reserve(group.size());
      for (const auto region : group) sites.push_back(site(region, align(aligner, region)));
      sites = drop_overlaps(std::move(sites), shape.size());
      pattern = trim_sites(tracks_, std::move(sites), shape.size(), rule_.trim);
      shape = pattern.shape;
    }
    return pattern;
  }

  Alignment align(const ContributionAligner& aligner, std::size_t region) const {
    return aligner.best(regions_.bases(region), regions_.values(region));
  }

  void score() {
    scores_.assign(patterns_.size(), {});
    for (std::size_t p = 0; p < patterns_.size(); ++p) scores_[p] = score_one(patterns_[p].shape);
  }

  Scores score_one(const ContributionMatrix& shape) const {
    const ContributionAligner aligner(shape, regions_.width());
    const double chance =
        std::min(0.99, null_similarity(aligner, regions_, kNullSamples, kNullQuantile, rule_.seed));
    Scores scores(regions_.count());
    util::parallel_for(regions_.count(), rule_.threads, [&](std::size_t i) {
      const Alignment found = align(aligner, i);
      scores[i] = {static_cast<float>((found.similarity - chance) / (1 - chance)),
                   static_cast<std::uint16_t>(found.offset), found.reversed};
    });
    return scores;
  }

  // Mean fit under `to` of the seqlets of `of`, as a share of that under their own.
  double relative_fit(std::size_t of, std::size_t to) const {
    double own = 0;
    double other = 0;
    for (const PatternSite& one : patterns_[of].sites) {
      own += scores_[of][one.region].fit;
      other += scores_[to][one.region].fit;
    }
    return own > 0 ? other / own : 1;
  }

  // Joins the pairs that are most alike, each pattern once; true when there was one.
  bool merge() {
    struct Pair {
      double likeness;
      std::size_t into;
      std::size_t from;
    };
    std::vector<Pair> pairs;
    for (std::size_t a = 0; a < patterns_.size(); ++a) {
      for (std::size_t b = a + 1; b < patterns_.size(); ++b) {
        const double likeness = std::min(relative_fit(a, b), relative_fit(b, a));
        const bool a_larger = patterns_[a].sites.size() >= patterns_[b].sites.size();
        if (likeness >= rule_.merge)
          pairs.push_back({likeness, a_larger ? a : b, a_larger ? b : a});
      }
    }
    std::stable_sort(pairs.begin(), pairs.end(),
                     [](const Pair& x, const Pair& y) { return x.likeness > y.likeness; });
    std::vector<char> used(patterns_.size(), 0);
    std::vector<char> gone(patterns_.size(), 0);
    for (const Pair& pair : pairs) {
      if (used[pair.into] != 0 || used[pair.from] != 0) continue;
      used[pair.into] = used[pair.from] = gone[pair.from] = 1;
    }
    remove(gone);
    return !pairs.empty();
  }

  // The seqlets of those that go have none, the others keep theirs under its new number.
  void remove(const std::vector<char>& gone) {
    std::vector<std::optional<std::size_t>> number(patterns_.size());
    std::size_t kept = 0;
    for (std::size_t p = 0; p < patterns_.size(); ++p) {
      if (gone[p] != 0) continue;
      number[p] = kept;
      if (kept != p) {
        patterns_[kept] = std::move(patterns_[p]);
        scores_[kept] = std::move(scores_[p]);
      }
      ++kept;
    }
    patterns_.resize(kept);
    scores_.resize(kept);
    for (auto& own : own_) own = own ? number[*own] : own;
  }

  // Gives the number of seqlets whose pattern changed.
  std::size_t assign() {
    std::size_t moved = 0;
    for (std::size_t i = 0; i < own_.size(); ++i) {
      std::optional<std::size_t> best;
      float best_fit = 0;
      for (std::size_t p = 0; p < patterns_.size(); ++p) {
        if (scores_[p][i].fit > best_fit) {
          best = p;
          best_fit = scores_[p][i].fit;
        }
      }
      if (best != own_[i]) ++moved;
      own_[i] = best;
    }
    return moved;
  }

  // Patterns anew from their seqlets; those of fewer than `least` sites go, and those of noise once
  // there is a least.
  void rebuild(std::size_t least) {
    std::vector<std::vector<PatternSite>> sites(patterns_.size());
    for (std::size_t i = 0; i < own_.size(); ++i) {
      if (!own_[i]) continue;
      const Fit& fit = scores_[*own_[i]][i];
      sites[*own_[i]].push_back(site(i, {fit.fit, fit.offset, fit.reversed}));
    }
    std::vector<char> gone(patterns_.size(), 0);
    for (std::size_t p = 0; p < patterns_.size(); ++p) {
      auto own = drop_overlaps(std::move(sites[p]), patterns_[p].width());
      gone[p] = own.empty() || own.size() < least ? 1 : 0;
      if (gone[p] != 0) continue;
      patterns_[p] = trim_sites(tracks_, std::move(own), patterns_[p].width(), rule_.trim);
      const bool hopeless = mean_similarity(patterns_[p]) < kHopeless * rule_.least_fit;
      gone[p] = least > 1 && hopeless ? 1 : 0;
    }
    remove(gone);
  }

  // What stands beside a motif and lowers the output where that raises it is aligned by the motif:
  // its sites sum to less than nothing.
  bool is_motif(const ContributionPattern& pattern) const {
    double sum = 0;
    for (const auto& row : pattern.contributions)
      sum += std::accumulate(row.begin(), row.end(), 0.0);
    return pattern.sites.size() >= rule_.least_sites && sum > 0 &&
           mean_similarity(pattern) >= rule_.least_fit &&
           seq::information_content(to_motif(pattern, "", "")) >= rule_.least_information &&
           is_beyond_decoys(pattern);
  }

  // Noise that is alike from base to base has seqlets, and among many of them some are alike; but
  // then decoys find as many that are like them. Where the sites are real, they do not.
  bool is_beyond_decoys(const ContributionPattern& pattern) const {
    std::vector<Hit> sites(pattern.sites.size());
    for (std::size_t i = 0; i < sites.size(); ++i) sites[i].score = pattern.sites[i].similarity;
    std::vector<double> decoy_fits;
    for (const auto& decoy : decoy_motifs(pattern.shape, kDecoys, rule_.seed)) {
      const Scores fits = score_one(decoy);
      for (std::size_t i = 0; i < fits.size(); ++i) {
        const float own = own_[i] ? scores_[*own_[i]][i].fit : 0;
        if (fits[i].fit > own) decoy_fits.push_back(fits[i].fit);
      }
    }
    set_fdr(sites, std::move(decoy_fits), kDecoys);
    const auto called = std::count_if(sites.begin(), sites.end(),
                                      [](const Hit& site) { return site.fdr <= kDecoyFdr; });
    return 2 * static_cast<std::size_t>(called) >= sites.size();
  }

  Discovery finish() {
    std::vector<std::size_t> order;
    for (std::size_t p = 0; p < patterns_.size(); ++p) {
      if (is_motif(patterns_[p])) order.push_back(p);
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return patterns_[a].sites.size() > patterns_[b].sites.size();
    });
    std::vector<std::optional<std::size_t>> rank(patterns_.size());
    Discovery discovery;
    for (const auto p : order) {
      rank[p] = discovery.patterns.size();
      discovery.patterns.push_back(std::move(patterns_[p]));
    }
    for (const auto& own : own_) discovery.pattern_of.push_back(own ? rank[*own] : std::nullopt);
    return discovery;
  }

  const ContributionTracks& tracks_;
  DiscoveryRule rule_;
  Regions regions_;
  std::vector<double> weights_;  // by region: each has the same say in a shape
  std::vector<ContributionPattern> patterns_;
  std::vector<Scores> scores_;  // by pattern
  std::vector<std::optional<std::size_t>> own_;
};

}  // namespace

Discovery discover_motifs(const ContributionTracks& tracks, const std::vector<Seqlet>& seqlets,
                          const DiscoveryRule& rule) {
  return Discoverer(tracks, seqlets, rule).run();
}

}  // namespace siskin::motif
