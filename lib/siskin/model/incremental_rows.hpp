#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "siskin/model/incremental_windows.hpp"

// Loops over windows of sequences. All tensors are contiguous, on the CPU, float or double, with
// the features of a position side by side: a base (L,F), patches (rows, width, F).

namespace siskin::model {

/// The patches of one slot: what some edits make of its base in a window each.
struct Patches {
  at::Tensor base_lf;
  at::Tensor values_nwf;
  std::vector<std::int64_t> starts_n;  ///< first position of each window

  std::int64_t rows() const { return static_cast<std::int64_t>(starts_n.size()); }
  std::int64_t width() const { return values_nwf.size(1); }
  std::int64_t length() const { return base_lf.size(0); }
  std::int64_t features() const { return base_lf.size(1); }
};

/// Windows (starts, width, F) of the base alone; they lie inside it.
at::Tensor base_windows(const at::Tensor& base_lf, const std::vector<std::int64_t>& starts_n,
                        std::int64_t width);

/// Windows of the base plus rows of `additions_mwf`: window n gets row rows_n[n].
at::Tensor base_plus(const at::Tensor& base_lf, const std::vector<std::int64_t>& starts_n,
                     const at::Tensor& additions_mwf, const std::vector<std::int64_t>& rows_n);

/// (n, F): the largest of each of these windows.
at::Tensor largest_of_base_plus(const at::Tensor& base_lf,
                                const std::vector<std::int64_t>& starts_n,
                                const at::Tensor& additions_mwf,
                                const std::vector<std::int64_t>& rows_n);

/// Windows of the base with the patches written in: position start + i step for i < width; `fill`
/// beyond the ends.
at::Tensor read_windows(const Patches& patches, const std::vector<std::int64_t>& starts_n,
                        std::int64_t width, std::int64_t step, double fill);

/// Patch minus base.
at::Tensor differences(const Patches& patches);

/// What a convolution makes of differences of its input: adds the rows of `products`
/// (rows, width, taps, F') at the positions of `into` (rows, width', F') that see them.
struct Spread {
  PositionMap map;
  const std::vector<std::int64_t>& from_n;  ///< first positions of the windows of the input
  const std::vector<std::int64_t>& to_n;    ///< and of those of the result
};
void spread(const Spread& where, const at::Tensor& products_nwkf, const at::Tensor& into_nwf);

/// Largest of each window of a max-pool, at `width` positions from each of `starts_n` on.
at::Tensor max_windows(const Patches& patches, const PositionMap& map,
                       const std::vector<std::int64_t>& starts_n, std::int64_t width);

/// Sum of each window of a mean-pool times factor_l[position].
at::Tensor sum_windows(const Patches& patches, const PositionMap& map,
                       const std::vector<std::int64_t>& starts_n, const at::Tensor& factor_l,
                       std::int64_t width);

/// Writes a window (width, F) over the base from `start` on.
void write_window(const at::Tensor& window_wf, std::int64_t start, const at::Tensor& base_lf);

/// (L+1,F): the largest of positions 0 .. i-1, -infinity for none.
at::Tensor maxima_before(const at::Tensor& values_lf);
/// (L+1,F): the largest of positions i .. L-1.
at::Tensor maxima_behind(const at::Tensor& values_lf);

}  // namespace siskin::model
