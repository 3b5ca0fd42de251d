#include "siskin/model/runtime.hpp"

#include <torch/script.h>
#include <torch/torch.h>

namespace siskin::model {

void prepare_runtime(int threads) {
  at::set_num_threads(threads);
  at::set_num_interop_threads(1);
  torch::jit::setGraphExecutorOptimize(false);
  at::globalContext().setDeterministicAlgorithms(true, /*warn_only=*/true);
}

void prepare_thread() {
  at::set_num_threads(1);
  torch::jit::setGraphExecutorOptimize(false);
}

}  // namespace siskin::model
