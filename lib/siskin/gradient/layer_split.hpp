#pragma once

#include <ATen/core/Tensor.h>

#include <string>
#include <vector>

#include "siskin/model/function.hpp"
#include "siskin/model/program.hpp"

namespace siskin::gradient {

/// A program cut at one of its tensors, y: f(x) as y(x), and as a function of y and of whatever
/// passes by y (a residual connection). Where operations in place follow the one that computes y
/// (a ReLU in place), y is what they leave there.
class LayerSplit {
 public:
  /// `program` must outlive it.
  LayerSplit(const model::Program& program, model::Slot slot);

  /// Everything up to y; the graph is kept unless gradients are off.
  model::Frame before(const at::Tensor& input_ncl, const model::Handler& handler = {}) const;
  const at::Tensor& value(const model::Frame& frame) const { return frame[slot_]; }
  /// (N,K), with `value` as y: goes on from a frame of before().
  at::Tensor after(model::Frame frame, const at::Tensor& value) const;
  /// By operation: whether after() carries it out.
  const std::vector<bool>& operations_after() const { return after_; }

 private:
  const model::Program& program_;
  model::Slot slot_;
  std::vector<model::Slot> keep_;  // what is read after the cut
  std::vector<bool> before_;
  std::vector<bool> after_;
};

/// A tensor of a program with one value for each channel and position.
struct PositionLayer {
  std::string name;  ///< of the layer, or the label of the operation
  model::Slot slot = 0;
  std::int64_t axis = 2;  ///< of the positions: 2 for (N,C,L'), 1 for (N,L',C)
};

/// The layer of that name, or with an empty name the last tensor of (N,C,L') or (N,L',C), L' > 1,
/// on the way to the output that is more than a view of the sequence: what the network computes
/// before it pools the positions away or flattens them (for a network of convolution, activation
/// and pooling the activation before the global pooling). Which axis holds the positions is
/// followed from the input, where it is the last, over transpositions; a reshape that moves it
/// loses it. Throws Error for an unknown name, for a layer that is not of three dimensions, and
/// when there is no such tensor.
PositionLayer find_position_layer(const model::Program& program, const at::Tensor& input_ncl,
                                  const std::string& name);

}  // namespace siskin::gradient
