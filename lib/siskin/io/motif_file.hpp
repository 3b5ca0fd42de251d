#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "siskin/seq/motif.hpp"

namespace siskin::io {

/// Reads MEME (3 to 5, minimal), JASPAR (counts with or without letters and brackets) or TRANSFAC,
/// told apart by the first line that is not empty. Counts become probabilities by the sum of the
/// row, plus `pseudocount` shared over the four bases (0 keeps zeros as zeros). MEME rows must sum
/// to 1 within 0.02 and are made to sum to 1 exactly. Throws Error naming file and line.
std::vector<seq::Motif> read_motifs(std::istream& in, const std::string& name,
                                    double pseudocount = 0);
std::vector<seq::Motif> read_motif_file(const std::string& path, double pseudocount = 0);

/// MEME minimal format, version 4, both strands, uniform background, six decimals that sum to 1 in
/// every row. Throws Error for an id with blanks or a row that does not sum to 1 within 1e-4.
void write_meme(std::ostream& out, const std::vector<seq::Motif>& motifs);

/// The motif with this id, or else with this name; names are compared exactly. Throws Error
/// ("source: ...") when there is none or several motifs carry the name.
const seq::Motif& find_motif(const std::vector<seq::Motif>& motifs, const std::string& id_or_name,
                             const std::string& source);

}  // namespace siskin::io
