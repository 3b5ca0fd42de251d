#include "siskin/train/epoch_terms.hpp"

#include <gtest/gtest.h>

namespace siskin::train {
namespace {

TEST(EpochTerms, AveragesOverSequencesNotBatches) {
  EpochTerms terms;
  terms.add({{"loss", 1}, {"l1", 10}}, 3);
  terms.add({{"loss", 5}, {"l1", 30}}, 1);
  const auto mean = terms.mean();
  ASSERT_EQ(mean.size(), 2U);
  EXPECT_DOUBLE_EQ(mean[0].second, 2);
  EXPECT_EQ(mean[1].first, "l1");
  EXPECT_DOUBLE_EQ(mean[1].second, 15);
}

}  // namespace
}  // namespace siskin::train
