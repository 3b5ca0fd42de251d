#include "siskin/kernel/first_order.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include "siskin/util/error.hpp"

namespace siskin::kernel {
namespace {

TEST(RequireFirstOrder, ThrowsWhereAGraphIsRecorded) {
  EXPECT_THROW(require_first_order(), Error);
  const torch::NoGradGuard no_grad;
  EXPECT_NO_THROW(require_first_order());
}

}  // namespace
}  // namespace siskin::kernel
