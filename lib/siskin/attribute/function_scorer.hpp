#pragma once

#include <ATen/core/Tensor.h>

#include <cstddef>
#include <cstdint>
#include <vector>

#include "siskin/blackbox/scorer.hpp"
#include "siskin/model/function.hpp"

namespace siskin::attribute {

/// One output of a function as a blackbox::Scorer, and then the others at no cost: a method that
/// asks the same questions again for the next output is answered from what the first pass computed.
class FunctionScorer : public blackbox::Scorer {
 public:
  /// The function must outlive the scorer.
  FunctionScorer(const model::Function& function, std::size_t batch_size);

  std::vector<double> score(const float* onehot_ncl, std::size_t count,
                            std::size_t length) override;
  std::size_t batch_size() const override { return batch_size_; }

  /// Number of outputs; known after the first score().
  std::int64_t outputs() const;
  /// From here on score() answers for this output: 0 computes, the others repeat the calls made for
  /// output 0 in their order. Throws std::logic_error when score() is asked otherwise.
  void select(std::int64_t output);

 private:
  const model::Function& function_;
  std::size_t batch_size_;
  std::int64_t output_ = 0;
  std::size_t next_answer_ = 0;
  std::vector<at::Tensor> answers_nk_;  ///< by call for output 0
};

}  // namespace siskin::attribute
