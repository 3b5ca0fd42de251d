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
  kBinaryCrossEntropy,  ///< labels 0 and 1, outputs are logits
  kMeanSquaredError,    ///< any number, outputs are values
};

/// "bce" or "mse" as given to --loss. Throws UsageError otherwise. Here and not in loss.cpp,
/// because options are read by programs that do not link LibTorch.
inline Loss parse_loss(const std::string& word) {
  if (word == "bce") return Loss::kBinaryCrossEntropy;
  if (word == "mse") return Loss::kMeanSquaredError;
  throw UsageError("option --loss: found " + util::quoted(word) + ", expected bce or mse");
}

/// Mean over all known labels (NaN = unknown, without influence); 0 when none is known.
/// outputs_nt and labels_nt are (N,tasks).
at::Tensor mean_loss(Loss loss, const at::Tensor& outputs_nt, const at::Tensor& labels_nt);

/// Throws Error when a label does not suit the loss: binary cross-entropy needs numbers from 0
/// to 1.
void check_labels(Loss loss, const std::vector<float>& labels);

}  // namespace siskin::train
