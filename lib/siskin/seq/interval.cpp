#include "siskin/seq/interval.hpp"

#include "siskin/util/error.hpp"
#include "siskin/util/parse.hpp"
#include "siskin/util/text.hpp"

namespace siskin::seq {

bool operator==(const Interval& a, const Interval& b) {
  return a.start == b.start && a.end == b.end && a.chrom == b.chrom;
}

std::string to_string(const Interval& interval) {
  return interval.chrom + ":" + std::to_string(interval.start) + "-" + std::to_string(interval.end);
}

Interval parse_interval(const std::string& text) {
  const auto colon = text.rfind(':');
  const auto dash = colon == std::string::npos ? colon : text.find('-', colon);
  if (colon == 0 || dash == std::string::npos) {
    throw Error("region: found " + util::quoted(text) + ", expected chrom:start-end");
  }
  const auto start = util::parse_integer(text.substr(colon + 1, dash - colon - 1));
  const auto end = util::parse_integer(text.substr(dash + 1));
  if (!start || !end || *start < 0 || *end <= *start) {
    throw Error("region: found " + util::quoted(text) + ", expected 0 <= start < end");
  }
  return {text.substr(0, colon), *start, *end};
}

Interval window_around(const std::string& chrom, std::int64_t centre, std::int64_t width) {
  const std::int64_t start = centre - width / 2;
  return {chrom, start, start + width};
}

}  // namespace siskin::seq
