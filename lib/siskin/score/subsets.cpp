#include "siskin/score/subsets.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>

namespace siskin::score {
namespace {

double share(std::int64_t part, std::int64_t whole) {
  if (whole == 0) return std::numeric_limits<double>::quiet_NaN();
  return static_cast<double>(part) / static_cast<double>(whole);
}

bool covers(const std::vector<Span>& subset, const Span& site, double minimum_cover) {
  const auto covered = static_cast<double>(shared_bases(subset, {site}));
  return covered > 0 && covered >= minimum_cover * static_cast<double>(site.second - site.first);
}

}  // namespace

std::vector<Span> merge_spans(std::vector<Span> spans) {
  std::sort(spans.begin(), spans.end());
  std::vector<Span> merged;
  for (const Span& span : spans) {
    if (!merged.empty() && span.first <= merged.back().second) {
      merged.back().second = std::max(merged.back().second, span.second);
    } else {
      merged.push_back(span);
    }
  }
  return merged;
}

std::int64_t base_count(const std::vector<Span>& merged) {
  std::int64_t bases = 0;
  for (const Span& span : merged) bases += span.second - span.first;
  return bases;
}

std::int64_t shared_bases(const std::vector<Span>& a, const std::vector<Span>& b) {
  std::int64_t bases = 0;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() && j < b.size()) {
    const auto start = std::max(a[i].first, b[j].first);
    const auto end = std::min(a[i].second, b[j].second);
    bases += std::max<std::int64_t>(0, end - start);
    if (a[i].second < b[j].second) {
      ++i;
    } else {
      ++j;
    }
  }
  return bases;
}

SubsetCounts& SubsetCounts::operator+=(const SubsetCounts& other) {
  subsets += other.subsets;
  subsets_inside += other.subsets_inside;
  sites += other.sites;
  sites_hit += other.sites_hit;
  subset_bases += other.subset_bases;
  site_bases += other.site_bases;
  common_bases += other.common_bases;
  return *this;
}

double SubsetCounts::base_precision() const { return share(common_bases, subset_bases); }
double SubsetCounts::base_recall() const { return share(common_bases, site_bases); }
double SubsetCounts::f1() const { return share(2 * common_bases, subset_bases + site_bases); }
double SubsetCounts::site_recall() const { return share(sites_hit, sites); }
double SubsetCounts::subset_precision() const { return share(subsets_inside, subsets); }

SubsetCounts count_subsets(const std::vector<Span>& sites,
                           const std::vector<std::vector<Span>>& subsets, double minimum_cover) {
  SubsetCounts counts;
  const auto merged_sites = merge_spans(sites);
  std::vector<std::vector<Span>> merged_subsets;
  std::vector<Span> together;
  for (const auto& subset : subsets) {
    merged_subsets.push_back(merge_spans(subset));
    together.insert(together.end(), subset.begin(), subset.end());
    const auto bases = base_count(merged_subsets.back());
    if (bases > 0 && shared_bases(merged_subsets.back(), merged_sites) == bases)
      ++counts.subsets_inside;
  }
  together = merge_spans(std::move(together));
  counts.subsets = static_cast<std::int64_t>(subsets.size());
  counts.sites = static_cast<std::int64_t>(sites.size());
  counts.sites_hit = std::count_if(sites.begin(), sites.end(), [&](const Span& site) {
    return std::any_of(
        merged_subsets.begin(), merged_subsets.end(),
        [&](const std::vector<Span>& subset) { return covers(subset, site, minimum_cover); });
  });
  counts.subset_bases = base_count(together);
  counts.site_bases = base_count(merged_sites);
  counts.common_bases = shared_bases(together, merged_sites);
  return counts;
}

}  // namespace siskin::score
