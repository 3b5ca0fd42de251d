#include "siskin/train/label_evaluation.hpp"

#include <torch/torch.h>

#include <cmath>
#include <string>

#include "siskin/score/classification.hpp"
#include "siskin/score/correlation.hpp"
#include "siskin/score/summary.hpp"

namespace siskin::train {
namespace {

constexpr double kConstant = 1e-4;

std::vector<int> classes_of(const std::vector<double>& labels) {
  std::vector<int> classes;
  classes.reserve(labels.size());
  for (const double label : labels) classes.push_back(label > 0.5 ? 1 : 0);
  return classes;
}

}  // namespace

void LabelEvaluation::add(const model::Outputs& outputs, const Batch& batch) {
  range_.add(outputs.values_nt);
  const auto values_nt = outputs.values_nt.detach().to(torch::kCPU, torch::kDouble).contiguous();
  const auto labels_nt = batch.labels_nt.to(torch::kCPU, torch::kDouble).contiguous();
  const auto* value = values_nt.data_ptr<double>();
  const auto* label = labels_nt.data_ptr<double>();
  for (std::int64_t row = 0; row < values_nt.size(0); ++row) {
    for (auto& task : tasks_) {
      if (!std::isnan(*label)) {
        task.outputs.push_back(*value);
        task.labels.push_back(*label);
      }
      ++value;
      ++label;
    }
  }
}

Metrics LabelEvaluation::finish() const {
  std::vector<double> first;
  std::vector<double> second;
  for (const auto& task : tasks_) {
    if (classes_) {
      const auto classes = classes_of(task.labels);
      first.push_back(score::auroc(task.outputs, classes));
      second.push_back(score::aupr_trapezoid(task.outputs, classes));
    } else {
      first.push_back(score::pearson(task.outputs, task.labels));
      second.push_back(score::spearman(task.outputs, task.labels));
    }
  }
  return {{classes_ ? "auroc" : "pearson", score::mean_of_defined(first).value},
          {classes_ ? "aupr" : "spearman", score::mean_of_defined(second).value}};
}

bool LabelEvaluation::is_constant() const { return range_.is_constant(kConstant); }

}  // namespace siskin::train
