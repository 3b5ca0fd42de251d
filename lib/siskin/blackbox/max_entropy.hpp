#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "siskin/blackbox/chain_diagnostics.hpp"
#include "siskin/blackbox/scorer.hpp"
#include "siskin/util/random.hpp"

// Maximum entropy (Finnegan & Song 2017, "Maximum entropy methods for extracting the learned
// features of deep neural networks", PLoS Computational Biology 13:e1005836): which sequences look
// to the network like the one that is explained. They are drawn by Metropolis steps from
// P(s) ~ exp(-beta E(s) + mu N(s)), E the distance of what the network sees, N the number of G and
// C, mu = ln(GC / (1 - GC)).
//
// What differs from the published code: a burn-in is left out, and beta, which means nothing
// without the scale of the network's weights, can be found from the change of f that is wanted.

namespace siskin::blackbox {

/// How far a sequence is from the one that is explained.
struct Deviation {
  double energy = 0;  ///< E(s)
  double change = 0;  ///< |f(s) - f(x)|
};

/// The energies of sequences against one that is explained.
class Deviations {
 public:
  virtual ~Deviations() = default;
  /// Of `count` sequences of `length` bases, stored one after the other as (4, length) maps.
  virtual std::vector<Deviation> of(const float* onehot_ncl, std::size_t count,
                                    std::size_t length) = 0;
};

/// E(s) = |f(s) - f(x)|: what can be asked of any model.
class OutputDeviations : public Deviations {
 public:
  /// Scores x = onehot_cl (4, length). The scorer must outlive it.
  OutputDeviations(Scorer& scorer, const float* onehot_cl, std::size_t length);
  std::vector<Deviation> of(const float* onehot_ncl, std::size_t count,
                            std::size_t length) override;

 private:
  Scorer& scorer_;
  double score_;
};

struct MaxEntropyOptions {
  std::size_t chains = 50;          ///< asked of the network together
  std::size_t steps = 10000;        ///< of each chain, those of the burn-in among them
  std::size_t burn_in = 1000;       ///< steps before the first sample; < steps
  std::size_t sample_period = 100;  ///< steps from sample to sample; <= steps - burn_in
  double beta = 0;                  ///< in 1 / unit of E
  /// Finds the beta under which the mean of |f(s) - f(x)| is this (> 0), by stochastic
  /// approximation (Robbins & Monro 1951) over steps / 4 further steps before the burn-in.
  std::optional<double> target_change;
  double gc = 0.5;  ///< share of G and C that is expected, in (0, 1)
};

struct MaxEntropyResult {
  std::vector<float> marginal_cl;   ///< (4, length): share of each base among the samples
  std::vector<float> importance_l;  ///< bits: KL(marginal || bases as expected by gc)
  double beta = 0;
  double acceptance = 0;    ///< share of the steps behind the burn-in that were accepted
  std::size_t samples = 0;  ///< of all chains together
  double mean_energy = 0;
  double mean_change = 0;   ///< mean |f(s) - f(x)|
  ChainDiagnostics energy;  ///< of the energies of the samples
};

/// Chains from x = onehot_cl (4, length); columns that prefer no base (N) stay as they are, have
/// the expected bases as marginal, and importance 0. chains * (steps + 1) evaluations, and a
/// quarter more to find beta.
MaxEntropyResult max_entropy(Deviations& deviations, const float* onehot_cl, std::size_t length,
                             const MaxEntropyOptions& options, util::Random random);

}  // namespace siskin::blackbox
