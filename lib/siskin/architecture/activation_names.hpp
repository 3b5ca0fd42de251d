#pragma once

#include <string>
#include <vector>

namespace siskin::architecture {

/// Names of the elementwise activations that an architecture may use: the 7 standard and 12
/// modified first-layer activations of Koo & Ploenzke 2021 (Methods).
///
///   relu, exponential, sigmoid, tanh, softplus, linear, elu
///   shift-relu          max(0, x - 0.2)      scale-relu          max(0, x^3)
///   shift-scale-relu    max(0, (x - 0.2)^3)
///   shift-sigmoid       sigmoid(x - 8)       scale-sigmoid       4000 sigmoid(x)
///   shift-scale-sigmoid 4000 sigmoid(x - 8)
///   shift-tanh          tanh(x - 6)          scale-tanh          500 tanh(x) + 500
///   shift-scale-tanh    500 tanh(x - 6) + 500
///   exp-relu            max(0, e^(0.1 x) - 1)
///   log                 ln(|x| + 1e-10)      log-relu            max(0, ln(|x| + 1e-10))
const std::vector<std::string>& activation_names();

/// Throws Error ("activation: found ...") unless `name` is one of them.
void check_activation(const std::string& name);

}  // namespace siskin::architecture
