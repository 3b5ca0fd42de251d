#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <optional>

namespace siskin::gradient {

/// How the tensors of a run over n sequences stand to those of a run of the same network over n*R
/// rows, reference r of sequence i being row i*R + r. A network may keep its rows in any
/// dimension and split them further (n*heads rows of an attention), so the dimension is found from
/// the two shapes: that it holds n blocks of k, sequences first, is a guess, see agrees().
class RowSpread {
 public:
  /// One tensor of the sequences as blocks of memory to be read again for each reference.
  struct Blocks {
    std::int64_t outer = 1;    ///< blocks one after the other
    std::int64_t repeats = 1;  ///< times each is read
    std::int64_t inner = 1;    ///< numbers in a block
  };

  RowSpread(std::int64_t sequences, std::int64_t references)
      : sequences_(sequences), references_(references) {}

  std::int64_t references() const { return references_; }
  /// Reference rows.
  std::int64_t count() const { return sequences_ * references_; }

  /// `sequence_rows` with every row repeated R times, in the shape of `reference_rows`: what a run
  /// over repeated sequences gives. A tensor without rows stays as it is. Throws Error when the
  /// shapes do not fit.
  at::Tensor spread(const at::Tensor& sequence_rows, const at::Tensor& reference_rows) const;

  /// The same for loops over contiguous tensors, without a copy; empty when the shapes do not fit.
  std::optional<Blocks> blocks(const at::Tensor& sequence_rows,
                               const at::Tensor& reference_rows) const;

  /// Whether spread() of `sequence_rows` gives `repeated_rows`, what the network computes for the
  /// sequences repeated R times, but for rounding.
  bool agrees(const at::Tensor& sequence_rows, const at::Tensor& repeated_rows) const;

 private:
  std::optional<std::int64_t> row_dimension(const at::Tensor& sequence_rows,
                                            const at::Tensor& reference_rows) const;

  std::int64_t sequences_ = 1;
  std::int64_t references_ = 1;
};

}  // namespace siskin::gradient
