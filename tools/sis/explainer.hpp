#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sis/explained.hpp"
#include "sis/options.hpp"
#include "sis/scorer_pool.hpp"
#include "sis/subset_lengths.hpp"
#include "siskin/attribute/functions.hpp"
#include "siskin/attribute/record_batches.hpp"
#include "siskin/model/model.hpp"

namespace siskin::tools {

/// What a batch is explained by.
struct Thresholds {
  std::optional<double> value;  ///< empty: --threshold-fraction of each score
  std::vector<double> scores;   ///< of the rows, where they are known; else none
};

/// The model, and the search or ranking that was asked for. Several threads may use one at once.
class Explainer {
 public:
  /// Throws Error when a file cannot be read.
  explicit Explainer(const SisOptions& options);

  /// Learns what the model gives for a sequence of this length. Called once, before the rest.
  void open(std::size_t length, const std::string& where);
  /// How many sequences are best explained together.
  std::size_t sequences_at_once() const;
  /// Throws Error, naming the first record, for a length that the model does not take.
  std::vector<double> predict(const attribute::RecordBatch& batch);
  /// Throws Error, naming the record, for an output that is no finite number.
  std::vector<Explained> explain(const attribute::RecordBatch& batch,
                                 const std::vector<Subject>& subjects,
                                 const Thresholds& thresholds);
  /// How a search of such a sequence evaluates it with one more unit masked, in words; empty when
  /// none needs that.
  std::string engine(const Subject& subject);

 private:
  std::unique_ptr<model::ModelScorer> make_scorer();
  void require_finite(double score, const io::SequenceRecord& record, const char* what) const;
  bool uses_gradient() const;
  const model::Function& function() const { return functions_->all().front(); }
  blackbox::SisOptions search_options(double score, const Thresholds& thresholds) const;
  void explain_by_gradient(blackbox::Scorer& scorer, const attribute::RecordBatch& batch,
                           const std::vector<Subject>& subjects,
                           const std::vector<blackbox::SisOptions>& searches,
                           std::vector<Explained>& found) const;
  blackbox::SisResult explain_one(blackbox::Scorer& scorer, const attribute::RecordBatch& batch,
                                  std::size_t row, const Subject& subject,
                                  const blackbox::SisOptions& search) const;
  std::vector<std::size_t> lime_ranking(blackbox::Scorer& goal, const Subject& subject,
                                        std::uint64_t number) const;
  std::vector<std::size_t> choose_by_ig(blackbox::Scorer& goal, const Subject& subject,
                                        double threshold, const std::string& name) const;
  std::size_t length_of(const std::string& sequence) const;

  const SisOptions& options_;
  model::Model model_;
  std::optional<attribute::Functions> functions_;  ///< where gradients are needed
  std::optional<SubsetLengths> lengths_;
  ScorerPool scorers_;
};

}  // namespace siskin::tools
