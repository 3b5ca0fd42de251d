#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "siskin/seq/motif.hpp"
#include "siskin/util/random.hpp"

namespace siskin::blackbox {

/// A motif as something to be written into sequences or looked for in them: a string of IUPAC
/// letters, or a matrix. A position of N in a string stands for no base: what is there stays.
class MotifPattern {
 public:
  /// Nothing when a letter is no IUPAC code of a base (either case), or there is none.
  static std::optional<MotifPattern> from_letters(std::string_view letters);
  /// Named by its id.
  static MotifPattern from_matrix(const seq::Motif& motif);

  const std::string& name() const { return name_; }
  bool is_matrix() const { return is_matrix_; }
  std::size_t width() const { return rows_.size(); }

  /// The letters ACGT, and N, of the likeliest instance; ties go to the earlier base.
  std::string consensus() const;
  /// Of a random instance, each position on its own.
  std::string sample(util::Random& random) const;
  /// Whether every base at `start` is possible in the pattern (a probability above 0); letters
  /// other than ACGT (either case) match an N alone.
  bool matches(std::string_view sequence, std::size_t start) const;
  MotifPattern reverse_complement() const;

 private:
  using Row = std::array<double, 4>;  // probabilities; all 0: N

  std::string name_;
  bool is_matrix_ = false;
  std::vector<Row> rows_;
};

}  // namespace siskin::blackbox
