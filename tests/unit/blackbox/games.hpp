#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "siskin/blackbox/game.hpp"
#include "unit/blackbox/function_scorer.hpp"

namespace siskin::test {

inline constexpr blackbox::Column kQuarter{0.25F, 0.25F, 0.25F, 0.25F};

/// Every base of a sequence a feature, masked by `column`.
inline blackbox::Game game_of(std::string_view sequence,
                              const blackbox::Column& column = kQuarter) {
  const auto onehot = encode(sequence);
  return {onehot, blackbox::constant_mask(sequence.size(), column),
          blackbox::single_positions(onehot.data(), sequence.size())};
}

/// Numbers in channel A, masked by zeros: games of plain functions of numbers.
inline blackbox::Game game_of_numbers(const std::vector<float>& numbers) {
  std::vector<float> map_cl(4 * numbers.size(), 0.0F);
  std::copy(numbers.begin(), numbers.end(), map_cl.begin());
  return {map_cl, blackbox::constant_mask(numbers.size(), {}),
          blackbox::single_positions(map_cl.data(), numbers.size())};
}

/// All coalitions, that of the bits of 0 first.
inline std::vector<blackbox::Coalition> all_coalitions(std::size_t features) {
  std::vector<blackbox::Coalition> all;
  for (std::size_t bits = 0; bits < (std::size_t{1} << features); ++bits) {
    blackbox::Coalition coalition(features);
    for (std::size_t i = 0; i < features; ++i) coalition[i] = (bits >> i & 1U) != 0 ? 1 : 0;
    all.push_back(coalition);
  }
  return all;
}

/// The other strand of a (4, length) map: channels and positions the other way round.
inline std::vector<float> other_strand(const float* map_cl, std::size_t length) {
  std::vector<float> reversed(map_cl, map_cl + 4 * length);
  std::reverse(reversed.begin(), reversed.end());
  return reversed;
}

/// f of the other strand.
inline FunctionScorer::Function on_other_strand(const FunctionScorer::Function& function) {
  return [function](const float* map_cl, std::size_t length) {
    return function(other_strand(map_cl, length).data(), length);
  };
}

/// A random function of second order: a constant, terms of single cells and of pairs of cells.
inline FunctionScorer::Function random_quadratic(std::size_t length, util::Random& random) {
  const std::size_t cells = 4 * length;
  std::vector<double> weights(cells * cells);
  for (auto& weight : weights) weight = random.normal();
  return [weights, cells](const float* map_cl, std::size_t) {
    double sum = 1;
    for (std::size_t i = 0; i < cells; ++i) {
      for (std::size_t j = 0; j <= i; ++j) {
        const double factor = i == j ? 1 : static_cast<double>(map_cl[j]);
        sum += weights[i * cells + j] * static_cast<double>(map_cl[i]) * factor;
      }
    }
    return sum;
  };
}

/// Of a linear function what each position adds to its score with 0.25 in its place.
inline std::vector<double> linear_effects(const FunctionScorer::Function& linear,
                                          const blackbox::Game& game) {
  std::vector<double> effects;
  const std::size_t length = game.length();
  for (std::size_t i = 0; i < length; ++i) {
    auto masked = game.onehot_cl;
    for (std::size_t channel = 0; channel < 4; ++channel) {
      masked[channel * length + i] = game.mask[i][channel];
    }
    effects.push_back(linear(game.onehot_cl.data(), length) - linear(masked.data(), length));
  }
  return effects;
}

}  // namespace siskin::test
