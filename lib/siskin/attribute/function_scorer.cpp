#include "siskin/attribute/function_scorer.hpp"

#include <torch/torch.h>

#include <stdexcept>

#include "siskin/gradient/derivative.hpp"

namespace siskin::attribute {

FunctionScorer::FunctionScorer(const model::Function& function, std::size_t batch_size,
                               model::Engine engine)
    : function_(function), batch_size_(batch_size), edits_(function, engine, batch_size) {}

std::vector<double> FunctionScorer::answer(std::size_t count,
                                           const std::function<at::Tensor()>& compute) {
  if (output_ == 0) {
    answers_nk_.push_back(compute());
    ++next_answer_;
  } else if (next_answer_ == answers_nk_.size() ||
             answers_nk_[next_answer_++].size(0) != static_cast<std::int64_t>(count)) {
    throw std::logic_error("FunctionScorer: other questions for the next output");
  }
  const auto column_n = answers_nk_[next_answer_ - 1].select(1, output_).contiguous();
  const auto* const first = column_n.data_ptr<double>();
  return {first, first + count};
}

std::vector<double> FunctionScorer::score(const float* onehot_ncl, std::size_t count,
                                          std::size_t length) {
  return answer(count, [&] {
    // from_blob wants a mutable pointer, but nothing writes through it.
    const auto input_ncl =
        torch::from_blob(const_cast<float*>(onehot_ncl),
                         {static_cast<std::int64_t>(count), 4, static_cast<std::int64_t>(length)});
    return gradient::predict(function_, input_ncl, static_cast<std::int64_t>(batch_size_));
  });
}

std::vector<double> FunctionScorer::score_edits(const float* base_cl, std::size_t length,
                                                const std::vector<blackbox::Edit>& edits) {
  if (edits.empty()) return {};
  return answer(edits.size(), [&] { return edits_.evaluate(base_cl, length, edits); });
}

std::int64_t FunctionScorer::outputs() const {
  return answers_nk_.empty() ? 0 : answers_nk_.front().size(1);
}

void FunctionScorer::select(std::int64_t output) {
  output_ = output;
  next_answer_ = 0;
  if (output == 0) answers_nk_.clear();
}

}  // namespace siskin::attribute
