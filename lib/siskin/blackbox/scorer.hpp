#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "siskin/blackbox/column.hpp"

namespace siskin::blackbox {

/// A change of one position: its four channels become `column`.
struct ColumnChange {
  std::size_t position = 0;
  Column column{};
};

/// Positions that change together: one for a substitution, neighbours for a window, any for a
/// group; no position twice. An empty edit leaves the sequence as it is.
using Edit = std::vector<ColumnChange>;

/// A sequence and edits of it, which are made for good one after the other: what a search asks that
/// changes a sequence step by step.
class Walk {
 public:
  virtual ~Walk() = default;

  /// Scores of the sequence as it is now with each edit that is not made yet applied on its own, in
  /// the order in which the edits were given.
  virtual std::vector<double> scores() = 0;

  /// Makes the edit that stands at `place` among those that are not made yet.
  virtual void make(std::size_t place) = 0;
};

/// A model seen from outside: one number per sequence, which is all that black-box methods may
/// know.
class Scorer {
 public:
  virtual ~Scorer() = default;

  /// Scores of `count` sequences of `length` bases, stored one after the other as (4, length) maps.
  virtual std::vector<double> score(const float* onehot_ncl, std::size_t count,
                                    std::size_t length) = 0;

  /// Scores of `base_cl` (4, length) with each edit applied on its own, in the order given. The
  /// default builds every edited sequence and calls score(), at most `batch_size()` at once.
  virtual std::vector<double> score_edits(const float* base_cl, std::size_t length,
                                          const std::vector<Edit>& edits);

  /// A walk from `base_cl` (4, length). The scorer must outlive it. The default asks score_edits()
  /// at each step.
  virtual std::unique_ptr<Walk> walk(std::vector<float> base_cl, std::vector<Edit> edits);

  /// How many sequences score() is best given at once.
  virtual std::size_t batch_size() const { return 256; }
};

/// Writes an edit into a (4, length) map.
void apply(const Edit& edit, float* map_cl, std::size_t length);

/// Writes `base_cl` (4, length) with each of edits begin .. begin+count-1 applied on its own into
/// edited_ncl (count, 4, length).
void apply_each(const std::vector<Edit>& edits, std::size_t begin, std::size_t count,
                const float* base_cl, std::size_t length, float* edited_ncl);

}  // namespace siskin::blackbox
