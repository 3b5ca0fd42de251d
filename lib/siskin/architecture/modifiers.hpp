#pragma once

#include <cstdint>
#include <string>

#include "siskin/architecture/architecture.hpp"

namespace siskin::architecture {

/// Changes of an architecture that studies sweep over. All of them reach into residual blocks and
/// the layers of heads.

/// Replaces the function of the first activation layer; `scale` is that of "exponential". Throws
/// Error for an unknown function, a scale for another one, or a network without activation.
void set_first_activation(Architecture& architecture, const std::string& function,
                          double scale = 1);
/// Function of the first activation layer; empty without one.
std::string first_activation(const Architecture& architecture);

/// Multiplies filters, dense units and the widths of attention; never the outputs.
void multiply_width(Architecture& architecture, std::int64_t factor);

/// Sets the rate of every dropout between convolutions, that is, in front of flatten or a global
/// pool; dropout behind dense layers keeps its own. A rate of 0 removes all dropout.
void set_dropout(Architecture& architecture, double rate);

/// Removes batch norm, and biases that stand there for its sake ("with_batch_norm").
void remove_batch_norm(Architecture& architecture);

/// For every convolution, dense and attention layer, the outputs included.
void set_initializer(Architecture& architecture, const Initializer& initializer);
/// For the first of them alone.
void set_first_initializer(Architecture& architecture, const Initializer& initializer);

}  // namespace siskin::architecture
