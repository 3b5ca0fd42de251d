#include "siskin/data/split_rule.hpp"

#include <gmock/gmock.h>

#include <set>

#include "support/error_message.hpp"

namespace siskin::data {
namespace {

TEST(SplitRule, GoesByTheWord) {
  const SplitRule rule{Query()};
  EXPECT_EQ(rule.of("chr1", "train", ""), Split::kTrain);
  EXPECT_EQ(rule.of("chr1", "valid", ""), Split::kValid);
  EXPECT_EQ(rule.of("chr1", "test", ""), Split::kTest);
  EXPECT_EQ(rule.of("chr1", "", ""), Split::kNone);
  EXPECT_THAT(test::error_message([&] { rule.of("c", "validation", "x.fa: record a"); }),
              testing::StartsWith("x.fa: record a: found split 'validation'"));
}

TEST(SplitRule, LetsChromosomesDecideAlone) {
  Query query;
  query.valid_chroms = {"chr2"};
  query.test_chroms = {"chr3"};
  const SplitRule rule(query);
  EXPECT_EQ(rule.of("chr1", "test", ""), Split::kTrain);
  EXPECT_EQ(rule.of("chr2", "train", ""), Split::kValid);
  EXPECT_EQ(rule.of("chr3", "", ""), Split::kTest);
}

std::multiset<int> items(RecordStore& store) {
  std::multiset<int> found;
  for (std::size_t i = 0; i < store.size(); ++i) {
    int item = 0;
    store.read(i, &item);
    found.insert(item);
  }
  return found;
}

TEST(PoolStores, DistributesEveryRecordOnce) {
  PoolStores stores(sizeof(int));
  const int given = -1;
  stores.append(Split::kValid, &given);
  for (int i = 0; i < 25; ++i) stores.append(Split::kNone, &i);
  stores.distribute(0.1, 0.2, 1);
  EXPECT_EQ(stores.of(Split::kTest).size(), 5U);
  EXPECT_EQ(stores.of(Split::kValid).size(), 3U);  // floor(2.5) and the one given
  EXPECT_EQ(stores.of(Split::kTrain).size(), 18U);
  EXPECT_EQ(stores.of(Split::kNone).size(), 0U);
  std::multiset<int> all;
  for (const auto split : kSplits) all.merge(items(stores.of(split)));
  std::multiset<int> expected = {-1};
  for (int i = 0; i < 25; ++i) expected.insert(i);
  EXPECT_EQ(all, expected);
}

TEST(PoolStores, DistributesByTheSeed) {
  const auto tests = [](std::uint64_t seed) {
    PoolStores stores(sizeof(int));
    for (int i = 0; i < 1000; ++i) stores.append(Split::kNone, &i);
    stores.distribute(0.1, 0.2, seed);
    return items(stores.of(Split::kTest));
  };
  EXPECT_EQ(tests(1), tests(1));
  EXPECT_NE(tests(1), tests(2));
}

TEST(RequireExamples, SaysWhichSetIsEmpty) {
  EXPECT_THAT(test::error_message([] { require_examples(0, 1); }),
              testing::HasSubstr("training set is empty"));
  EXPECT_THAT(test::error_message([] { require_examples(1, 0); }),
              testing::HasSubstr("validation set is empty"));
  EXPECT_NO_THROW(require_examples(1, 1));
}

}  // namespace
}  // namespace siskin::data
