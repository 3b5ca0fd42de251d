#include "siskin/io/bed.hpp"

#include <algorithm>
#include <ostream>
#include <string_view>

#include "siskin/io/input.hpp"
#include "siskin/io/line_reader.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/parse.hpp"
#include "siskin/util/text.hpp"

namespace siskin::io {
namespace {

using Columns = std::vector<std::string_view>;

constexpr std::size_t kNarrowPeakColumns = 10;
constexpr std::size_t kBed12Columns = 12;
// No chromosome is longer; sums of positions stay far from overflow.
constexpr std::int64_t kLargestPosition = 1'000'000'000'000;

bool is_comment(std::string_view line) {
  constexpr std::string_view kBlanks = " \t";
  const auto begin = line.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos || line[begin] == '#') return true;
  const auto word = line.substr(begin, line.find_first_of(kBlanks, begin) - begin);
  return word == "track" || word == "browser";
}

// Tabs by the format; many a hand-written file has blanks instead.
Columns columns_of(std::string_view line) {
  return line.find('\t') != std::string_view::npos ? util::split(line, '\t')
                                                   : util::split_blanks(line);
}

std::string column_name(const std::string& where, std::size_t number, const char* what) {
  return where + ": column " + std::to_string(number) + " (" + what + ")";
}

std::vector<std::int64_t> parse_list(std::string_view text, const std::string& where) {
  if (!text.empty() && text.back() == ',') text.remove_suffix(1);
  std::vector<std::int64_t> values;
  for (const auto token : util::split(text, ',')) {
    values.push_back(util::require_integer(token, where, 0, kLargestPosition));
  }
  return values;
}

void parse_blocks(const Columns& columns, const std::string& where, BedRecord& record) {
  const auto count =
      util::require_integer(columns[9], column_name(where, 10, "block count"), 1, kLargestPosition);
  const auto sizes = parse_list(columns[10], column_name(where, 11, "block sizes"));
  const auto starts = parse_list(columns[11], column_name(where, 12, "block starts"));
  if (static_cast<std::int64_t>(sizes.size()) != count || starts.size() != sizes.size()) {
    throw Error(where + ": found " + std::to_string(sizes.size()) + " block sizes and " +
                std::to_string(starts.size()) + " block starts, expected " + std::to_string(count) +
                " of each");
  }
  std::int64_t end = 0;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    if (sizes[i] < 1 || starts[i] < end) {
      throw Error(where + ": block " + std::to_string(i + 1) +
                  " is empty or out of order, expected sorted blocks that do not overlap");
    }
    end = starts[i] + sizes[i];
    record.blocks.emplace_back(starts[i], end);
  }
  if (starts.front() != 0 || end != record.interval.length()) {
    throw Error(where + ": blocks reach from " + std::to_string(starts.front()) + " to " +
                std::to_string(end) + " of the interval, expected 0 to " +
                std::to_string(record.interval.length()));
  }
}

// Column 10 of ten: a summit when it is an integer; else these are extra columns of another kind.
void parse_summit(const Columns& columns, const std::string& where, BedRecord& record) {
  const std::string_view token = columns[9];
  const auto summit = util::parse_integer(token);
  if (!summit) return;
  if (*summit < -1 || *summit >= record.interval.length()) {
    throw Error(column_name(where, kNarrowPeakColumns, "summit") + ": found " +
                util::quoted(token) + ", expected -1 to " +
                std::to_string(record.interval.length() - 1) + ", relative to the start");
  }
  record.summit = *summit;
  record.signal.assign(columns[6]);
}

char parse_strand(std::string_view token, const std::string& where) {
  if (token != "+" && token != "-" && token != ".") {
    throw Error(column_name(where, 6, "strand") + ": found " + util::quoted(token) +
                ", expected +, - or .");
  }
  return token.front();
}

BedRecord parse_record(std::string_view line, const std::string& where) {
  const Columns columns = columns_of(line);
  if (columns.size() < 3) {
    throw Error(where + ": found " + util::quoted(line) + ", " + std::to_string(columns.size()) +
                (columns.size() == 1 ? " column" : " columns") +
                ", expected at least 3: chromosome, start, end");
  }
  BedRecord record;
  if (columns[0].empty()) throw Error(column_name(where, 1, "chromosome") + " is empty");
  record.interval.chrom.assign(columns[0]);
  record.interval.start =
      util::require_integer(columns[1], column_name(where, 2, "start"), 0, kLargestPosition);
  record.interval.end =
      util::require_integer(columns[2], column_name(where, 3, "end"), 0, kLargestPosition);
  if (record.interval.end <= record.interval.start) {
    throw Error(column_name(where, 3, "end") + ": found " + std::string(columns[2]) +
                ", expected more than the start, " + std::to_string(record.interval.start));
  }
  if (columns.size() >= 4) record.name.assign(columns[3]);
  if (columns.size() >= 5) record.score.assign(columns[4]);
  if (columns.size() >= 6) record.strand = parse_strand(columns[5], where);
  if (columns.size() == kNarrowPeakColumns) parse_summit(columns, where, record);
  if (columns.size() == kBed12Columns) parse_blocks(columns, where, record);
  return record;
}

void write_blocks(std::ostream& out, const BedRecord& record) {
  out << '\t' << record.interval.start << '\t' << record.interval.end << "\t0\t"
      << record.blocks.size() << '\t';
  for (const auto& block : record.blocks) out << block.second - block.first << ',';
  out << '\t';
  for (const auto& block : record.blocks) out << block.first << ',';
}

}  // namespace

std::int64_t BedRecord::centre() const {
  return summit >= 0 ? interval.start + summit : interval.start + interval.length() / 2;
}

void for_each_bed(std::istream& in, const std::string& name,
                  const std::function<void(const BedRecord&)>& take) {
  LineReader lines(in, name);
  std::string_view line;
  while (lines.next(line)) {
    if (is_comment(line)) continue;
    BedRecord record = parse_record(line, lines.where());
    record.line = lines.number();
    take(record);
  }
}

std::vector<BedRecord> read_bed(std::istream& in, const std::string& name) {
  std::vector<BedRecord> records;
  for_each_bed(in, name, [&](const BedRecord& record) { records.push_back(record); });
  return records;
}

std::vector<BedRecord> read_bed_file(const std::string& path) {
  const auto in = open_input(path);
  return read_bed(*in, input_name(path));
}

void write_bed(std::ostream& out, const BedRecord& record) {
  out << record.interval.chrom << '\t' << record.interval.start << '\t' << record.interval.end
      << '\t' << (record.name.empty() ? "." : record.name) << '\t'
      << (record.score.empty() ? "0" : record.score) << '\t' << record.strand;
  if (!record.blocks.empty()) write_blocks(out, record);
  out << '\n';
}

}  // namespace siskin::io
