#include "siskin/io/bedgraph.hpp"

#include <array>
#include <cmath>
#include <limits>

#include "siskin/io/line_reader.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/parse.hpp"
#include "siskin/util/text.hpp"

namespace siskin::io {
namespace {

constexpr std::size_t kColumns = 4;

bool is_remark(std::string_view line) {
  return line.empty() || line.front() == '#' || util::starts_with(line, "track") ||
         util::starts_with(line, "browser");
}

// The first kColumns words; the return value counts all of them. Tracks have many lines, so nothing
// is allocated.
std::size_t split_words(std::string_view line, std::array<std::string_view, kColumns>& words) {
  std::size_t count = 0;
  std::size_t begin = line.find_first_not_of(" \t");
  while (begin != std::string_view::npos) {
    const auto end = line.find_first_of(" \t", begin);
    if (count < kColumns) words[count] = line.substr(begin, end - begin);
    ++count;
    begin = line.find_first_not_of(" \t", end);
  }
  return count;
}

std::int64_t read_position(std::string_view word, const LineReader& lines) {
  const auto value = util::parse_integer(word);
  if (value && *value >= 0) return *value;
  throw Error(lines.where() + ": found " + util::quoted(word) + ", expected a position from 0 on");
}

float read_value(std::string_view word, const LineReader& lines) {
  const auto value = util::parse_real(word);
  if (value && std::abs(*value) <= std::numeric_limits<float>::max()) {
    return static_cast<float>(*value);
  }
  throw Error(lines.where() + ": found " + util::quoted(word) + ", expected a value (float)");
}

}  // namespace

void read_bedgraph(std::istream& in, const std::string& name,
                   const std::function<void(const BedGraphRecord&)>& take) {
  LineReader lines(in, name);
  BedGraphRecord record;
  std::array<std::string_view, kColumns> words;
  std::string_view line;
  while (lines.next(line)) {
    if (is_remark(line)) continue;
    const std::size_t count = split_words(line, words);
    if (count == 0) continue;
    if (count != kColumns) {
      throw Error(lines.where() + ": found " + std::to_string(count) +
                  " columns, expected chrom, start, end and value");
    }
    if (record.interval.chrom != words[0]) record.interval.chrom = words[0];
    record.interval.start = read_position(words[1], lines);
    record.interval.end = read_position(words[2], lines);
    record.value = read_value(words[3], lines);
    if (record.interval.end <= record.interval.start) {
      throw Error(lines.where() + ": end " + std::string(words[2]) + " is not behind start " +
                  std::string(words[1]));
    }
    take(record);
  }
}

}  // namespace siskin::io
