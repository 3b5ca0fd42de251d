#include "score/track_runs.hpp"

#include <cmath>
#include <unordered_set>

#include "siskin/io/input.hpp"
#include "siskin/io/track.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

// A line that claims more bases is a mistake and not worth the memory.
constexpr std::int64_t kLongestRun = 1'000'000'000;

class RunCollector {
 public:
  RunCollector(const std::string& path, const std::function<void(const TrackRun&)>& take)
      : source_(io::input_name(path)), take_(take) {}

  void add(const io::BedGraphRecord& record) {
    const auto& where = record.interval;
    const auto end = run_.start + static_cast<std::int64_t>(run_.values.size());
    const bool same = !run_.values.empty() && where.chrom == run_.chrom;
    if (same && where.start < end) {
      throw Error(source_ + ": " + seq::to_string(where) + " starts before " + std::to_string(end) +
                  ", where the line before ends; expected a sorted track without overlaps");
    }
    if (!std::isfinite(record.value))
      throw Error(source_ + ": " + seq::to_string(where) +
                  " has an infinite value, expected finite numbers");
    if (!same || where.start > end) start_run(where, same);
    const auto length = where.end - where.start;
    if (static_cast<std::int64_t>(run_.values.size()) + length > kLongestRun)
      throw Error(source_ + ": " + seq::to_string(where) + " lies behind any chromosome");
    run_.values.insert(run_.values.end(), static_cast<std::size_t>(length), record.value);
  }

  void finish() {
    if (!run_.values.empty()) take_(run_);
    run_.values.clear();
  }

 private:
  void start_run(const seq::Interval& where, bool same_chrom) {
    finish();
    if (!same_chrom && !seen_.insert(where.chrom).second) {
      throw Error(source_ + ": found " + util::quoted(where.chrom) +
                  " again behind other sequences, expected a sorted track");
    }
    run_.chrom = where.chrom;
    run_.start = where.start;
  }

  std::string source_;
  const std::function<void(const TrackRun&)>& take_;
  TrackRun run_;
  std::unordered_set<std::string> seen_;
};

}  // namespace

std::string TrackRun::name() const {
  if (start == 0) return chrom;
  return chrom + ":" + std::to_string(start) + "-" +
         std::to_string(start + static_cast<std::int64_t>(values.size()));
}

void for_each_run(const std::string& path, const std::function<void(const TrackRun&)>& take) {
  RunCollector collector(path, take);
  bool any = false;
  io::read_track_records(path, [&](const io::BedGraphRecord& record) {
    any = true;
    collector.add(record);
  });
  if (!any) throw Error(io::input_name(path) + ": no values found");
  collector.finish();
}

}  // namespace siskin::tools
