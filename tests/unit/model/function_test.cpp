#include "siskin/model/function.hpp"

#include <gmock/gmock.h>
#include <torch/torch.h>

#include <thread>

#include "siskin/util/error.hpp"
#include "support/error_message.hpp"
#include "support/run_command.hpp"
#include "support/script_module.hpp"

namespace siskin::model {
namespace {

class FunctionOfScript : public testing::Test {
 protected:
  Model open(const std::string& body, const ModelOptions& options = {}) {
    const auto path = (folder_.path() / "model.pt").string();
    test::save_script(body, path);
    return Model(path, options);
  }
  test::TemporaryFolder folder_;
};

constexpr const char* kAll = "    return output\n";

TEST_F(FunctionOfScript, PutsTheReadOutBehindTheModel) {
  auto model = open("  return x.sum(2)\n");
  const Function function(model, "    return (output[:, 0] - output[:, 3]).unsqueeze(1)\n");
  auto x = torch::zeros({2, 4, 3});
  x[0][0].fill_(1);
  x[1][3].fill_(1);
  EXPECT_TRUE(torch::equal(function.forward(x), torch::tensor({{3.F}, {-3.F}})));
}

TEST_F(FunctionOfScript, TakesTheHeadThatIsAskedFor) {
  ModelOptions options;
  options.head = "1";
  auto model = open("  return x.sum(2), x.mean(2)\n", options);
  const Function function(model, kAll);
  EXPECT_TRUE(torch::allclose(function.forward(torch::ones({1, 4, 5})), torch::ones({1, 4})));
  EXPECT_TRUE(torch::allclose(model.forward(torch::ones({1, 4, 5})), torch::ones({1, 4})));
}

TEST_F(FunctionOfScript, KeepsOneProgramForEachShape) {
  auto model = open("  return x.sum(2)\n");
  const Function function(model, kAll);
  const auto program = function.program(2, 5);
  EXPECT_EQ(function.program(2, 5), program);
  EXPECT_NE(function.program(3, 5), program);
}

TEST_F(FunctionOfScript, RunsInTheModelsOwnPrecision) {
  ModelOptions options;
  options.precision = "float64";
  auto model = open("  return torch.relu(x).sum(2)\n", options);
  const Function function(model, kAll);
  const auto x = torch::rand({1, 4, 5});
  EXPECT_EQ(function.to_model(x).scalar_type(), torch::kDouble);
  EXPECT_EQ(function.forward(x).scalar_type(), torch::kDouble);
  EXPECT_EQ(function.program(1, 5)->evaluate(function.to_model(x)).scalar_type(), torch::kDouble);
}

TEST_F(FunctionOfScript, IsUsedBySeveralThreadsAtOnce) {
  auto model = open("  return torch.exp(x).sum(2)\n");
  const Function function(model, kAll);
  const auto x = torch::rand({3, 4, 50});
  const auto expected = torch::exp(x).sum(2);
  std::vector<std::thread> threads;
  std::vector<int> wrong(4);
  for (std::size_t i = 0; i < wrong.size(); ++i) {
    threads.emplace_back([&, i] {
      for (int round = 0; round < 50; ++round) {
        const auto found = function.program(3, 50)->evaluate(x);
        if (!torch::equal(found, expected)) ++wrong[i];
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_THAT(wrong, testing::Each(0));
}

TEST_F(FunctionOfScript, LeavesTheInputOfAModuleThatOverwritesIt) {
  auto model = open("  x[:, 0] = 5.0\n  return x.sum(2)\n");
  const Function function(model, kAll);
  const auto x = torch::zeros({1, 4, 3}).requires_grad_();
  const auto expected = torch::tensor({{15.F, 0.F, 0.F, 0.F}});
  EXPECT_TRUE(torch::equal(function.forward(x), expected));
  EXPECT_TRUE(torch::equal(function.program(1, 3)->evaluate(x), expected));
  EXPECT_TRUE(torch::equal(model.forward(x), expected));
  EXPECT_EQ(x.abs().sum().item<float>(), 0.F);
}

TEST_F(FunctionOfScript, NamesTheFileWhenTheReadOutDoesNotFit) {
  auto model = open("  return x.sum(2)\n");
  EXPECT_THAT(test::error_message([&] { Function(model, "    return output[:, 0] +\n"); }),
              testing::HasSubstr("model.pt: its output cannot be read out"));
}

TEST_F(FunctionOfScript, RefusesControlFlowThatDependsOnTheSequence) {
  auto model = open("  if bool(x.sum() > 3):\n    return x.sum(2)\n  return x.mean(2)\n");
  const Function function(model, kAll);
  EXPECT_THAT(test::error_message([&] { function.program(1, 5); }),
              testing::AllOf(testing::HasSubstr("model.pt: "),
                             testing::HasSubstr("control flow depends on the sequence")));
  EXPECT_EQ(function.forward(torch::ones({1, 4, 5})).size(1), 4);
}

}  // namespace
}  // namespace siskin::model
