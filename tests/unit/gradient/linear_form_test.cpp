#include "siskin/gradient/linear_form.hpp"

#include <gtest/gtest.h>

namespace siskin::gradient {
namespace {

LinearForm form(const std::string& name,
                model::OperationKind kind = model::OperationKind::kLinear) {
  model::Operation operation;
  operation.name = name;
  operation.kind = kind;
  return linear_form(operation);
}

TEST(LinearForm, TellsWhereTheWeightsAre) {
  EXPECT_EQ(form("aten::conv1d"), LinearForm::kWeighted);
  EXPECT_EQ(form("aten::addmm"), LinearForm::kWeighted);
  EXPECT_EQ(form("aten::batch_norm"), LinearForm::kEachElement);
  EXPECT_EQ(form("aten::rsub"), LinearForm::kEachElement);
  EXPECT_EQ(form("aten::avg_pool1d"), LinearForm::kPositiveSum);
}

TEST(LinearForm, DoesNotGuess) {
  EXPECT_EQ(form("aten::upsample_bicubic2d"), LinearForm::kUnknown);  // has negative weights
  EXPECT_EQ(form("aten::diff"), LinearForm::kUnknown);
  EXPECT_EQ(form("aten::mul", model::OperationKind::kProduct), LinearForm::kUnknown);
}

}  // namespace
}  // namespace siskin::gradient
