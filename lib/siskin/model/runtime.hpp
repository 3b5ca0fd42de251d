#pragma once

namespace siskin::model {

/// Settings of LibTorch for the whole process, called once by each engine: number of threads, the
/// plain TorchScript executor (no profiling, which recompiles for every shape and loops for ever on
/// second derivatives in 2.6), deterministic algorithms.
void prepare_runtime(int threads);

/// Those of these settings that each thread has for itself; called by every other thread before it
/// computes. Operations then run on this thread alone.
void prepare_thread();

}  // namespace siskin::model
