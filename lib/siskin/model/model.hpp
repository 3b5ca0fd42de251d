#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "siskin/model/metadata.hpp"

namespace at {
class Tensor;
}

namespace siskin::model {

/// In which unit a model's outputs are asked for.
enum class OutputSpace { kLogit, kProbability };

/// "logit" or "probability" as given to --output-space. Throws UsageError otherwise.
OutputSpace parse_output_space(const std::string& word);

/// How a model is opened.
struct ModelOptions {
  std::string device = "cpu";  ///< cpu or cuda[:index]
  /// "logit" or "value": what the outputs are, for models without siskin.json. Empty: as the file
  /// says, or "value" for a file that says nothing.
  std::string output_kind;
};

/// A TorchScript module that maps (N,4,L) float32 to (N,outputs), in evaluation mode, with what is
/// known about it. A module that gives (N) counts as one output.
class Model {
 public:
  /// Throws Error, naming the path, when the file is missing or no TorchScript archive, or the
  /// device does not exist.
  explicit Model(const std::string& path, const ModelOptions& options = {});
  ~Model();
  Model(Model&&) noexcept;
  Model& operator=(Model&&) noexcept;

  /// (N,4,L) float32 on any device -> (N,outputs) on the model's device, keeping the autograd
  /// graph. Logits become probabilities when asked for; models of plain values refuse that with an
  /// Error. Throws Error, in one line and naming the length, when the module fails on this input.
  at::Tensor forward(const at::Tensor& onehot_ncl, OutputSpace space = OutputSpace::kLogit);

  /// Throws Error when the file states another input length.
  void check_length(std::int64_t length, const std::string& where) const;
  /// One column name an output; "output0" ... where the file names none.
  std::vector<std::string> output_names(std::int64_t outputs) const;
  const Metadata& metadata() const;
  const std::string& path() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace siskin::model
