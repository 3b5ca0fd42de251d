#include "siskin/model/operation_kind.hpp"

#include <gmock/gmock.h>
#include <torch/torch.h>

namespace siskin::model {
namespace {

using Kind = OperationKind;

OperationKind kind(const std::string& name, const std::vector<bool>& active,
                   std::vector<c10::IValue> values = {}) {
  Call call;
  call.name = name;
  call.active = active;
  call.list_active.assign(active.size(), 0);
  values.resize(std::max(values.size(), active.size()), torch::ones({1}));
  call.values = values;
  return kind_of(call);
}

TEST(KindOf, DependsOnWhichFactorsDependOnTheSequence) {
  EXPECT_EQ(kind("aten::mul", {true, false}), Kind::kLinear);
  EXPECT_EQ(kind("aten::mul", {true, true}), Kind::kProduct);
  EXPECT_EQ(kind("aten::conv1d", {true, false, false}), Kind::kLinear);
  EXPECT_EQ(kind("aten::conv1d", {true, true, false}), Kind::kProduct);
  EXPECT_EQ(kind("aten::addmm", {true, true, false}), Kind::kLinear);
  EXPECT_EQ(kind("aten::addmm", {false, true, true}), Kind::kProduct);
}

TEST(KindOf, TellsTheThreeQuotientsApart) {
  EXPECT_EQ(kind("aten::div", {true, false}), Kind::kLinear);
  EXPECT_EQ(kind("aten::div", {false, true}), Kind::kElementwise);
  EXPECT_EQ(kind("aten::div", {true, true}), Kind::kQuotient);
  EXPECT_EQ(kind("aten::div", {true, false, false},
                 {torch::ones({1}), torch::ones({1}), c10::IValue("floor")}),
            Kind::kOther);
}

TEST(KindOf, TellsTheThreeMaximaApart) {
  EXPECT_EQ(kind("aten::max", {true, true}), Kind::kExtremum);
  EXPECT_EQ(kind("aten::max", {true, false}), Kind::kElementwise);
  EXPECT_EQ(kind("aten::max", {true, false, false}, {torch::ones({1}), 1, false}), Kind::kMaxPool);
  EXPECT_EQ(kind("aten::max", {true}), Kind::kOther);  // over the whole batch
}

TEST(KindOf, CallsANormOfTheWholeBatchNoRule) {
  const auto batch_norm = [](bool training) {
    const auto one = torch::ones({1});
    return kind("aten::batch_norm", {true, false, false, false, false, false},
                {one, one, one, one, one, training});
  };
  EXPECT_EQ(batch_norm(false), Kind::kLinear);
  EXPECT_EQ(batch_norm(true), Kind::kOther);
}

TEST(KindOf, CallsASelectionByTheSequenceNoView) {
  EXPECT_EQ(kind("aten::where", {false, true, true}), Kind::kView);
  EXPECT_EQ(kind("aten::where", {true, true, true}), Kind::kOther);
  EXPECT_EQ(kind("aten::masked_fill", {true, true, false}), Kind::kOther);
  EXPECT_EQ(kind("aten::index_select", {true, false, false}), Kind::kView);
  EXPECT_EQ(kind("aten::gather", {true, false, true}), Kind::kOther);
}

TEST(KindOf, NeverGuesses) {
  EXPECT_EQ(kind("aten::lstm", {true}), Kind::kOther);
  EXPECT_EQ(kind("mine::operation", {true}), Kind::kOther);
  EXPECT_EQ(kind("aten::pow", {true, true}), Kind::kOther);
}

TEST(KindOf, KnowsTheNonLinearFunctionsThatNetworksUse) {
  for (const char* name :
       {"relu", "relu6", "leaky_relu", "elu",     "selu",       "celu",     "gelu",
        "silu", "mish",  "softplus",   "sigmoid", "tanh",       "hardtanh", "clamp",
        "exp",  "log",   "sqrt",       "rsqrt",   "reciprocal", "abs"}) {
    EXPECT_EQ(kind("aten::" + std::string(name), {true}), Kind::kElementwise) << name;
  }
  EXPECT_EQ(kind("aten::pow", {true, false}), Kind::kElementwise);
}

TEST(IgnoresNumbers, HoldsForQuestionsAboutTheShape) {
  EXPECT_TRUE(ignores_numbers("aten::size"));
  EXPECT_TRUE(ignores_numbers("aten::zeros_like"));
  EXPECT_FALSE(ignores_numbers("aten::item"));
  EXPECT_FALSE(ignores_numbers("aten::relu"));
}

}  // namespace
}  // namespace siskin::model
