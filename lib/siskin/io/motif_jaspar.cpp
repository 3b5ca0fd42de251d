#include <algorithm>
#include <array>

#include "siskin/io/motif_parsers.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/parse.hpp"
#include "siskin/util/text.hpp"

// Format: https://jaspar.elixir.no/docs/, with and without letters and brackets.

namespace siskin::io {
namespace {

using Words = std::vector<std::string_view>;

// One line "A [ 1 2 3 ]", or a bare "1 2 3" whose base is its place among the four.
void take_jaspar_row(std::string_view line, const std::string& where,
                     std::array<std::vector<double>, 4>& counts, std::size_t& rows) {
  std::string plain(line);
  std::replace_if(
      plain.begin(), plain.end(), [](char c) { return c == '[' || c == ']' || c == '|'; }, ' ');
  Words words = util::split_blanks(plain);
  if (rows == 4) throw Error(where + ": a fifth row, expected one each of A, C, G, T");
  std::size_t base = rows;
  if (!words.empty() && !util::parse_real(words[0])) {
    const auto named = base_of(words[0]);
    if (!named) {
      throw Error(where + ": found " + util::quoted(words[0]) + ", expected counts or A, C, G, T");
    }
    base = *named;
    words.erase(words.begin());
  }
  if (!counts[base].empty()) throw Error(where + ": a second row of the same base");
  if (words.empty()) throw Error(where + ": a row without counts");
  for (const auto word : words) counts[base].push_back(read_weight(word, where));
  ++rows;
}

ParsedMotif parse_one_jaspar(MotifLines& lines, double pseudocount) {
  std::string_view line;
  lines.next(line);
  ParsedMotif parsed;
  parsed.where = lines.where();
  seq::Motif& motif = parsed.motif;
  parse_names(line, 1, motif);
  if (motif.id.empty()) throw Error(parsed.where + ": '>' without a name");
  std::array<std::vector<double>, 4> counts;
  std::size_t rows = 0;
  while (lines.next(line)) {
    if (!line.empty() && line.front() == '>') {
      lines.put_back();
      break;
    }
    if (!util::split_blanks(line).empty()) take_jaspar_row(line, lines.where(), counts, rows);
  }
  if (rows != 4) {
    throw Error(parsed.where + ": motif " + util::quoted(motif.id) + " has " +
                std::to_string(rows) + " rows, expected one each of A, C, G, T");
  }
  for (const auto& row : counts) {
    if (row.size() != counts[0].size()) {
      throw Error(parsed.where + ": motif " + util::quoted(motif.id) + " has rows of " +
                  std::to_string(counts[0].size()) + " and " + std::to_string(row.size()) +
                  " counts");
    }
  }
  for (std::size_t i = 0; i < counts[0].size(); ++i) {
    motif.rows.push_back({counts[0][i], counts[1][i], counts[2][i], counts[3][i]});
  }
  normalise_counts(motif, pseudocount, parsed.where);
  return parsed;
}

}  // namespace

std::vector<ParsedMotif> parse_jaspar(MotifLines& lines, double pseudocount) {
  std::vector<ParsedMotif> motifs;
  std::string_view line;
  while (lines.next(line)) {
    lines.put_back();
    motifs.push_back(parse_one_jaspar(lines, pseudocount));
  }
  return motifs;
}

}  // namespace siskin::io
