#include "siskin/blackbox/lime.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "siskin/blackbox/regression.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/random.hpp"

namespace siskin::blackbox {
namespace {

constexpr double kTextWidth = 25;
constexpr double kRidgeAlpha = 1;
constexpr double kCosineWidth = 1;
constexpr double kLassoAlpha = 0.01;
constexpr double kSelectionAlpha = 0.01;
constexpr std::size_t kMostForward = 6;

Coalition draw_text(std::size_t features, util::Random& random) {
  std::vector<std::size_t> order(features);
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto masked = static_cast<std::size_t>(1 + random.below(features));
  Coalition coalition(features, 1);
  for (std::size_t i = 0; i < masked; ++i) {
    std::swap(order[i], order[i + static_cast<std::size_t>(random.below(features - i))]);
    coalition[order[i]] = 0;
  }
  return coalition;
}

Coalition draw_bernoulli(std::size_t features, util::Random& random) {
  Coalition coalition(features);
  for (auto& visible : coalition) visible = static_cast<std::uint8_t>(random.next() >> 63U);
  return coalition;
}

double dot(const Column& a, const Column& b) {
  double sum = 0;
  for (std::size_t i = 0; i < 4; ++i) sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
  return sum;
}

// Products of each feature's columns with themselves and with the mask, of which the cosine of a
// masked copy and the sequence is made.
struct CosineParts {
  double fixed = 0;  ///< positions of no feature
  std::vector<double> own;
  std::vector<double> with_mask;
  std::vector<double> mask;

  explicit CosineParts(const Game& game) {
    double all = 0;
    for (std::size_t i = 0; i < game.length(); ++i) {
      const auto column = column_of(game.onehot_cl.data(), game.length(), i);
      all += dot(column, column);
    }
    for (const auto& feature : game.features) {
      own.push_back(0);
      with_mask.push_back(0);
      mask.push_back(0);
      for (const auto position : feature) {
        const auto column = column_of(game.onehot_cl.data(), game.length(), position);
        own.back() += dot(column, column);
        with_mask.back() += dot(column, game.mask[position]);
        mask.back() += dot(game.mask[position], game.mask[position]);
      }
    }
    fixed = all - std::accumulate(own.begin(), own.end(), 0.0);
  }

  double distance(const Coalition& coalition) const {
    double product = fixed;
    double square = fixed;
    double whole = fixed;
    for (std::size_t i = 0; i < coalition.size(); ++i) {
      product += coalition[i] != 0 ? own[i] : with_mask[i];
      square += coalition[i] != 0 ? own[i] : mask[i];
      whole += own[i];
    }
    const double norms = std::sqrt(square) * std::sqrt(whole);
    return norms > 0 ? 1 - product / norms : 1;
  }

  double weight(const Coalition& coalition, double width) const {
    const double far = distance(coalition);
    return std::exp(-far * far / (2 * width * width));
  }
};

double alpha_of(const LimeOptions& options) {
  const bool text = options.sampler == LimeSampler::kUniformCount;
  return options.alpha.value_or(text ? kRidgeAlpha : kLassoAlpha);
}

std::vector<std::size_t> highest_weights(const CenteredRegression& regression, std::size_t count) {
  const auto weights = ridge(regression, kSelectionAlpha);
  std::vector<std::size_t> order(weights.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&weights](std::size_t a, std::size_t b) {
    return std::abs(weights[a]) > std::abs(weights[b]);
  });
  order.resize(std::min(count, order.size()));
  return order;
}

std::vector<std::size_t> select(const CenteredRegression& regression, const LimeOptions& options) {
  const bool forward =
      options.selection == FeatureSelection::kForward ||
      (options.selection == FeatureSelection::kAuto && options.features <= kMostForward);
  return forward ? forward_selection(regression, options.features)
                 : highest_weights(regression, options.features);
}

LimeSample draw(const Game& game, const LimeOptions& options) {
  const std::size_t features = game.features.size();
  util::Random random(options.seed, options.number);
  LimeSample sample;
  if (options.sampler == LimeSampler::kUniformCount) {
    const double width = options.kernel_width.value_or(kTextWidth);
    sample.coalitions.emplace_back(features, std::uint8_t{1});
    while (sample.coalitions.size() < options.samples) {
      sample.coalitions.push_back(draw_text(features, random));
    }
    for (const auto& coalition : sample.coalitions) {
      const auto visible = std::accumulate(coalition.begin(), coalition.end(), std::size_t{0});
      sample.weights.push_back(text_weight(visible, features, width));
    }
    return sample;
  }
  const double width = options.kernel_width.value_or(kCosineWidth);
  const CosineParts parts(game);
  while (sample.coalitions.size() < options.samples) {
    sample.coalitions.push_back(draw_bernoulli(features, random));
    sample.weights.push_back(parts.weight(sample.coalitions.back(), width));
  }
  return sample;
}

}  // namespace

double text_weight(std::size_t visible, std::size_t features, double width) {
  const double distance =
      100 * (1 - std::sqrt(static_cast<double>(visible) / static_cast<double>(features)));
  return std::sqrt(std::exp(-distance * distance / (width * width)));
}

double cosine_weight(const Game& game, const Coalition& coalition, double width) {
  return CosineParts(game).weight(coalition, width);
}

LimeResult fit_lime(const LimeSample& sample, const LimeOptions& options) {
  const std::size_t features = sample.coalitions.front().size();
  DesignMatrix design;
  design.columns = features;
  for (const auto& coalition : sample.coalitions) {
    design.values.insert(design.values.end(), coalition.begin(), coalition.end());
  }
  const auto all = center(design, sample.scores, sample.weights);
  if (!(all.total_weight > 0)) {
    throw Error(
        "all masked copies are too far from the sequence to count, expected a larger "
        "--kernel-width");
  }
  std::vector<std::size_t> columns(features);
  std::iota(columns.begin(), columns.end(), std::size_t{0});
  const bool selects = options.features > 0 && options.features < features;
  if (selects) columns = select(all, options);
  const auto regression = selects ? only(all, columns) : all;
  const double alpha = alpha_of(options);
  const auto found = options.sampler == LimeSampler::kUniformCount ? ridge(regression, alpha)
                                                                   : lasso(regression, alpha);
  LimeResult result;
  result.coefficients.assign(features, 0.0);
  for (std::size_t i = 0; i < columns.size(); ++i) result.coefficients[columns[i]] = found[i];
  result.intercept = intercept(regression, found);
  result.r_squared = r_squared(regression, found);
  return result;
}

LimeResult lime(Scorer& scorer, const Game& game, const LimeOptions& options) {
  CoalitionValues values(scorer, game);
  const std::size_t features = game.features.size();
  values.ask(Coalition(features, 1));
  if (features == 0) {
    const double score = values.answers().front();
    return {score, score, 1, {}};
  }
  auto sample = draw(game, options);
  for (const auto& coalition : sample.coalitions) values.ask(coalition);
  auto scores = values.answers();
  const double score = scores.front();
  sample.scores.assign(scores.begin() + 1, scores.end());
  auto result = fit_lime(sample, options);
  result.score = score;
  return result;
}

}  // namespace siskin::blackbox
