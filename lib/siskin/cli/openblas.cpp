#include "siskin/cli/openblas.hpp"

#include <cstdlib>

namespace siskin::cli {

std::string openblas_core_type() {
#if defined(__x86_64__)
  __builtin_cpu_init();
  const bool has_avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                          __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
  if (has_avx512) return "SkylakeX";
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return "Haswell";
#endif
  return "";
}

void prepare_openblas() {
  ::setenv("OPENBLAS_NUM_THREADS", "1", /*overwrite=*/0);
  const auto core = openblas_core_type();
  if (!core.empty()) ::setenv("OPENBLAS_CORETYPE", core.c_str(), /*overwrite=*/0);
}

}  // namespace siskin::cli
