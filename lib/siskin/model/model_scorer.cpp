#include "siskin/model/model_scorer.hpp"

#include <torch/torch.h>

#include <algorithm>

#include "siskin/util/error.hpp"

namespace siskin::model {

ModelScorer::ModelScorer(Model& model, std::int64_t target, OutputSpace space,
                         std::size_t batch_size)
    : model_(model), target_(target), space_(space), batch_size_(batch_size) {}

std::vector<double> ModelScorer::score(const float* onehot_ncl, std::size_t count,
                                       std::size_t length) {
  const torch::NoGradGuard no_grad;
  std::vector<double> scores;
  scores.reserve(count);
  for (std::size_t begin = 0; begin < count; begin += batch_size_) {
    const std::size_t rows = std::min(batch_size_, count - begin);
    // from_blob wants a mutable pointer, but nothing writes through it.
    auto* const first = const_cast<float*>(onehot_ncl + begin * 4 * length);
    const auto batch_ncl = torch::from_blob(
        first, {static_cast<std::int64_t>(rows), 4, static_cast<std::int64_t>(length)});
    const auto output = model_.forward(batch_ncl, space_);
    if (target_ >= output.size(1)) {
      throw Error(model_.path() + ": has " + std::to_string(output.size(1)) +
                  " outputs, so there is no --target " + std::to_string(target_));
    }
    const auto column = output.select(1, target_).to(torch::kCPU, torch::kDouble).contiguous();
    const auto* const values = column.data_ptr<double>();
    scores.insert(scores.end(), values, values + rows);
  }
  return scores;
}

}  // namespace siskin::model
