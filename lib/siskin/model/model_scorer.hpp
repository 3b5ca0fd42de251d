#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "siskin/blackbox/scorer.hpp"
#include "siskin/model/model.hpp"

namespace siskin::model {

/// One output of a model as a blackbox::Scorer.
class ModelScorer : public blackbox::Scorer {
 public:
  /// The model must outlive the scorer.
  ModelScorer(Model& model, std::int64_t target, OutputSpace space, std::size_t batch_size);

  std::vector<double> score(const float* onehot_ncl, std::size_t count,
                            std::size_t length) override;
  std::size_t batch_size() const override { return batch_size_; }

 private:
  Model& model_;
  std::int64_t target_;
  OutputSpace space_;
  std::size_t batch_size_;
};

}  // namespace siskin::model
