#pragma once

#include <memory>
#include <string>
#include <vector>

#include "siskin/gradient/target.hpp"
#include "siskin/model/function.hpp"
#include "siskin/model/model.hpp"

namespace siskin::attribute {

/// One or more models and what is explained of each: the same outputs.
class Functions {
 public:
  /// Throws Error when a file is no model.
  Functions(const std::vector<std::string>& paths, const model::ModelOptions& options);

  /// Runs each model once on `length` bases to learn what it gives. Throws Error, beginning with
  /// `where`, for a length that it does not take, and as gradient::make_readout does; and when the
  /// models differ in their number of outputs.
  void open(const gradient::Target& target, std::size_t length, const std::string& where);

  /// Names of what is explained, as the first model tells them; after open().
  const std::vector<std::string>& output_names() const { return output_names_; }
  const std::vector<std::string>& model_paths() const { return paths_; }
  const std::vector<model::Function>& all() const { return functions_; }

 private:
  std::vector<std::string> paths_;
  std::vector<std::unique_ptr<model::Model>> models_;  // functions point to them
  std::vector<model::Function> functions_;
  std::vector<std::string> output_names_;
};

}  // namespace siskin::attribute
