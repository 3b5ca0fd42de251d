#include "siskin/model/incremental.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/torch.h>

#include "siskin/util/error.hpp"
#include "unit/model/incremental_zoo.hpp"

namespace siskin::model {
namespace {

using blackbox::Edit;

constexpr double kExact = 1e-10;

const char* const kAsItIs = "    return output\n";

class IncrementalZoo : public testing::TestWithParam<test::ZooNetwork> {};

TEST_P(IncrementalZoo, EqualsPlainEvaluationAtEveryPosition) {
  auto model = test::open_zoo_network(GetParam().body);
  const Function function(model, kAsItIs);
  const Incremental incremental(function, test::kZooLength);
  const auto base_cl = test::random_bases(test::kZooLength, 7);
  const auto edits = test::single_edits(test::kZooLength);
  EXPECT_LE(test::worst_difference(incremental.evaluate(base_cl.data(), edits),
                                   test::plain_outputs(function, base_cl, edits)),
            kExact);
}

TEST_P(IncrementalZoo, EqualsPlainEvaluationForWindowsAndScatteredPositions) {
  auto model = test::open_zoo_network(GetParam().body);
  const Function function(model, kAsItIs);
  const Incremental incremental(function, test::kZooLength);
  const auto base_cl = test::random_bases(test::kZooLength, 8);
  const auto edits = test::group_edits(test::kZooLength, 9);
  EXPECT_LE(test::worst_difference(incremental.evaluate(base_cl.data(), edits),
                                   test::plain_outputs(function, base_cl, edits)),
            kExact);
}

TEST_P(IncrementalZoo, SaysFromWhereOnPositionsAreWhole) {
  auto model = test::open_zoo_network(GetParam().body);
  const Function function(model, kAsItIs);
  const Incremental incremental(function, test::kZooLength);
  if (GetParam().whole_from.empty()) {
    EXPECT_EQ(incremental.whole_from(), "");
  } else {
    EXPECT_THAT(incremental.whole_from(), testing::HasSubstr(GetParam().whole_from));
  }
}

INSTANTIATE_TEST_SUITE_P(AllNetworks, IncrementalZoo, testing::ValuesIn(test::zoo_networks()),
                         [](const auto& test) {
                           std::string name = test.param.name;
                           for (auto& letter : name) {
                             if (std::isalnum(static_cast<unsigned char>(letter)) == 0) {
                               letter = '_';
                             }
                           }
                           return name;
                         });

}  // namespace
}  // namespace siskin::model
