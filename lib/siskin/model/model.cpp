#include "siskin/model/model.hpp"

#include <torch/script.h>
#include <torch/torch.h>

#include <fstream>
#include <utility>

#include "siskin/model/head.hpp"
#include "siskin/model/model_state.hpp"
#include "siskin/model/torch_error.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::model {
namespace {

constexpr const char* kMetadataFile = "siskin.json";

torch::Device open_device(const std::string& name) {
  try {
    const torch::Device device(name);
    if (device.is_cuda() && !torch::cuda::is_available()) {
      throw Error("option --device: found " + name + ", but this LibTorch or machine has no CUDA");
    }
    return device;
  } catch (const c10::Error&) {
    throw UsageError("option --device: found " + name + ", expected cpu, cuda or cuda:0");
  }
}

void require_readable(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in || in.peek() == std::ifstream::traits_type::eof()) {
    if (in.is_open()) throw Error(path + ": is empty or a folder, expected a TorchScript model");
    throw system_error(path, "cannot be opened");
  }
}

torch::jit::Module load_module(const std::string& path, const torch::Device& device,
                               std::string& metadata) {
  require_readable(path);
  torch::jit::ExtraFilesMap extra{{kMetadataFile, ""}};
  try {
    auto module = torch::jit::load(path, device, extra);
    module.eval();
    metadata = extra[kMetadataFile];
    return module;
  } catch (const std::exception&) {
    // LibTorch speaks of zip archives and central directories here, which helps nobody.
    throw Error(path +
                ": is no TorchScript model (expected a file made by siskin-train or "
                "torch.jit.save)");
  }
}

OutputKind kind_of(const std::string& word, const std::string& metadata, OutputKind stated) {
  if (word == "logit") return OutputKind::kLogit;
  if (word == "value") return OutputKind::kValue;
  return metadata.empty() ? OutputKind::kValue : stated;
}

// (N,outputs) from (N) or (N,...).
torch::Tensor as_matrix(const torch::Tensor& output, std::int64_t count, const std::string& path) {
  if (output.dim() >= 1 && output.size(0) == count) return output.reshape({count, -1});
  throw Error(path + ": the model gives a tensor of shape " + c10::str(output.sizes()) + " for " +
              std::to_string(count) + " sequences, expected (N) or (N,outputs)");
}

torch::ScalarType parse_precision(const std::string& word) {
  if (word == "float32") return torch::kFloat;
  if (word == "float64") return torch::kDouble;
  throw UsageError("option --precision: found " + util::quoted(word) +
                   ", expected float32 or float64");
}

// Indices and masks among the buffers stay what they are, which Module::to would not leave them.
void convert(const torch::jit::Module& module, torch::ScalarType type) {
  const auto convert_tensor = [type](const torch::Tensor& tensor) {
    if (tensor.is_floating_point()) tensor.set_data(tensor.to(type));
  };
  for (const auto& parameter : module.parameters()) convert_tensor(parameter);
  for (const auto& buffer : module.buffers()) convert_tensor(buffer);
}

// Sets the type of all weights, or finds out which it is; nothing here trains.
torch::ScalarType settle_type(torch::jit::Module& module, const std::string& precision) {
  if (!precision.empty()) convert(module, parse_precision(precision));
  torch::ScalarType type = precision.empty() ? torch::kFloat : parse_precision(precision);
  bool found = false;
  for (const auto& parameter : module.parameters()) {
    parameter.set_requires_grad(false);
    if (found || !parameter.is_floating_point()) continue;
    type = parameter.scalar_type();
    found = true;
  }
  return type;
}

}  // namespace

OutputSpace parse_output_space(const std::string& word) {
  if (word == "logit") return OutputSpace::kLogit;
  if (word == "probability") return OutputSpace::kProbability;
  throw UsageError("option --output-space: found " + util::quoted(word) +
                   ", expected logit or probability");
}

Model::Model(const std::string& path, const ModelOptions& options)
    : state_(std::make_unique<State>()) {
  state_->path = path;
  state_->device = open_device(options.device);
  std::string text;
  state_->module = load_module(path, state_->device, text);
  if (!text.empty()) state_->metadata = parse_metadata(text, path);
  state_->metadata.output_kind = kind_of(options.output_kind, text, state_->metadata.output_kind);
  state_->type = settle_type(state_->module, options.precision);
  state_->head = head_accessor(state_->module, options.head, path);
}

Model::~Model() = default;
Model::Model(Model&&) noexcept = default;
Model& Model::operator=(Model&&) noexcept = default;

at::Tensor Model::forward(const at::Tensor& onehot_ncl, OutputSpace space) {
  const bool wants_probability = space == OutputSpace::kProbability;
  if (wants_probability && state_->metadata.output_kind != OutputKind::kLogit) {
    throw Error(state_->path +
                ": its outputs are plain values, so there are no probabilities "
                "(--output-kind logit says otherwise)");
  }
  torch::Tensor output;
  try {
    // A copy, because a module may overwrite its input.
    const auto input_ncl = onehot_ncl.to(state_->device, state_->type, false, /*copy=*/true);
    const auto result = state_->module.forward({input_ncl});
    output =
        as_matrix(take_head(result, state_->head, state_->path), onehot_ncl.size(0), state_->path);
  } catch (const Error&) {
    throw;
  } catch (const std::exception& error) {
    throw Error(state_->path + ": the model fails on sequences of " +
                std::to_string(onehot_ncl.size(2)) + " bases: " + torch_message(error));
  }
  return wants_probability ? torch::sigmoid(output) : output;
}

void Model::check_length(std::int64_t length, const std::string& where) const {
  const auto expected = state_->metadata.input_length;
  if (expected && *expected != length) {
    throw Error(where + ": found " + std::to_string(length) + " bases, expected the " +
                std::to_string(*expected) + " that " + state_->path + " was trained on");
  }
}

std::vector<std::string> Model::output_names(std::int64_t outputs) const {
  const auto& stated = state_->metadata.output_names;
  if (static_cast<std::int64_t>(stated.size()) == outputs) return stated;
  std::vector<std::string> names;
  for (std::int64_t i = 0; i < outputs; ++i) names.push_back("output" + std::to_string(i));
  return names;
}

const Metadata& Model::metadata() const { return state_->metadata; }
const std::string& Model::path() const { return state_->path; }

}  // namespace siskin::model
