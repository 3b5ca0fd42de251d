#pragma once

#include <torch/script.h>

#include <string>

namespace siskin::test {

/// A TorchScript file whose forward(self, x: Tensor) is `body` (lines indented by two blanks),
/// saved as `path`.
inline void save_script(const std::string& body, const std::string& path) {
  torch::jit::Module module("Script");
  module.register_attribute("training", c10::BoolType::get(), true);
  module.define("def forward(self, x: Tensor):\n" + body);
  module.save(path);
}

}  // namespace siskin::test
