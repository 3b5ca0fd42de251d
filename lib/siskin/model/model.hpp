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
  std::string output_kind{};
  /// Which tensor of a module that gives several: the index in a tuple or a list, the name in a
  /// named tuple or a dictionary. May be empty for a module that gives one.
  std::string head{};
  std::string precision{};  ///< "float32" or "float64"; empty: as the parameters are stored
};

/// A TorchScript module that maps (N,4,L) to (N,outputs), in evaluation mode, with what is known
/// about it. A module that gives (N) counts as one output; one that gives more dimensions is
/// flattened, with the last index running fastest.
class Model {
 public:
  /// Throws Error, naming the path, when the file is missing or no TorchScript archive, the device
  /// does not exist, or the module gives several tensors and options.head names none of them.
  explicit Model(const std::string& path, const ModelOptions& options = {});
  ~Model();
  Model(Model&&) noexcept;
  Model& operator=(Model&&) noexcept;

  /// (N,4,L) of any type on any device -> (N,outputs) in the model's type on its device, keeping
  /// the autograd graph. Logits become probabilities when asked for; models of plain values refuse
  /// that with an Error. Throws Error, in one line and naming the length, when the module fails on
  /// this input.
  at::Tensor forward(const at::Tensor& onehot_ncl, OutputSpace space = OutputSpace::kLogit);

  /// Throws Error when the file states another input length.
  void check_length(std::int64_t length, const std::string& where) const;
  /// One column name an output; "output0" ... where the file names none.
  std::vector<std::string> output_names(std::int64_t outputs) const;
  const Metadata& metadata() const;
  const std::string& path() const;

 private:
  friend class Function;

  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace siskin::model
