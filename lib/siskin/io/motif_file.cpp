#include "siskin/io/motif_file.hpp"

#include <algorithm>
#include <charconv>
#include <ostream>
#include <set>

#include "siskin/io/input.hpp"
#include "siskin/io/motif_parsers.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::io {
namespace {

bool is_upper(char letter) { return letter >= 'A' && letter <= 'Z'; }

bool looks_like_meme(std::string_view line) {
  return util::starts_with(line, "MEME version") || util::starts_with(line, "****");
}

// Two capitals (or P0), then a blank or the end.
bool looks_like_transfac(std::string_view line) {
  return line.size() >= 2 && is_upper(line[0]) && (is_upper(line[1]) || line[1] == '0') &&
         (line.size() == 2 || line[2] == ' ' || line[2] == '\t');
}

std::vector<ParsedMotif> parse_any(std::istream& in, const std::string& name, double pseudocount) {
  MotifLines lines(in, name);
  std::string_view line;
  while (lines.next(line)) {
    if (util::split_blanks(line).empty() || line.front() == '#') continue;
    lines.put_back();
    if (looks_like_meme(line)) return parse_meme(lines, pseudocount);
    if (line.front() == '>') return parse_jaspar(lines, pseudocount);
    if (looks_like_transfac(line)) return parse_transfac(lines, pseudocount);
    throw Error(lines.where() + ": found " + util::quoted(line) +
                ", expected motifs: 'MEME version', '>' of JASPAR or AC or ID of TRANSFAC");
  }
  throw Error(name + ": empty, expected motifs in MEME, JASPAR or TRANSFAC format");
}

void append_fixed(std::string& text, double value) {
  char buffer[32];
  const auto result =
      std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed, 6);
  text.append(buffer, result.ptr);
}

std::string meme_entry(const seq::Motif& motif) {
  if (motif.id.empty() || motif.id.find_first_of(" \t\n\r") != std::string::npos) {
    throw Error("motif id " + util::quoted(motif.id) + ": MEME needs one without blanks");
  }
  if (motif.name.find_first_of("\t\n\r") != std::string::npos) {
    throw Error("motif " + motif.id + ": the name holds a tab or line break");
  }
  std::string text = "\nMOTIF " + motif.id + (motif.name.empty() ? "" : " " + motif.name);
  text += "\nletter-probability matrix: alength= 4 w= " + std::to_string(motif.width()) +
          " nsites= " + util::format_double(motif.sites) + " E= 0\n";
  for (const auto& row : motif.rows) {
    for (std::size_t base = 0; base < row.size(); ++base) {
      if (base > 0) text += ' ';
      append_fixed(text, row[base]);
    }
    text += '\n';
  }
  return text;
}

}  // namespace

std::vector<seq::Motif> read_motifs(std::istream& in, const std::string& name, double pseudocount) {
  std::vector<seq::Motif> motifs;
  std::set<std::string> ids;
  for (auto& parsed : parse_any(in, name, pseudocount)) {
    if (!ids.insert(parsed.motif.id).second) {
      throw Error(parsed.where + ": motif id " + util::quoted(parsed.motif.id) + " stands twice");
    }
    motifs.push_back(std::move(parsed.motif));
  }
  if (motifs.empty()) throw Error(name + ": no motif found");
  return motifs;
}

std::vector<seq::Motif> read_motif_file(const std::string& path, double pseudocount) {
  const auto in = open_input(path);
  return read_motifs(*in, input_name(path), pseudocount);
}

void write_meme(std::ostream& out, const std::vector<seq::Motif>& motifs) {
  out << "MEME version 4\n\nALPHABET= ACGT\n\nstrands: + -\n\nBackground letter frequencies\n"
         "A 0.25 C 0.25 G 0.25 T 0.25\n";
  for (const auto& motif : motifs) out << meme_entry(motif);
}

const seq::Motif& find_motif(const std::vector<seq::Motif>& motifs, const std::string& id_or_name,
                             const std::string& source) {
  const seq::Motif* found = nullptr;
  for (const auto& motif : motifs) {
    if (motif.id == id_or_name) return motif;
    if (motif.name != id_or_name) continue;
    if (found != nullptr) {
      throw Error(source + ": several motifs have the name " + util::quoted(id_or_name) +
                  ", such as " + found->id + " and " + motif.id + "; use the id");
    }
    found = &motif;
  }
  if (found == nullptr) throw Error(source + ": no motif " + util::quoted(id_or_name));
  return *found;
}

}  // namespace siskin::io
