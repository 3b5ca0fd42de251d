#include "siskin/blackbox/kernel_shap.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <string>

#include "siskin/blackbox/regression.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/random.hpp"

namespace siskin::blackbox {
namespace {

constexpr std::size_t kExtraSamples = 2048;
// Where nearly all coalitions are drawn already, new ones become rare.
constexpr std::size_t kDrawsPerSample = 4;
constexpr double kAlmost = 1 - 1e-8;

double subsets(std::size_t n, std::size_t k) {
  double count = 1;
  for (std::size_t i = 1; i <= k; ++i) {
    count *= static_cast<double>(n - k + i) / static_cast<double>(i);
  }
  return count;
}

Coalition complement(const Coalition& coalition) {
  Coalition other(coalition.size());
  for (std::size_t i = 0; i < other.size(); ++i) other[i] = coalition[i] == 0 ? 1 : 0;
  return other;
}

class KernelSampler {
 public:
  KernelSampler(std::size_t features, const KernelShapOptions& options)
      : features_(features),
        left_(options.samples == 0 ? 2 * features + kExtraSamples : options.samples),
        random_(options.seed, options.number) {
    double sum = 0;
    for (std::size_t k = 1; k <= features / 2; ++k) {
      const auto size = static_cast<double>(k);
      const double share = 1 / (size * (static_cast<double>(features) - size));
      shares_.push_back(is_middle(k) ? share : 2 * share);
      sum += shares_.back();
    }
    for (double& share : shares_) share /= sum;
  }

  std::vector<WeightedCoalition> run() {
    check();
    std::size_t size = 1;
    double rest = 1;  // of the weight
    while (size <= features_ / 2 && fits(size, rest)) {
      enumerate(size);
      rest -= shares_[size - 1];
      ++size;
    }
    if (size <= features_ / 2) sample(size, rest);
    return std::move(found_);
  }

 private:
  bool is_middle(std::size_t size) const { return 2 * size == features_; }
  // Subsets of this size and of the size of their complements.
  double count(std::size_t size) const {
    return subsets(features_, size) * (is_middle(size) ? 1 : 2);
  }

  void check() const {
    if (features_ < 2 || count(1) <= static_cast<double>(left_)) return;
    throw Error("found " + std::to_string(left_) + " samples, expected at least two for each of " +
                std::to_string(features_) + " features");
  }

  bool fits(std::size_t size, double rest) const {
    const auto left = static_cast<double>(left_);
    if (size == 1) return true;
    double all = 0;
    for (std::size_t k = size; k <= features_ / 2; ++k) all += count(k);
    return all <= left || left * shares_[size - 1] / rest >= count(size) * kAlmost;
  }

  void enumerate(std::size_t size) {
    const double weight = shares_[size - 1] / count(size);
    Coalition coalition(features_, 0);
    std::fill(coalition.begin(), coalition.begin() + static_cast<std::ptrdiff_t>(size),
              std::uint8_t{1});
    do {
      found_.push_back({coalition, weight});
      if (!is_middle(size)) found_.push_back({complement(coalition), weight});
    } while (std::prev_permutation(coalition.begin(), coalition.end()));
    left_ -= static_cast<std::size_t>(count(size));
  }

  Coalition draw(std::size_t size) {
    std::vector<std::size_t> order(features_);
    std::iota(order.begin(), order.end(), std::size_t{0});
    Coalition coalition(features_, 0);
    for (std::size_t i = 0; i < size; ++i) {
      std::swap(order[i], order[i + static_cast<std::size_t>(random_.below(features_ - i))]);
      coalition[order[i]] = 1;
    }
    return coalition;
  }

  void sample(std::size_t first_size, double rest) {
    std::vector<double> probabilities(shares_.begin() + static_cast<std::ptrdiff_t>(first_size - 1),
                                      shares_.end());
    for (double& probability : probabilities) probability /= rest;
    const std::size_t first = found_.size();
    std::map<Coalition, std::size_t> places;
    std::size_t draws = 0;
    const std::size_t most_draws = kDrawsPerSample * left_;
    while (found_.size() - first + 1 < left_ && draws < most_draws) {
      const auto coalition = draw(first_size + random_.choose(probabilities));
      ++draws;
      for (const auto& drawn : {coalition, complement(coalition)}) {
        const auto [place, is_new] = places.emplace(drawn, found_.size());
        if (is_new) found_.push_back({drawn, 0});
        found_[place->second].weight += 1;
      }
    }
    for (std::size_t i = first; i < found_.size(); ++i) {
      found_[i].weight *= rest / (2 * static_cast<double>(draws));
    }
  }

  std::size_t features_;
  std::size_t left_;
  util::Random random_;
  std::vector<double> shares_;  ///< of the weight, by size from 1 on, complements with them
  std::vector<WeightedCoalition> found_;
};

}  // namespace

std::vector<WeightedCoalition> kernel_coalitions(std::size_t features,
                                                 const KernelShapOptions& options) {
  if (features < 2) return {};
  return KernelSampler(features, options).run();
}

Contributions kernel_shap(Scorer& scorer, const Game& game, const KernelShapOptions& options) {
  const std::size_t features = game.features.size();
  const auto sample = kernel_coalitions(features, options);
  CoalitionValues questions(scorer, game);
  questions.ask(Coalition(features, 1));
  questions.ask(Coalition(features, 0));
  for (const auto& weighted : sample) questions.ask(weighted.coalition);
  const auto answers = questions.answers();
  Contributions result{answers[0], answers[1], {}};
  if (features == 0) return result;
  const double total = result.score - result.masked_score;
  DesignMatrix design;
  design.columns = features - 1;
  std::vector<double> targets;
  std::vector<double> weights;
  targets.reserve(sample.size());
  weights.reserve(sample.size());
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const auto& coalition = sample[i].coalition;
    const int last = coalition.back();
    for (std::size_t j = 0; j + 1 < features; ++j) {
      design.values.push_back(static_cast<float>(coalition[j] - last));
    }
    targets.push_back(answers[i + 2] - result.masked_score - last * total);
    weights.push_back(sample[i].weight);
  }
  result.values = solve(normal_equations(design, targets, weights), 0);
  const double others = std::accumulate(result.values.begin(), result.values.end(), 0.0);
  result.values.push_back(total - others);
  return result;
}

}  // namespace siskin::blackbox
