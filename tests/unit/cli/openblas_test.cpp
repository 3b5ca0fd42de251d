#include "siskin/cli/openblas.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace siskin::cli {
namespace {

// What the kernel says of the first processor.
std::string processor_flags() {
  std::ifstream in("/proc/cpuinfo");
  std::string line;
  while (std::getline(in, line)) {
    if (line.rfind("flags", 0) == 0) return line + " ";
  }
  return "";
}

TEST(OpenblasCoreType, IsWhatTheProcessorCanDo) {
  const auto flags = processor_flags();
  if (flags.empty()) GTEST_SKIP() << "/proc/cpuinfo has no flags here";
  const auto has = [&flags](const std::string& name) {
    return flags.find(" " + name + " ") != std::string::npos;
  };
  const bool avx512 = has("avx512f") && has("avx512bw") && has("avx512dq") && has("avx512vl");
  const bool avx2 = has("avx2") && has("fma");
  EXPECT_EQ(openblas_core_type(), avx512 ? "SkylakeX" : avx2 ? "Haswell" : "");
}

TEST(PrepareOpenblas, LeavesWhatTheUserHasChosen) {
  ::setenv("OPENBLAS_CORETYPE", "Prescott", 1);
  prepare_openblas();
  EXPECT_STREQ(std::getenv("OPENBLAS_CORETYPE"), "Prescott");
  ::unsetenv("OPENBLAS_CORETYPE");
  prepare_openblas();
  const char* const chosen = std::getenv("OPENBLAS_CORETYPE");
  EXPECT_EQ(chosen == nullptr ? "" : std::string(chosen), openblas_core_type());
  ::unsetenv("OPENBLAS_CORETYPE");
}

TEST(PrepareOpenblas, LeavesItNoThreadsOfItsOwn) {
  ::setenv("OPENBLAS_NUM_THREADS", "3", 1);
  prepare_openblas();
  EXPECT_STREQ(std::getenv("OPENBLAS_NUM_THREADS"), "3");
  ::unsetenv("OPENBLAS_NUM_THREADS");
  prepare_openblas();
  EXPECT_STREQ(std::getenv("OPENBLAS_NUM_THREADS"), "1");
}

}  // namespace
}  // namespace siskin::cli
