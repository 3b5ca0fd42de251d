#include "siskin/gradient/row_spread.hpp"

#include <ATen/ATen.h>

#include <sstream>
#include <vector>

#include "siskin/util/error.hpp"

namespace siskin::gradient {

using at::Tensor;

std::optional<std::int64_t> RowSpread::row_dimension(const Tensor& sequence_rows,
                                                     const Tensor& reference_rows) const {
  if (sequence_rows.dim() != reference_rows.dim()) return std::nullopt;
  std::optional<std::int64_t> found;
  for (std::int64_t d = 0; d < sequence_rows.dim(); ++d) {
    const auto rows = sequence_rows.size(d);
    if (rows == reference_rows.size(d)) continue;
    const bool fits = rows % sequences_ == 0 && rows * references_ == reference_rows.size(d);
    if (found || !fits) return std::nullopt;
    found = d;
  }
  return found;
}

Tensor RowSpread::spread(const Tensor& sequence_rows, const Tensor& reference_rows) const {
  if (sequence_rows.sizes() == reference_rows.sizes()) return sequence_rows;
  const auto d = row_dimension(sequence_rows, reference_rows);
  if (!d) {
    std::ostringstream message;
    message << "cannot tell the rows of " << sequence_rows.sizes() << " for " << sequences_
            << " sequences from " << reference_rows.sizes() << " for " << references_
            << " references each";
    throw Error(message.str());
  }
  auto shape = sequence_rows.sizes().vec();
  const auto at = shape.begin() + *d;
  const auto inner = *at / sequences_;
  *at = sequences_;
  shape.insert(at + 1, {references_, inner});
  return sequence_rows.unflatten(*d, {sequences_, 1, inner})
      .expand(shape)
      .reshape(reference_rows.sizes());
}

std::optional<RowSpread::Blocks> RowSpread::blocks(const Tensor& sequence_rows,
                                                   const Tensor& reference_rows) const {
  if (sequence_rows.sizes() == reference_rows.sizes()) return Blocks{1, 1, reference_rows.numel()};
  const auto d = row_dimension(sequence_rows, reference_rows);
  if (!d) return std::nullopt;
  Blocks blocks;
  for (std::int64_t i = 0; i < *d; ++i) blocks.outer *= sequence_rows.size(i);
  blocks.outer *= sequences_;
  blocks.repeats = references_;
  blocks.inner = blocks.outer == 0 ? 0 : sequence_rows.numel() / blocks.outer;
  return blocks;
}

bool RowSpread::agrees(const Tensor& sequence_rows, const Tensor& repeated_rows) const {
  if (references_ == 1) return true;
  if (!blocks(sequence_rows, repeated_rows)) return false;
  const auto expected = spread(sequence_rows, repeated_rows);
  if (!repeated_rows.is_floating_point()) return expected.equal(repeated_rows);
  // Kernels may sum in another order for another number of rows; other rows differ by far more.
  const auto scale = repeated_rows.abs().nan_to_num(0, 0, 0).max().item<double>();
  return at::allclose(expected, repeated_rows, 1e-3, 1e-4 * scale, true);
}

}  // namespace siskin::gradient
