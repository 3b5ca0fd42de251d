#include "siskin/score/subset_agreement.hpp"

#include <algorithm>
#include <limits>

namespace siskin::score {
namespace {

using Subsets = std::vector<std::vector<Span>>;

double share(std::int64_t part, std::int64_t whole) {
  if (whole == 0) return std::numeric_limits<double>::quiet_NaN();
  return static_cast<double>(part) / static_cast<double>(whole);
}

Subsets merged(const Subsets& subsets) {
  Subsets result;
  result.reserve(subsets.size());
  for (const auto& subset : subsets) result.push_back(merge_spans(subset));
  return result;
}

std::vector<Span> together(const Subsets& subsets) {
  std::vector<Span> spans;
  for (const auto& subset : subsets) spans.insert(spans.end(), subset.begin(), subset.end());
  return merge_spans(std::move(spans));
}

std::int64_t count_matched(const Subsets& subsets, const Subsets& others, double minimum_cover) {
  return std::count_if(subsets.begin(), subsets.end(), [&](const std::vector<Span>& subset) {
    const double wanted = minimum_cover * static_cast<double>(base_count(subset));
    return std::any_of(others.begin(), others.end(), [&](const std::vector<Span>& other) {
      const auto shared = shared_bases(subset, other);
      return shared > 0 && static_cast<double>(shared) >= wanted;
    });
  });
}

}  // namespace

SubsetAgreement& SubsetAgreement::operator+=(const SubsetAgreement& added) {
  subsets += added.subsets;
  subsets_matched += added.subsets_matched;
  others += added.others;
  others_matched += added.others_matched;
  bases += added.bases;
  common_bases += added.common_bases;
  return *this;
}

double SubsetAgreement::base_jaccard() const { return share(common_bases, bases); }
double SubsetAgreement::matched() const { return share(subsets_matched, subsets); }
double SubsetAgreement::other_matched() const { return share(others_matched, others); }

SubsetAgreement compare_subsets(const Subsets& subsets, const Subsets& others,
                                double minimum_cover) {
  const auto own = merged(subsets);
  const auto other = merged(others);
  const auto own_bases = together(own);
  const auto other_bases = together(other);
  SubsetAgreement counts;
  counts.subsets = static_cast<std::int64_t>(own.size());
  counts.subsets_matched = count_matched(own, other, minimum_cover);
  counts.others = static_cast<std::int64_t>(other.size());
  counts.others_matched = count_matched(other, own, minimum_cover);
  counts.common_bases = shared_bases(own_bases, other_bases);
  counts.bases = base_count(own_bases) + base_count(other_bases) - counts.common_bases;
  return counts;
}

}  // namespace siskin::score
