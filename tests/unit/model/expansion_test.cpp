#include "siskin/model/expansion.hpp"

#include <gtest/gtest.h>
#include <torch/script.h>
#include <torch/torch.h>

namespace siskin::model {
namespace {

torch::Tensor run(const std::string& name, std::vector<c10::IValue> inputs) {
  const auto* const graph = expansion_of(name);
  inputs.resize(graph->inputs().size(), c10::IValue(false));
  torch::jit::Code code(const_cast<torch::jit::Graph*>(graph)->copy(), "expansion");
  torch::jit::InterpreterState(code).run(inputs);
  return inputs.at(0).toTensor();
}

TEST(ExpansionOf, ComputesWhatTheOperationDoes) {
  const auto x = torch::randn({2, 6, 4}, torch::kDouble);
  EXPECT_TRUE(torch::allclose(run("aten::glu", {x, 1}), torch::glu(x, 1)));
  EXPECT_TRUE(torch::allclose(run("aten::logsumexp", {x, c10::List<std::int64_t>({1}), false}),
                              torch::logsumexp(x, 1)));
  EXPECT_TRUE(torch::allclose(run("aten::logsumexp", {x, c10::List<std::int64_t>({-1}), true}),
                              torch::logsumexp(x, -1, true)));
}

// softmax(q k / 2) v with rows of four numbers, and the same with a mask.
TEST(ExpansionOf, ComputesAttention) {
  const auto q = torch::randn({2, 3, 4}, torch::kDouble);
  const auto k = torch::randn({2, 3, 4}, torch::kDouble);
  const auto v = torch::randn({2, 3, 4}, torch::kDouble);
  const std::string name = "aten::scaled_dot_product_attention";
  const auto score = torch::matmul(q, k.transpose(1, 2)) / 2;
  EXPECT_TRUE(torch::allclose(run(name, {q, k, v, c10::IValue(), 0.0, false, c10::IValue()}),
                              torch::matmul(torch::softmax(score, -1), v)));
  const auto seen = torch::ones({3, 3}, torch::kBool).tril();
  const auto masked = score.masked_fill(seen.logical_not(), -INFINITY);
  const auto expected = torch::matmul(torch::softmax(masked, -1), v);
  EXPECT_TRUE(
      torch::allclose(run(name, {q, k, v, c10::IValue(), 0.0, true, c10::IValue()}), expected));
  EXPECT_TRUE(torch::allclose(run(name, {q, k, v, seen, 0.0, false, c10::IValue()}), expected));
}

TEST(ExpansionOf, IsNullForWhatIsTakenAsItIs) {
  EXPECT_EQ(expansion_of("aten::relu"), nullptr);
  EXPECT_EQ(expansion_of("prim::If"), nullptr);
}

}  // namespace
}  // namespace siskin::model
