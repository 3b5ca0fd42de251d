#include "siskin/gradient/local_graph.hpp"

#include <gtest/gtest.h>

#include "unit/gradient/deeplift_support.hpp"

namespace siskin {
namespace {

using gradient::LocalGraph;
using torch::Tensor;

// One operation of a network of rows of one base; number 0 is the copy of the sequence.
class LocalGraphTest : public testing::Test {
 protected:
  static std::shared_ptr<const model::Program> program(const std::string& body) {
    return test::Network(test::forward(body)).function().program(2, 1);
  }
  const Tensor input_ = torch::tensor({1.0, 2.0, 3.0}, torch::kDouble);
};

TEST_F(LocalGraphTest, DifferentiatesOneOperationAtAnyInput) {
  const auto made = program("    return torch.tanh(x)\n");
  const auto& operation = made->operations().at(1);
  ASSERT_EQ(operation.name, "aten::tanh");
  const LocalGraph graph(operation, {torch::zeros(3)}, {input_});
  const auto signal = torch::tensor({1.0, 10.0, 100.0}, torch::kDouble);
  const auto expected = signal * (1 - input_.tanh().square());
  for (int repeat = 0; repeat < 2; ++repeat) {
    EXPECT_LT(test::largest_difference(graph.pull_back({signal})[0], expected), 1e-14);
  }
  EXPECT_TRUE(
      gradient::evaluate_at(operation, {torch::zeros(3)}, {input_})[0].equal(input_.tanh()));
}

TEST_F(LocalGraphTest, CountsAnInputThatIsThereTwiceAsTwo) {
  const auto made = program("    return x * x\n");
  const auto& operation = made->operations().at(1);
  const LocalGraph graph(operation, {input_, input_}, {input_, input_ * 5});
  const auto found = graph.pull_back({torch::ones(3, torch::kDouble)});
  ASSERT_EQ(found.size(), 2U);
  EXPECT_TRUE(found[0].equal(input_ * 5));
  EXPECT_TRUE(found[1].equal(input_));
}

TEST_F(LocalGraphTest, HasNoDerivativeOfAComparison) {
  const auto made = program("    return (x > 0.5).to(x.dtype)\n");
  const auto& operation = made->operations().at(1);
  const LocalGraph graph(operation, {input_, 0.5}, {input_});
  EXPECT_FALSE(graph.pull_back({torch::ones(3)})[0].defined());
}

TEST_F(LocalGraphTest, NeedsNoSignalAtEveryOutput) {
  const auto made = program("    a, b = torch.max(x, 1)\n    return a\n");
  const auto& operation = made->operations().at(1);
  const auto rows = torch::tensor({1.0, 5.0, 2.0, 0.0}, torch::kDouble).view({2, 2});
  const LocalGraph graph(operation, {rows, 1, false}, {rows});
  const auto found = graph.pull_back({torch::ones(2, torch::kDouble), Tensor()})[0];
  EXPECT_TRUE(found.equal(torch::tensor({0.0, 1.0, 1.0, 0.0}, torch::kDouble).view({2, 2})));
}

}  // namespace
}  // namespace siskin
