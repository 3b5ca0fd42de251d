#pragma once

#include <string>

namespace siskin::cli {

/// The kernels of OpenBLAS that fit this processor by what it can do, "SkylakeX" (AVX-512) or
/// "Haswell" (AVX2 with FMA); empty when neither fits or the processor is no x86-64.
std::string openblas_core_type();

/// Tells OpenBLAS so (OPENBLAS_CORETYPE), and to have no threads of its own (OPENBLAS_NUM_THREADS),
/// unless the user has told it something. Releases before 0.3.22, that of Debian 12 among them, go
/// by a list of processors and take one that is not on it for the oldest of all: dense layers then
/// run at a third of their speed. Its threads, which LibTorch does not know of, spend a second core
/// on waiting for the small matrices of these networks. OpenBLAS reads both when it is loaded, so
/// they must be set before a program that links it starts.
void prepare_openblas();

}  // namespace siskin::cli
