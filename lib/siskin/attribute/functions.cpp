#include "siskin/attribute/functions.hpp"

#include <torch/torch.h>

#include "siskin/util/error.hpp"

namespace siskin::attribute {
namespace {

// What a model gives for a sequence of this length.
gradient::Outputs describe_outputs(model::Model& model, std::size_t length) {
  const torch::NoGradGuard no_grad;
  const model::Function whole(model, "    return output\n");
  const auto output = whole.forward(torch::zeros({1, 4, static_cast<std::int64_t>(length)}));
  return {model.path(), output.sizes().vec(), model.metadata().output_names,
          model.metadata().output_kind};
}

}  // namespace

Functions::Functions(const std::vector<std::string>& paths, const model::ModelOptions& options)
    : paths_(paths) {
  for (const auto& path : paths) models_.push_back(std::make_unique<model::Model>(path, options));
}

void Functions::open(const gradient::Target& target, std::size_t length, const std::string& where) {
  functions_.clear();
  for (auto& model : models_) {
    model->check_length(static_cast<std::int64_t>(length), where);
    const auto readout = gradient::make_readout(target, describe_outputs(*model, length));
    if (functions_.empty()) output_names_ = readout.names;
    if (readout.names.size() != output_names_.size()) {
      throw Error(model->path() + ": found " + std::to_string(readout.names.size()) +
                  " outputs, expected the " + std::to_string(output_names_.size()) + " of " +
                  paths_.front());
    }
    functions_.emplace_back(*model, readout.source);
  }
}

}  // namespace siskin::attribute
