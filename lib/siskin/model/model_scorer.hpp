#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "siskin/blackbox/scorer.hpp"
#include "siskin/model/function.hpp"
#include "siskin/model/incremental_engine.hpp"
#include "siskin/model/model.hpp"

namespace siskin::model {

/// One output of a model as a blackbox::Scorer. Edits and walks are evaluated by the engine that
/// costs less.
class ModelScorer : public blackbox::Scorer {
 public:
  /// The model must outlive the scorer.
  ModelScorer(Model& model, std::int64_t target, OutputSpace space, std::size_t batch_size,
              Engine engine = Engine::kAutomatic);
  ModelScorer(ModelScorer&&) = delete;

  std::vector<double> score(const float* onehot_ncl, std::size_t count,
                            std::size_t length) override;
  std::vector<double> score_edits(const float* base_cl, std::size_t length,
                                  const std::vector<blackbox::Edit>& edits) override;
  std::unique_ptr<blackbox::Walk> walk(std::vector<float> base_cl,
                                       std::vector<blackbox::Edit> edits) override;
  std::size_t batch_size() const override { return batch_size_; }

  /// EditEngine::remark.
  const std::string& remark() const { return edits_.remark(); }

 private:
  void check_target(const float* base_cl, std::size_t length);

  Model& model_;
  std::int64_t target_;
  OutputSpace space_;
  std::size_t batch_size_;
  Function function_;
  EditEngine edits_;
  bool is_checked_ = false;
};

}  // namespace siskin::model
