#pragma once

#include <torch/script.h>

#include <string>

namespace siskin::model {

/// How a head is taken out of what `module` gives, as TorchScript behind the value: "" for a module
/// that gives a tensor, "[1]" for a tuple or a list, "['counts']" for a dictionary. `head` is an
/// index or a name, and may be empty where there is no choice. Throws Error, naming `path` and the
/// choices, when there is no such head, or several and none is named.
std::string head_accessor(const torch::jit::Module& module, const std::string& head,
                          const std::string& path);

/// The tensor that `accessor` points at in `output`. Throws Error when it is none.
at::Tensor take_head(const c10::IValue& output, const std::string& accessor,
                     const std::string& path);

}  // namespace siskin::model
