#include "siskin/io/motif_file.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
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

// Six decimals that sum to 1, as some readers check: rounded down, and what is left of a million
// goes to the largest remainders.
std::array<std::int64_t, 4> millionths(const std::array<double, 4>& row, double sum) {
  constexpr std::int64_t kWhole = 1000000;
  std::array<std::int64_t, 4> parts{};
  std::array<double, 4> remainder{};
  std::int64_t left = kWhole;
  for (std::size_t base = 0; base < row.size(); ++base) {
    const double scaled = row[base] / sum * static_cast<double>(kWhole);
    parts[base] = static_cast<std::int64_t>(scaled);
    remainder[base] = scaled - static_cast<double>(parts[base]);
    left -= parts[base];
  }
  for (; left > 0; --left) {
    const auto largest = std::max_element(remainder.begin(), remainder.end());
    ++parts[static_cast<std::size_t>(largest - remainder.begin())];
    *largest = -1;
  }
  return parts;
}

std::string meme_row(const std::array<double, 4>& row, const std::string& id) {
  constexpr double kTolerance = 1e-4;
  const double sum = row[0] + row[1] + row[2] + row[3];
  const bool negative = *std::min_element(row.begin(), row.end()) < 0;
  if (negative || !(std::abs(sum - 1) <= kTolerance)) {
    throw Error("motif " + id + ": a row of " + util::format_double(row[0]) + ", " +
                util::format_double(row[1]) + ", " + util::format_double(row[2]) + ", " +
                util::format_double(row[3]) + ", expected probabilities that sum to 1");
  }
  std::string text;
  for (const std::int64_t part : millionths(row, sum)) {
    const std::string digits = std::to_string(part + 10000000);  // at least eight of them
    text += (text.empty() ? "" : " ") + digits.substr(1, 1) + "." + digits.substr(2);
  }
  return text + "\n";
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
  for (const auto& row : motif.rows) text += meme_row(row, motif.id);
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
