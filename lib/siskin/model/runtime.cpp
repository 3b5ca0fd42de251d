#include "siskin/model/runtime.hpp"

#include <torch/script.h>
#include <torch/torch.h>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

#include <limits>

namespace siskin::model {
namespace {

// A network takes and gives back the same large blocks for every batch. glibc would fetch each of
// them from the kernel anew, which then has to clear it page by page: a seventh of the time of
// integrated gradients and of DeepLIFT-SHAP. So memory that was given back is kept for the next
// batch.
void keep_memory() {
#if defined(__GLIBC__)
  mallopt(M_MMAP_MAX, 0);
  mallopt(M_ARENA_MAX, 1);
  mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
  mallopt(M_TOP_PAD, 64 << 20);
#endif
}

}  // namespace

void prepare_runtime(int threads) {
  keep_memory();
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
