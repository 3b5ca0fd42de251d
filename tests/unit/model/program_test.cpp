#include "siskin/model/program.hpp"

#include <gmock/gmock.h>
#include <torch/torch.h>

#include "siskin/util/error.hpp"
#include "support/error_message.hpp"

namespace siskin::model {
namespace {

Operation step(const std::string& name, Slot from, Slot to,
               const std::function<torch::Tensor(const torch::Tensor&)>& compute) {
  Operation operation;
  operation.name = name;
  operation.where = "net.py:1";
  operation.arguments.resize(1);
  operation.arguments[0].slots = {from};
  operation.results.resize(1);
  operation.results[0].slots = {to};
  operation.active = {from};
  operation.evaluate = [compute](Stack& stack) { stack.back() = compute(stack.back().toTensor()); };
  return operation;
}

// exp(x) * 2, in slots 0, 1 and 2.
Program::Parts exp_times_two() {
  Program::Parts parts;
  parts.constants.resize(3);
  parts.operations = {step("exp", 0, 1, [](const auto& x) { return x.exp(); }),
                      step("twice", 1, 2, [](const auto& x) { return x * 2; })};
  parts.layers = {{"first", "exp", 1}, {"second", "twice", 2}};
  parts.output = 2;
  return parts;
}

TEST(Program, EvaluatesItsOperationsInOrder) {
  const Program program(exp_times_two());
  const auto x = torch::tensor({0.F, 1.F});
  EXPECT_TRUE(torch::equal(program.evaluate(x), x.exp() * 2));
}

TEST(Program, DropsWhatNobodyReadsUnlessItIsKept) {
  const Program program(exp_times_two());
  auto frame = program.start(torch::ones({1}));
  program.run(frame, {});
  EXPECT_FALSE(frame[1].defined());
  auto tapped = program.start(torch::ones({1}));
  program.run(tapped, {{}, {1}, nullptr});
  EXPECT_TRUE(tapped[1].defined());
}

TEST(Program, LeavesOutOperationsThatAreNotSelected) {
  const Program program(exp_times_two());
  auto frame = program.start(torch::ones({1}));
  frame[1] = torch::full({1}, 5.F);
  const std::vector<bool> second_only{false, true};
  program.run(frame, {{}, {}, &second_only});
  EXPECT_FLOAT_EQ(frame[2].item<float>(), 10.F);
}

TEST(Program, LetsAHandlerReplaceAnOperation) {
  const Program program(exp_times_two());
  const Handler handler = [](const Operation& operation, std::size_t, const Frame&, Stack& stack) {
    if (operation.name != "exp") return false;
    stack[0] = stack[0].toTensor() + 1;
    return true;
  };
  EXPECT_FLOAT_EQ(program.evaluate(torch::ones({1}), handler).item<float>(), 4.F);
}

TEST(Program, GivesAHandlerACopyOfWhatAnOperationOverwrites) {
  auto parts = exp_times_two();
  parts.operations[0] = step("relu", 0, 0, [](torch::Tensor x) { return x.relu_(); });
  parts.operations[0].in_place = true;
  parts.operations[1].arguments[0].slots = {0};
  const Program program(std::move(parts));
  EXPECT_TRUE(program.overwrites());
  torch::Tensor seen;
  const Handler handler = [&seen](const Operation& operation, std::size_t, const Frame&,
                                  Stack& stack) {
    if (operation.name != "relu") return false;
    seen = stack[0].toTensor();
    stack[0] = seen.relu();
    return true;
  };
  EXPECT_FLOAT_EQ(program.evaluate(torch::full({1}, -1.F), handler).item<float>(), 0.F);
  EXPECT_FLOAT_EQ(seen.item<float>(), -1.F);
}

TEST(Program, KnowsWhichOperationComputesASlot) {
  const Program program(exp_times_two());
  EXPECT_FALSE(program.producer(0));
  EXPECT_EQ(program.producer(2), 1);
}

TEST(Program, NamesAllLayersWhenOneIsNotThere) {
  const Program program(exp_times_two());
  EXPECT_EQ(program.layer("second").output, 2);
  EXPECT_EQ(test::error_message([&] { program.layer("third"); }),
            "there is no layer 'third', expected one of first, second");
}

TEST(Program, NamesTheOperationThatFails) {
  auto parts = exp_times_two();
  parts.operations[1] =
      step("aten::view", 1, 2, [](const torch::Tensor& x) { return x.view({7}); });
  EXPECT_THAT(test::error_message([&] { Program(std::move(parts)).evaluate(torch::ones({2})); }),
              testing::HasSubstr("aten::view (net.py:1) fails: shape '[7]'"));
}

}  // namespace
}  // namespace siskin::model
