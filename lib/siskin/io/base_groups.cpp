#include "siskin/io/base_groups.hpp"

#include <algorithm>

#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::io {
namespace {

std::string where(const std::string& source, const BedRecord& record) {
  return source + ":" + std::to_string(record.line);
}

using Chromosomes = std::map<std::string, std::vector<const BedRecord*>>;

Chromosomes sorted_by_start(const std::vector<BedRecord>& records, const std::string& source) {
  Chromosomes chromosomes;
  for (const auto& record : records) {
    if (record.name.empty() || record.name == ".") {
      throw Error(where(source, record) + ": found no name, expected that of a group in column 4");
    }
    if (record.name.find(',') != std::string::npos) {  // names are written as lists
      throw Error(where(source, record) + ": found " + util::quoted(record.name) +
                  ", expected the name of a group without a comma");
    }
    chromosomes[record.interval.chrom].push_back(&record);
  }
  for (auto& [chrom, lines] : chromosomes) {
    std::stable_sort(lines.begin(), lines.end(), [](const BedRecord* a, const BedRecord* b) {
      return a->interval.start < b->interval.start;
    });
  }
  return chromosomes;
}

}  // namespace

BaseGroups::BaseGroups(const std::string& path) { add(read_bed_file(path), path); }

BaseGroups::BaseGroups(std::istream& in, const std::string& name) { add(read_bed(in, name), name); }

void BaseGroups::add(const std::vector<BedRecord>& records, const std::string& source) {
  if (records.empty())
    throw Error(source + ": found no line, expected BED with groups in column 4");
  for (const auto& [chrom, sorted] : sorted_by_start(records, source)) {
    auto& lines = lines_[chrom];
    const BedRecord* farthest = sorted.front();
    for (const auto* const record : sorted) {
      const auto& interval = record->interval;
      if (interval.start < farthest->interval.end && record->name != farthest->name) {
        throw Error(where(source, *record) + ": group " + util::quoted(record->name) +
                    " overlaps group " + util::quoted(farthest->name) + " of line " +
                    std::to_string(farthest->line) + ", expected each base in one group");
      }
      if (interval.end > farthest->interval.end) farthest = record;
      lines.push_back({interval.start, interval.end, farthest->interval.end, record->name});
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
  return groups;
}

}  // namespace siskin::io
