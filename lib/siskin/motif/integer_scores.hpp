#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace siskin::motif {

/// The largest integer that stands for the score of two columns.
inline constexpr std::size_t kLargestScore = 100;

/// Number of columns, or probability, for each integer score.
using ScoreCounts = std::array<std::size_t, kLargestScore + 1>;

/// Scores of every query row against every column of a database as small integers, such that the
/// distribution of their sums can be written down.
struct IntegerScores {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<std::uint8_t> values;  ///< (rows, columns)
  std::vector<ScoreCounts> counts;   ///< of each row
  int unaligned = 0;                 ///< what a row that meets no column scores: its median
};

/// The value that stands at place (count - 1) / 2 in ascending order; count > 0, no NaN.
double lower_median(const double* values, std::size_t count);

/// Complete scores of Tanaka et al., Bioinformatics 27:1603 (2011), in the integers of Tomtom
/// (Gupta et al. 2007): the median of each row is taken off, so that a row laid over nothing scores
/// as it does against a typical column; then all rows share offset = floor(least) and
/// scale = floor(100 / (largest - offset)), and a score becomes round((score - offset) scale).
/// `scores` are (rows, columns), neither of them 0.
IntegerScores integer_scores(const std::vector<double>& scores, std::size_t rows);

}  // namespace siskin::motif
