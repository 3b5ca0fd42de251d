#include "siskin/motif/hit_calling.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "siskin/seq/alphabet.hpp"
#include "siskin/util/parallel.hpp"
#include "siskin/util/random.hpp"

namespace siskin::motif {
namespace {

constexpr std::size_t kOrders = 20;

double norm_of(const ContributionMatrix& motif) {
  double energy = 0;
  for (const auto& row : motif) {
    for (const double value : row) energy += value * value;
  }
  return std::sqrt(energy);
}

bool better(const Hit& a, const Hit& b) {
  if (a.score != b.score) return a.score > b.score;
  if (a.start != b.start) return a.start < b.start;
  return a.pattern != b.pattern ? a.pattern < b.pattern : a.reversed < b.reversed;
}

// Hits of one sequence that share at most half of the narrower with each other.
class Places {
 public:
  /// `widths` by pattern; outlives this.
  explicit Places(const std::vector<std::int64_t>& widths)
      : widths_(widths), widest_(*std::max_element(widths.begin(), widths.end())) {}

  /// True when no hit here of at least its score stands in the way.
  bool free_for(const Hit& hit) const {
    const auto width = widths_[hit.pattern];
    for (auto at = hits_.lower_bound(hit.start - widest_);
         at != hits_.end() && at->first < hit.start + width; ++at) {
      const Hit& other = at->second;
      const auto other_width = widths_[other.pattern];
      const auto shared =
          std::min(hit.start + width, other.start + other_width) - std::max(hit.start, other.start);
      if (2 * shared > std::min(width, other_width) && other.score >= hit.score) return false;
    }
    return true;
  }

  /// Takes the hits that find room, best first.
  void fill(std::vector<Hit> hits) {
    std::sort(hits.begin(), hits.end(), better);
    for (const Hit& hit : hits) {
      if (free_for(hit)) hits_.emplace(hit.start, hit);
    }
  }

  void append_to(std::vector<Hit>& hits) const {
    for (const auto& entry : hits_) hits.push_back(entry.second);
  }

 private:
  const std::vector<std::int64_t>& widths_;
  std::int64_t widest_;
  std::multimap<std::int64_t, Hit> hits_;  // by start
};

class MotifScanner {
 public:
  MotifScanner(const ContributionTracks& tracks, const ContributionMatrix& motif)
      : tracks_(tracks),
        width_(motif.size()),
        norm_(norm_of(motif)),
        strands_{motif, reverse_complement(motif)} {}

  std::vector<Hit> scan(std::size_t sequence) const {
    std::vector<Hit> hits;
    if (width_ > tracks_.length() || !(norm_ > 0)) return hits;
    for (std::size_t start = 0; start + width_ <= tracks_.length(); ++start) {
      Hit hit = score(sequence, start);
      if (hit.score > 0) hits.push_back(hit);
    }
    const std::vector<std::int64_t> widths = {static_cast<std::int64_t>(width_)};
    Places places(widths);
    places.fill(std::move(hits));
    hits.clear();
    places.append_to(hits);
    return hits;
  }

 private:
  Hit score(std::size_t sequence, std::size_t start) const {
    const auto* bases = tracks_.bases(sequence) + start;
    const auto* values = tracks_.contributions(sequence) + start;
    double energy = 0;
    double sum = 0;
    std::array<double, 2> dots{};
    for (std::size_t i = 0; i < width_; ++i) {
      if (bases[i] >= seq::kBases) continue;
      const double value = values[i];
      energy += value * value;
      sum += value;
      dots[0] += value * strands_[0][i][bases[i]];
      dots[1] += value * strands_[1][i][bases[i]];
    }
    Hit hit;
    hit.sequence = sequence;
    hit.start = static_cast<std::int64_t>(start);
    hit.contribution = sum;
    hit.reversed = dots[1] > dots[0];
    const double dot = std::max(dots[0], dots[1]);
    if (!(dot > 0) || !(sum > 0)) return hit;
    const double norm = std::sqrt(energy);
    hit.similarity = dot / (norm_ * norm);
    hit.score = hit.similarity * hit.similarity * norm;
    return hit;
  }

  const ContributionTracks& tracks_;
  std::size_t width_;
  double norm_;
  std::array<ContributionMatrix, 2> strands_;
};

// The largest cosine over shifts and strands; rows that leave the other count as zeros.
double likeness(const ContributionMatrix& motif, const ContributionMatrix& other) {
  const auto width = static_cast<std::ptrdiff_t>(motif.size());
  double most = -1;
  for (const auto& strand : {other, reverse_complement(other)}) {
    for (std::ptrdiff_t shift = 1 - width; shift < width; ++shift) {
      double dot = 0;
      for (std::ptrdiff_t i = std::max<std::ptrdiff_t>(0, shift);
           i < std::min(width, width + shift); ++i) {
        const auto& one = motif[static_cast<std::size_t>(i)];
        const auto& two = strand[static_cast<std::size_t>(i - shift)];
        dot += std::inner_product(one.begin(), one.end(), two.begin(), 0.0);
      }
      most = std::max(most, dot);
    }
  }
  const double energy = norm_of(motif) * norm_of(other);
  return energy > 0 ? most / energy : 0;
}

}  // namespace

std::vector<Hit> scan_motif(const ContributionTracks& tracks, const ContributionMatrix& motif,
                            int threads) {
  const MotifScanner scanner(tracks, motif);
  std::vector<std::vector<Hit>> by_sequence(tracks.count());
  util::parallel_for(tracks.count(), threads,
                     [&](std::size_t i) { by_sequence[i] = scanner.scan(i); });
  std::vector<Hit> hits;
  for (const auto& own : by_sequence) hits.insert(hits.end(), own.begin(), own.end());
  return hits;
}

std::vector<ContributionMatrix> decoy_motifs(const ContributionMatrix& motif, std::size_t count,
                                             std::uint64_t seed) {
  struct Order {
    double likeness;
    ContributionMatrix rows;
  };
  std::vector<Order> orders;
  util::Random random(seed);
  for (std::size_t i = 0; i < std::max(kOrders, count); ++i) {
    ContributionMatrix rows = motif;
    random.shuffle(rows);
    std::vector<std::size_t> bases = {0, 1, 2, 3};
    random.shuffle(bases);
    for (auto& row : rows) row = {row[bases[0]], row[bases[1]], row[bases[2]], row[bases[3]]};
    const double alike = likeness(motif, rows);
    orders.push_back({alike, std::move(rows)});
  }
  std::stable_sort(orders.begin(), orders.end(),
                   [](const Order& a, const Order& b) { return a.likeness < b.likeness; });
  std::vector<ContributionMatrix> decoys;
  for (std::size_t i = 0; i < count; ++i) decoys.push_back(std::move(orders[i].rows));
  return decoys;
}

void set_fdr(std::vector<Hit>& hits, std::vector<double> decoy_scores, std::size_t decoys) {
  std::sort(decoy_scores.begin(), decoy_scores.end());
  std::vector<std::size_t> order(hits.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return hits[a].score < hits[b].score; });
  // From the lowest bound up: a bound below a hit calls it too.
  double least = 1;
  std::size_t first_equal = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const double score = hits[order[i]].score;
    if (score > hits[order[first_equal]].score) first_equal = i;
    const auto reached =
        decoy_scores.end() - std::lower_bound(decoy_scores.begin(), decoy_scores.end(), score);
    const auto called = static_cast<double>(order.size() - first_equal);
    const double chance = static_cast<double>(reached) / static_cast<double>(decoys);
    least = std::min(least, chance / called);
    hits[order[i]].fdr = least;
  }
}

std::vector<Hit> call_hits(const ContributionTracks& tracks,
                           const std::vector<ContributionMatrix>& motifs, const HitRule& rule) {
  std::vector<Hit> called;
  if (motifs.empty()) return called;
  std::vector<std::int64_t> widths;
  widths.reserve(motifs.size());
  for (const auto& motif : motifs) widths.push_back(static_cast<std::int64_t>(motif.size()));
  std::vector<std::vector<Hit>> by_sequence(tracks.count());
  for (std::size_t p = 0; p < motifs.size(); ++p) {
    for (Hit& hit : scan_motif(tracks, motifs[p], rule.threads)) {
      hit.pattern = p;
      by_sequence[hit.sequence].push_back(hit);
    }
  }
  std::vector<Places> places(tracks.count(), Places(widths));
  std::vector<std::vector<Hit>> winners(motifs.size());
  for (std::size_t i = 0; i < places.size(); ++i) {
    places[i].fill(std::move(by_sequence[i]));
    std::vector<Hit> own;
    places[i].append_to(own);
    for (const Hit& hit : own) winners[hit.pattern].push_back(hit);
  }
  for (std::size_t p = 0; p < motifs.size(); ++p) {
    std::vector<double> decoy_scores;
    for (const auto& decoy : decoy_motifs(motifs[p], rule.decoys, rule.seed + p)) {
      for (Hit& hit : scan_motif(tracks, decoy, rule.threads)) {
        hit.pattern = p;
        if (places[hit.sequence].free_for(hit)) decoy_scores.push_back(hit.score);
      }
    }
    set_fdr(winners[p], std::move(decoy_scores), rule.decoys);
    for (const Hit& hit : winners[p]) {
      if (hit.fdr <= rule.fdr) called.push_back(hit);
    }
  }
  std::stable_sort(called.begin(), called.end(), [](const Hit& a, const Hit& b) {
    return a.sequence != b.sequence ? a.sequence < b.sequence : a.start < b.start;
  });
  return called;
}

}  // namespace siskin::motif
