#include "siskin/gradient/saliency.hpp"

#include <torch/torch.h>

#include "siskin/gradient/derivative.hpp"

namespace siskin::gradient {

Explanation saliency(const model::Function& function, const Batch& batch) {
  const auto found = differentiate(function, batch.onehot_ncl);
  Explanation result;
  result.map_nkcl = on_cpu(found.gradient_nkcl, torch::kFloat);
  result.prediction_nk = on_cpu(found.output_nk, torch::kDouble);
  return result;
}

at::Tensor centered(const at::Tensor& map) { return map - map.mean(/*dim=*/-2, /*keepdim=*/true); }

}  // namespace siskin::gradient
