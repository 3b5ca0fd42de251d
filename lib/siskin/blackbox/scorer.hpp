#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace siskin::blackbox {

/// A change of one position: its four channels become `column`.
struct ColumnChange {
  std::size_t position = 0;
  std::array<float, 4> column{};
};

/// A model seen from outside: one number per sequence, which is all that black-box methods may
/// know.
class Scorer {
 public:
  virtual ~Scorer() = default;

  /// Scores of `count` sequences of `length` bases, stored one after the other as (4, length) maps.
  virtual std::vector<double> score(const float* onehot_ncl, std::size_t count,
                                    std::size_t length) = 0;

  /// Scores of `base_cl` (4, length) with each change applied on its own, in the order given. The
  /// default builds every changed sequence and calls score(), at most `batch_size()` at once.
  virtual std::vector<double> score_changes(const float* base_cl, std::size_t length,
                                            const std::vector<ColumnChange>& changes);

  /// How many sequences score() is best given at once.
  virtual std::size_t batch_size() const { return 256; }
};

}  // namespace siskin::blackbox
