#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "siskin/blackbox/scorer.hpp"

namespace siskin::blackbox {

/// -f of another scorer, by the same means: a search for large scores then finds small ones.
class NegatedScorer : public Scorer {
 public:
  /// `inner` must outlive this.
  explicit NegatedScorer(Scorer& inner);

  std::vector<double> score(const float* onehot_ncl, std::size_t count,
                            std::size_t length) override;
  std::vector<double> score_edits(const float* base_cl, std::size_t length,
                                  const std::vector<Edit>& edits) override;
  std::unique_ptr<Walk> walk(std::vector<float> base_cl, std::vector<Edit> edits) override;
  std::size_t batch_size() const override;

 private:
  Scorer& inner_;
};

}  // namespace siskin::blackbox
