#pragma once

#include <cstdint>

#include "siskin/train/evaluation.hpp"
#include "siskin/train/objective.hpp"

namespace siskin::train {

/// The mean of the terms of the objective over the sequences of an epoch.
class EpochTerms {
 public:
  void add(const LossTerms& terms, std::int64_t rows);
  Metrics mean() const;

 private:
  Metrics sums_;
  std::int64_t rows_ = 0;
};

}  // namespace siskin::train
