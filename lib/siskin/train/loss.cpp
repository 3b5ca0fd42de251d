#include "siskin/train/loss.hpp"

#include <torch/torch.h>

#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::train {

at::Tensor mean_loss(Loss loss, const at::Tensor& outputs_nt, const at::Tensor& labels_nt) {
  const auto known = labels_nt.isnan().logical_not();
  const auto labels = labels_nt.nan_to_num(0.0);
  const auto each =
      loss == Loss::kBinaryCrossEntropy
          ? torch::binary_cross_entropy_with_logits(outputs_nt, labels, {}, {}, at::Reduction::None)
          : (outputs_nt - labels).square();
  const auto masked = torch::where(known, each, torch::zeros_like(each));
  return masked.sum() / known.sum().clamp_min(1);
}

void check_labels(Loss loss, const std::vector<float>& labels) {
  if (loss != Loss::kBinaryCrossEntropy) return;
  for (const float label : labels) {
    if (label < 0 || label > 1) {
      throw Error("found label " + util::format_float(label) +
                  ", expected 0 to 1 for binary cross-entropy (--loss mse takes any number)");
    }
  }
}

}  // namespace siskin::train
