#include "siskin/gradient/layer_deviations.hpp"

#include <torch/torch.h>

#include <cmath>
#include <unordered_map>

#include "siskin/gradient/derivative.hpp"
#include "siskin/gradient/layer_split.hpp"
#include "siskin/util/error.hpp"

namespace siskin::gradient {
namespace {

using model::Operation;
using model::Program;
using model::Slot;
using torch::Tensor;

// Which argument of a layer with weights is what it reads; -1 for other operations.
int input_argument(const Operation& operation) {
  static const std::unordered_map<std::string, int> places{{"aten::linear", 0}, {"aten::addmm", 1},
                                                           {"aten::mm", 0},     {"aten::matmul", 0},
                                                           {"aten::bmm", 0},    {"aten::mv", 0}};
  if (operation.kind != model::OperationKind::kLinear || operation.active.size() != 1) return -1;
  const auto found = places.find(operation.name);
  return found == places.end() ? -1 : found->second;
}

Slot slot_of(const Program& program, const std::string& layer) {
  return layer.empty() ? penultimate_slot(program) : program.layer(layer).output;
}

Tensor as_input(const model::Function& function, const float* onehot_ncl, std::size_t count,
                std::size_t length) {
  // from_blob wants a mutable pointer, but nothing writes through it.
  const auto input_ncl =
      torch::from_blob(const_cast<float*>(onehot_ncl),
                       {static_cast<std::int64_t>(count), 4, static_cast<std::int64_t>(length)});
  return function.to_model(input_ncl);
}

Tensor rows_of(const Tensor& values, std::int64_t rows, const std::string& layer) {
  if (values.dim() == 0 || values.size(0) != rows) {
    throw Error("layer " + (layer.empty() ? "before the last linear one" : layer) +
                " does not keep sequences in its first dimension");
  }
  return values.flatten(1);
}

}  // namespace

Slot penultimate_slot(const Program& program) {
  const auto& operations = program.operations();
  for (auto operation = operations.rbegin(); operation != operations.rend(); ++operation) {
    const int place = input_argument(*operation);
    if (place < 0) continue;
    const auto& input = operation->arguments.at(static_cast<std::size_t>(place));
    if (!input.is_constant() && input.slots[0] == operation->active[0]) return input.slots[0];
  }
  throw Error(
      "the model has no linear layer with weights, whose input could be its representation "
      "of a sequence: name a layer with --layer, or take --energy output");
}

LayerDeviations::LayerDeviations(const model::Function& function, const float* onehot_cl,
                                 std::size_t length, const std::string& layer)
    : function_(function), layer_(layer) {
  const torch::AutoGradMode with_grad(true);
  const auto program = function.program(1, static_cast<std::int64_t>(length));
  const LayerSplit split(*program, slot_of(*program, layer));
  const auto frame = split.before(as_input(function, onehot_cl, 1, length));
  const auto own = split.value(frame).detach().clone().requires_grad_(true);
  const auto output_nk = split.after(frame, own);
  if (output_nk.size(1) != 1) throw Error("energies are those of one output");
  score_ = on_cpu(output_nk, torch::kDouble).item<double>();
  own_1u_ = rows_of(own.detach(), 1, layer).to(torch::kDouble);
  weight_1u_ =
      rows_of(derivatives(function, output_nk, {own})[0].squeeze(1), 1, layer).to(torch::kDouble);
  if (!weight_1u_.any().item<bool>()) {
    throw Error("the output does not depend on layer " +
                (layer.empty() ? std::string("before the last linear one") : layer) +
                " at this sequence");
  }
}

std::vector<blackbox::Deviation> LayerDeviations::of(const float* onehot_ncl, std::size_t count,
                                                     std::size_t length) {
  const torch::NoGradGuard no_grad;
  const auto rows = static_cast<std::int64_t>(count);
  const auto program = function_.program(rows, static_cast<std::int64_t>(length));
  const Slot slot = slot_of(*program, layer_);
  const auto input_ncl = as_input(function_, onehot_ncl, count, length);
  auto frame = program->start(program->overwrites() ? input_ncl.clone() : input_ncl);
  program->run(frame, {{}, {slot}, nullptr});
  const auto moved = rows_of(frame[slot], rows, layer_).to(torch::kDouble) - own_1u_;
  const auto energy_n = on_cpu((weight_1u_ * moved).norm(2, 1), torch::kDouble);
  const auto score_n = on_cpu(frame[program->output()].select(1, 0), torch::kDouble);
  std::vector<blackbox::Deviation> found;
  for (std::int64_t i = 0; i < rows; ++i) {
    found.push_back(
        {energy_n.data_ptr<double>()[i], std::abs(score_n.data_ptr<double>()[i] - score_)});
  }
  return found;
}

}  // namespace siskin::gradient
