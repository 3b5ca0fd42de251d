#pragma once

#include <string>

namespace siskin::cli {

/// The kernels of OpenBLAS that fit this processor by what it can do, "SkylakeX" (AVX-512) or
/// "Haswell" (AVX2 with FMA); empty when neither fits or the processor is no x86-64.
std::string openblas_core_type();

/// Tells OpenBLAS so (OPENBLAS_CORETYPE), unless the user has told it something. Releases before
/// 0.3.22, that of Debian 12 among them, go by a list of processors and take one that is not on it
/// for the oldest of all: dense layers then run at a third of their speed. OpenBLAS reads the
/// variable when it is loaded, so it must be set before a program that links it starts.
void choose_openblas_kernels();

}  // namespace siskin::cli
