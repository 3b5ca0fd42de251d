#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <string>

#include "siskin/model/model.hpp"
#include "siskin/model/program.hpp"

namespace siskin::model {

class IncrementalPlan;

/// What is explained: a model followed by a read-out, together f: (N,4,L) -> (N,K). The read-out is
/// TorchScript like the model, so whatever explains the one explains the other. Several threads may
/// use a function at once.
class Function {
 public:
  /// `readout` is the body of a TorchScript function (lines indented by four blanks) that turns
  /// `output`, the tensor (N,...) that the model gives, into the (N,K) tensor it returns. The model
  /// must outlive the function. Throws Error when the read-out does not compile.
  Function(Model& model, const std::string& readout);
  ~Function();
  Function(Function&&) noexcept;
  Function& operator=(Function&&) noexcept;

  /// (N,4,L) of any type on any device -> (N,K) in the model's type on its device, keeping the
  /// autograd graph. Works for every TorchScript module. Throws Error in one line.
  at::Tensor forward(const at::Tensor& input_ncl) const;

  /// The program for `rows` sequences of `length` bases, made once for each shape. Throws Error,
  /// naming operation and line, for a module whose control flow depends on the sequence.
  std::shared_ptr<const Program> program(std::int64_t rows, std::int64_t length) const;

  /// How edits of sequences of this length are evaluated, made once for each length. Throws Error
  /// as program() does, and for what cannot be evaluated by parts.
  std::shared_ptr<const IncrementalPlan> incremental_plan(std::int64_t length) const;

  /// `input_ncl` in the model's type on its device.
  at::Tensor to_model(const at::Tensor& input_ncl) const;
  const Model& model() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace siskin::model
