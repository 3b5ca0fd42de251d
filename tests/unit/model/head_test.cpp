#include "siskin/model/head.hpp"

#include <gmock/gmock.h>
#include <torch/torch.h>

#include "siskin/util/error.hpp"
#include "support/error_message.hpp"

namespace siskin::model {
namespace {

torch::jit::Module module_of(const std::string& body) {
  torch::jit::Module module("Net");
  module.define("def forward(self, x: Tensor):\n" + body);
  return module;
}

std::string accessor(const std::string& body, const std::string& head) {
  return head_accessor(module_of(body), head, "net.pt");
}

std::string refusal(const std::string& body, const std::string& head) {
  return test::error_message([&] { accessor(body, head); });
}

TEST(HeadAccessor, IsEmptyForAModelOfOneTensor) { EXPECT_EQ(accessor("  return x\n", ""), ""); }

TEST(HeadAccessor, FindsATupleElementByItsNumber) {
  EXPECT_EQ(accessor("  return x, x + 1\n", "1"), "[1]");
}

TEST(HeadAccessor, NamesTheChoicesOfATuple) {
  EXPECT_EQ(refusal("  return x, x\n", ""),
            "net.pt: the model gives a tuple of 0, 1, choose one with --head");
  EXPECT_EQ(refusal("  return x, x\n", "2"),
            "net.pt: there is no --head 2: the model gives a tuple of 0, 1, choose one with "
            "--head");
}

TEST(HeadAccessor, FindsADictionaryEntryByItsName) {
  EXPECT_EQ(accessor("  return {'counts': x}\n", "counts"), "['counts']");
  EXPECT_THAT(refusal("  return {'counts': x}\n", ""), testing::HasSubstr("--head (its name)"));
  EXPECT_THAT(refusal("  return {'counts': x}\n", "a'b"), testing::HasSubstr("quotes"));
}

TEST(HeadAccessor, RefusesAHeadWhereThereIsNoChoice) {
  EXPECT_THAT(refusal("  return x\n", "1"), testing::HasSubstr("the model gives one tensor"));
}

TEST(TakeHead, GivesTheTensorThatTheAccessorPointsAt) {
  auto module = module_of("  return {'a': x, 'b': x + 1}\n");
  const auto output = module.forward({torch::zeros({1})});
  EXPECT_FLOAT_EQ(take_head(output, "['b']", "net.pt").item<float>(), 1.F);
  EXPECT_EQ(test::error_message([&] { take_head(output, "['c']", "net.pt"); }),
            "net.pt: there is no --head 'c': the model gives a dictionary of a, b");
}

TEST(TakeHead, RefusesWhatIsNoTensor) {
  EXPECT_THAT(test::error_message([] { take_head(c10::IValue(3), "", "net.pt"); }),
              testing::HasSubstr("expected a tensor"));
}

}  // namespace
}  // namespace siskin::model
