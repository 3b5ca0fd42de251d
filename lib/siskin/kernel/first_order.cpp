#include "siskin/kernel/first_order.hpp"

#include <torch/torch.h>

#include "siskin/util/error.hpp"

namespace siskin::kernel {

void require_first_order() {
  // LibTorch runs backward passes in grad mode exactly when they are to be differentiated again.
  if (!torch::GradMode::is_enabled()) return;
  throw Error(
      "a gradient of a gradient was asked for from the fast training pass, which has only "
      "first-order gradients");
}

}  // namespace siskin::kernel
