#include "siskin/data/interval_set.hpp"

#include <gmock/gmock.h>

#include "siskin/util/random.hpp"
#include "support/error_message.hpp"
#include "support/run_command.hpp"

namespace siskin::data {
namespace {

TEST(IntervalSet, KnowsHalfOpenOverlap) {
  const test::TemporaryFolder folder;
  const IntervalSet set(folder.write("b.bed", "chr1\t10\t20\nchr1\t15\t30\nchr2\t5\t6\n").string());
  EXPECT_FALSE(set.overlaps("chr1", 0, 10));
  EXPECT_TRUE(set.overlaps("chr1", 0, 11));
  EXPECT_TRUE(set.overlaps("chr1", 29, 40));
  EXPECT_FALSE(set.overlaps("chr1", 30, 40));
  EXPECT_TRUE(set.overlaps("chr2", 5, 6));
  EXPECT_FALSE(set.overlaps("chr3", 0, 100));
  EXPECT_FALSE(IntervalSet().overlaps("chr1", 0, 100));
}

TEST(IntervalSet, AgreesWithLookingAtEachInterval) {
  util::Random random(3);
  std::string bed;
  std::vector<std::pair<std::int64_t, std::int64_t>> list;
  for (int i = 0; i < 40; ++i) {
    const auto start = static_cast<std::int64_t>(random.below(1000));
    const auto end = start + 1 + static_cast<std::int64_t>(random.below(20));
    list.emplace_back(start, end);
    bed += "c\t" + std::to_string(start) + "\t" + std::to_string(end) + "\n";
  }
  const test::TemporaryFolder folder;
  const IntervalSet set(folder.write("b.bed", bed).string());
  for (std::int64_t start = 0; start < 1000; ++start) {
    const std::int64_t end = start + 1 + start % 7;
    bool expected = false;
    for (const auto& one : list) expected = expected || (one.first < end && one.second > start);
    EXPECT_EQ(set.overlaps("c", start, end), expected) << start;
  }
}

TEST(IntervalSet, NamesFileAndLineOfABadInterval) {
  const test::TemporaryFolder folder;
  const auto path = folder.write("b.bed", "chr1\t1\t5\nchr1\t9\tx\n").string();
  EXPECT_THAT(test::error_message([&] { const IntervalSet set(path); }),
              testing::HasSubstr("b.bed:2"));
}

}  // namespace
}  // namespace siskin::data
