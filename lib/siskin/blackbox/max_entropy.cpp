#include "siskin/blackbox/max_entropy.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "siskin/blackbox/column.hpp"
#include "siskin/seq/alphabet.hpp"

namespace siskin::blackbox {
namespace {

using Bases = std::array<double, 4>;

Bases expected_bases(double gc) { return {(1 - gc) / 2, gc / 2, gc / 2, (1 - gc) / 2}; }

bool is_gc(std::size_t base) { return base == 1 || base == 2; }

// A base instead of another, in one chain.
struct Proposal {
  std::size_t position = 0;
  std::size_t old_base = 0;
  std::size_t new_base = 0;
};

class Chains {
 public:
  Chains(Deviations& deviations, const float* onehot_cl, std::size_t length,
         const MaxEntropyOptions& options, util::Random& random)
      : deviations_(deviations),
        length_(length),
        mu_(std::log(options.gc / (1 - options.gc))),
        random_(random),
        state_(options.chains) {
    for (std::size_t chain = 0; chain < options.chains; ++chain) {
      maps_ncl_.insert(maps_ncl_.end(), onehot_cl, onehot_cl + 4 * length);
    }
    for (std::size_t i = 0; i < length; ++i) {
      if (!is_ambiguous(column_of(onehot_cl, length, i))) free_.push_back(i);
    }
    state_ = deviations_.of(maps_ncl_.data(), options.chains, length_);
  }

  bool can_move() const { return !free_.empty(); }
  const std::vector<Deviation>& state() const { return state_; }
  const float* map(std::size_t chain) const { return maps_ncl_.data() + 4 * length_ * chain; }

  // One Metropolis step of every chain; how many accepted theirs.
  std::size_t step(double beta) {
    std::vector<Proposal> proposals;
    for (std::size_t chain = 0; chain < state_.size(); ++chain) proposals.push_back(propose(chain));
    const auto found = deviations_.of(maps_ncl_.data(), state_.size(), length_);
    std::size_t accepted = 0;
    for (std::size_t chain = 0; chain < state_.size(); ++chain) {
      const auto& proposal = proposals[chain];
      const double gain = static_cast<double>(is_gc(proposal.new_base)) -
                          static_cast<double>(is_gc(proposal.old_base));
      const double exponent = -beta * (found[chain].energy - state_[chain].energy) + mu_ * gain;
      if (std::exp(exponent) > random_.uniform()) {
        state_[chain] = found[chain];
        ++accepted;
      } else {
        move(chain, proposal.position, proposal.new_base, proposal.old_base);
      }
    }
    return accepted;
  }

 private:
  Proposal propose(std::size_t chain) {
    Proposal proposal;
    proposal.position = free_[random_.below(free_.size())];
    const auto column = column_of(map(chain), length_, proposal.position);
    const auto largest = std::max_element(column.begin(), column.end());
    proposal.old_base = static_cast<std::size_t>(largest - column.begin());
    proposal.new_base = (proposal.old_base + 1 + random_.below(3)) % 4;
    move(chain, proposal.position, proposal.old_base, proposal.new_base);
    return proposal;
  }

  void move(std::size_t chain, std::size_t position, std::size_t from, std::size_t to) {
    float* const map_cl = maps_ncl_.data() + 4 * length_ * chain;
    map_cl[from * length_ + position] = 0;
    map_cl[to * length_ + position] = 1;
  }

  Deviations& deviations_;
  std::size_t length_;
  double mu_;
  util::Random& random_;
  std::vector<std::size_t> free_;
  std::vector<float> maps_ncl_;
  std::vector<Deviation> state_;
};

double mean_change(const std::vector<Deviation>& state) {
  double sum = 0;
  for (const auto& deviation : state) sum += deviation.change;
  return sum / static_cast<double>(state.size());
}

// The change falls with beta, so ln beta goes up while it is too large, in ever smaller steps; the
// mean over the second half is less noisy than where the search ends (Polyak & Juditsky 1992).
double find_beta(Chains& chains, double target, std::size_t steps) {
  constexpr double kWidest = 20;  // of ln(beta * target)
  double log_beta = 0;
  double sum = 0;
  const std::size_t unsettled = steps / 2;
  for (std::size_t i = 0; i < steps; ++i) {
    chains.step(std::exp(log_beta) / target);
    const double miss = std::clamp(mean_change(chains.state()) / target - 1, -1.0, 1.0);
    log_beta += miss / std::sqrt(static_cast<double>(i + 1));
    log_beta = std::clamp(log_beta, -kWidest, kWidest);
    if (i >= unsettled) sum += log_beta;
  }
  return std::exp(sum / static_cast<double>(steps - unsettled)) / target;
}

// Sums over the samples.
class Tally {
 public:
  Tally(std::size_t chains, std::size_t length)
      : length_(length), counts_cl_(4 * length), energies_(chains) {}

  void add(const Chains& chains) {
    for (std::size_t chain = 0; chain < energies_.size(); ++chain) {
      const float* const map_cl = chains.map(chain);
      for (std::size_t i = 0; i < counts_cl_.size(); ++i) {
        counts_cl_[i] += static_cast<double>(map_cl[i]);
      }
      energies_[chain].push_back(chains.state()[chain].energy);
      energy_ += chains.state()[chain].energy;
      change_ += chains.state()[chain].change;
      ++samples_;
    }
  }

  void write(const float* onehot_cl, const Bases& expected, MaxEntropyResult& result) const {
    const auto samples = static_cast<double>(samples_);
    result.samples = samples_;
    result.mean_energy = energy_ / samples;
    result.mean_change = change_ / samples;
    result.energy = diagnose_chains(energies_);
    result.marginal_cl.resize(counts_cl_.size());
    for (std::size_t i = 0; i < length_; ++i) {
      const bool is_free = !is_ambiguous(column_of(onehot_cl, length_, i));
      double bits = 0;
      for (std::size_t base = 0; base < 4; ++base) {
        const double share = is_free ? counts_cl_[base * length_ + i] / samples : expected[base];
        if (share > 0) bits += share * std::log2(share / expected[base]);
        result.marginal_cl[base * length_ + i] = static_cast<float>(share);
      }
      result.importance_l.push_back(is_free ? static_cast<float>(bits) : 0.0F);
    }
  }

 private:
  std::size_t length_;
  std::vector<double> counts_cl_;
  std::vector<std::vector<double>> energies_;  // by chain
  double energy_ = 0;
  double change_ = 0;
  std::size_t samples_ = 0;
};

}  // namespace

OutputDeviations::OutputDeviations(Scorer& scorer, const float* onehot_cl, std::size_t length)
    : scorer_(scorer), score_(scorer.score(onehot_cl, 1, length).front()) {}

std::vector<Deviation> OutputDeviations::of(const float* onehot_ncl, std::size_t count,
                                            std::size_t length) {
  std::vector<Deviation> found;
  for (const double score : scorer_.score(onehot_ncl, count, length)) {
    const double change = std::abs(score - score_);
    found.push_back({change, change});
  }
  return found;
}

MaxEntropyResult max_entropy(Deviations& deviations, const float* onehot_cl, std::size_t length,
                             const MaxEntropyOptions& options, util::Random random) {
  Chains chains(deviations, onehot_cl, length, options, random);
  Tally tally(options.chains, length);
  MaxEntropyResult result;
  result.beta = options.beta;
  std::size_t accepted = 0;
  if (!chains.can_move()) {
    tally.add(chains);
  } else {
    if (options.target_change) {
      const std::size_t steps = std::max<std::size_t>(options.steps / 4, 2);
      result.beta = find_beta(chains, *options.target_change, steps);
    }
    for (std::size_t step = 1; step <= options.steps; ++step) {
      const std::size_t moved = chains.step(result.beta);
      if (step <= options.burn_in) continue;
      accepted += moved;
      if ((step - options.burn_in) % options.sample_period == 0) tally.add(chains);
    }
  }
  result.acceptance = static_cast<double>(accepted) /
                      static_cast<double>((options.steps - options.burn_in) * options.chains);
  tally.write(onehot_cl, expected_bases(options.gc), result);
  return result;
}

}  // namespace siskin::blackbox
