#include "sis/explainer.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "common/open_model.hpp"
#include "sis/ig_ranking.hpp"
#include "sis/option_checks.hpp"
#include "siskin/blackbox/lime.hpp"
#include "siskin/gradient/batched_gradient_sis.hpp"
#include "siskin/util/error.hpp"

namespace siskin::tools {
namespace {

constexpr float kUniformBaseline = 0.25F;
constexpr float kZeroBaseline = 0;

blackbox::Decision decision_of(const SisOptions& options) {
  return blackbox::parse_decision(options.decision.decision);
}

// Values of the positions as values of the units; baselines know no groups, so each has one.
std::vector<double> of_units(const std::vector<double>& values, const Subject& subject) {
  std::vector<double> result;
  for (const auto& unit : subject.sequence.units) result.push_back(values[unit.front()]);
  return result;
}

std::vector<double> scaled(std::vector<double> values, double factor) {
  for (auto& value : values) value *= factor;
  return values;
}

std::vector<double> absolute(std::vector<double> values) {
  for (auto& value : values) value = std::abs(value);
  return values;
}

}  // namespace

Explainer::Explainer(const SisOptions& options)
    : options_(options),
      model_(options.model.path, model_options(options.model)),
      scorers_([this] { return make_scorer(); }) {
  if (uses_gradient()) {
    functions_.emplace(std::vector<std::string>{options.model.path}, model_options(options.model));
  }
  if (!options.search.lengths.empty()) lengths_.emplace(options.search.lengths);
}

std::unique_ptr<model::ModelScorer> Explainer::make_scorer() {
  return std::make_unique<model::ModelScorer>(
      model_, options_.target, model::parse_output_space(options_.model.output_space),
      static_cast<std::size_t>(options_.model.batch_size),
      model::parse_engine(options_.model.engine));
}

bool Explainer::uses_gradient() const {
  const auto& selector = options_.search.selector;
  return options_.search.search == "gradient" || selector == "sufficient-ig" ||
         selector == "top-ig" || selector == "fixed-ig";
}

void Explainer::open(std::size_t length, const std::string& where) {
  model_.check_length(static_cast<std::int64_t>(length), where);
  if (!functions_) return;
  gradient::Target target;
  target.words = {std::to_string(options_.target)};
  target.space = model::parse_output_space(options_.model.output_space);
  functions_->open(target, length, where);
}

std::size_t Explainer::sequences_at_once() const {
  return options_.search.search == "gradient" ? static_cast<std::size_t>(options_.model.batch_size)
                                              : 1;
}

std::vector<double> Explainer::predict(const attribute::RecordBatch& batch) {
  model_.check_length(static_cast<std::int64_t>(batch.length), batch.records.front().where);
  auto scores = scorers_.take()->score(batch.onehot_ncl.data(), batch.records.size(), batch.length);
  for (std::size_t row = 0; row < scores.size(); ++row) {
    require_finite(scores[row], batch.records[row], "the output");
  }
  return scores;
}

void Explainer::require_finite(double score, const io::SequenceRecord& record,
                               const char* what) const {
  if (std::isfinite(score)) return;
  throw Error(record.where + ": " + what + " of " + options_.model.path +
              (std::isnan(score) ? " is no number" : " is infinite") +
              ", expected a finite number");
}

std::string Explainer::engine(const Subject& subject) {
  const auto units = blackbox::all_units(subject.sequence);
  const bool alike = options_.search.selector != "sufficient-ig" || options_.perturbation;
  if (units.empty() || !evaluates_edits(options_) || !alike) return {};
  const auto scorer = scorers_.take();
  blackbox::masking_walk(*scorer, subject.sequence, units);
  return scorer->remark();
}

blackbox::SisOptions Explainer::search_options(double score, const Thresholds& thresholds) const {
  blackbox::SisOptions search;
  search.threshold =
      thresholds.value ? *thresholds.value : *options_.decision.threshold_fraction * score;
  search.decision = decision_of(options_);
  if (options_.search.max_subsets) {
    search.max_subsets = static_cast<std::size_t>(*options_.search.max_subsets);
  }
  search.score = score;
  search.keep_orders = !options_.order.empty();
  search.polish = options_.search.polish;
  return search;
}

std::vector<Explained> Explainer::explain(const attribute::RecordBatch& batch,
                                          const std::vector<Subject>& subjects,
                                          const Thresholds& thresholds) {
  const auto scores = thresholds.scores.empty() ? predict(batch) : thresholds.scores;
  const auto scorer = scorers_.take();
  std::vector<Explained> found(subjects.size());
  std::vector<blackbox::SisOptions> searches;
  for (std::size_t row = 0; row < subjects.size(); ++row) {
    searches.push_back(search_options(scores[row], thresholds));
    found[row].threshold = searches.back().threshold;
  }
  if (options_.search.search == "gradient") {
    explain_by_gradient(*scorer, batch, subjects, searches, found);
  } else {
    for (std::size_t row = 0; row < subjects.size(); ++row) {
      found[row].result = explain_one(*scorer, batch, row, subjects[row], searches[row]);
    }
  }
  for (std::size_t row = 0; row < subjects.size(); ++row) {
    const auto masked = found[row].result.masked_score;
    require_finite(masked.value_or(0), batch.records[row], "with everything masked the output");
  }
  if (!options_.perturbation) return found;
  for (std::size_t row = 0; row < subjects.size(); ++row) {
    const auto& result = found[row].result;
    if (result.subsets.empty()) continue;
    const auto drops = blackbox::masking_drops(*scorer, subjects[row].sequence, result.score);
    for (const auto& subset : result.subsets) {
      found[row].perturbations.push_back(blackbox::perturbation(drops, subset.units));
    }
  }
  return found;
}

void Explainer::explain_by_gradient(blackbox::Scorer& scorer, const attribute::RecordBatch& batch,
                                    const std::vector<Subject>& subjects,
                                    const std::vector<blackbox::SisOptions>& searches,
                                    std::vector<Explained>& found) const {
  std::vector<gradient::SisTask> tasks;
  for (std::size_t row = 0; row < subjects.size(); ++row) {
    tasks.push_back({subjects[row].sequence, searches[row], batch.numbers[row]});
  }
  gradient::BatchedGradientOptions settings;
  settings.step = options_.search.step;
  settings.noise = options_.search.noise;
  settings.seed = ~options_.seed;  // other streams than those of --mask sample
  settings.batch_size = options_.model.batch_size;
  auto results = gradient::batched_gradient_sis(function(), scorer, tasks, settings);
  for (std::size_t row = 0; row < results.size(); ++row) {
    found[row].result = std::move(results[row]);
  }
}

blackbox::SisResult Explainer::explain_one(blackbox::Scorer& scorer,
                                           const attribute::RecordBatch& batch, std::size_t row,
                                           const Subject& subject,
                                           const blackbox::SisOptions& search) const {
  const auto& selector = options_.search.selector;
  if (selector == "sis") return blackbox::sufficient_subsets(scorer, subject.sequence, search);
  const std::uint64_t number = batch.numbers[row];
  const auto& name = batch.records[row].name;
  return blackbox::chosen_subset(
      scorer, subject.sequence, search,
      [&](blackbox::Scorer& goal, double score, double threshold) -> std::vector<std::size_t> {
        if (selector == "perturb") {
          const auto drops = blackbox::masking_drops(goal, subject.sequence, score);
          return blackbox::top(blackbox::descending(drops), length_of(name));
        }
        if (selector == "lime") {
          return blackbox::top(lime_ranking(goal, subject, number), length_of(name));
        }
        return choose_by_ig(goal, subject, threshold, name);
      });
}

std::vector<std::size_t> Explainer::lime_ranking(blackbox::Scorer& goal, const Subject& subject,
                                                 std::uint64_t number) const {
  const auto& sequence = subject.sequence;
  blackbox::LimeOptions settings;
  settings.samples = static_cast<std::size_t>(options_.search.samples);
  settings.seed = options_.seed;
  settings.number = number;
  const blackbox::Game game{sequence.onehot_cl, sequence.masks.front(), sequence.units};
  return blackbox::descending(absolute(blackbox::lime(goal, game, settings).coefficients));
}

std::vector<std::size_t> Explainer::choose_by_ig(blackbox::Scorer& goal, const Subject& subject,
                                                 double threshold, const std::string& name) const {
  const auto& selector = options_.search.selector;
  const auto& sequence = subject.sequence;
  const auto contributions = [&](float baseline) {
    return ig_contributions(function(), sequence.onehot_cl.data(), sequence.length(), baseline,
                            options_.model.batch_size);
  };
  if (selector == "sufficient-ig") {
    const auto values = of_units(contributions(kUniformBaseline).magnitudes, subject);
    return blackbox::sufficient_top(goal, sequence, blackbox::descending(values), threshold);
  }
  const double sign = decision_of(options_) == blackbox::Decision::kMaximise ? 1 : -1;
  const auto ig = contributions(kZeroBaseline);
  const auto values = scaled(of_units(ig.sums, subject), sign);
  const auto ranking = blackbox::descending(absolute(values));
  if (selector == "fixed-ig") return blackbox::top(ranking, length_of(name));
  return blackbox::top_with_sum(ranking, values, threshold - sign * ig.baseline_score);
}

std::size_t Explainer::length_of(const std::string& sequence) const {
  return lengths_ ? lengths_->of(sequence)
                  : static_cast<std::size_t>(*options_.search.subset_length);
}

}  // namespace siskin::tools
