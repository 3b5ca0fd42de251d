#include "siskin/data/interval_set.hpp"

#include <algorithm>
#include <cstddef>
#include <istream>
#include <iterator>

#include "siskin/io/bed.hpp"
#include "siskin/io/input.hpp"

namespace siskin::data {

IntervalSet::IntervalSet(const std::string& path) {
  const auto in = io::open_input(path);
  io::for_each_bed(*in, io::input_name(path), [&](const io::BedRecord& record) {
    intervals_[record.interval.chrom].emplace_back(record.interval.start, record.interval.end);
  });
  for (auto& entry : intervals_) {
    auto& list = entry.second;
    std::sort(list.begin(), list.end());
    std::size_t kept = 0;
    for (const auto& interval : list) {
      if (kept > 0 && interval.first <= list[kept - 1].second) {
        list[kept - 1].second = std::max(list[kept - 1].second, interval.second);
      } else {
        list[kept++] = interval;
      }
    }
    list.resize(kept);
  }
}

bool IntervalSet::overlaps(const std::string& chrom, std::int64_t start, std::int64_t end) const {
  const auto found = intervals_.find(chrom);
  if (found == intervals_.end()) return false;
  const auto& list = found->second;
  const auto behind = std::lower_bound(
      list.begin(), list.end(), end,
      [](const auto& interval, std::int64_t position) { return interval.first < position; });
  return behind != list.begin() && std::prev(behind)->second > start;
}

}  // namespace siskin::data
