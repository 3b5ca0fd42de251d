#include "siskin/io/motif_parsers.hpp"

#include <algorithm>

#include "siskin/seq/alphabet.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/parse.hpp"
#include "siskin/util/text.hpp"

namespace siskin::io {
namespace {

constexpr double kLargestCount = 1e15;

}  // namespace

bool MotifLines::next(std::string_view& line) {
  if (!again_ && !lines_.next(line_)) return false;
  again_ = false;
  line = line_;
  return true;
}

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

void parse_names(std::string_view line, std::size_t skip, seq::Motif& motif) {
  const std::string_view text = trimmed(line.substr(skip));
  const auto blank = text.find_first_of(" \t");
  motif.id = text.substr(0, blank);
  if (blank != std::string_view::npos) motif.name = trimmed(text.substr(blank));
}

double read_weight(std::string_view token, const std::string& where) {
  const double value = util::require_real(token, where);
  if (value < 0 || value > kLargestCount) {
    throw Error(where + ": found " + util::quoted(token) + ", expected a count or probability");
  }
  return value;
}

double row_sum(const MotifRow& row) { return row[0] + row[1] + row[2] + row[3]; }

void normalise_counts(seq::Motif& motif, double pseudocount, const std::string& where) {
  motif.sites = 0;
  for (std::size_t i = 0; i < motif.rows.size(); ++i) {
    MotifRow& row = motif.rows[i];
    const double sum = row_sum(row);
    if (sum <= 0) {
      throw Error(where + ": position " + std::to_string(i + 1) + " of motif " +
                  util::quoted(motif.id) + " has no counts");
    }
    motif.sites = std::max(motif.sites, sum);
    for (double& p : row) p = (p + pseudocount / 4) / (sum + pseudocount);
  }
  // Frequencies instead of counts say nothing about the number of sequences.
  if (motif.sites < 1.5) motif.sites = kDefaultMotifSites;
}

std::optional<std::size_t> base_of(std::string_view word) {
  if (word.size() != 1 || seq::code(word[0]) == seq::kAmbiguous) return std::nullopt;
  return seq::code(word[0]);
}

}  // namespace siskin::io
