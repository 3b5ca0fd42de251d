#include "siskin/motif/gapped_kmers.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "siskin/seq/alphabet.hpp"
#include "siskin/util/error.hpp"

namespace siskin::motif {
namespace {

constexpr std::size_t kLetters = 4;
using Places = std::array<std::size_t, kLetters>;

// Two bits a base, five a distance.
std::uint32_t encode(const std::array<std::uint32_t, kLetters>& letters,
                     const std::array<std::uint32_t, kLetters - 1>& gaps) {
  std::uint32_t code = 0;
  for (const auto letter : letters) code = code << 2 | letter;
  for (const auto gap : gaps) code = code << 5 | gap;
  return code;
}

std::uint32_t canonical(const std::uint8_t* bases, const Places& places) {
  std::array<std::uint32_t, kLetters> ahead{};
  std::array<std::uint32_t, kLetters> behind{};
  std::array<std::uint32_t, kLetters - 1> gaps{};
  for (std::size_t i = 0; i < kLetters; ++i) {
    ahead[i] = bases[places[i]];
    behind[kLetters - 1 - i] = 3U - bases[places[i]];
    if (i > 0) gaps[i - 1] = static_cast<std::uint32_t>(places[i] - places[i - 1]);
  }
  auto gaps_behind = gaps;
  std::reverse(gaps_behind.begin(), gaps_behind.end());
  return std::min(encode(ahead, gaps), encode(behind, gaps_behind));
}

std::vector<std::size_t> top_places(const std::uint8_t* bases, const float* values,
                                    const GappedKmerRule& rule) {
  std::vector<std::size_t> places;
  for (std::size_t i = rule.first; i < rule.first + rule.width; ++i) {
    if (bases[i] < seq::kBases && values[i] > 0) places.push_back(i);
  }
  std::stable_sort(places.begin(), places.end(),
                   [&](std::size_t a, std::size_t b) { return values[a] > values[b]; });
  places.resize(std::min(places.size(), rule.top));
  std::sort(places.begin(), places.end());
  return places;
}

// One k-mer of one region, packed so that plain order is by k-mer, then by chance, then by region.
constexpr int kRegionBits = 24;
constexpr int kOrderBits = 16;

std::uint64_t entry(std::uint32_t kmer, std::uint32_t region) {
  std::uint64_t mixed = (static_cast<std::uint64_t>(kmer) << 32 | region) + 0x9E3779B97F4A7C15U;
  mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9U;  // finaliser of SplitMix64
  mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EBU;
  mixed ^= mixed >> 31;
  return static_cast<std::uint64_t>(kmer) << (kOrderBits + kRegionBits) |
         (mixed & 0xFFFFU) << kRegionBits | region;
}

std::uint64_t kmer_of(std::uint64_t packed) { return packed >> (kOrderBits + kRegionBits); }

std::uint32_t region_of(std::uint64_t packed) {
  return static_cast<std::uint32_t>(packed & ((1U << kRegionBits) - 1));
}

// Where the k-mers of each region stand among all entries.
struct Index {
  std::vector<std::uint64_t> entries;
  std::vector<std::size_t> first_of;  // by region, into `places`
  std::vector<std::uint32_t> places;
};

Index build_index(const Regions& regions, const GappedKmerRule& rule) {
  Index index;
  index.first_of.assign(regions.count() + 1, 0);
  for (std::size_t i = 0; i < regions.count(); ++i) {
    const auto kmers = gapped_kmers(regions.bases(i), regions.values(i), rule);
    index.first_of[i + 1] = index.first_of[i] + kmers.size();
    for (const auto kmer : kmers)
      index.entries.push_back(entry(kmer, static_cast<std::uint32_t>(i)));
  }
  std::sort(index.entries.begin(), index.entries.end());
  index.places.resize(index.entries.size());
  auto next = index.first_of;
  for (std::size_t at = 0; at < index.entries.size(); ++at)
    index.places[next[region_of(index.entries[at])]++] = static_cast<std::uint32_t>(at);
  return index;
}

void meet_neighbours(const Index& index, std::size_t region, std::size_t reach,
                     std::vector<std::uint32_t>& met) {
  met.clear();
  const auto& entries = index.entries;
  for (std::size_t p = index.first_of[region]; p < index.first_of[region + 1]; ++p) {
    const std::size_t at = index.places[p];
    const auto kmer = kmer_of(entries[at]);
    for (std::size_t i = at; i-- > 0 && at - i <= reach && kmer_of(entries[i]) == kmer;)
      met.push_back(region_of(entries[i]));
    for (std::size_t i = at + 1;
         i < entries.size() && i - at <= reach && kmer_of(entries[i]) == kmer; ++i)
      met.push_back(region_of(entries[i]));
  }
}

std::vector<std::uint32_t> most_frequent(std::vector<std::uint32_t>& met, std::size_t count) {
  std::sort(met.begin(), met.end());
  std::vector<std::pair<std::size_t, std::uint32_t>> counted;
  for (std::size_t i = 0; i < met.size();) {
    std::size_t end = i;
    while (end < met.size() && met[end] == met[i]) ++end;
    counted.emplace_back(end - i, met[i]);
    i = end;
  }
  std::stable_sort(counted.begin(), counted.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  counted.resize(std::min(counted.size(), count));
  std::vector<std::uint32_t> kept;
  kept.reserve(counted.size());
  for (const auto& one : counted) kept.push_back(one.second);
  std::sort(kept.begin(), kept.end());
  return kept;
}

}  // namespace

std::vector<std::uint32_t> gapped_kmers(const std::uint8_t* bases, const float* values,
                                        const GappedKmerRule& rule) {
  const auto top = top_places(bases, values, rule);
  std::vector<std::uint32_t> kmers;
  for (std::size_t a = 0; a < top.size(); ++a) {
    for (std::size_t b = a + 1; b < top.size(); ++b) {
      for (std::size_t c = b + 1; c < top.size(); ++c) {
        for (std::size_t d = c + 1; d < top.size(); ++d)
          kmers.push_back(canonical(bases, {top[a], top[b], top[c], top[d]}));
      }
    }
  }
  std::sort(kmers.begin(), kmers.end());
  kmers.erase(std::unique(kmers.begin(), kmers.end()), kmers.end());
  return kmers;
}

std::vector<std::vector<std::uint32_t>> similar_candidates(const Regions& regions,
                                                           const GappedKmerRule& rule) {
  if (rule.width > 32 || regions.count() >= 1U << kRegionBits)
    throw Error("found " + std::to_string(regions.count()) + " seqlets of " +
                std::to_string(rule.width) + " bases, expected fewer than 16777216 of at most 32");
  const Index index = build_index(regions, rule);
  std::vector<std::vector<std::uint32_t>> candidates(regions.count());
  std::vector<std::uint32_t> met;
  for (std::size_t i = 0; i < regions.count(); ++i) {
    meet_neighbours(index, i, rule.reach, met);
    candidates[i] = most_frequent(met, rule.candidates);
  }
  return candidates;
}

}  // namespace siskin::motif
