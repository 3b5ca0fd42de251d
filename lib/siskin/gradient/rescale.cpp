// DeepLIFT's rescale rule (Shrikumar, Greenside & Kundaje 2017, "Learning important features
// through propagating activation differences", section 3.5.1) for any elementwise function s:
//
//     m = (s(a) - s(a')) / (a - a'),   so that m (a - a') = s(a) - s(a').
//
// Where a and a' are close, rounding of s makes the quotient noisy, and where they are equal there
// is none; the derivative at (a + a') / 2 differs from it by s''' (a - a')^2 / 24. A fixed bound on
// |a - a'| below which the derivative is taken would lose completeness at the kink of a rectifier
// or keep noise elsewhere. So: below the cube root of the machine epsilon, where both errors are of
// one size for a smooth s, the derivative is taken if it explains s(a) - s(a') to within the
// rounding of s(a) and s(a'), and the quotient otherwise. Either way the pair is complete to
// rounding, and a - a' = 0 gives the derivative. An infinite derivative there (sqrt at 0) counts as
// 0: nothing passes, as nothing differs.
//
// Everything is decided in the forward pass, so that only m is kept for the backward pass.
#include "siskin/gradient/rescale.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <type_traits>
#include <vector>

#include "siskin/gradient/local_graph.hpp"

namespace siskin::gradient {
namespace {

using torch::Tensor;

// Rounding of the outputs that is put up with, in units of the machine epsilon.
constexpr double kRounding = 4;

double epsilon_of(const Tensor& tensor) {
  switch (tensor.scalar_type()) {
    case torch::kDouble:
      return std::numeric_limits<double>::epsilon();
    case torch::kHalf:
      return std::ldexp(1.0, -10);
    case torch::kBFloat16:
      return std::ldexp(1.0, -7);
    default:
      return static_cast<double>(std::numeric_limits<float>::epsilon());
  }
}

// Whether the function has one set of parameters for all elements.
bool is_same_everywhere(const model::Stack& arguments, const model::Operation& operation) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const bool is_parameter = operation.arguments.at(i).is_constant() && arguments[i].isTensor();
    if (is_parameter && arguments[i].toTensor().numel() > 1) return false;
  }
  return true;
}

Tensor derivative(const model::Operation& operation, const model::Stack& arguments,
                  const Tensor& input) {
  const auto output = evaluate_at(operation, arguments, {input})[0];
  const auto slope =
      LocalGraph(operation, arguments, {input}).pull_back({torch::ones_like(output)})[0];
  return slope.defined() ? slope : torch::zeros_like(input);
}

// Chooses between quotient and derivative; all tensors of one shape.
Tensor settle(const Chord& chord, const Tensor& quotient, const Tensor& slope) {
  const auto step = chord.input - chord.reference_input;
  const auto rise = chord.output - chord.reference_output;
  const auto rounding = (chord.output.abs() + chord.reference_output.abs())
                            .mul_(kRounding * epsilon_of(chord.output));
  const auto explained = (slope * step - rise).abs().le(rounding).logical_or_(step.eq(0));
  return torch::where(explained, torch::where(slope.isfinite(), slope, torch::zeros_like(slope)),
                      quotient);
}

// The same for the listed elements of `slope` alone.
void settle_listed(const model::Operation& operation, const model::Stack& arguments,
                   const Chord& listed, const Tensor& position, Tensor& slope) {
  const auto middle = (listed.input + listed.reference_input) / 2;
  const auto chosen = settle(listed, slope.view(-1).index_select(0, position),
                             derivative(operation, arguments, middle));
  slope.view(-1).index_copy_(0, position, chosen);
}

template <typename T>
bool is_close(T a, T b) {
  static const T bound = std::cbrt(std::numeric_limits<T>::epsilon());
  return std::abs(a - b) <= bound * std::max(T(1), std::max(std::abs(a), std::abs(b)));
}

// relu is exact, so its quotient has no noise: (relu(a) - relu(b)) / (a - b).
template <typename T>
T rectifier_slope(T a, T b) {
  const T step = a - b;
  const T rise = std::max(a, T(0)) - std::max(b, T(0));
  const T derivative = a > 0 ? T(1) : T(0);
  const T quotient = rise / (step == 0 ? T(1) : step);  // always, or the loop is no vector loop
  return step == 0 ? derivative : quotient;
}

// Calls body(sequence offset, reference offset) for each run of blocks.inner numbers.
template <typename Body>
void for_each_block(const RowSpread::Blocks& blocks, Body body) {
  for (std::int64_t o = 0; o < blocks.outer; ++o) {
    for (std::int64_t r = 0; r < blocks.repeats; ++r) {
      body(o * blocks.inner, (o * blocks.repeats + r) * blocks.inner);
    }
  }
}

// The quotients of one block; returns how many of its chords are short.
template <typename T>
std::int64_t divide_block(std::int64_t count, const T* a, const T* b, const T* sa, const T* sb,
                          T* slope) {
  using Count = std::conditional_t<sizeof(T) == 4, std::int32_t, std::int64_t>;
  const T bound = std::cbrt(std::numeric_limits<T>::epsilon());
  Count close = 0;
  for (std::int64_t i = 0; i < count; ++i) {
    const T step = a[i] - b[i];
    const T scale = std::max(T(1), std::max(std::abs(a[i]), std::abs(b[i])));
    slope[i] = (sa[i] - sb[i]) / (step == 0 ? T(1) : step);
    close += std::abs(step) <= bound * scale ? 1 : 0;
  }
  return close;
}

// The chord of a pair as contiguous memory on the CPU.
struct Memory {
  RowSpread::Blocks blocks;
  Tensor input;
  Tensor output;
  Tensor reference_input;
  Tensor reference_output;
};

std::optional<Memory> memory_of(const Pair& pair) {
  const auto usable = [&](const Tensor& tensor) {
    return tensor.device().is_cpu() && tensor.is_contiguous() &&
           tensor.scalar_type() == pair.reference_inputs[0].scalar_type();
  };
  const auto type = pair.reference_inputs[0].scalar_type();
  const Memory memory{{},
                      pair.sequence_inputs[0],
                      pair.sequence_outputs[0],
                      pair.reference_inputs[0],
                      pair.reference_outputs[0]};
  const bool fits = (type == torch::kFloat || type == torch::kDouble) && usable(memory.input) &&
                    usable(memory.output) && usable(memory.reference_input) &&
                    usable(memory.reference_output) &&
                    memory.input.sizes() == memory.output.sizes() &&
                    memory.reference_input.sizes() == memory.reference_output.sizes();
  const auto blocks = fits ? pair.rows.blocks(memory.input, memory.reference_input) : std::nullopt;
  if (!blocks) return std::nullopt;
  auto found = memory;
  found.blocks = *blocks;
  return found;
}

template <typename T>
Tensor rectifier_slopes(const Memory& memory) {
  auto slope = torch::empty_like(memory.reference_input);
  const T* const a = memory.input.data_ptr<T>();
  const T* const b = memory.reference_input.data_ptr<T>();
  T* const out = slope.data_ptr<T>();
  for_each_block(memory.blocks, [&](std::int64_t from, std::int64_t to) {
    for (std::int64_t i = 0; i < memory.blocks.inner; ++i) {
      out[to + i] = rectifier_slope(a[from + i], b[to + i]);
    }
  });
  return slope;
}

// Positions of short chords, in the sequences' tensors and in those of the reference rows.
struct Listed {
  std::vector<std::int64_t> sequence;
  std::vector<std::int64_t> reference;
};

template <typename T>
Listed list_close(const Memory& memory, std::int64_t count) {
  Listed listed;
  listed.sequence.reserve(static_cast<std::size_t>(count));
  listed.reference.reserve(static_cast<std::size_t>(count));
  const T* const a = memory.input.data_ptr<T>();
  const T* const b = memory.reference_input.data_ptr<T>();
  for_each_block(memory.blocks, [&](std::int64_t from, std::int64_t to) {
    for (std::int64_t i = 0; i < memory.blocks.inner; ++i) {
      if (!is_close(a[from + i], b[to + i])) continue;
      listed.sequence.push_back(from + i);
      listed.reference.push_back(to + i);
    }
  });
  return listed;
}

template <typename T>
Tensor memory_slopes(const Pair& pair, const Memory& memory) {
  auto slope = torch::empty_like(memory.reference_input);
  const T* const a = memory.input.data_ptr<T>();
  const T* const b = memory.reference_input.data_ptr<T>();
  const T* const sa = memory.output.data_ptr<T>();
  const T* const sb = memory.reference_output.data_ptr<T>();
  T* const out = slope.data_ptr<T>();
  std::int64_t close = 0;
  for_each_block(memory.blocks, [&](std::int64_t from, std::int64_t to) {
    close += divide_block(memory.blocks.inner, a + from, b + to, sa + from, sb + to, out + to);
  });
  if (close == 0) return slope;
  const auto listed = list_close<T>(memory, close);
  const auto sequence = torch::tensor(listed.sequence);
  const auto reference = torch::tensor(listed.reference);
  const Chord chord{memory.input.view(-1).index_select(0, sequence),
                    memory.output.view(-1).index_select(0, sequence),
                    memory.reference_input.view(-1).index_select(0, reference),
                    memory.reference_output.view(-1).index_select(0, reference)};
  settle_listed(pair.operation, pair.arguments, chord, reference, slope);
  return slope;
}

Tensor slopes(const Pair& pair) {
  if (is_same_everywhere(pair.arguments, pair.operation)) {
    if (const auto memory = memory_of(pair)) {
      const bool is_double = memory->input.scalar_type() == torch::kDouble;
      if (pair.operation.name == "aten::relu") {
        return is_double ? rectifier_slopes<double>(*memory) : rectifier_slopes<float>(*memory);
      }
      return is_double ? memory_slopes<double>(pair, *memory) : memory_slopes<float>(pair, *memory);
    }
  }
  const auto shape = pair.reference_outputs[0].sizes();
  return chord_slope(pair.operation, pair.arguments,
                     {pair.input(0).expand(shape), pair.output(0),
                      pair.reference_inputs[0].expand(shape), pair.reference_outputs[0]});
}

}  // namespace

Tensor chord_slope(const model::Operation& operation, const model::Stack& arguments,
                   const Chord& chord) {
  const auto step = chord.input - chord.reference_input;
  auto quotient = ((chord.output - chord.reference_output) /
                   torch::where(step.eq(0), torch::ones_like(step), step))
                      .contiguous();
  const auto scale = torch::maximum(chord.input.abs(), chord.reference_input.abs()).clamp_min(1);
  const auto close = step.abs().le(scale * std::cbrt(epsilon_of(step)));
  const auto position = close.reshape(-1).nonzero().view(-1);
  if (position.numel() == 0) return quotient;
  if (!is_same_everywhere(arguments, operation)) {
    const auto middle = (chord.input + chord.reference_input) / 2;
    return torch::where(close, settle(chord, quotient, derivative(operation, arguments, middle)),
                        quotient);
  }
  const auto at = [&](const Tensor& tensor) {
    return tensor.reshape(-1).index_select(0, position);
  };
  settle_listed(
      operation, arguments,
      {at(chord.input), at(chord.output), at(chord.reference_input), at(chord.reference_output)},
      position, quotient);
  return quotient;
}

Backward rescale_rule(const Pair& pair) {
  return [slope = slopes(pair),
          shape = pair.reference_inputs[0].sizes().vec()](const std::vector<Tensor>& signals) {
    return std::vector<Tensor>{(signals[0] * slope).sum_to_size(shape)};
  };
}

}  // namespace siskin::gradient
