#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "siskin/blackbox/scorer.hpp"
#include "siskin/seq/one_hot.hpp"
#include "siskin/util/random.hpp"

namespace siskin::test {

/// A plain function as a model; counts how often it was asked.
class FunctionScorer : public blackbox::Scorer {
 public:
  using Function = std::function<double(const float* map_cl, std::size_t length)>;
  explicit FunctionScorer(Function function, std::size_t batch_size = 256)
      : function_(std::move(function)), batch_size_(batch_size) {}

  std::vector<double> score(const float* onehot_ncl, std::size_t count,
                            std::size_t length) override {
    largest_batch = std::max(largest_batch, count);
    evaluations += count;
    std::vector<double> scores;
    for (std::size_t i = 0; i < count; ++i) {
      scores.push_back(function_(onehot_ncl + 4 * length * i, length));
    }
    return scores;
  }
  std::size_t batch_size() const override { return batch_size_; }

  std::size_t evaluations = 0;
  std::size_t largest_batch = 0;

 private:
  Function function_;
  std::size_t batch_size_;
};

inline std::vector<float> encode(std::string_view sequence,
                                 seq::Ambiguous ambiguous = seq::Ambiguous::kZero) {
  std::vector<float> map_cl(4 * sequence.size());
  seq::one_hot(sequence, map_cl.data(), ambiguous);
  return map_cl;
}

/// T1: two filters of width 2, ReLU, mean over the positions, linear. f(ACGTA) = 0.5625.
inline double score_t1(const float* map_cl, std::size_t length) {
  constexpr std::array<std::array<std::array<double, 4>, 2>, 2> kWeights{{
      {{{1, -0.5, -0.25, 0.25}, {-0.5, 1, 0.25, -0.25}}},
      {{{-0.5, 0.25, 1, -0.5}, {0.25, -0.5, -0.25, 1}}},
  }};
  constexpr std::array<double, 2> kBias{-0.5, -0.25};
  constexpr std::array<double, 2> kOutput{2, -1};
  double result = 0.25;
  for (std::size_t filter = 0; filter < 2; ++filter) {
    for (std::size_t start = 0; start + 1 < length; ++start) {
      double sum = kBias[filter];
      for (std::size_t cell = 0; cell < 8; ++cell) {
        sum += kWeights[filter][cell / 4][cell % 4] *
               static_cast<double>(map_cl[(cell % 4) * length + start + cell / 4]);
      }
      result += kOutput[filter] * std::max(sum, 0.0) / static_cast<double>(length - 1);
    }
  }
  return result;
}

/// Best match of the letters of `word` anywhere in the sequence.
inline FunctionScorer::Function best_match(std::string_view word) {
  const auto word_cl = encode(word);
  const std::size_t width = word.size();
  return [word_cl, width](const float* map_cl, std::size_t length) {
    double best = 0;
    for (std::size_t start = 0; start + width <= length; ++start) {
      double sum = 0;
      for (std::size_t i = 0; i < 4 * width; ++i) {
        sum += static_cast<double>(word_cl[i] * map_cl[i / width * length + start + i % width]);
      }
      best = std::max(best, sum);
    }
    return best;
  };
}

/// A random network over all 4 * length inputs: `units` ReLUs and a linear read-out, or a linear
/// model with units == 0.
inline FunctionScorer::Function random_network(std::size_t length, std::size_t units,
                                               util::Random& random) {
  const std::size_t rows = units == 0 ? 1 : units;
  std::vector<double> weights(rows * 4 * length);
  std::vector<double> read_out(rows);
  for (auto& weight : weights) weight = random.normal();
  for (auto& weight : read_out) weight = random.normal();
  return [=](const float* map_cl, std::size_t) {
    double result = 0;
    for (std::size_t unit = 0; unit < rows; ++unit) {
      double sum = 0;
      for (std::size_t i = 0; i < 4 * length; ++i) {
        sum += weights[unit * 4 * length + i] * static_cast<double>(map_cl[i]);
      }
      result += units == 0 ? sum : read_out[unit] * std::max(sum, 0.0);
    }
    return result;
  };
}

inline std::string random_bases(std::size_t length, util::Random& random) {
  std::string sequence;
  for (std::size_t i = 0; i < length; ++i) sequence += "ACGT"[random.below(4)];
  return sequence;
}

}  // namespace siskin::test
