#include "siskin/architecture/activation_names.hpp"

#include <gmock/gmock.h>

#include <set>

#include "support/error_message.hpp"

namespace siskin::architecture {
namespace {

TEST(ActivationNames, AreTheSevenStandardAndTwelveModifiedOnes) {
  const auto& names = activation_names();
  EXPECT_EQ(names.size(), 19U);
  EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), 19U);
  EXPECT_THAT(names, testing::IsSupersetOf({"relu", "exponential", "sigmoid", "tanh", "softplus",
                                            "linear", "elu", "exp-relu", "log-relu"}));
}

TEST(CheckActivation, RefusesAnUnknownNameAndListsTheKnownOnes) {
  EXPECT_NO_THROW(check_activation("shift-scale-tanh"));
  const auto message = test::error_message([] { check_activation("swish"); });
  EXPECT_THAT(message, testing::HasSubstr("'swish'"));
  EXPECT_THAT(message, testing::HasSubstr("shift-scale-relu"));
}

}  // namespace
}  // namespace siskin::architecture
