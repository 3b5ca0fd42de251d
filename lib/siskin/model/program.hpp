#pragma once

#include <ATen/core/Tensor.h>

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "siskin/model/operation.hpp"

namespace siskin::model {

/// The tensors of one run, by slot; undefined where they are not computed yet or no longer needed.
using Frame = std::vector<at::Tensor>;

/// Carries out an operation in place of Operation::evaluate: takes the arguments off the stack and
/// puts the results on it. False leaves the stack as it is and the operation to evaluate(). `index`
/// is the operation's number in the program, `frame` what was computed before it.
using Handler = std::function<bool(const Operation& operation, std::size_t index,
                                   const Frame& frame, Stack& stack)>;

/// What a run does beyond computing the output.
struct RunOptions {
  Handler handler;                              ///< empty: every operation evaluates itself
  std::vector<Slot> keep;                       ///< slots that must still be defined at the end
  const std::vector<bool>* selected = nullptr;  ///< by operation: false leaves it out
};

/// The straight-line list of operations of a network in evaluation mode, for one shape of input:
/// control flow is resolved, calls are inlined, and everything that does not depend on the sequence
/// is a constant. Made by Function::program. Immutable; several threads may run it at once.
class Program {
 public:
  /// What a submodule returned, by its name in the module ("features.0"; a second call of the same
  /// submodule is "features.0#2").
  struct Layer {
    std::string name;
    std::string type;  ///< class of the submodule, or the operation's name
    Slot output = 0;
  };

  /// What the tracer collects; see trace.hpp.
  struct Parts {
    std::vector<Operation> operations;
    std::vector<Layer> layers;
    Frame constants;  ///< by slot; undefined for what is computed
    Slot input = 0;
    Slot output = 0;
  };

  explicit Program(Parts parts);

  const std::vector<Operation>& operations() const { return parts_.operations; }
  const std::vector<Layer>& layers() const { return parts_.layers; }
  Slot input() const { return parts_.input; }
  Slot output() const { return parts_.output; }
  /// The slots that hold constants are defined.
  const Frame& constants() const { return parts_.constants; }
  /// The operation that computes a slot; empty for the input and for constants.
  std::optional<std::size_t> producer(Slot slot) const;
  /// Whether some operation overwrites a tensor: what a run has seen may then change under it.
  bool overwrites() const { return overwrites_; }
  /// Throws Error, naming all layers, when there is none of that name.
  const Layer& layer(const std::string& name) const;

  /// Input (N,4,L) of the shape the program was made for -> (N,K). Keeps the autograd graph unless
  /// gradients are off.
  at::Tensor evaluate(const at::Tensor& input_ncl, const Handler& handler = {}) const;

  /// A frame with the constants and the input in it.
  Frame start(const at::Tensor& input_ncl) const;
  /// Computes what is not yet in `frame`, in order; a slot is dropped after its last use unless it
  /// is the output or kept. Throws Error, naming the operation and its line, when one fails.
  void run(Frame& frame, const RunOptions& options) const;

 private:
  void execute(std::size_t index, Frame& frame, const Handler& handler) const;
  bool handle(std::size_t index, const Frame& frame, const Handler& handler, Stack& stack) const;

  Parts parts_;
  std::vector<std::optional<std::size_t>> producer_;
  std::vector<std::vector<Slot>> last_use_;  ///< by operation: slots nobody reads after it
  bool overwrites_ = false;
};

}  // namespace siskin::model
