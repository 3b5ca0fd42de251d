#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "siskin/seq/motif.hpp"

namespace siskin::motif {

/// How alike two rows of probabilities x and y are, by Gupta et al., Genome Biology 8:R24 (2007);
/// larger is more alike.
enum class ColumnScore {
  kEuclidean,        ///< -sqrt(sum (x - y)^2)
  kPearson,          ///< correlation of the four entries; 0 when either row is uniform
  kKullbackLeibler,  ///< -1/2 sum (x - y) (log10 x - log10 y): the mean of both directions
};

/// The matrix after `pseudocount` sites of a quarter of each base have joined its own sites. Throws
/// Error for a matrix that has neither sites nor pseudocount.
seq::Motif with_pseudocount(const seq::Motif& motif, double pseudocount);

/// All rows of some motifs, one after the other, laid out to be scored against one row at a time.
class ColumnTable {
 public:
  /// Throws Error naming the motif when kKullbackLeibler meets an entry of 0.
  ColumnTable(ColumnScore kind, const std::vector<seq::Motif>& motifs);

  std::size_t size() const { return size_; }
  /// Scores of every row of `motif` against all columns: (width, size()), row by row. Throws Error
  /// as the constructor does.
  std::vector<double> scores(const seq::Motif& motif) const;

 private:
  ColumnScore kind_;
  std::size_t size_ = 0;
  std::vector<double> features_;  // (4 or 8, size_)
};

}  // namespace siskin::motif
