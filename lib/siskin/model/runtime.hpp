#pragma once

namespace siskin::model {

/// Settings of LibTorch for the whole process, called once by each engine: number of threads, the
/// plain TorchScript executor (no profiling, which recompiles for every shape and loops for ever on
/// second derivatives in 2.6), deterministic algorithms.
void prepare_runtime(int threads);

}  // namespace siskin::model
