#include "siskin/model/torch_error.hpp"

#include <gmock/gmock.h>
#include <torch/script.h>

#include <stdexcept>

namespace siskin::model {
namespace {

TEST(TorchMessage, KeepsOneLineWithoutBacktrace) {
  try {
    torch::zeros({2, 3}).matmul(torch::zeros({2, 3}));
    FAIL();
  } catch (const std::exception& error) {
    const auto message = torch_message(error);
    EXPECT_THAT(message, testing::HasSubstr("shapes cannot be multiplied"));
    EXPECT_THAT(message, testing::Not(testing::HasSubstr("\n")));
  }
}

TEST(TorchMessage, SkipsTheTracebackOfTorchScript) {
  torch::jit::Module module("Script");
  module.define("def forward(self, x: Tensor) -> Tensor:\n  return torch.matmul(x, x)\n");
  try {
    module.forward({torch::zeros({2, 3})});
    FAIL();
  } catch (const std::exception& error) {
    const auto message = torch_message(error);
    EXPECT_THAT(message, testing::HasSubstr("shapes cannot be multiplied"));
    EXPECT_THAT(message, testing::Not(testing::HasSubstr("Traceback")));
  }
}

TEST(TorchMessage, PassesOtherExceptionsOn) {
  EXPECT_EQ(torch_message(std::runtime_error("plain")), "plain");
}

}  // namespace
}  // namespace siskin::model
