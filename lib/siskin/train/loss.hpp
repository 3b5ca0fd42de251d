#pragma once

#include <string>
#include <vector>

#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace at {
class Tensor;
}

namespace siskin::train {

enum class Loss {
  kBinaryCrossEntropy,    ///< labels 0 and 1, outputs are logits
  kBalancedCrossEntropy,  ///< the same, positive and negative labels with half the weight each
  kMeanSquaredError,      ///< any number, outputs are values
  kPoisson,               ///< counts, outputs are natural logarithms of rates
  kProfile,               ///< counts along the sequence, see profile_loss.hpp
};

/// "bce", "balanced-bce", "mse", "poisson" or "profile" as given to --loss. Throws UsageError
/// otherwise. Here and not in loss.cpp, because options are read by programs that do not link
/// LibTorch.
inline Loss parse_loss(const std::string& word) {
  if (word == "bce") return Loss::kBinaryCrossEntropy;
  if (word == "balanced-bce") return Loss::kBalancedCrossEntropy;
  if (word == "mse") return Loss::kMeanSquaredError;
  if (word == "poisson") return Loss::kPoisson;
  if (word == "profile") return Loss::kProfile;
  throw UsageError("option --loss: found " + util::quoted(word) +
                   ", expected bce, balanced-bce, mse, poisson or profile");
}

/// Whether outputs are logits of classes.
inline bool is_classification(Loss loss) {
  return loss == Loss::kBinaryCrossEntropy || loss == Loss::kBalancedCrossEntropy;
}

/// Mean over all known labels (NaN = unknown, without influence; for cross-entropies a negative
/// label is unknown too); 0 when none is known. outputs_nt and labels_nt are (N,tasks).
///
/// kBalancedCrossEntropy: half the mean over positive labels plus half the mean over negative ones,
/// or the mean over the only kind there is (Tseng et al. 2020, avg_class_loss of the reference
/// implementation). A label y between 0 and 1 counts y as positive and 1 - y as negative.
/// kPoisson: exp(z) - y z + ln y!, so that it is the negative logarithm of a probability.
at::Tensor mean_loss(Loss loss, const at::Tensor& outputs_nt, const at::Tensor& labels_nt);

/// The same with a weight for each task (tasks), as a weighted mean: the scale of the weights does
/// not matter. An undefined tensor: all equal. Not for kProfile.
at::Tensor mean_loss(Loss loss, const at::Tensor& outputs_nt, const at::Tensor& labels_nt,
                     const at::Tensor& task_weights_t);

/// Throws Error when a label does not suit the loss: cross-entropies need numbers from 0 to 1,
/// Poisson numbers from 0. NaN and an undefined tensor suit all.
void check_labels(Loss loss, const at::Tensor& labels_nt);

}  // namespace siskin::train
