#include "siskin/model/operation.hpp"

#include <gmock/gmock.h>
#include <torch/torch.h>

namespace siskin::model {
namespace {

// cat([constant, x], 1) with x in slot 4 and the constant in slot 2.
Operation concatenation() {
  Operation operation;
  operation.name = "aten::cat";
  operation.where = "net.py:3";
  operation.arguments.resize(2);
  operation.arguments[0].is_list = true;
  operation.arguments[0].slots = {2, 4};
  operation.arguments[1].constant = 1;
  operation.active = {4};
  return operation;
}

Stack stack_of(const torch::Tensor& constant, const torch::Tensor& x) {
  return {c10::List<torch::Tensor>({constant, x}), 1};
}

TEST(Operation, IsCalledByItsNameAndItsLine) {
  EXPECT_EQ(concatenation().label(), "aten::cat (net.py:3)");
}

TEST(ActiveInputs, AreFoundInsideLists) {
  const auto x = torch::ones({1});
  const auto inputs = active_inputs(concatenation(), stack_of(torch::zeros({1}), x));
  ASSERT_EQ(inputs.size(), 1);
  EXPECT_TRUE(inputs[0].is_same(x));
}

TEST(ActiveInputs, AreReplacedWithoutTouchingTheOriginalList) {
  const auto x = torch::ones({1});
  auto stack = stack_of(torch::zeros({1}), x);
  const auto before = stack[0].toTensorList();
  replace_active_inputs(concatenation(), {torch::full({1}, 7)}, stack);
  EXPECT_FLOAT_EQ(stack[0].toTensorVector()[1].item<float>(), 7.F);
  EXPECT_FLOAT_EQ(stack[0].toTensorVector()[0].item<float>(), 0.F);
  EXPECT_TRUE(torch::Tensor(before[1]).is_same(x));
}

TEST(ResultTensors, AreTakenFromListsAndPutBack) {
  Stack results{torch::zeros({1}), c10::List<torch::Tensor>({torch::ones({1})}), 5};
  ASSERT_EQ(result_tensors(results).size(), 2);
  replace_result_tensors({torch::full({1}, 2), torch::full({1}, 3)}, results);
  EXPECT_FLOAT_EQ(results[0].toTensor().item<float>(), 2.F);
  EXPECT_FLOAT_EQ(results[1].toTensorVector()[0].item<float>(), 3.F);
  EXPECT_EQ(results[2].toInt(), 5);
}

}  // namespace
}  // namespace siskin::model
