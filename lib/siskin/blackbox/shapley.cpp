#include "siskin/blackbox/shapley.hpp"

#include <algorithm>
#include <numeric>
#include <string>

#include "siskin/util/error.hpp"
#include "siskin/util/random.hpp"

namespace siskin::blackbox {
namespace {

using Order = std::vector<std::size_t>;

// k! (n - 1 - k)! / n! for k = 0 .. n-1.
std::vector<double> subset_weights(std::size_t n) {
  std::vector<double> weights(n, 1.0 / static_cast<double>(n));
  for (std::size_t k = 1; k < n; ++k) {
    weights[k] = weights[k - 1] * static_cast<double>(k) / static_cast<double>(n - k);
  }
  return weights;
}

std::size_t count_bits(std::size_t bits) {
  std::size_t count = 0;
  for (; bits != 0; bits &= bits - 1) ++count;
  return count;
}

std::vector<Order> draw_orders(std::size_t features, const PermutationOptions& options) {
  util::Random random(options.seed, options.number);
  Order order(features);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::vector<Order> orders;
  while (orders.size() < options.permutations) {
    random.shuffle(order);
    orders.push_back(order);
    if (orders.size() < options.permutations) orders.emplace_back(order.rbegin(), order.rend());
  }
  return orders;
}

}  // namespace

Contributions exact_shapley(Scorer& scorer, const Game& game) {
  const std::size_t features = game.features.size();
  if (features > kMostExactFeatures) {
    throw Error("found " + std::to_string(features) + " features, expected at most the " +
                std::to_string(kMostExactFeatures) +
                " whose subsets can all be scored (see --groups)");
  }
  const std::size_t subsets = std::size_t{1} << features;
  CoalitionValues questions(scorer, game);
  Coalition coalition(features);
  for (std::size_t bits = 0; bits < subsets; ++bits) {
    for (std::size_t i = 0; i < features; ++i) {
      coalition[i] = static_cast<std::uint8_t>(bits >> i & 1U);
    }
    questions.ask(coalition);
  }
  const auto values = questions.answers();
  Contributions result{values.back(), values.front(), std::vector<double>(features, 0.0)};
  const auto weights = subset_weights(features);
  for (std::size_t bits = 0; bits < subsets; ++bits) {
    const std::size_t size = count_bits(bits);
    for (std::size_t i = 0; i < features; ++i) {
      const std::size_t own = std::size_t{1} << i;
      if ((bits & own) != 0) continue;
      result.values[i] += weights[size] * (values[bits | own] - values[bits]);
    }
  }
  return result;
}

Contributions sampled_shapley(Scorer& scorer, const Game& game, const PermutationOptions& options) {
  const std::size_t features = game.features.size();
  const auto orders = draw_orders(features, options);
  CoalitionValues questions(scorer, game);
  questions.ask(Coalition(features, 1));
  questions.ask(Coalition(features, 0));
  for (const auto& order : orders) {
    Coalition coalition(features, 0);
    for (std::size_t i = 0; i + 1 < features; ++i) {
      coalition[order[i]] = 1;
      questions.ask(coalition);
    }
  }
  const auto values = questions.answers();
  Contributions result{values[0], values[1], std::vector<double>(features, 0.0)};
  std::size_t next = 2;
  for (const auto& order : orders) {
    double before = result.masked_score;
    for (std::size_t i = 0; i < features; ++i) {
      const double after = i + 1 < features ? values[next++] : result.score;
      result.values[order[i]] += after - before;
      before = after;
    }
  }
  for (double& value : result.values) value /= static_cast<double>(orders.size());
  return result;
}

}  // namespace siskin::blackbox
