#include "support/script_module.hpp"

#include <torch/script.h>

namespace siskin::test {

void save_script(const std::string& body, const std::string& path) {
  torch::jit::Module module("Script");
  module.register_attribute("training", c10::BoolType::get(), true);
  module.define("def forward(self, x: Tensor):\n" + body);
  module.save(path);
}

}  // namespace siskin::test
