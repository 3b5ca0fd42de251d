#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "siskin/io/line_reader.hpp"
#include "siskin/seq/motif.hpp"

// The three formats behind read_motifs (motif_file.hpp), which chooses between them.

namespace siskin::io {

/// Lines of which the last one can be read again.
class MotifLines {
 public:
  MotifLines(std::istream& in, const std::string& name) : lines_(in, name) {}
  bool next(std::string_view& line);
  void put_back() { again_ = true; }
  std::string where() const { return lines_.where(); }

 private:
  LineReader lines_;
  std::string_view line_;
  bool again_ = false;
};

struct ParsedMotif {
  seq::Motif motif;
  std::string where;  ///< "file:line" of its first line
};

using MotifRow = std::array<double, 4>;

inline constexpr double kDefaultMotifSites = 20;  ///< what MEME assumes without nsites=

std::string_view trimmed(std::string_view text);
/// Reads "id the rest is the name" behind the first `skip` letters of the line.
void parse_names(std::string_view line, std::size_t skip, seq::Motif& motif);
/// A count or probability: a number of at least 0. Throws Error ("where: ...").
double read_weight(std::string_view token, const std::string& where);
double row_sum(const MotifRow& row);
/// Makes probabilities of counts; `sites` becomes the largest sum of a row. Throws Error for a row
/// without counts.
void normalise_counts(seq::Motif& motif, double pseudocount, const std::string& where);
/// Channel of a one-letter word A, C, G, T or U.
std::optional<std::size_t> base_of(std::string_view word);

/// Each starts at the first line that is not empty and throws Error naming file and line.
std::vector<ParsedMotif> parse_meme(MotifLines& lines, double pseudocount);
std::vector<ParsedMotif> parse_jaspar(MotifLines& lines, double pseudocount);
std::vector<ParsedMotif> parse_transfac(MotifLines& lines, double pseudocount);

}  // namespace siskin::io
