#include "siskin/train/epoch_terms.hpp"

#include <cstddef>

namespace siskin::train {

void EpochTerms::add(const LossTerms& terms, std::int64_t rows) {
  if (sums_.empty()) {
    for (const auto& term : terms) sums_.emplace_back(term.first, 0.0);
  }
  for (std::size_t i = 0; i < terms.size(); ++i) {
    sums_[i].second += terms[i].second * static_cast<double>(rows);
  }
  rows_ += rows;
}

Metrics EpochTerms::mean() const {
  Metrics means = sums_;
  for (auto& term : means) term.second /= static_cast<double>(rows_);
  return means;
}

}  // namespace siskin::train
