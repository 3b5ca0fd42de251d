#include "siskin/train/set_pass.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <cstdint>

#include "siskin/train/loader.hpp"

namespace siskin::train {
namespace {

constexpr std::int64_t kLongestPass = 102400;  // bases at once, which bounds the memory
constexpr std::int64_t kFewest = 16;

std::size_t batch_size_for(const data::Shape& shape) {
  const auto rows = kLongestPass / static_cast<std::int64_t>(shape.length);
  return static_cast<std::size_t>(std::max(rows, kFewest));
}

}  // namespace

Judgement judge(data::ExampleSet& set, const TrainingPlan& plan, const Objective& objective,
                const std::function<model::Outputs(const Batch&)>& predict) {
  const torch::NoGradGuard no_grad;
  const auto evaluation = make_evaluation(set.shape(), plan.objective);
  Loader loader(set, 0, batch_size_for(set.shape()), plan.settings.ambiguous);
  double sum = 0;
  double weights = 0;
  Judgement judgement;
  while (const auto read = loader.next()) {
    check_labels(plan.objective.loss, read->labels_nt);
    const Batch batch = to_device(*read, plan.settings.device);
    const auto outputs = predict(batch);
    const auto [mean, weight] = objective.task_loss(outputs, batch);
    sum += mean * weight;
    weights += weight;
    judgement.result.examples += batch.rows();
    evaluation->add(outputs, batch);
  }
  judgement.result.loss = weights > 0 ? sum / weights : 0;
  judgement.result.metrics = evaluation->finish();
  judgement.constant = evaluation->is_constant();
  return judgement;
}

Judgement judge_network(model::Network& network, data::ExampleSet& set, const TrainingPlan& plan,
                        const Objective& objective) {
  network.set_training(false);
  return judge(set, plan, objective, [&](const Batch& batch) {
    return network.forward(batch.onehot_ncl, batch.controls_ncl);
  });
}

}  // namespace siskin::train
