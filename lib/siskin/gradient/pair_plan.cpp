// Multipliers belong to a pair, but all that a rule needs of the sequence are the inputs and
// outputs of the operations that are not linear. So a sequence is run once, whatever the number of
// its references, and what its operations saw is read again for each of them: R references cost F +
// R (F + B) instead of the R (2 F + B) of running pairs side by side.
//
// Which rows of a tensor belong to which sequence is not written in a program. RowSpread guesses it
// from the shapes, which a network that moves its rows about (heads first, say) can defeat. So each
// pair of programs is tried once, on random rows that are repeated R times for the second program:
// where some tensor comes out otherwise, sequences are always repeated, which is right for every
// network and costs a forward pass more for each reference.
#include "siskin/gradient/pair_plan.hpp"

#include <torch/torch.h>

#include <utility>

#include "siskin/util/random.hpp"

namespace siskin::gradient {
namespace {

using model::OperationKind;
using model::Program;
using torch::Tensor;

// What the output is made of. A program that overwrites may hand results on through memory that two
// slots share; there every operation counts.
std::vector<bool> live_operations(const Program& program) {
  const auto& operations = program.operations();
  if (program.overwrites()) return std::vector<bool>(operations.size(), true);
  std::vector<bool> needed(program.constants().size(), false);
  std::vector<bool> live(operations.size(), false);
  needed[program.output()] = true;
  for (std::size_t i = operations.size(); i-- > 0;) {
    for (const auto& result : operations[i].results) {
      for (const auto slot : result.slots) live[i] = live[i] || needed[slot];
    }
    if (!live[i]) continue;
    for (const auto& argument : operations[i].arguments) {
      for (const auto slot : argument.slots) needed[slot] = true;
    }
  }
  return live;
}

Tensor random_rows(const Tensor& like) {
  util::Random random(1);
  std::vector<double> values;
  for (std::int64_t i = 0; i < like.numel(); ++i) values.push_back(random.uniform());
  return torch::tensor(values, torch::kDouble).view(like.sizes()).to(like.options());
}

Tensor repeated(const Tensor& input_ncl, std::int64_t times) {
  return input_ncl.repeat_interleave(times, 0);
}

}  // namespace

PairPlan::PairPlan(ProgramPointer sequences, ProgramPointer references, const Tensor& input_ncl,
                   std::int64_t reference_count)
    : sequences_(std::move(sequences)),
      references_(std::move(references)),
      sequence_count_(input_ncl.size(0)),
      reference_count_(reference_count),
      live_(live_operations(*references_)),
      producers_(live_.size()),
      is_producer_(live_.size(), false) {
  for (std::size_t i = 0; i < live_.size(); ++i) {
    if (!live_[i] || references_->operations()[i].kind != OperationKind::kElementwise) continue;
    producers_[i] = find_producer(*references_, i);
    if (producers_[i]) is_producer_[producers_[i]->index] = true;
  }
  spreads_ = reference_count_ == 1 || (same_operations() && rows_agree(input_ncl));
}

bool PairPlan::needs_rule(std::size_t operation) const {
  const auto kind = references_->operations()[operation].kind;
  return live_[operation] && kind != OperationKind::kView && kind != OperationKind::kLinear;
}

bool PairPlan::is_for(const ProgramPointer& sequences, const ProgramPointer& references) const {
  return sequences_ == sequences && references_ == references;
}

RowSpread PairPlan::rows() const {
  return spreads_ ? RowSpread(sequence_count_, reference_count_)
                  : RowSpread(sequence_count_ * reference_count_, 1);
}

bool PairPlan::same_operations() const {
  const auto& own = sequences_->operations();
  const auto& other = references_->operations();
  if (own.size() != other.size()) return false;
  for (std::size_t i = 0; i < own.size(); ++i) {
    if (own[i].name != other[i].name || own[i].kind != other[i].kind ||
        own[i].active.size() != other[i].active.size()) {
      return false;
    }
  }
  return true;
}

bool PairPlan::rows_agree(const Tensor& input_ncl) const {
  const auto rows = random_rows(input_ncl);
  const auto own = run(*sequences_, rows);
  const auto repeats = run(*references_, repeated(rows, reference_count_));
  const RowSpread spread(sequence_count_, reference_count_);
  const auto agree = [&](const std::vector<Tensor>& few, const std::vector<Tensor>& many) {
    for (std::size_t i = 0; i < few.size(); ++i) {
      if (!spread.agrees(few[i], many[i])) return false;
    }
    return true;
  };
  for (std::size_t i = 0; i < live_.size(); ++i) {
    if (!agree(own.inputs[i], repeats.inputs[i])) return false;
    if (!agree(own.outputs[i], repeats.outputs[i])) return false;
  }
  return true;
}

Recording PairPlan::record(const Tensor& input_ncl) const {
  if (spreads_) return run(*sequences_, input_ncl);
  auto recording = run(*references_, repeated(input_ncl, reference_count_));
  recording.output_nk = recording.output_nk.slice(0, 0, c10::nullopt, reference_count_);
  return recording;
}

Recording PairPlan::run(const Program& program, const Tensor& input_ncl) const {
  const torch::NoGradGuard no_grad;
  Recording recording;
  recording.inputs.resize(live_.size());
  recording.outputs.resize(live_.size());
  const auto keep = [&](std::vector<Tensor> tensors) {
    for (auto& tensor : tensors) tensor = program.overwrites() ? tensor.clone() : tensor;
    return tensors;
  };
  model::RunOptions options;
  options.selected = &live_;
  options.handler = [&](const model::Operation& operation, std::size_t index, const model::Frame&,
                        model::Stack& stack) {
    const bool has_rule = needs_rule(index);
    if (!has_rule && !is_producer_[index]) return false;
    recording.inputs[index] = keep(model::active_inputs(operation, stack));
    operation.evaluate(stack);
    if (has_rule) recording.outputs[index] = keep(model::result_tensors(stack));
    return true;
  };
  auto frame = program.start(program.overwrites() ? input_ncl.clone() : input_ncl);
  program.run(frame, options);
  recording.output_nk = frame[program.output()];
  return recording;
}

}  // namespace siskin::gradient
