#pragma once

#include <ATen/core/Tensor.h>

#include <string>
#include <vector>

#include "siskin/model/network.hpp"
#include "siskin/train/loss_terms.hpp"
#include "siskin/train/objective_settings.hpp"

namespace siskin::train {

/// L1, L2 and the spectral norm penalty (Yoshida & Miyato 2017). Their gradients have closed forms
/// and are added to the parameters' grad without autograd.
class WeightPenalties {
 public:
  /// Throws UsageError when a layer of l2_layers is not in the network.
  WeightPenalties(const WeightPenaltySettings& settings, const model::Network& network);

  std::vector<std::string> names() const;
  /// Adds the weighted gradients, and the unweighted values to `terms`: sum of |w|, sum of w^2 over
  /// the weights penalised, sum of squared spectral norms. The latter come from power iteration,
  /// begun anew each epoch with kFirstIterations and continued by one a step.
  void add_gradients(const StepPlace& place, LossTerms& terms);

 private:
  static constexpr int kFirstIterations = 20;

  struct Penalised {
    at::Tensor weight;
    double factor = 0;  ///< of the penalty
  };
  struct Spectrum {
    at::Tensor weight;
    at::Tensor right_k;  ///< right singular vector so far; weights as a matrix (out, K)
  };

  void choose_l2(const model::Network& network);
  double add_l1(double weight);
  double add_l2(double schedule_factor);
  double add_spectral(double weight, const StepPlace& place);

  WeightPenaltySettings settings_;
  std::vector<at::Tensor> kernels_;
  std::vector<Penalised> l2_;
  std::vector<Spectrum> spectra_;
  std::int64_t epoch_ = 0;  ///< that the spectra belong to
};

}  // namespace siskin::train
