#include "siskin/attribute/feature_groups.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "support/error_message.hpp"

namespace siskin {
namespace {

using attribute::FeatureGroups;
using blackbox::Feature;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

FeatureGroups groups_of(const std::string& bed) {
  std::istringstream in(bed);
  return {io::read_bed(in, "g.bed"), "g.bed"};
}

io::SequenceRecord window_of(const std::string& chrom, std::int64_t start,
                             const std::string& sequence) {
  io::SequenceRecord record;
  record.name = record.chrom = chrom;
  record.start = start;
  record.sequence = sequence;
  return record;
}

TEST(FeatureGroups, JoinsIntervalsOfOneName) {
  const auto groups = groups_of("s\t1\t3\tsite\ns\t6\t7\tsite\ns\t4\t5\tother\nt\t0\t9\tsite\n");
  EXPECT_THAT(groups.of(window_of("s", 0, "ACGTACGT")), ElementsAre(Feature{1, 2, 6}, Feature{4}));
  EXPECT_THAT(groups.of(window_of("none", 0, "ACGT")), IsEmpty());
}

TEST(FeatureGroups, CutsAtTheEndsOfAWindow) {
  const auto groups = groups_of("c\t90\t103\ta\nc\t105\t200\tb\nc\t300\t301\tc\n");
  EXPECT_THAT(groups.of(window_of("c", 100, "ACGTACG")),
              ElementsAre(Feature{0, 1, 2}, Feature{5, 6}));
  EXPECT_THAT(groups.of(window_of("c", 202, "ACGT")), IsEmpty());
}

TEST(FeatureGroups, TakesBlocksOfALineAndLinesWithoutName) {
  const auto groups = groups_of("s\t0\t6\tb\t0\t+\t0\t6\t0\t2\t1,2,\t0,4,\ns\t2\t3\ns\t3\t4\n");
  EXPECT_THAT(groups.of(window_of("s", 0, "ACGTAC")),
              ElementsAre(Feature{0, 4, 5}, Feature{2}, Feature{3}));
}

TEST(FeatureGroups, ComplainWhenNoneIsMet) {
  const auto groups = groups_of("chr1\t0\t3\ta\n");
  groups.of(window_of("1", 0, "ACGT"));
  EXPECT_EQ(groups.complaint(), "no sequence has a group of g.bed, which names chr1");
  groups.of(window_of("chr1", 0, "ACGT"));
  EXPECT_EQ(groups.complaint(), "");
  EXPECT_EQ(groups_of("").complaint(), "no sequence has a group of g.bed");
}

TEST(FeatureGroups, LeavesNOut) {
  const auto groups = groups_of("s\t0\t3\ta\ns\t3\t4\tb\n");
  EXPECT_THAT(groups.of(window_of("s", 0, "ANaN")), ElementsAre(Feature{0, 2}));
}

TEST(FeatureGroups, RefusesGroupsThatOverlap) {
  const auto groups = groups_of("s\t0\t3\ta\ns\t2\t4\tb\n");
  EXPECT_THAT(test::error_message([&] { groups.of(window_of("s", 0, "ACGT")); }),
              HasSubstr("g.bed:2: shares position 2 of s with the group of line 1"));
  // A group may state a position twice.
  EXPECT_THAT(groups_of("s\t0\t3\ta\ns\t2\t4\ta\n").of(window_of("s", 0, "ACGT")),
              ElementsAre(Feature{0, 1, 2, 3}));
}

}  // namespace
}  // namespace siskin
