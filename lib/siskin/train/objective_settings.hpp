#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "siskin/train/loss.hpp"
#include "siskin/train/profile_settings.hpp"
#include "siskin/train/strength.hpp"

namespace siskin::train {

/// Penalties on the weights themselves.
struct WeightPenaltySettings {
  Strength l1;            ///< times the sum of |w|
  Strength l2{1e-6, {}};  ///< times the sum of w^2
  bool l2_all = false;    ///< every parameter, not the kernels alone
  /// Weights that replace that of l2 for one kernel: "first", "last", its number from 1, or the
  /// name of its layer. The schedule of l2 applies.
  std::vector<std::pair<std::string, double>> l2_layers;
  Strength spectral;  ///< times the sum of squared largest singular values of the kernels
};

/// Mixing of pairs of examples: of the input (Zhang et al. 2018), or of what is behind a layer
/// drawn anew for each batch (manifold mixup, Verma et al. 2019), as Labelson, Tripathy & Koo 2021
/// train with it.
struct MixupSettings {
  enum class Where { kNowhere, kInput, kManifold };
  enum class Streams {
    kSum,    ///< loss of the batch as it is plus loss of the mixed batch (published)
    kMean,   ///< half of that
    kMixed,  ///< loss of the mixed batch alone
  };
  Where where = Where::kNowhere;
  double alpha = 1;  ///< the share of the first example is Beta(alpha, alpha)
  Streams streams = Streams::kSum;
  /// Layers to mix behind: names of the network's, "input", "output". Empty: every activation and
  /// the output.
  std::vector<std::string> layers;
  std::int64_t first_epoch = 1;

  bool is_on(std::int64_t epoch) const { return where != Where::kNowhere && epoch >= first_epoch; }
};

/// Training on inputs moved to where the loss is larger, at most `epsilon` an entry. Up to
/// first_epoch nothing is attacked, then for mixed_epochs the clean batch is trained on too, then
/// the attacked one alone.
struct AttackSettings {
  enum class Kind { kNone, kFastGradientSign, kProjectedGradient };
  Kind kind = Kind::kNone;
  double epsilon = 0.05;
  double step = 0.01;
  std::int64_t steps = 20;
  bool is_signed = true;  ///< steps along the gradient's sign, else along the gradient
  std::int64_t first_epoch = 11;
  std::int64_t mixed_epochs = 25;

  bool is_on(std::int64_t epoch) const { return kind != Kind::kNone && epoch >= first_epoch; }
  bool keeps_clean(std::int64_t epoch) const { return epoch < first_epoch + mixed_epochs; }
};

/// The Fourier attribution prior of Tseng, Shrikumar & Kundaje 2020; weight 1 for binary and 50 for
/// profile networks there.
struct FourierSettings {
  Strength strength;
  /// Highest frequency index without penalty; default length / 6.7 rounded (150 of 1,000 bases),
  /// below length / 2.
  std::optional<std::int64_t> limit;
  /// Power of the fall of the weights above the limit; nothing: they are 0.
  std::optional<double> softness = 0.2;
  std::int64_t smoothing = 3;  ///< sigma in bases, cut off at one sigma; 0: none
};

/// Penalties on the gradient of the outputs by the input.
struct GradientPenaltySettings {
  enum class Statistics {
    kRunning,  ///< a pass of its own in evaluation mode: batch norm frozen, no dropout
    kBatch,    ///< the training pass itself, as published; with batch norm in front of the output
               ///< the gradient summed over a batch then is 0 but for rounding
  };
  enum class ProfileTarget {
    kSoftmax,   ///< sum of mean-centred logits times their softmax, the latter held constant
    kVariance,  ///< half the sum of squared mean-centred logits: what the code of Tseng et al. does
  };
  FourierSettings fourier;
  Strength total_variation;  ///< sum of differences of neighbouring |gradient * input|
  Strength gini;             ///< minus twice the Gini index of |gradient * input|
  Strength gradient;         ///< squared length of the gradient of the summed outputs
  Strength jacobian;         ///< squared Frobenius norm of the gradients of all outputs
  std::int64_t jacobian_projections = 1;  ///< random ones; 0: exactly, a pass an output
  Strength angle;  ///< length over positions of the angle to the simplex, degrees
  /// The attribution priors (Fourier, total variation, Gini) look at positive examples only.
  bool positives_only = true;
  Statistics statistics = Statistics::kRunning;
  ProfileTarget profile_target = ProfileTarget::kSoftmax;
  bool prior_only = false;  ///< leaves the loss of the task out

  bool any_prior() const {
    return fourier.strength.is_on() || total_variation.is_on() || gini.is_on();
  }
  bool any() const { return any_prior() || gradient.is_on() || jacobian.is_on() || angle.is_on(); }
};

/// What training minimises, besides the data.
struct ObjectiveSettings {
  Loss loss = Loss::kBinaryCrossEntropy;
  std::vector<double> task_weights;  ///< one a task, or none: all equal
  ProfileSettings profile;
  Strength label_smoothing;  ///< s: labels y become y (1 - s) + s / 2
  Strength input_noise;      ///< standard deviation of what is added to the one-hot input
  WeightPenaltySettings weights;
  MixupSettings mixup;
  AttackSettings attack;
  GradientPenaltySettings gradients;
};

}  // namespace siskin::train
