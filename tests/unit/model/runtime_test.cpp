#include "siskin/model/runtime.hpp"

#include <gtest/gtest.h>
#include <torch/script.h>
#include <torch/torch.h>

namespace siskin::model {
namespace {

TEST(PrepareRuntime, SetsTheThreadsAndThePlainExecutor) {
  prepare_runtime(2);
  EXPECT_EQ(at::get_num_threads(), 2);
  EXPECT_FALSE(torch::jit::getGraphExecutorOptimize());
}

}  // namespace
}  // namespace siskin::model
