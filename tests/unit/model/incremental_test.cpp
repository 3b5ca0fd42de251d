#include "siskin/model/incremental.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/torch.h>

#include <algorithm>
#include <cctype>

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

std::string name_of(const testing::TestParamInfo<test::ZooNetwork>& network) {
  std::string name = network.param.name;
  std::replace_if(
      name.begin(), name.end(), [](unsigned char letter) { return std::isalnum(letter) == 0; },
      '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(AllNetworks, IncrementalZoo, testing::ValuesIn(test::zoo_networks()),
                         name_of);

}  // namespace
}  // namespace siskin::model
