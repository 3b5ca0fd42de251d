#include "siskin/train/loss.hpp"

#include <torch/torch.h>

#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::train {
namespace {

at::Tensor cross_entropy(const at::Tensor& outputs_nt, const at::Tensor& labels_nt) {
  return torch::binary_cross_entropy_with_logits(outputs_nt, labels_nt, {}, {},
                                                 at::Reduction::None);
}

at::Tensor poisson(const at::Tensor& outputs_nt, const at::Tensor& labels_nt) {
  return outputs_nt.exp() - labels_nt * outputs_nt + torch::lgamma(labels_nt + 1);
}

at::Tensor each_loss(Loss loss, const at::Tensor& outputs_nt, const at::Tensor& labels_nt) {
  switch (loss) {
    case Loss::kMeanSquaredError:
      return (outputs_nt - labels_nt).square();
    case Loss::kPoisson:
      return poisson(outputs_nt, labels_nt);
    case Loss::kBinaryCrossEntropy:
    case Loss::kBalancedCrossEntropy:
      return cross_entropy(outputs_nt, labels_nt);
    case Loss::kProfile:
      break;
  }
  throw Error("a profile loss needs profiles, found labels");
}

at::Tensor weighted_mean(const at::Tensor& each, const at::Tensor& weights) {
  const auto total = weights.sum();
  return (each * weights).sum() / torch::where(total > 0, total, torch::ones_like(total));
}

at::Tensor balanced_mean(const at::Tensor& each, const at::Tensor& labels_nt,
                         const at::Tensor& weights_nt) {
  const auto positive = labels_nt * weights_nt;
  const auto negative = weights_nt - positive;
  const auto kinds = positive.sum().gt(0).to(each.scalar_type()) + negative.sum().gt(0);
  return (weighted_mean(each, positive) + weighted_mean(each, negative)) / kinds.clamp_min(1);
}

}  // namespace

at::Tensor mean_loss(Loss loss, const at::Tensor& outputs_nt, const at::Tensor& labels_nt) {
  return mean_loss(loss, outputs_nt, labels_nt, {});
}

at::Tensor mean_loss(Loss loss, const at::Tensor& outputs_nt, const at::Tensor& labels_nt,
                     const at::Tensor& task_weights_t) {
  // A comparison with NaN is false.
  const auto known = is_classification(loss) ? labels_nt >= 0 : labels_nt.isnan().logical_not();
  const auto labels = torch::where(known, labels_nt, torch::zeros_like(labels_nt));
  const auto each = each_loss(loss, outputs_nt, labels);
  const auto masked = torch::where(known, each, torch::zeros_like(each));
  auto weights = known.to(masked.scalar_type());
  if (task_weights_t.defined()) weights = weights * task_weights_t;
  return loss == Loss::kBalancedCrossEntropy ? balanced_mean(masked, labels, weights)
                                             : weighted_mean(masked, weights);
}

void check_labels(Loss loss, const at::Tensor& labels_nt) {
  const bool any_number = loss == Loss::kMeanSquaredError || loss == Loss::kProfile;
  if (any_number || !labels_nt.defined()) return;
  const auto known = labels_nt.nan_to_num(0.0);
  const bool classes = is_classification(loss);
  const auto wrong = classes ? torch::logical_or(known<0, known> 1) : known < 0;
  if (!wrong.any().item<bool>()) return;
  const auto label = known.masked_select(wrong)[0].item<float>();
  throw Error("found label " + util::format_float(label) +
              (classes ? ", expected 0 to 1 for binary cross-entropy (--loss mse takes any number)"
                       : ", expected a count for --loss poisson"));
}

}  // namespace siskin::train
