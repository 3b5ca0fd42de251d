#pragma once

#include <torch/script.h>

#include <string>

#include "siskin/model/metadata.hpp"
#include "siskin/model/model.hpp"

namespace siskin::model {

/// What Model hides from those who do not read LibTorch's headers.
struct Model::State {
  std::string path;
  torch::Device device = torch::kCPU;
  torch::ScalarType type = torch::kFloat;  ///< of the parameters, so of the input
  torch::jit::Module module;
  Metadata metadata;
  std::string head;  ///< TorchScript that takes the head out of what the module gives: "[1]"
};

}  // namespace siskin::model
