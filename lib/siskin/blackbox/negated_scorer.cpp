#include "siskin/blackbox/negated_scorer.hpp"

#include <utility>

namespace siskin::blackbox {
namespace {

// 0 - x rather than -x, for which zero would become -0.
std::vector<double> negated(std::vector<double> scores) {
  for (auto& score : scores) score = 0.0 - score;
  return scores;
}

class NegatedWalk : public Walk {
 public:
  explicit NegatedWalk(std::unique_ptr<Walk> inner) : inner_(std::move(inner)) {}
  std::vector<double> scores() override { return negated(inner_->scores()); }
  void make(std::size_t place) override { inner_->make(place); }

 private:
  std::unique_ptr<Walk> inner_;
};

}  // namespace

NegatedScorer::NegatedScorer(Scorer& inner) : inner_(inner) {}

std::vector<double> NegatedScorer::score(const float* onehot_ncl, std::size_t count,
                                         std::size_t length) {
  return negated(inner_.score(onehot_ncl, count, length));
}

std::vector<double> NegatedScorer::score_edits(const float* base_cl, std::size_t length,
                                               const std::vector<Edit>& edits) {
  return negated(inner_.score_edits(base_cl, length, edits));
}

std::unique_ptr<Walk> NegatedScorer::walk(std::vector<float> base_cl, std::vector<Edit> edits) {
  return std::make_unique<NegatedWalk>(inner_.walk(std::move(base_cl), std::move(edits)));
}

std::size_t NegatedScorer::batch_size() const { return inner_.batch_size(); }

}  // namespace siskin::blackbox
