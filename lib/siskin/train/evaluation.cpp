#include "siskin/train/evaluation.hpp"

#include <cmath>
#include <limits>

#include "siskin/score/classification.hpp"
#include "siskin/score/correlation.hpp"

namespace siskin::train {
namespace {

// Mean over the numbers that are none of NaN.
class KnownMean {
 public:
  void add(double value) {
    if (std::isnan(value)) return;
    sum_ += value;
    ++count_;
  }
  double value() const {
    return count_ == 0 ? std::numeric_limits<double>::quiet_NaN() : sum_ / count_;
  }

 private:
  double sum_ = 0;
  int count_ = 0;
};

struct Task {
  std::vector<double> outputs;
  std::vector<double> labels;
};

Task known_of_task(const std::vector<double>& outputs_nt, const LabelledSet& set,
                   std::size_t task) {
  Task known;
  for (std::size_t i = task; i < set.labels_nt.size(); i += set.tasks) {
    if (std::isnan(set.labels_nt[i])) continue;
    known.outputs.push_back(outputs_nt[i]);
    known.labels.push_back(static_cast<double>(set.labels_nt[i]));
  }
  return known;
}

}  // namespace

Metrics evaluate(Loss loss, const std::vector<double>& outputs_nt, const LabelledSet& set) {
  KnownMean first;
  KnownMean second;
  for (std::size_t task = 0; task < set.tasks; ++task) {
    const Task known = known_of_task(outputs_nt, set, task);
    if (loss == Loss::kBinaryCrossEntropy) {
      std::vector<int> classes;
      for (const double label : known.labels) classes.push_back(label > 0.5 ? 1 : 0);
      first.add(score::auroc(known.outputs, classes));
      second.add(score::aupr_trapezoid(known.outputs, classes));
    } else {
      first.add(score::pearson(known.outputs, known.labels));
      second.add(score::spearman(known.outputs, known.labels));
    }
  }
  if (loss == Loss::kBinaryCrossEntropy)
    return {{"auroc", first.value()}, {"aupr", second.value()}};
  return {{"pearson", first.value()}, {"spearman", second.value()}};
}

}  // namespace siskin::train
