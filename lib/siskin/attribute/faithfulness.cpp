#include "siskin/attribute/faithfulness.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "siskin/attribute/ensemble.hpp"
#include "siskin/attribute/function_scorer.hpp"
#include "siskin/attribute/randomised_copy.hpp"
#include "siskin/score/correlation.hpp"
#include "siskin/seq/alphabet.hpp"
#include "siskin/util/error.hpp"

namespace siskin::attribute {
namespace {

using blackbox::ChangedShare;
using blackbox::Edit;

constexpr std::size_t kMostLevels = 10;

// The mean output of an ensemble.
class MeanScorer : public blackbox::Scorer {
 public:
  MeanScorer(const std::vector<model::Function>& functions, const BlackboxSettings& settings)
      : batch_size_(static_cast<std::size_t>(settings.batch_size)) {
    scorers_.reserve(functions.size());
    for (const auto& function : functions) {
      scorers_.push_back(std::make_unique<FunctionScorer>(function, batch_size_, settings.engine));
    }
  }

  std::vector<double> score(const float* onehot_ncl, std::size_t count,
                            std::size_t length) override {
    return mean([&](FunctionScorer& scorer) { return scorer.score(onehot_ncl, count, length); });
  }
  std::vector<double> score_edits(const float* base_cl, std::size_t length,
                                  const std::vector<Edit>& edits) override {
    return mean([&](FunctionScorer& scorer) { return scorer.score_edits(base_cl, length, edits); });
  }
  std::size_t batch_size() const override { return batch_size_; }

 private:
  template <typename Ask>
  std::vector<double> mean(const Ask& ask) {
    std::vector<double> means;
    for (const auto& scorer : scorers_) {
      scorer->select(0);  // earlier answers are forgotten
      const auto scores = ask(*scorer);
      means.resize(scores.size(), 0.0);
      for (std::size_t i = 0; i < scores.size(); ++i) means[i] += scores[i];
    }
    for (auto& value : means) value /= static_cast<double>(scorers_.size());
    return means;
  }

  std::size_t batch_size_;
  std::vector<std::unique_ptr<FunctionScorer>> scorers_;
};

bool tells_of_each_base(MapKind kind) {
  return kind == MapKind::kGradient || kind == MapKind::kHypothetical ||
         kind == MapKind::kDifference;
}

std::vector<float> onehot_of(const RecordBatch& batch, std::size_t row) {
  const float* const first = batch.onehot_ncl.data() + row * 4 * batch.length;
  return {first, first + 4 * batch.length};
}

double effect_of_change(const std::vector<float>& map_cl, const std::vector<float>& onehot_cl,
                        const blackbox::ColumnChange& change) {
  const std::size_t length = onehot_cl.size() / 4;
  double sum = 0;
  for (std::size_t base = 0; base < 4; ++base) {
    const std::size_t cell = base * length + change.position;
    const float difference = onehot_cl[cell] - change.column[base];
    // A map may be infinite where nothing is changed.
    if (difference != 0) sum += static_cast<double>(difference) * static_cast<double>(map_cl[cell]);
  }
  return sum;
}

void add_curve(const char* test, const std::vector<ChangedShare>& curve,
               std::vector<FaithfulnessRow>& rows) {
  for (const auto& point : curve) rows.push_back({test, point.share, point.score, {}});
}

double length_of(const std::vector<float>& track) {
  double squares = 0;
  for (const float value : track) {
    squares += static_cast<double>(value) * static_cast<double>(value);
  }
  return std::sqrt(squares);
}

std::vector<float> difference(std::vector<float> track, const std::vector<float>& other) {
  for (std::size_t i = 0; i < track.size(); ++i) track[i] -= other[i];
  return track;
}

std::vector<double> in_double(const std::vector<float>& track) {
  return {track.begin(), track.end()};
}

bool is_constant(const std::vector<float>& track) {
  return std::all_of(track.begin(), track.end(),
                     [&track](float value) { return value == track.front(); });
}

// The sequence of a row with its bases changed as the edit says.
void change(RecordBatch& batch, std::size_t row, const Edit& edit) {
  auto* const map_cl = batch.onehot_ncl.data() + row * 4 * batch.length;
  blackbox::apply(edit, map_cl, batch.length);
  for (const auto& [position, column] : edit) {
    const auto base = std::max_element(column.begin(), column.end()) - column.begin();
    batch.records[row].sequence[position] = seq::kLetters[static_cast<std::size_t>(base)];
  }
}

void add_completeness(const RecordResult& result, std::vector<FaithfulnessRow>& rows) {
  if (result.sum_mrk.empty()) return;
  const std::size_t references = result.sum_mrk.size() / result.prediction_mk.size();
  for (std::size_t i = 0; i < result.sum_mrk.size(); ++i) {
    const double found = result.prediction_mk[i / references] - result.reference_mrk[i];
    rows.push_back({"completeness", {}, found, result.sum_mrk[i]});
  }
}

}  // namespace

double predicted_effect(const std::vector<float>& map_cl, const std::vector<float>& onehot_cl,
                        MapKind kind, const Edit& edit) {
  double sum = 0;
  if (tells_of_each_base(kind)) {
    for (const auto& one : edit) sum += effect_of_change(map_cl, onehot_cl, one);
    return sum;
  }
  const auto values =
      reduce(map_cl.data(), onehot_cl.data(), onehot_cl.size() / 4, kind, Reduction::kObserved);
  for (const auto& one : edit) sum += static_cast<double>(values[one.position]);
  return sum;
}

Faithfulness::Faithfulness(const std::string& method, const AttributeSettings& attribution,
                           const FaithfulnessSettings& settings)
    : settings_(settings),
      blackbox_(attribution.blackbox),
      seed_(attribution.seed),
      attributor_(method, attribution) {
  blackbox_.batch_size = attribution.batch_size;
}

bool Faithfulness::open(const std::vector<std::string>& paths, const model::ModelOptions& options,
                        const gradient::Target& target, std::size_t length,
                        const std::string& where) {
  if (!settings_.randomisation) return true;
  std::vector<std::size_t> layers;
  layers.reserve(paths.size());
  for (const auto& path : paths) {
    layers.push_back(count_layers(path));
    if (layers.back() > 0) continue;
    settings_.randomisation = false;
    return false;
  }
  const std::size_t count = std::min(kMostLevels, layers.front());
  levels_.reserve(count);
  for (std::size_t i = 1; i <= count; ++i) {
    const std::size_t random = layers.front() * i / count;
    const double share = static_cast<double>(random) / static_cast<double>(layers.front());
    std::vector<std::unique_ptr<RandomisedCopy>> copies;
    std::vector<std::string> copied;
    copies.reserve(paths.size());
    copied.reserve(paths.size());
    for (std::size_t m = 0; m < paths.size(); ++m) {
      const double wanted = share * static_cast<double>(layers[m]);
      copies.push_back(std::make_unique<RandomisedCopy>(
          paths[m], static_cast<std::size_t>(std::lround(wanted)), seed_ + m));
      copied.push_back(copies.back()->path());
    }
    levels_.push_back({share, std::make_unique<Functions>(copied, options)});
    levels_.back().functions->open(target, length, where);
  }
  return true;
}

std::vector<std::vector<float>> Faithfulness::tracks(const std::vector<model::Function>& functions,
                                                     const RecordBatch& batch) const {
  std::vector<gradient::Explanation> by_model;
  by_model.reserve(functions.size());
  for (const auto& function : functions) by_model.push_back(attributor_.attribute(function, batch));
  ResultParts parts;
  parts.tracks = true;
  parts.reduction = settings_.reduction;
  std::vector<std::vector<float>> found;
  found.reserve(batch.records.size());
  for (auto& result : combine(batch, by_model, attributor_.map_kind(), parts)) {
    found.push_back(std::move(result.tracks_kl));
  }
  return found;
}

blackbox::FaithfulnessOptions Faithfulness::options_for(const RecordBatch& batch,
                                                        std::size_t row) const {
  auto options = settings_.curves;
  options.seed = seed_;
  options.number = batch.numbers[row];
  return options;
}

void Faithfulness::ask(const std::vector<model::Function>& functions, const RecordBatch& batch,
                       const std::vector<RecordResult>& results, const Changes& changes,
                       Rows& rows) const {
  const auto kind = attributor_.map_kind();
  const auto mask = blackbox_.mask.mask(batch.length);
  MeanScorer scorer(functions, blackbox_);
  for (std::size_t row = 0; row < results.size(); ++row) {
    const auto onehot_cl = onehot_of(batch, row);
    blackbox::Game game{onehot_cl, mask,
                        blackbox::single_positions(onehot_cl.data(), batch.length)};
    std::vector<double> values;
    values.reserve(game.features.size());
    for (const auto& feature : game.features) {
      values.push_back(static_cast<double>(results[row].tracks_kl[feature.front()]));
    }
    std::vector<Edit> edits;
    if (settings_.infidelity) edits = changes[row];
    if (!tells_of_each_base(kind)) {
      for (auto& edit : edits) edit = blackbox::masked_instead(edit, mask);
    }
    const auto found =
        blackbox::ask_faithfulness(scorer, game, values, edits, options_for(batch, row));
    add_curve("deletion", found.deletion, rows[row]);
    add_curve("deletion_random", found.deletion_random, rows[row]);
    add_curve("insertion", found.insertion, rows[row]);
    add_curve("insertion_random", found.insertion_random, rows[row]);
    for (std::size_t i = 0; i < edits.size(); ++i) {
      rows[row].push_back({"infidelity",
                           {},
                           found.score - found.changed[i],
                           predicted_effect(results[row].maps_kcl, onehot_cl, kind, edits[i])});
    }
  }
}

void Faithfulness::add_sensitivity(const std::vector<model::Function>& functions,
                                   const RecordBatch& batch,
                                   const std::vector<RecordResult>& results, const Changes& changes,
                                   Rows& rows) const {
  for (std::size_t sample = 0; sample < settings_.curves.samples; ++sample) {
    RecordBatch neighbours = batch;  // with their numbers: only the bases differ
    for (std::size_t row = 0; row < results.size(); ++row) {
      if (!changes[row].empty()) change(neighbours, row, changes[row][sample]);
    }
    const auto found = tracks(functions, neighbours);
    for (std::size_t row = 0; row < results.size(); ++row) {
      if (changes[row].empty()) continue;
      const auto& track = results[row].tracks_kl;
      rows[row].push_back(
          {"sensitivity", {}, length_of(difference(found[row], track)), length_of(track)});
    }
  }
}

void Faithfulness::add_randomisation(const RecordBatch& batch,
                                     const std::vector<RecordResult>& results, Rows& rows) const {
  std::vector<bool> asked(results.size());
  for (std::size_t row = 0; row < results.size(); ++row) {
    asked[row] = !is_constant(results[row].tracks_kl);
    if (asked[row]) rows[row].push_back({"randomisation", 0.0, 1.0, {}});
  }
  for (const auto& level : levels_) {
    const auto found = tracks(level.functions->all(), batch);
    for (std::size_t row = 0; row < results.size(); ++row) {
      if (!asked[row]) continue;
      const double similarity =
          score::spearman(in_double(found[row]), in_double(results[row].tracks_kl));
      // A map that is the same everywhere has nothing of the trained one.
      rows[row].push_back(
          {"randomisation", level.share, std::isnan(similarity) ? 0 : similarity, {}});
    }
  }
}

std::vector<std::vector<FaithfulnessRow>> Faithfulness::rows(
    const std::vector<model::Function>& functions, const RecordBatch& batch,
    const std::vector<RecordResult>& results) const {
  Rows rows(results.size());
  Changes changes;
  changes.reserve(results.size());
  for (std::size_t row = 0; row < results.size(); ++row) {
    changes.push_back(
        blackbox::random_substitutions(onehot_of(batch, row), options_for(batch, row)));
  }
  const auto& curves = settings_.curves;
  if (curves.deletion || curves.insertion || settings_.infidelity) {
    ask(functions, batch, results, changes, rows);
  }
  if (settings_.sensitivity) add_sensitivity(functions, batch, results, changes, rows);
  if (settings_.completeness) {
    for (std::size_t row = 0; row < results.size(); ++row) {
      add_completeness(results[row], rows[row]);
    }
  }
  if (settings_.randomisation) add_randomisation(batch, results, rows);
  return rows;
}

}  // namespace siskin::attribute
