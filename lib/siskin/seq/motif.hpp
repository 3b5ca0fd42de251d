#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace siskin::seq {

/// A position probability matrix (PPM): one row a position, columns A, C, G, T, each row summing
/// to 1.
struct Motif {
  std::string id;    ///< accession, such as MA0079.3; unique in a file
  std::string name;  ///< transcription factor, such as SP1; may be empty
  std::vector<std::array<double, 4>> rows;
  double sites = 20;  ///< number of sequences behind it, as MEME files state

  std::size_t width() const { return rows.size(); }
};

/// The matrix as seen on the other strand; id and name stay.
Motif reverse_complement(const Motif& motif);

/// Information content of one row in bits: 2 + sum p log2 p, with 0 log 0 = 0.
double information_content(const std::array<double, 4>& row);

/// Sum over the rows.
double information_content(const Motif& motif);

}  // namespace siskin::seq
