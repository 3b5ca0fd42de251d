#include "siskin/attribute/functions.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/script.h>

#include "siskin/util/error.hpp"
#include "support/error_message.hpp"
#include "support/run_command.hpp"
#include "unit/gradient/test_models.hpp"

namespace siskin {
namespace {

using attribute::Functions;
using testing::ElementsAre;
using testing::HasSubstr;

class FunctionsTest : public testing::Test {
 protected:
  // A model that gives `outputs` sums of A, each scaled by one more.
  std::string save(const std::string& name, int outputs, const std::string& metadata) const {
    auto path = (folder_.path() / name).string();
    torch::jit::Module module("Model");
    module.register_parameter("scale", torch::arange(1, outputs + 1, torch::kFloat), false);
    module.define(
        "def forward(self, x):\n"
        "    return torch.unsqueeze(torch.sum(x[:, 0], [1]), 1) * self.scale\n");
    module.save(path, {{"siskin.json", metadata}});
    return path;
  }
  const test::TemporaryFolder folder_;
  const std::string two_ = save("two.pt", 2, R"({"output_names": ["a", "b"], "input_length": 5})");
  const std::string same_ = save("same.pt", 2, R"({"output_names": ["c", "d"]})");
  const std::string three_ = save("three.pt", 3, "{}");
};

TEST_F(FunctionsTest, ReadOutTheTargetOfEveryModel) {
  Functions functions({two_, same_}, {});
  gradient::Target target;
  target.words = {"1"};
  functions.open(target, 5, "x");
  EXPECT_THAT(functions.output_names(), ElementsAre("b"));
  EXPECT_THAT(functions.model_paths(), ElementsAre(two_, same_));
  ASSERT_EQ(functions.all().size(), 2U);
  EXPECT_EQ(functions.all()[1].forward(test::encode({"AACGT"})).item<float>(), 4);
}

TEST_F(FunctionsTest, RefuseOneWithAnotherNumberOfOutputs) {
  Functions functions({same_, three_}, {});
  gradient::Target target;
  target.words = {"all"};
  EXPECT_THAT(test::error_message([&] { functions.open(target, 5, "x"); }),
              HasSubstr("three.pt: found 3 outputs, expected the 2 of "));
}

TEST_F(FunctionsTest, NameTheSequenceOfAnotherLength) {
  Functions functions({two_}, {});
  EXPECT_THAT(test::error_message([&] { functions.open({}, 6, "x.fa: record s"); }),
              HasSubstr("x.fa: record s: found 6 bases, expected the 5"));
}

TEST_F(FunctionsTest, NameAFileThatIsNoModel) {
  const auto bad = folder_.write("bad.pt", "no model").string();
  EXPECT_THAT(test::error_message([&] { Functions({two_, bad}, {}); }), HasSubstr("bad.pt"));
}

}  // namespace
}  // namespace siskin
