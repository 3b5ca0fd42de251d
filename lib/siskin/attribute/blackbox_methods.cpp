#include "siskin/attribute/blackbox_methods.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <utility>

#include "siskin/attribute/function_scorer.hpp"
#include "siskin/blackbox/deletion.hpp"
#include "siskin/blackbox/mutagenesis.hpp"
#include "siskin/blackbox/occlusion.hpp"
#include "siskin/blackbox/shapley.hpp"
#include "siskin/util/error.hpp"

namespace siskin::attribute {
namespace {

using blackbox::Feature;
using blackbox::Game;
using gradient::Explanation;
using model::Function;

// One sequence of a batch.
struct Item {
  const io::SequenceRecord& record;
  std::vector<float> onehot_cl;
  std::uint64_t number;
};

struct Sum {
  double reference = 0;
  double sum = 0;
  double magnitude = 0;
};

// What a method says of one output for one sequence.
struct Answer {
  double score = 0;
  std::vector<float> map_cl;
  std::optional<Sum> sum;
  std::optional<double> r_squared;
};

Item item_of(const RecordBatch& batch, std::size_t row) {
  const auto first = batch.onehot_ncl.begin() + static_cast<std::ptrdiff_t>(row * 4 * batch.length);
  return {batch.records[row],
          {first, first + static_cast<std::ptrdiff_t>(4 * batch.length)},
          batch.numbers[row]};
}

// Calls ask(scorer, output) for every output, all but the first of which cost nothing.
template <typename Ask>
void for_each_output(FunctionScorer& scorer, const Item& item, const Ask& ask) {
  try {
    std::int64_t output = 0;
    do {
      scorer.select(output);
      ask(scorer, output);
    } while (++output < scorer.outputs());
  } catch (const Error& error) {
    throw Error(item.record.where + ": " + error.what());
  }
}

FunctionScorer make_scorer(const Function& function, const BlackboxSettings& settings) {
  return {function, static_cast<std::size_t>(settings.batch_size), settings.engine};
}

at::Tensor to_tensor(const std::vector<double>& values, const std::vector<std::int64_t>& shape) {
  return torch::tensor(values, torch::kDouble).view(shape);
}

// A refusal that becomes a remark quotes what others have written; a cell has no tabs or lines.
std::string as_cell(std::string remark) {
  const auto breaks = [](char letter) {
    return letter == '\t' || letter == '\n' || letter == '\r';
  };
  std::replace_if(remark.begin(), remark.end(), breaks, ' ');
  return remark;
}

Explanation to_explanation(const std::vector<Answer>& answers, const RecordBatch& batch) {
  std::vector<float> maps;
  std::vector<double> scores;
  std::vector<double> references;
  std::vector<double> sums;
  std::vector<double> magnitudes;
  std::vector<double> shares;
  scores.reserve(answers.size());
  references.reserve(answers.size());
  sums.reserve(answers.size());
  magnitudes.reserve(answers.size());
  for (const auto& answer : answers) {
    maps.insert(maps.end(), answer.map_cl.begin(), answer.map_cl.end());
    scores.push_back(answer.score);
    if (answer.r_squared) shares.push_back(*answer.r_squared);
    if (!answer.sum) continue;
    references.push_back(answer.sum->reference);
    sums.push_back(answer.sum->sum);
    magnitudes.push_back(answer.sum->magnitude);
  }
  const auto count = static_cast<std::int64_t>(batch.records.size());
  Explanation found;
  found.map_nkcl =
      torch::tensor(maps).view({count, -1, 4, static_cast<std::int64_t>(batch.length)});
  found.prediction_nk = to_tensor(scores, {count, -1});
  if (!shares.empty()) found.r_squared_nk = to_tensor(shares, {count, -1});
  if (sums.empty()) return found;
  found.reference_prediction_nrk = to_tensor(references, {count, 1, -1});
  found.sum_nrk = to_tensor(sums, {count, 1, -1});
  found.magnitude_nrk = to_tensor(magnitudes, {count, 1, -1});
  return found;
}

// A method is a function (scorer, item) -> Answer.
template <typename Method>
Explanation explain(const Function& function, const RecordBatch& batch,
                    const BlackboxSettings& settings, const Method& method) {
  auto scorer = make_scorer(function, settings);
  std::vector<Answer> answers;
  std::vector<std::string> remarks;
  for (std::size_t row = 0; row < batch.records.size(); ++row) {
    const auto item = item_of(batch, row);
    for_each_output(scorer, item, [&](FunctionScorer& asked, std::int64_t) {
      answers.push_back(method(asked, item));
    });
    remarks.push_back(as_cell(scorer.remark()));
  }
  auto found = to_explanation(answers, batch);
  found.engine_n = std::move(remarks);
  return found;
}

// What is given a value in a sequence.
std::vector<Feature> features_of(const Item& item, const BlackboxSettings& settings) {
  const std::size_t length = item.onehot_cl.size() / 4;
  if (!settings.groups) return blackbox::single_positions(item.onehot_cl.data(), length);
  std::vector<Feature> features;
  for (const auto& group : settings.groups->within(item.record.chrom, item.record.start, length)) {
    Feature feature;
    for (const auto position : group.positions) {
      const auto column = blackbox::column_of(item.onehot_cl.data(), length, position);
      if (!blackbox::is_ambiguous(column)) feature.push_back(position);
    }
    if (!feature.empty()) features.push_back(std::move(feature));
  }
  return features;
}

Game game_of(const Item& item, const BlackboxSettings& settings) {
  return {item.onehot_cl, settings.mask.mask(item.onehot_cl.size() / 4),
          features_of(item, settings)};
}

// Each value at the base that the sequence has there.
std::vector<float> map_of(const std::vector<float>& onehot_cl, const std::vector<double>& values) {
  const std::size_t length = onehot_cl.size() / 4;
  std::vector<float> map_cl(onehot_cl.size(), 0.0F);
  for (std::size_t i = 0; i < length; ++i) {
    if (blackbox::is_ambiguous(blackbox::column_of(onehot_cl.data(), length, i))) continue;
    for (std::size_t cell = i; cell < map_cl.size(); cell += length) {
      map_cl[cell] = onehot_cl[cell] * static_cast<float>(values[i]);
    }
  }
  return map_cl;
}

std::vector<float> map_of(const Game& game, const std::vector<double>& values) {
  std::vector<double> by_position(game.length(), 0.0);
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (const auto position : game.features[i]) by_position[position] = values[i];
  }
  return map_of(game.onehot_cl, by_position);
}

Sum sum_of(const std::vector<double>& values, double reference) {
  Sum sum;
  sum.reference = reference;
  for (const double value : values) {
    sum.sum += value;
    sum.magnitude += std::abs(value);
  }
  return sum;
}

Answer answer_of(const Game& game, const blackbox::Contributions& found) {
  return {found.score, map_of(game, found.values), sum_of(found.values, found.masked_score), {}};
}

std::vector<std::size_t> chosen_positions(const Item& item, const BlackboxSettings& settings) {
  if (!settings.groups) {
    const std::size_t length = item.record.sequence.size();
    if (!settings.positions.empty() && settings.positions.back() >= length) {
      throw Error(item.record.where + ": found " + std::to_string(length) +
                  " bases, expected more than the largest of --positions, " +
                  std::to_string(settings.positions.back()));
    }
    return settings.positions;
  }
  std::vector<std::size_t> positions;
  for (const auto& group : features_of(item, settings)) {
    positions.insert(positions.end(), group.begin(), group.end());
  }
  std::sort(positions.begin(), positions.end());
  return positions;
}

}  // namespace

Explanation mutagenesis(const Function& function, const RecordBatch& batch,
                        const BlackboxSettings& settings) {
  return explain(function, batch, settings, [](FunctionScorer& scorer, const Item& item) {
    auto found = blackbox::mutagenesis(scorer, item.onehot_cl.data(), item.onehot_cl.size() / 4);
    return Answer{found.score, std::move(found.delta_cl), {}, {}};
  });
}

Explanation occlusion(const Function& function, const RecordBatch& batch,
                      const BlackboxSettings& settings) {
  return explain(function, batch, settings, [&](FunctionScorer& scorer, const Item& item) {
    if (settings.groups) {
      const auto game = game_of(item, settings);
      const auto found = blackbox::feature_occlusion(scorer, game);
      return Answer{found.score, map_of(game, found.values), {}, {}};
    }
    const auto found =
        settings.shuffles > 0
            ? blackbox::shuffle_occlusion(scorer, item.onehot_cl, settings.window,
                                          {settings.shuffles, settings.seed, item.number})
            : blackbox::occlusion(scorer, item.onehot_cl,
                                  settings.mask.mask(item.onehot_cl.size() / 4), settings.window);
    return Answer{found.score, map_of(item.onehot_cl, found.values), {}, {}};
  });
}

Explanation deletion(const Function& function, const RecordBatch& batch,
                     const BlackboxSettings& settings) {
  return explain(function, batch, settings, [&](FunctionScorer& scorer, const Item& item) {
    const auto found = blackbox::deletion(
        scorer, item.onehot_cl, settings.mask.mask(item.onehot_cl.size() / 4), settings.window);
    return Answer{found.score, map_of(item.onehot_cl, found.values), {}, {}};
  });
}

Explanation lime(const Function& function, const RecordBatch& batch,
                 const BlackboxSettings& settings) {
  return explain(function, batch, settings, [&](FunctionScorer& scorer, const Item& item) {
    auto options = settings.lime;
    options.seed = settings.seed;
    options.number = item.number;
    const auto game = game_of(item, settings);
    const auto found = blackbox::lime(scorer, game, options);
    return Answer{found.score, map_of(game, found.coefficients),
                  sum_of(found.coefficients, found.intercept), found.r_squared};
  });
}

Explanation kernel_shap(const Function& function, const RecordBatch& batch,
                        const BlackboxSettings& settings) {
  return explain(function, batch, settings, [&](FunctionScorer& scorer, const Item& item) {
    const auto game = game_of(item, settings);
    return answer_of(
        game, blackbox::kernel_shap(scorer, game,
                                    {settings.kernel_shap_samples, settings.seed, item.number}));
  });
}

Explanation shapley_sampling(const Function& function, const RecordBatch& batch,
                             const BlackboxSettings& settings) {
  return explain(function, batch, settings, [&](FunctionScorer& scorer, const Item& item) {
    const auto game = game_of(item, settings);
    return answer_of(game, blackbox::sampled_shapley(
                               scorer, game, {settings.permutations, settings.seed, item.number}));
  });
}

Explanation shapley_exact(const Function& function, const RecordBatch& batch,
                          const BlackboxSettings& settings) {
  return explain(function, batch, settings, [&](FunctionScorer& scorer, const Item& item) {
    const auto game = game_of(item, settings);
    return answer_of(game, blackbox::exact_shapley(scorer, game));
  });
}

std::string pairwise(const Function& function, const RecordBatch& batch, std::size_t row,
                     const BlackboxSettings& settings,
                     const std::function<void(std::int64_t, const blackbox::PairEffect&)>& take) {
  const auto item = item_of(batch, row);
  const auto positions = chosen_positions(item, settings);
  auto scorer = make_scorer(function, settings);
  for_each_output(scorer, item, [&](FunctionScorer& asked, std::int64_t output) {
    blackbox::pairwise_mutagenesis(
        asked, item.onehot_cl, positions,
        [&](const blackbox::PairEffect& effect) { take(output, effect); });
  });
  return as_cell(scorer.remark());
}

}  // namespace siskin::attribute
