#include "siskin/io/base_groups.hpp"

#include <algorithm>

#include "siskin/seq/interval.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::io {
namespace {

// A line, or a block of one.
struct Stretch {
  std::int64_t start = 0;
  std::int64_t end = 0;
  std::string name;
  std::int64_t line = 0;
};

std::string where(const std::string& source, std::int64_t line) {
  return source + ":" + std::to_string(line);
}

std::string name_of(const BedRecord& record, const std::string& source) {
  const bool has_name = !record.name.empty() && record.name != ".";
  auto name = has_name ? record.name : seq::to_string(record.interval);
  if (name.find(',') != std::string::npos) {  // names are written as lists
    throw Error(where(source, record.line) + ": found " + util::quoted(name) +
                ", expected the name of a group without a comma");
  }
  return name;
}

std::map<std::string, std::vector<Stretch>> sorted_by_start(const std::vector<BedRecord>& records,
                                                            const std::string& source) {
  std::map<std::string, std::vector<Stretch>> chromosomes;
  for (const auto& record : records) {
    const auto name = name_of(record, source);
    auto blocks = record.blocks;
    if (blocks.empty()) blocks.emplace_back(0, record.interval.length());
    for (const auto& [start, end] : blocks) {
      chromosomes[record.interval.chrom].push_back(
          {record.interval.start + start, record.interval.start + end, name, record.line});
    }
  }
  for (auto& [chrom, stretches] : chromosomes) {
    std::stable_sort(stretches.begin(), stretches.end(),
                     [](const Stretch& a, const Stretch& b) { return a.start < b.start; });
  }
  return chromosomes;
}

}  // namespace

BaseGroups::BaseGroups(const std::string& path) : source_(path) { add(read_bed_file(path)); }

BaseGroups::BaseGroups(std::istream& in, const std::string& name) : source_(name) {
  add(read_bed(in, name));
}

void BaseGroups::add(const std::vector<BedRecord>& records) {
  if (records.empty()) throw Error(source_ + ": found no line, expected BED of groups");
  for (const auto& [chrom, sorted] : sorted_by_start(records, source_)) {
    auto& lines = lines_[chrom];
    Stretch farthest = sorted.front();
    for (const auto& stretch : sorted) {
      if (stretch.start < farthest.end && stretch.name != farthest.name) {
        throw Error(where(source_, stretch.line) + ": group " + util::quoted(stretch.name) +
                    " overlaps group " + util::quoted(farthest.name) + " of line " +
                    std::to_string(farthest.line) + ", expected each base in one group");
      }
      if (stretch.end > farthest.end) farthest = stretch;
      lines.push_back({stretch.start, stretch.end, farthest.end, stretch.name});
    }
  }
}

std::vector<BaseGroup> BaseGroups::within(const std::string& chrom, std::int64_t start,
                                          std::size_t length) const {
  std::vector<BaseGroup> groups;
  const auto found = lines_.find(chrom);
  if (found == lines_.end()) return groups;
  const std::int64_t end = start + static_cast<std::int64_t>(length);
  const auto& lines = found->second;
  auto line = std::partition_point(lines.begin(), lines.end(),
                                   [start](const Line& one) { return one.farthest_end <= start; });
  std::map<std::string, std::size_t> places;
  for (; line != lines.end() && line->start < end; ++line) {
    if (line->end <= start) continue;
    const auto place = places.emplace(line->name, groups.size()).first->second;
    if (place == groups.size()) groups.push_back({line->name, {}});
    auto& positions = groups[place].positions;
    auto position = static_cast<std::size_t>(std::max(line->start, start) - start);
    const auto last = static_cast<std::size_t>(std::min(line->end, end) - start);
    if (!positions.empty()) position = std::max(position, positions.back() + 1);
    for (; position < last; ++position) positions.push_back(position);
  }
  if (!groups.empty()) met_ = true;
  return groups;
}

std::string BaseGroups::complaint() const {
  if (met_) return "";
  return "no sequence has a group of " + source_ + ", which names " + lines_.begin()->first;
}

}  // namespace siskin::io
