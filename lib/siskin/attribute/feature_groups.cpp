#include "siskin/attribute/feature_groups.hpp"

#include <algorithm>
#include <utility>

#include "siskin/seq/alphabet.hpp"
#include "siskin/util/error.hpp"

namespace siskin::attribute {
namespace {

constexpr std::int64_t kNone = -1;

std::string name_of(const io::BedRecord& record) {
  const bool has_name = !record.name.empty() && record.name != ".";
  return has_name ? record.name : "\tline " + std::to_string(record.line);  // no name has a tab
}

}  // namespace

FeatureGroups::FeatureGroups(const std::vector<io::BedRecord>& records, const std::string& source)
    : source_(source) {
  for (const auto& record : records) {
    auto& chromosome = chromosomes_[record.interval.chrom];
    auto blocks = record.blocks;
    if (blocks.empty()) blocks.emplace_back(0, record.interval.length());
    for (const auto& [start, end] : blocks) {
      chromosome.stretches.push_back({record.interval.start + start, record.interval.start + end,
                                      name_of(record), record.line});
      chromosome.longest = std::max(chromosome.longest, end - start);
    }
  }
  for (auto& [name, chromosome] : chromosomes_) {
    std::stable_sort(chromosome.stretches.begin(), chromosome.stretches.end(),
                     [](const Stretch& a, const Stretch& b) { return a.start < b.start; });
  }
}

std::vector<blackbox::Feature> FeatureGroups::of(const io::SequenceRecord& record) const {
  const auto found = chromosomes_.find(record.chrom);
  if (found == chromosomes_.end()) return {};
  const auto& chromosome = found->second;
  const auto length = static_cast<std::int64_t>(record.sequence.size());
  auto stretch = std::lower_bound(
      chromosome.stretches.begin(), chromosome.stretches.end(), record.start - chromosome.longest,
      [](const Stretch& candidate, std::int64_t start) { return candidate.start < start; });
  std::map<std::string, std::size_t> numbers;
  std::vector<blackbox::Feature> features;
  std::vector<std::int64_t> line_of(record.sequence.size(), kNone);
  std::vector<std::size_t> group_of(record.sequence.size(), 0);
  for (; stretch != chromosome.stretches.end() && stretch->start < record.start + length;
       ++stretch) {
    const auto begin = std::max<std::int64_t>(stretch->start - record.start, 0);
    const auto end = std::min(stretch->end - record.start, length);
    for (std::int64_t i = begin; i < end; ++i) {
      const auto place = static_cast<std::size_t>(i);
      if (seq::code(record.sequence[place]) == seq::kAmbiguous) continue;
      const auto [number, is_new] = numbers.emplace(stretch->name, features.size());
      if (is_new) features.emplace_back();
      if (line_of[place] == kNone) {
        features[number->second].push_back(place);
        line_of[place] = stretch->line;
        group_of[place] = number->second;
      } else if (group_of[place] != number->second) {
        throw Error(source_ + ":" + std::to_string(stretch->line) + ": shares position " +
                    std::to_string(i + record.start) + " of " + record.chrom +
                    " with the group of line " + std::to_string(line_of[place]) +
                    ", expected groups that do not overlap");
      }
    }
  }
  for (auto& feature : features) std::sort(feature.begin(), feature.end());
  if (!features.empty()) met_ = true;
  return features;
}

std::string FeatureGroups::complaint() const {
  if (met_) return "";
  const auto text = "no sequence has a group of " + source_;
  return chromosomes_.empty() ? text : text + ", which names " + chromosomes_.begin()->first;
}

}  // namespace siskin::attribute
