#pragma once

#include <string>
#include <vector>

namespace siskin::model {

/// Names of the elementwise activations that an architecture may use.
const std::vector<std::string>& activation_names();

/// The TorchScript expression of an activation of the tensor `x`, such as "torch.relu(x)". Throws
/// Error for an unknown name.
std::string activation_source(const std::string& name);

}  // namespace siskin::model
