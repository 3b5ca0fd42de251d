#include "siskin/model/trace.hpp"

#include <gmock/gmock.h>
#include <torch/torch.h>

#include "siskin/util/error.hpp"
#include "support/error_message.hpp"

namespace siskin::model {
namespace {

torch::jit::Module network_of(const std::string& body) {
  torch::jit::Module module("Net");
  module.register_attribute("training", c10::BoolType::get(), false);
  module.define("def forward(self, x: Tensor):\n" + body);
  return module;
}

Program traced(const torch::jit::Module& module, std::int64_t rows = 3) {
  return Program(trace(module, torch::rand({rows, 4, 10}), ""));
}

// The program agrees with the module on other input than it was traced with, and so does its
// derivative.
void expect_same_as_module(const std::string& body) {
  auto module = network_of(body);
  const auto program = traced(module);
  const auto x = torch::randn({3, 4, 10});
  const auto a = x.clone().requires_grad_();
  const auto b = x.clone().requires_grad_();
  const auto from_module = module.forward({a * 1}).toTensor();
  const auto from_program = program.evaluate(b * 1);
  EXPECT_TRUE(torch::allclose(from_module, from_program, 1e-6, 1e-6)) << body;
  from_module.sum().backward();
  from_program.sum().backward();
  EXPECT_TRUE(torch::allclose(a.grad(), b.grad(), 1e-6, 1e-6)) << body;
}

TEST(Trace, FollowsControlFlowThatIsKnownFromTheShape) {
  expect_same_as_module(
      "  for i in range(3):\n"
      "    if x.size(2) > 5 and i != 1:\n      x = torch.tanh(x)\n"
      "    else:\n      x = x * 2\n"
      "  return x.sum(2)\n");
}

TEST(Trace, FollowsListsTuplesAndDictionaries) {
  expect_same_as_module(
      "  parts = [x]\n"
      "  for i in range(2):\n    parts.append(parts[-1].exp())\n"
      "  named = {'a': parts[0], 'b': parts[1]}\n"
      "  pair = (named['a'], parts[2])\n"
      "  return torch.cat([pair[0], pair[1], named['b'], torch.ones([3, 4, 10])], 1).sum(2)\n");
}

TEST(Trace, KeepsWhatOverwritingDoes) {
  expect_same_as_module(
      "  y = x * 2\n  y += x\n  y[:, 0] = x[:, 1]\n  z = y.view([3, 40])\n"
      "  z.mul_(2)\n  return y.sum(2)\n");
}

TEST(Trace, CopiesConstantsThatAreOverwritten) {
  const std::string body =
      "  out = torch.zeros([3, 4])\n"
      "  for i in range(4):\n    out[:, i] = x[:, i].exp().sum(1)\n"
      "  return out\n";
  expect_same_as_module(body);
  const auto program = traced(network_of(body));
  const auto x = torch::randn({3, 4, 10});
  EXPECT_TRUE(torch::equal(program.evaluate(x), program.evaluate(x)));
}

TEST(Trace, FoldsWhatDoesNotDependOnTheSequence) {
  const auto program = traced(network_of("  return x * torch.arange(10).float().exp()\n"));
  ASSERT_EQ(program.operations().size(), 1);
  EXPECT_EQ(program.operations()[0].kind, OperationKind::kLinear);
}

TEST(Trace, TakesOperationsThatAreMadeOfOthersApart) {
  expect_same_as_module("  return torch.glu(x, 1).sum(2)\n");
  const auto program = traced(network_of("  return torch.glu(x, 1)\n"));
  EXPECT_EQ(program.operations().back().kind, OperationKind::kProduct);
}

TEST(Trace, NamesLayersAfterSubmodules) {
  auto inner = network_of("  return torch.relu(x)\n");
  torch::jit::Module outer("Outer");
  outer.register_module("first", inner);
  outer.define(
      "def forward(self, x: Tensor):\n  return self.first.forward(self.first.forward(x))\n");
  const auto program = traced(outer);
  EXPECT_EQ(program.layer("first").output, program.operations()[0].results[0].slots[0]);
  EXPECT_EQ(program.layer("first#2").output, program.output());
}

TEST(Trace, StillHasALayerThatWasOverwrittenLater) {
  auto inner = network_of("  return x * 2\n");
  torch::jit::Module outer("Outer");
  outer.register_module("first", inner);
  outer.define("def forward(self, x: Tensor):\n  return torch.relu_(self.first.forward(x))\n");
  const auto program = traced(outer);
  EXPECT_FALSE(program.overwrites());
  auto frame = program.start(torch::full({3, 4, 10}, -1.F));
  const auto slot = program.layer("first").output;
  program.run(frame, {{}, {slot}, nullptr});
  EXPECT_FLOAT_EQ(frame[slot].min().item<float>(), -2.F);
}

TEST(Trace, RefusesNumbersOfTheSequenceWhereItCannotFollowThem) {
  const auto refusal = [](const std::string& body) {
    return test::error_message([&] { traced(network_of(body)); });
  };
  EXPECT_THAT(
      refusal("  n = int(x.sum().item())\n  for i in range(n):\n    x = x * 2\n  return x\n"),
      testing::HasSubstr("control flow depends on the sequence"));
  EXPECT_THAT(refusal("  return x * x.max().item()\n"),
              testing::HasSubstr("takes a number of the sequence"));
  EXPECT_THAT(refusal("  return x[x > 0]\n"), testing::HasSubstr("which positions it takes"));
}

TEST(Trace, SaysWhichLineOfTheModelItMeans) {
  EXPECT_EQ(traced(network_of("  return torch.relu(x)\n")).operations()[0].where,
            "return torch.relu(x)");
}

}  // namespace
}  // namespace siskin::model
