#pragma once

#include <ATen/core/Tensor.h>

#include <cstddef>
#include <vector>

#include "siskin/gradient/row_spread.hpp"
#include "siskin/model/operation.hpp"

namespace siskin::gradient {

/// One operation as the sequences and their references see it: what a rule of DeepLIFT is made of.
/// Nothing here has a graph. "Inputs" are the active ones, in the order of Operation::active.
struct Pair {
  const model::Operation& operation;
  const model::Stack& arguments;  ///< of the reference rows
  std::vector<at::Tensor> sequence_inputs;
  std::vector<at::Tensor> sequence_outputs;
  std::vector<at::Tensor> reference_inputs;
  std::vector<at::Tensor> reference_outputs;
  RowSpread rows;  ///< from the sequences' tensors to those of the reference rows

  /// The sequences' tensors in the shape of the reference rows.
  at::Tensor input(std::size_t i) const {
    return rows.spread(sequence_inputs.at(i), reference_inputs.at(i));
  }
  at::Tensor output(std::size_t i) const {
    return rows.spread(sequence_outputs.at(i), reference_outputs.at(i));
  }
};

}  // namespace siskin::gradient
