#pragma once

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace siskin::test {

/// Expects the worst difference to be below 1e-4 of the largest expected number; `what` is said
/// when it is not.
inline void expect_close(const at::Tensor& found, const at::Tensor& expected,
                         const char* what = "") {
  ASSERT_EQ(found.sizes(), expected.sizes()) << what;
  const double scale = expected.abs().max().item<double>() + 1e-12;
  EXPECT_LT((found - expected).abs().max().item<double>() / scale, 1e-4) << what;
}

}  // namespace siskin::test
