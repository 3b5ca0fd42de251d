#include "siskin/gradient/centred_gradient.hpp"

#include <torch/torch.h>

#include "siskin/gradient/derivative.hpp"

namespace siskin::gradient {

Explanation reference_centred_gradient(const model::Function& function, const Batch& batch) {
  const auto found = differentiate(function, batch.onehot_ncl);
  const auto mean_ncl = batch.references_nrcl.to(torch::kDouble).mean(1);
  const auto gradient_nkcl = on_cpu(found.gradient_nkcl, torch::kDouble);
  Explanation result;
  result.map_nkcl = on_cpu(hypothetical(gradient_nkcl, mean_ncl.unsqueeze(1)), torch::kFloat);
  result.prediction_nk = on_cpu(found.output_nk, torch::kDouble);
  return result;
}

}  // namespace siskin::gradient
