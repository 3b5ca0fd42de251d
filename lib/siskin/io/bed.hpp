#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <string>
#include <utility>
#include <vector>

#include "siskin/seq/interval.hpp"

namespace siskin::io {

/// One line of BED3 to BED12 or narrowPeak.
struct BedRecord {
  seq::Interval interval;
  std::string name;   ///< column 4; empty when absent
  std::string score;  ///< column 5 as written ("." or a number); empty when absent
  char strand = '.';  ///< '+', '-' or '.'
  /// Blocks of BED12, relative to interval.start, (start, end); empty for fewer columns.
  std::vector<std::pair<std::int64_t, std::int64_t>> blocks;
  /// narrowPeak column 10, relative to interval.start; -1 when absent.
  std::int64_t summit = -1;
  /// narrowPeak column 7 (signal) as written; empty when absent.
  std::string signal;
  std::int64_t line = 0;  ///< for messages

  /// Position of the summit, or the middle of the interval (rounded down) without one.
  std::int64_t centre() const;
};

/// Reads all records; skips empty lines, '#', "track" and "browser". Columns are separated by tabs,
/// or by runs of blanks in a line without tab. Ten columns of which the last is an integer are
/// narrowPeak, twelve BED12; otherwise columns behind the sixth are left alone. Throws Error naming
/// file, line and column: too few columns, bad numbers, start < 0, end <= start, bad strand, a
/// summit outside the interval, blocks that do not fit.
std::vector<BedRecord> read_bed(std::istream& in, const std::string& name);
std::vector<BedRecord> read_bed_file(const std::string& path);
/// The same record by record, for files that need not fit into memory.
void for_each_bed(std::istream& in, const std::string& name,
                  const std::function<void(const BedRecord&)>& take);

/// BED6, or BED12 when the record has blocks. An empty name is written as '.', an empty score as 0.
void write_bed(std::ostream& out, const BedRecord& record);

}  // namespace siskin::io
