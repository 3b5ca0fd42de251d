#pragma once

#include <string>

namespace siskin::test {

/// A TorchScript file whose forward(self, x: Tensor) is `body` (lines indented by two blanks),
/// saved as `path`.
void save_script(const std::string& body, const std::string& path);

}  // namespace siskin::test
