#include "siskin/attribute/randomised_copy.hpp"

#include <stdlib.h>
#include <torch/script.h>
#include <torch/torch.h>

#include <cerrno>
#include <cmath>
#include <system_error>
#include <vector>

#include "siskin/model/torch_error.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/random.hpp"

namespace siskin::attribute {
namespace {

namespace fs = std::filesystem;

constexpr const char* kMetadataFile = "siskin.json";

torch::jit::Module load(const std::string& path, torch::jit::ExtraFilesMap& extra) {
  try {
    return torch::jit::load(path, torch::kCPU, extra);
  } catch (const std::exception& error) {
    throw Error(path + ": is no TorchScript model: " + model::torch_message(error));
  }
}

using LayerTensors = std::vector<std::vector<torch::Tensor>>;

LayerTensors layers_of(const torch::jit::Module& module) {
  LayerTensors layers;
  std::vector<torch::Tensor> vectors;  // in front of the first kernel
  for (const auto& parameter : module.parameters()) {
    if (!parameter.is_floating_point()) continue;
    if (parameter.dim() > 1) layers.emplace_back();
    (layers.empty() ? vectors : layers.back()).push_back(parameter);
  }
  if (layers.empty()) return layers;
  layers.front().insert(layers.front().end(), vectors.begin(), vectors.end());
  return layers;
}

void draw_again(const torch::Tensor& tensor, util::Random& random) {
  if (tensor.numel() < 2) return;
  const auto values = tensor.to(torch::kDouble);
  const double mean = values.mean().item<double>();
  const double deviation = values.std(/*unbiased=*/false).item<double>();
  const auto drawn = torch::empty(tensor.sizes(), torch::kDouble);
  auto* const first = drawn.data_ptr<double>();
  for (std::int64_t i = 0; i < drawn.numel(); ++i) first[i] = mean + deviation * random.normal();
  tensor.copy_(drawn);
}

// Others may write into the folder of temporary files: a folder of its own has no one's links in
// it.
fs::path make_folder() {
  auto pattern = (fs::temp_directory_path() / "siskin-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) {
    throw Error(pattern + ": cannot be made: " + std::generic_category().message(errno));
  }
  return pattern;
}

}  // namespace

std::size_t count_layers(const std::string& path) {
  torch::jit::ExtraFilesMap extra;
  return layers_of(load(path, extra)).size();
}

RandomisedCopy::RandomisedCopy(const std::string& path, std::size_t layers, std::uint64_t seed) {
  const torch::NoGradGuard no_grad;
  torch::jit::ExtraFilesMap extra{{kMetadataFile, ""}};
  const auto module = load(path, extra);
  const auto tensors = layers_of(module);
  if (layers > tensors.size()) {
    throw Error(path + ": found " + std::to_string(tensors.size()) + " layers, expected at least " +
                std::to_string(layers));
  }
  for (std::size_t i = tensors.size() - layers; i < tensors.size(); ++i) {
    util::Random random(seed, i);
    for (const auto& tensor : tensors[i]) draw_again(tensor, random);
  }
  if (extra[kMetadataFile].empty()) extra.clear();
  folder_ = make_folder();
  try {
    module.save(this->path(), extra);
  } catch (const std::exception& error) {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
    throw Error(this->path() + ": cannot be written: " + model::torch_message(error));
  }
}

RandomisedCopy::~RandomisedCopy() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

}  // namespace siskin::attribute
