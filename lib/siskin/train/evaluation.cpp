#include "siskin/train/evaluation.hpp"

#include "siskin/train/label_evaluation.hpp"
#include "siskin/train/profile_evaluation.hpp"

namespace siskin::train {

std::unique_ptr<Evaluation> make_evaluation(const data::Shape& shape,
                                            const ObjectiveSettings& objective) {
  if (shape.has_profiles()) return std::make_unique<ProfileEvaluation>(objective.profile.softmax);
  return std::make_unique<LabelEvaluation>(shape.tasks, is_classification(objective.loss));
}

std::vector<std::string> metric_names(const data::Shape& shape,
                                      const ObjectiveSettings& objective) {
  std::vector<std::string> names;
  for (const auto& metric : make_evaluation(shape, objective)->finish())
    names.push_back(metric.first);
  return names;
}

}  // namespace siskin::train
