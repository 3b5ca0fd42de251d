#include <algorithm>
#include <array>
#include <optional>

#include "siskin/io/motif_parsers.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/parse.hpp"
#include "siskin/util/text.hpp"

// Format: the fields of matrix.dat of TRANSFAC, as other databases export them too.

namespace siskin::io {
namespace {

using Words = std::vector<std::string_view>;

struct TransfacRecord {
  ParsedMotif parsed;
  std::string accession;
  std::string identifier;
  std::string factor;
  std::optional<std::array<std::size_t, 4>> columns;  // base of each column, from the P0 line
  bool in_matrix = false;

  bool empty() const { return !columns && accession.empty() && identifier.empty(); }
};

void take_transfac_header(const Words& words, const std::string& where, TransfacRecord& record) {
  std::array<std::size_t, 4> columns{};
  std::array<bool, 4> seen{};
  for (std::size_t i = 0; i < 4; ++i) {
    const auto base = i + 1 < words.size() ? base_of(words[i + 1]) : std::nullopt;
    if (!base || seen[*base]) throw Error(where + ": expected the columns A C G T behind P0");
    seen[*base] = true;
    columns[i] = *base;
  }
  if (record.columns) throw Error(where + ": a second matrix before '//'");
  record.columns = columns;
  record.in_matrix = true;
}

void take_transfac_row(const Words& words, const std::string& where, TransfacRecord& record) {
  if (words.size() < 5 || words.size() > 6) {
    throw Error(where + ": found " + std::to_string(words.size()) +
                " fields, expected a position, four counts and at most a consensus letter");
  }
  MotifRow row{};
  for (std::size_t i = 0; i < 4; ++i) {
    row[(*record.columns)[i]] = read_weight(words[i + 1], where);
  }
  record.parsed.motif.rows.push_back(row);
}

ParsedMotif finish_transfac(TransfacRecord& record, double pseudocount) {
  seq::Motif& motif = record.parsed.motif;
  const std::string& where = record.parsed.where;
  motif.id = record.accession.empty() ? record.identifier : record.accession;
  motif.name = record.factor;
  if (motif.name.empty() && !record.accession.empty()) motif.name = record.identifier;
  if (motif.id.empty()) throw Error(where + ": matrix without AC or ID");
  if (motif.rows.empty()) throw Error(where + ": motif " + util::quoted(motif.id) + " has no rows");
  normalise_counts(motif, pseudocount, where);
  return std::move(record.parsed);
}

void take_transfac_line(std::string_view line, const std::string& where, TransfacRecord& record) {
  const Words words = util::split_blanks(line);
  const std::string_view key = words[0];
  const std::string_view value = trimmed(line.substr(key.size()));
  if (record.in_matrix && util::parse_integer(key)) {
    take_transfac_row(words, where, record);
    return;
  }
  record.in_matrix = false;
  if (key == "AC") record.accession = value;
  if (key == "ID") record.identifier = value;
  if (key == "NA") record.factor = value;
  if (key == "P0" || key == "PO") take_transfac_header(words, where, record);
  if (util::parse_real(key)) throw Error(where + ": a row of numbers outside a matrix");
}

}  // namespace

std::vector<ParsedMotif> parse_transfac(MotifLines& lines, double pseudocount) {
  std::vector<ParsedMotif> motifs;
  TransfacRecord record;
  bool begun = false;
  std::string_view line;
  while (lines.next(line)) {
    const auto words = util::split_blanks(line);
    if (words.empty()) continue;
    if (words[0] == "//") {
      // The version line at the top of a file is a record of its own.
      if (!record.empty()) motifs.push_back(finish_transfac(record, pseudocount));
      record = TransfacRecord();
      begun = false;
      continue;
    }
    if (!begun) record.parsed.where = lines.where();
    begun = true;
    take_transfac_line(line, lines.where(), record);
  }
  if (!record.empty()) {
    throw Error(lines.where() + ": the file ends inside a motif, expected '//'");
  }
  return motifs;
}

}  // namespace siskin::io
