#include "siskin/gradient/affine_front.hpp"

#include <torch/torch.h>

#include <algorithm>

#include "siskin/util/error.hpp"

namespace siskin::gradient {
namespace {

using model::Operation;
using model::OperationKind;
using model::Program;
using model::Slot;
using torch::Tensor;

std::vector<Slot> result_slots(const Operation& operation) {
  std::vector<Slot> slots;
  for (const auto& value : operation.results) {
    slots.insert(slots.end(), value.slots.begin(), value.slots.end());
  }
  return slots;
}

bool is_affine(const Operation& operation) {
  return operation.kind == OperationKind::kView || operation.kind == OperationKind::kLinear;
}

// The affine operations whose results all have marks, and that read nothing but the input and each
// other.
std::vector<bool> closed_front(const Program& program, const std::vector<bool>& marked) {
  std::vector<bool> inside(program.constants().size(), false);
  inside[program.input()] = true;
  std::vector<bool> front;
  for (const auto& operation : program.operations()) {
    const auto results = result_slots(operation);
    const auto& active = operation.active;
    const bool in_front =
        is_affine(operation) &&
        std::all_of(active.begin(), active.end(), [&](Slot slot) { return inside[slot]; }) &&
        std::all_of(results.begin(), results.end(), [&](Slot slot) { return marked[slot]; });
    for (const auto slot : results) inside[slot] = in_front;
    front.push_back(in_front);
  }
  return front;
}

std::vector<Tensor> run(const Program& program, model::Frame frame,
                        const std::vector<bool>& selected, const std::vector<Slot>& wanted) {
  model::RunOptions options;
  options.selected = &selected;
  options.keep = wanted;
  program.run(frame, options);
  std::vector<Tensor> found;
  found.reserve(wanted.size());
  for (const auto slot : wanted) found.push_back(frame[slot]);
  return found;
}

// Marks the slots of `front` whose tensors are of the input's type and have one row for each of its
// rows, in dimension 0.
std::vector<bool> marked_slots(const model::Function& function, const Program& program,
                               const std::vector<bool>& front, std::int64_t rows,
                               std::int64_t length) {
  const torch::NoGradGuard no_grad;
  std::vector<Slot> wanted;
  for (std::size_t i = 0; i < front.size(); ++i) {
    if (!front[i]) continue;
    const auto results = result_slots(program.operations()[i]);
    wanted.insert(wanted.end(), results.begin(), results.end());
  }
  const auto input_ncl = function.to_model(torch::zeros({rows, 4, length}));
  const auto tensors = run(program, program.start(input_ncl), front, wanted);
  std::vector<bool> marked(program.constants().size(), false);
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    // A cast to integers is a view too, but no affine one.
    marked[wanted[i]] = tensors[i].dim() > 0 && tensors[i].size(0) == rows &&
                        tensors[i].scalar_type() == input_ncl.scalar_type();
  }
  return marked;
}

bool same_operation(const Operation& a, const Operation& b) {
  return a.name == b.name && a.active == b.active && result_slots(a) == result_slots(b);
}

}  // namespace

AffineFront::AffineFront(const model::Function& function, std::int64_t length)
    : function_(function), length_(length) {}

std::optional<AffineFront> AffineFront::find(const model::Function& function, std::int64_t length) {
  // Of two numbers of rows, no other dimension can equal both.
  constexpr std::int64_t kRows[] = {2, 3};
  AffineFront result(function, length);
  try {
    result.pattern_ = function.program(kRows[0], length);
  } catch (const Error&) {
    return std::nullopt;
  }
  const auto& pattern = *result.pattern_;
  if (pattern.overwrites()) return std::nullopt;
  auto front = closed_front(pattern, std::vector<bool>(pattern.constants().size(), true));
  for (const auto rows : kRows) {
    if (!result.serves(rows)) return std::nullopt;
    const auto program = function.program(rows, length);
    front = closed_front(*program, marked_slots(function, *program, front, rows, length));
  }
  result.divide(front);
  for (std::size_t i = 0; i < front.size(); ++i) {
    const bool is_linear = pattern.operations()[i].kind == OperationKind::kLinear;
    if (front[i] && is_linear) return result;
  }
  return std::nullopt;
}

void AffineFront::divide(const std::vector<bool>& front) {
  front_ = front;
  std::vector<bool> inside(pattern_->constants().size(), false);
  inside[pattern_->input()] = true;
  for (std::size_t i = 0; i < front.size(); ++i) {
    rest_.push_back(!front[i]);
    for (const auto slot : result_slots(pattern_->operations()[i])) inside[slot] = front[i];
  }
  const auto pass = [&](Slot slot) {
    const bool is_new = std::find(frontier_.begin(), frontier_.end(), slot) == frontier_.end();
    if (inside[slot] && is_new) frontier_.push_back(slot);
  };
  for (std::size_t i = 0; i < front.size(); ++i) {
    if (front[i]) continue;
    for (const auto slot : pattern_->operations()[i].active) pass(slot);
  }
  pass(pattern_->output());
}

bool AffineFront::serves(std::int64_t rows) const {
  const auto program = function_.program(rows, length_);
  const auto& ours = pattern_->operations();
  const auto& theirs = program->operations();
  return program->input() == pattern_->input() && program->output() == pattern_->output() &&
         std::equal(ours.begin(), ours.end(), theirs.begin(), theirs.end(), same_operation);
}

std::vector<Tensor> AffineFront::values(const Tensor& input_ncl) const {
  const auto program = function_.program(input_ncl.size(0), length_);
  return run(*program, program->start(input_ncl), front_, frontier_);
}

Tensor AffineFront::finish(const std::vector<Tensor>& frontier) const {
  const auto program = function_.program(frontier[0].size(0), length_);
  auto frame = program->constants();
  for (std::size_t i = 0; i < frontier.size(); ++i) frame[frontier_[i]] = frontier[i];
  return run(*program, std::move(frame), rest_, {program->output()})[0];
}

}  // namespace siskin::gradient
