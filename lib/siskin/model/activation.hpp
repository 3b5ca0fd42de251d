#pragma once

#include <string>

namespace siskin::model {

/// The TorchScript expression of an activation of the tensor `x`, such as "torch.relu(x)", for a
/// name of architecture::activation_names(). `scale` is that of "exponential": exp(scale x). Throws
/// Error for an unknown name.
std::string activation_source(const std::string& name, double scale = 1);

}  // namespace siskin::model
