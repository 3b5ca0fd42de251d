#pragma once

#include <ATen/core/Tensor.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "siskin/blackbox/scorer.hpp"
#include "siskin/model/function.hpp"
#include "siskin/model/incremental_engine.hpp"

namespace siskin::attribute {

/// One output of a function as a blackbox::Scorer, and then the others at no cost: a method that
/// asks the same questions again for the next output is answered from what the first pass computed.
class FunctionScorer : public blackbox::Scorer {
 public:
  /// The function must outlive the scorer.
  FunctionScorer(const model::Function& function, std::size_t batch_size,
                 model::Engine engine = model::Engine::kAutomatic);

  std::vector<double> score(const float* onehot_ncl, std::size_t count,
                            std::size_t length) override;
  /// By the engine that costs less, or the one asked for.
  std::vector<double> score_edits(const float* base_cl, std::size_t length,
                                  const std::vector<blackbox::Edit>& edits) override;
  std::size_t batch_size() const override { return batch_size_; }

  /// How the last edits were evaluated: model::EditEngine::remark.
  const std::string& remark() const { return edits_.remark(); }

  /// Number of outputs; known after the first question.
  std::int64_t outputs() const;
  /// From here on score() answers for this output: 0 computes, the others repeat the calls made for
  /// output 0 in their order. Throws std::logic_error when score() is asked otherwise.
  void select(std::int64_t output);

 private:
  /// What `compute` gives (count, K), or what it gave for output 0.
  std::vector<double> answer(std::size_t count, const std::function<at::Tensor()>& compute);

  const model::Function& function_;
  std::size_t batch_size_;
  model::EditEngine edits_;
  std::int64_t output_ = 0;
  std::size_t next_answer_ = 0;
  std::vector<at::Tensor> answers_nk_;  ///< by call for output 0
};

}  // namespace siskin::attribute
