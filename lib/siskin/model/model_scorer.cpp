#include "siskin/model/model_scorer.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <utility>

#include "siskin/model/incremental_walk.hpp"
#include "siskin/util/error.hpp"

namespace siskin::model {

namespace {

// Model::forward, and of its outputs the one that is scored.
std::string readout(std::int64_t target, OutputSpace space) {
  const std::string columns = std::to_string(target) + ":" + std::to_string(target + 1);
  return "    if output.dim() == 1:\n        output = output.unsqueeze(1)\n"
         "    output = output.flatten(1)[:, " +
         columns + "]\n" +
         (space == OutputSpace::kProbability ? "    output = torch.sigmoid(output)\n" : "") +
         "    return output\n";
}

std::vector<double> numbers(const at::Tensor& scores_n) {
  const auto values_n = scores_n.to(torch::kCPU, torch::kDouble).reshape({-1}).contiguous();
  const auto* const first = values_n.data_ptr<double>();
  return {first, first + values_n.numel()};
}

class KeptWalk : public blackbox::Walk {
 public:
  KeptWalk(const Incremental& incremental, std::vector<float> base_cl,
           std::vector<blackbox::Edit> edits)
      : walk_(incremental, std::move(base_cl), std::move(edits)) {}

  std::vector<double> scores() override { return numbers(walk_.outputs()); }
  void make(std::size_t place) override { walk_.make(place); }

 private:
  IncrementalWalk walk_;
};

}  // namespace

ModelScorer::ModelScorer(Model& model, std::int64_t target, OutputSpace space,
                         std::size_t batch_size, Engine engine)
    : model_(model),
      target_(target),
      space_(space),
      batch_size_(batch_size),
      function_(model, readout(target, space)),
      edits_(function_, engine, batch_size) {}

// score() knows which outputs and units there are.
void ModelScorer::check_target(const float* base_cl, std::size_t length) {
  if (!is_checked_) score(base_cl, 1, length);
  is_checked_ = true;
}

std::vector<double> ModelScorer::score_edits(const float* base_cl, std::size_t length,
                                             const std::vector<blackbox::Edit>& edits) {
  if (edits.empty()) return {};
  check_target(base_cl, length);
  return numbers(edits_.evaluate(base_cl, length, edits));
}

std::unique_ptr<blackbox::Walk> ModelScorer::walk(std::vector<float> base_cl,
                                                  std::vector<blackbox::Edit> edits) {
  const auto length = base_cl.size() / 4;
  check_target(base_cl.data(), length);
  const auto* const incremental = edits_.choose(length, edits);
  if (incremental == nullptr || !IncrementalWalk::suits(*incremental, edits)) {
    return Scorer::walk(std::move(base_cl), std::move(edits));
  }
  return std::make_unique<KeptWalk>(*incremental, std::move(base_cl), std::move(edits));
}

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
