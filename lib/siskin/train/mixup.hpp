#pragma once

#include <ATen/core/Tensor.h>

#include <cstddef>
#include <string>
#include <vector>

#include "siskin/model/network.hpp"
#include "siskin/train/batch.hpp"
#include "siskin/train/loss_terms.hpp"
#include "siskin/train/objective_settings.hpp"
#include "siskin/util/random.hpp"

namespace siskin::train {

/// A number from Beta(alpha, alpha), alpha > 0.
double draw_beta(util::Random& random, double alpha);

/// What is mixed with what in a batch.
struct Mix {
  std::size_t depth = 0;  ///< layers in front: 0 is the input, Mixup::output_depth() the outputs
  double share = 1;       ///< of the first example
  at::Tensor order_n;     ///< row i is mixed with row order_n[i]
};

/// The batch as it is and the mixed one, run through a network together.
struct MixedOutputs {
  model::Outputs clean;
  model::Outputs mixed;
};

/// Input mixup and manifold mixup: one share and one depth a batch. Both streams run through all
/// layers in training mode, so that batch norm sees the batch twice.
class Mixup {
 public:
  /// Throws UsageError for a layer that the network does not have, or where `loss` cannot mix.
  Mixup(const MixupSettings& settings, Loss loss, const model::Network& network);

  std::size_t output_depth() const { return output_depth_; }
  /// Depths that draw() chooses from, all equally likely.
  const std::vector<std::size_t>& depths() const { return depths_; }

  Mix draw(const StepPlace& place, std::int64_t rows) const;
  /// share * first + (1 - share) * second of labels (unknown with unknown), profiles and control
  /// tracks; a row is positive when one of its two is.
  static Batch mix_targets(const Batch& batch, const Mix& mix);
  MixedOutputs run(const model::Network& network, const Batch& batch, const Mix& mix) const;

  /// Outputs of which probabilities, rates or values are mixed as their loss understands them.
  static at::Tensor mix_values(Loss loss, const at::Tensor& values_nt, const Mix& mix);

 private:
  void choose_depths(const model::Network& network);

  MixupSettings settings_;
  Loss loss_;
  std::size_t output_depth_ = 0;
  std::vector<std::size_t> depths_;
};

}  // namespace siskin::train
